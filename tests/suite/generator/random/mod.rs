//! Specs that nobody wrote: every type in every place, with examples that fit it.
//!
//! A seed determines a spec, so that one that fails can be made again. Nothing is random but the
//! seed.

use oms_spec::SourceFile;
use serde_json::{Value, json};
use toml::Table;

use crate::specs::files::sources;

mod conditions;
mod subjects;
mod values;

/// A spec, as its files.
pub(super) fn spec(seed: u64) -> Vec<SourceFile> {
    let mut maker = Maker::new(seed);
    let root = sources("any")
        .into_iter()
        .find(|file| file.path == "spec/oms.toml");
    let mut root = root.expect("a spec has a root file");
    let shapes = maker.shapes();
    root.bytes.extend(format!("\n{shapes}").into_bytes());
    let mut files = vec![root];
    for number in 0..3 {
        maker.action(&format!("Act{seed}No{number}"), &mut files);
    }
    files
}

/// A type, as far as its values need it.
#[derive(Debug, Clone)]
enum Ty {
    Boolean,
    Integer,
    Number,
    Text,
    Any,
    Shape(usize),
    Object(Vec<Field>),
    Enum(Vec<String>),
    List(Box<Ty>),
    Map(Box<Ty>),
    Union(Vec<(String, Ty)>),
}

#[derive(Debug, Clone)]
struct Field {
    name: String,
    presence: &'static str,
    ty: Ty,
}

struct Shape {
    name: String,
    values: Vec<Value>,
}

struct Maker {
    seed: u64,
    state: u64,
    shapes: Vec<Shape>,
    names: usize,
}

/// The name of the shape of IDs.
const THING: &str = "Thing";

const PRESENCES: [&str; 4] = ["required", "optional", "nullable", "optional-nullable"];

/// Names whose words are separated in every way that a wire name has.
const NAMES: [&str; 10] = [
    "type",
    "taskId",
    "throttleIOPS",
    "dGInstanceId",
    "kebab-name",
    "snake_name",
    "URL",
    "self",
    "utf8mb4",
    "Upper",
];

impl Maker {
    fn new(seed: u64) -> Self {
        Self {
            seed,
            state: seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1,
            shapes: Vec::new(),
            names: 0,
        }
    }

    /// A number below `bound`, by Marsaglia's shifts.
    fn below(&mut self, bound: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        usize::try_from(self.state % bound as u64).expect("it is below a usize")
    }

    fn chance(&mut self) -> bool {
        self.below(2) == 0
    }

    /// A wire name that no other field has.
    fn name(&mut self) -> String {
        self.names += 1;
        let name = NAMES[self.below(NAMES.len())];
        format!("{name}{}", self.names)
    }

    /// The shapes: one of each simple kind, and objects of what was made before.
    fn shapes(&mut self) -> String {
        let simple: [(&str, &str, Value); 14] = [
            ("Text", "type = \"string\"\nmax-length = 9", json!("a-b")),
            (
                "Code",
                "type = \"string\"\npattern = \"[A-Z]{2}[0-9]+\"",
                json!("AB12"),
            ),
            ("Count", "type = \"integer\"\nminimum = -3", json!(-3)),
            (
                "Seconds",
                "type = \"integer\"\nunit = \"seconds\"",
                json!(90),
            ),
            (
                "Hours",
                "type = \"integer\"\nunit = \"hours\"\nmaximum = 24",
                json!(24),
            ),
            (
                "Moment",
                "type = \"integer\"\nunit = \"epoch-seconds\"",
                json!(1_742_365_118),
            ),
            (
                "TextMoment",
                "type = \"integer\"\nunit = \"epoch-seconds\"\nwire = \"text\"",
                json!("1742365118"),
            ),
            (
                "Position",
                "type = \"integer\"\nunit = \"epoch-seconds\"\nraw = true",
                json!("100,30"),
            ),
            (
                "Day",
                "type = \"string\"\nunit = \"utc-date-time\"",
                json!("2025-03-19T06:18:38"),
            ),
            (
                "Secret",
                "type = \"string\"\nsecret = true",
                json!("hunter2"),
            ),
            (
                "Key",
                "type = \"string\"\nsecret = true\nencoding = \"base64\"",
                json!("aHVudGVyMg=="),
            ),
            (
                "Vault",
                "type = \"any\"\nsecret = true",
                json!({"pin": ["hunter2", 7]}),
            ),
            (
                "Settings",
                "type = \"any\"\nsecret-keys = [\"pin\"]",
                json!({"name": "door", "locks": [{"pin": "hunter2"}]}),
            ),
            (
                THING,
                &format!("type = \"string\"\nidentifies = \"thing {}\"", self.seed),
                json!("t-1"),
            ),
        ];
        let mut text = format!("[subject.\"thing {}\"]\ndoc = \"A thing.\"\n\n", self.seed);
        for (name, toml, value) in simple {
            let name = format!("{name}{}Shape", self.seed);
            text.extend(["[shape.", &name, "]\ndoc = \"A shape.\"\n", toml, "\n\n"]);
            self.shapes.push(Shape {
                name,
                values: vec![value],
            });
        }
        for number in 0..self.below(4) {
            let (ty, mut table) = self.object(1);
            table.insert("type".to_owned(), "object".into());
            if self.chance() {
                table.insert("complete".to_owned(), false.into());
            }
            table.insert("doc".to_owned(), "An object.".into());
            let name = format!("Object{number}Of{}Shape", self.seed);
            let shape = Table::from_iter([(
                "shape".to_owned(),
                Table::from_iter([(name.clone(), table.into())]).into(),
            )]);
            text.push_str(&shape.to_string());
            text.push('\n');
            let values = (0..3).map(|_| self.value(&ty)).collect();
            self.shapes.push(Shape { name, values });
        }
        text
    }

    fn action(&mut self, name: &str, files: &mut Vec<SourceFile>) {
        let mut action = Table::new();
        for (key, value) in [("name", name), ("summary", "Does something.")] {
            action.insert(key.to_owned(), value.into());
        }
        let effect = if self.chance() { "read" } else { "write" };
        action.insert("effect".to_owned(), effect.into());
        action.insert("since".to_owned(), Table::new().into());
        if self.chance() {
            action.insert("complete".to_owned(), false.into());
        }
        if self.below(3) == 0 {
            action.insert("wire-name".to_owned(), format!("{name}Sent").into());
            let also = format!("also-{}", name.to_lowercase());
            action.insert("command-also".to_owned(), vec![also].into());
        }
        let further = self.below(3) == 0;
        if further {
            action.insert("further".to_owned(), true.into());
        }
        if self.below(4) == 0 {
            action.insert("deprecated".to_owned(), "Use another.".into());
        }
        let (mut request, mut table) = self.object(2);
        if effect == "write" {
            action.insert("impact".to_owned(), "Does it.".into());
            self.subject(&mut request, &mut table, &mut action);
        }
        if let Some(fields) = table.get("fields") {
            action.insert("request".to_owned(), fields.clone());
        }
        let (data, mut table) = self.ty(2, false);
        table.insert("doc".to_owned(), "The answer.".into());
        action.insert("data".to_owned(), table.into());
        let mut push = |path: String, text: String| {
            let bytes = text.into_bytes();
            files.push(SourceFile { path, bytes });
        };
        push(format!("spec/actions/{name}.toml"), action.to_string());
        for case in 0..2 {
            let path = format!("spec/examples/{name}/case-{case}");
            let mut request = self.value(&request);
            if further && let Some(request) = request.as_object_mut() {
                request.insert("undeclared name".to_owned(), json!([{"a": 0.5}, null]));
            }
            push(format!("{path}.request.json"), request.to_string());
            let answer = json!({"success": true, "requestId": "7", "data": self.value(&data)});
            push(format!("{path}.response.json"), answer.to_string());
        }
    }

    /// An object, and the `fields` that declare it.
    fn object(&mut self, depth: usize) -> (Ty, Table) {
        let (mut fields, mut tables) = (Vec::new(), Table::new());
        for _ in 0..=self.below(4) {
            let name = self.name();
            let presence = PRESENCES[self.below(PRESENCES.len())];
            let (ty, table) = self.ty(depth, true);
            self.field(name, presence, ty, table, &mut fields, &mut tables);
        }
        if self.below(3) == 0 {
            self.constant(&mut fields, &mut tables);
        }
        if self.below(3) == 0 {
            self.condition(&mut fields, &mut tables);
        }
        if depth > 0 && self.below(3) == 0 {
            self.union(depth - 1, &mut fields, &mut tables);
        }
        let table = Table::from_iter([("fields".to_owned(), tables.into())]);
        (Ty::Object(fields), table)
    }

    fn field(
        &mut self,
        name: String,
        presence: &'static str,
        ty: Ty,
        mut table: Table,
        fields: &mut Vec<Field>,
        tables: &mut Table,
    ) {
        table.insert("presence".to_owned(), presence.into());
        table.insert("doc".to_owned(), "A field.".into());
        if self.below(6) == 0 {
            table.insert("deprecated".to_owned(), "Use another.".into());
        }
        if self.below(6) == 0 {
            let since = Table::from_iter([("enterprise".to_owned(), "4.3.1".into())]);
            table.insert("since".to_owned(), since.into());
        }
        tables.insert(name.clone(), table.into());
        fields.push(Field { name, presence, ty });
    }

    /// A union, and the field beside it that chooses its type.
    fn union(&mut self, depth: usize, fields: &mut Vec<Field>, tables: &mut Table) {
        let (by, name) = (self.name(), self.name());
        let (mut variants, mut declared) = (Vec::new(), Table::new());
        for (tag, variant) in [("ONE", "One"), ("TWO", "Two")] {
            let (ty, mut table) = self.ty(depth, false);
            table.insert("when".to_owned(), vec![tag].into());
            table.insert("doc".to_owned(), "A variant.".into());
            declared.insert(variant.to_owned(), table.into());
            variants.push((tag.to_owned(), ty));
        }
        let text = Table::from_iter([("type".to_owned(), "string".into())]);
        let presence = PRESENCES[self.below(2)];
        self.field(
            by.clone(),
            presence,
            Ty::Enum(vec!["ONE".to_owned(), "TWO".to_owned()]),
            text,
            fields,
            tables,
        );
        let union = Table::from_iter([
            ("type".to_owned(), "union".into()),
            ("by".to_owned(), by.into()),
            ("variants".to_owned(), declared.into()),
        ]);
        let presence = PRESENCES[self.below(PRESENCES.len())];
        self.field(name, presence, Ty::Union(variants), union, fields, tables);
    }

    /// A type, with what is declared beside it.
    fn ty(&mut self, depth: usize, lists: bool) -> (Ty, Table) {
        let kinds = if depth == 0 { 6 } else { 10 };
        let mut table = Table::new();
        let (ty, expression) = match self.below(kinds) {
            0 => (Ty::Boolean, "boolean".to_owned()),
            1 => (Ty::Integer, "integer".to_owned()),
            2 => (Ty::Number, "number".to_owned()),
            3 => (Ty::Text, "string".to_owned()),
            4 => (Ty::Any, "any".to_owned()),
            5 => {
                let shape = self.below(self.shapes.len());
                (Ty::Shape(shape), self.shapes[shape].name.clone())
            }
            6 => {
                let values = ["FIRST", "second-one", "Third_1"].map(str::to_owned);
                let declared = values.iter().map(|value| {
                    let doc = Table::from_iter([("doc".to_owned(), "A value.".into())]);
                    (value.clone(), doc.into())
                });
                table.insert("values".to_owned(), declared.collect::<Table>().into());
                (Ty::Enum(values.into()), "enum".to_owned())
            }
            7 => {
                let (ty, declared) = self.object(depth - 1);
                table = declared;
                (ty, "object".to_owned())
            }
            kind => {
                let (inner, declared) = self.ty(depth - usize::from(!lists), false);
                let expression = declared["type"].as_str().expect("a type").to_owned();
                table = declared;
                if kind == 8 {
                    (Ty::List(Box::new(inner)), format!("list<{expression}>"))
                } else {
                    (Ty::Map(Box::new(inner)), format!("map<{expression}>"))
                }
            }
        };
        table.insert("type".to_owned(), expression.into());
        (ty, table)
    }
}

#[test]
fn p161_a_random_spec_is_taken_and_its_examples_are_built_in_rust() {
    for seed in 0..80 {
        let files = spec(seed);
        let api =
            oms_spec::load(&files).unwrap_or_else(|problems| panic!("seed {seed}:\n{problems}"));
        let generated = oms_codegen::generate(&api);
        let tests: String = generated
            .iter()
            .filter(|file| file.path.starts_with("tests/suite/generated/act"))
            .map(|file| file.text.as_str())
            .collect();
        assert_eq!(
            tests.matches("exchange.send::<").count(),
            6,
            "seed {seed}:\n{tests}"
        );
    }
}
