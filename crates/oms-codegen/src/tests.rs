//! Names that two things of a spec would share in generated code, and names that a file imports.

use std::fs;
use std::path::{Path, PathBuf};

use oms_spec::{SourceFile, load, names};
use oms_testkit::SPEC_ROOT;

/// A shape, which the root file of the smallest spec lacks.
const PASSWORD: &str = r#"
[shape.Password]
type   = "string"
secret = true
doc    = "A password."
"#;

/// The generated files of a spec with one action, by the end of their paths.
struct Generated(Vec<crate::GeneratedFile>);

impl Generated {
    /// `root` is added to the root file, `action` to the action's.
    fn of(root: &str, action: &str) -> Self {
        let action = format!(
            "name = \"Move2fa\"\nsummary = \"Moves.\"\neffect = \"read\"\nsince = {{}}\n{action}"
        );
        let file = |path: &str, text: String| SourceFile {
            path: path.to_owned(),
            bytes: text.into_bytes(),
        };
        let files = [
            file("spec/oms.toml", format!("{SPEC_ROOT}{PASSWORD}{root}")),
            file("spec/actions/Move2fa.toml", action),
            file("spec/examples/Move2fa/a.request.json", "{}".to_owned()),
            file(
                "spec/examples/Move2fa/a.response.json",
                "{\"success\": true}".to_owned(),
            ),
        ];
        let api = load(&files).unwrap_or_else(|problems| panic!("{problems}"));
        Self(crate::generate(&api))
    }

    fn text(&self, end: &str) -> &str {
        let mut files = self.0.iter();
        let file = files.find(|file| file.path.ends_with(end));
        &file.unwrap_or_else(|| panic!("no file is {end}")).text
    }

    /// The text between a mark and the next quotation mark, wherever the mark is.
    fn quoted(&self, end: &str, mark: &str) -> Vec<&str> {
        let parts = self.text(end).split(mark).skip(1);
        parts.filter_map(|part| part.split('"').next()).collect()
    }
}

/// Parameters of these names, types and presences.
fn parameters(list: &[(&str, &str, &str)]) -> String {
    let one = |(name, ty, presence): &(&str, &str, &str)| {
        format!(
            "[request.{name}]\ntype = \"{ty}\"\npresence = \"{presence}\"\ndoc = \"A value.\"\n"
        )
    };
    list.iter().map(one).collect()
}

#[test]
fn each_parameter_has_a_flag_of_its_own() {
    for (list, expected) in [
        (
            [
                ("password", "Password", "optional"),
                ("passwordFrom", "string", "optional"),
            ],
            vec!["password-from", "parameter-password-from"],
        ),
        (
            [
                ("passwordFrom", "string", "optional"),
                ("password", "Password", "optional"),
            ],
            vec!["password-from", "parameter-password-from"],
        ),
        (
            [
                ("x", "string", "optional-nullable"),
                ("xNull", "string", "optional"),
            ],
            vec!["x", "x-null", "parameter-x-null"],
        ),
        (
            [
                ("xNull", "string", "optional"),
                ("x", "string", "optional-nullable"),
            ],
            vec!["x-null", "parameter-x", "parameter-x-null"],
        ),
        (
            [
                ("json", "string", "optional"),
                ("parameterJson", "string", "optional"),
            ],
            vec!["parameter-json", "parameter-parameter-json"],
        ),
    ] {
        let generated = Generated::of("", &parameters(&list));
        let flags = generated.quoted("actions/move2fa.rs", "long = \"");
        assert_eq!(flags, expected, "{list:?}");
    }
}

#[test]
fn the_long_help_of_a_flag_says_what_the_short_one_says_and_what_is_known_beyond_it() {
    let moment =
        "[shape.Beat]\ntype = \"integer\"\nunit = \"epoch-seconds\"\ndoc = \"A moment.\"\n";
    let required = "required-if = { field = \"mode\", is = [\"A\"] }\n";
    let known = r"\n\nIt must be given where `mode` is `A`.";
    let file = "It is read from a file of your own that only you can read.";
    let without_blanks = |text: &str| text.split_whitespace().collect::<String>();
    for (ty, doc, more, long) in [
        (
            "Password",
            "A value.",
            required,
            Some(format!("\"A value.{known} {file}\"")),
        ),
        (
            "Beat",
            "A value.",
            required,
            Some(format!(
                "crate::plan::arguments::time::help(\"A value.{known}\")"
            )),
        ),
        (
            "string",
            "x <b> y",
            required,
            Some(format!("\"x <b> y{known}\"")),
        ),
        // The short one is all that there is to say, or the documentation in the code says it.
        ("Password", "A value.", "", None),
        ("string", "A value.", required, None),
    ] {
        let field = format!(
            "[request.x]\ntype = \"{ty}\"\npresence = \"optional\"\ndoc = \"{doc}\"\n{more}"
        );
        let mode = parameters(&[("mode", "string", "optional")]);
        let generated = Generated::of(moment, &(mode + &field));
        let text = without_blanks(generated.text("cli/src/generated/actions/move2fa.rs"));
        let found = text.matches("long_help").count();
        assert_eq!(found, usize::from(long.is_some()), "{ty}: {text}");
        if let Some(long) = long {
            let long = without_blanks(&format!("long_help = {long}"));
            assert!(text.contains(&long), "{long}: {text}");
        }
    }
}

#[test]
fn each_family_of_an_enumeration_has_a_name_of_its_own() {
    let values = ["A_B", "A_B_X", "A_B_Y", "AB", "AB_X", "AB_Y"];
    let values = values.map(|value| format!("[data.values.{value}]\ndoc = \"A value.\"\n"));
    let data = format!(
        "[data]\ntype = \"enum\"\npresence = \"optional\"\ndoc = \"A state.\"\n{}",
        values.concat()
    );
    let generated = Generated::of("", &data);
    let client = generated.text("client/src/generated/actions/move2fa.rs");
    for name in ["fn is_a_b(&self)", "fn is_ab(&self)"] {
        assert_eq!(client.matches(name).count(), 1, "{name}");
    }
    let python = generated.text("types.py");
    for name in ["    A_B: ClassVar", "    AB: ClassVar"] {
        assert_eq!(python.matches(name).count(), 1, "{name}");
    }
}

/// The ways through these shapes are twice as many with each, and a walk of all would not end.
#[test]
fn shapes_that_share_shapes_are_generated_in_their_number() {
    let shape = |at: usize| {
        let inner = match at {
            59 => "Password".to_owned(),
            _ => format!("C{}", at + 1),
        };
        let fields = format!(
            "n = {{ type = \"{inner}\", presence = \"optional\", doc = \"A value.\" }}\n\
             m = {{ type = \"{inner}\", presence = \"optional\", doc = \"A value.\" }}\n"
        );
        format!(
            "[shape.C{at}]\ntype = \"object\"\ndoc = \"A value.\"\n[shape.C{at}.fields]\n{fields}"
        )
    };
    let shapes: String = (0..60).map(shape).collect();
    let generated = Generated::of(&shapes, &parameters(&[("chain", "C0", "optional")]));
    assert!(
        generated
            .text("client/src/generated/secrets.rs")
            .contains("C59")
    );
}

#[test]
fn a_word_that_cannot_be_a_command_of_a_group_keeps_the_words_that_the_group_says() {
    for (left_out, command, expected) in [
        ("move", "move-now", "now"),
        ("move", "move-2fa", "move-2fa"),
        ("move", "move", "move"),
        ("move", "move-help", "move-help"),
        ("move", "help", "action-help"),
    ] {
        let group = format!(
            "[group.Tasks]\ndoc = \"Tasks.\"\ncommand = \"task\"\nleft-out = [\"{left_out}\"]\n"
        );
        let action = format!("group = \"Tasks\"\ncommand = \"{command}\"\n");
        let generated = Generated::of(&group, &action);
        let words = generated.quoted("cli/src/generated/actions/mod.rs", "[\"task\", \"");
        assert_eq!(words, [expected], "{command}");
    }
}

/// The Rust files below a folder.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    paths
        .flat_map(|path| {
            if path.is_dir() {
                sources(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}

/// The types among the texts in the statements that call a function.
fn types_in_calls<'a>(text: &'a str, call: &str) -> Vec<&'a str> {
    let calls = text.split(call).skip(1);
    let arguments = calls.filter_map(|rest| rest.split(';').next());
    let texts = arguments.flat_map(|arguments| arguments.split('"').skip(1).step_by(2));
    texts.filter(|text| is_type(text)).collect()
}

fn is_type(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_uppercase()) && names::is_identifier(word)
}

#[test]
fn no_generated_type_is_called_as_one_that_generated_code_imports() {
    let mut checked = 0;
    for path in sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        let text = fs::read_to_string(&path).unwrap();
        let imports = [".add(", ".add_all("].map(|call| types_in_calls(&text, call));
        for name in imports.concat() {
            assert!(names::is_taken_type(name), "{name} in {}", path.display());
            checked += 1;
        }
    }
    assert!(checked > 60, "{checked}");
}
