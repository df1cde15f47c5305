//! The spec's account of an action, as a record that a page can be compared with.

mod said;

use std::collections::BTreeMap;

use oms_spec::SourceFile;
use oms_spec::ir::{Action, Api, Field, Presence, Provenance, Type, TypeDef, TypeKind};

use crate::facts::{Edition, Stated};
use crate::prose::{Given, Said};
use crate::record::{Known, Place, Record};
use crate::shown::{Kind, Seen};
use crate::spec_lines::SpecLines;

/// The spec with the lines of its files.
#[derive(Debug)]
pub struct Spec<'a> {
    api: &'a Api,
    lines: SpecLines,
}

/// More levels than any type of the spec has; a shape that contains itself ends here.
const DEEPEST: usize = 16;

impl<'a> Spec<'a> {
    /// The spec, and the files that it was read from.
    #[must_use]
    pub fn new(api: &'a Api, files: &[SourceFile]) -> Self {
        Self {
            api,
            lines: SpecLines::of(files),
        }
    }

    /// The action that is sent under a name; if none is, the one whose name differs in capital
    /// letters alone, or that has another name on the wire: two actions cannot be called so.
    #[must_use]
    pub fn action(&self, name: &str) -> Option<&'a Action> {
        let mut all = self.api.actions.iter();
        let is_called = |action: &&Action| {
            let mut names = [&action.wire_name, &action.title].into_iter();
            names.any(|own| own.eq_ignore_ascii_case(name))
        };
        all.find(|action| action.wire_name == name)
            .or_else(|| self.api.actions.iter().find(is_called))
    }

    /// The place of the name that is sent.
    pub(crate) fn place_of_name(&self, action: &Action) -> Place {
        let is_title = action.wire_name == action.title;
        let key = if is_title { "name" } else { "wire-name" };
        self.lines.of_action(&action.path, &[key])
    }

    pub(crate) fn api(&self) -> &'a Api {
        self.api
    }

    /// The address of every action, without the method for a page that states none.
    pub(crate) fn address(&self, page: &Record) -> (String, Place) {
        let dispatch = &self.api.dispatch;
        let stated = page.address.as_ref();
        let text = match stated.filter(|(address, _)| !address.contains(' ')) {
            Some(_) => dispatch.path.clone(),
            None => format!("{} {}", dispatch.method, dispatch.path),
        };
        (text, self.lines.of_shape(&["dispatch", "path"]))
    }

    /// The spec's account of an action, with the names that the page has for its fields.
    #[must_use]
    pub fn record(&self, action: &'a Action, page: &Record) -> Record {
        let mut writer = Writer {
            spec: self,
            action,
            page,
            rows: Vec::new(),
            shown: BTreeMap::new(),
        };
        writer.whole();
        let (rows, shown) = (writer.rows, writer.shown);
        let since = match page.edition {
            Edition::Enterprise => action.since.enterprise,
            Edition::Community => action.since.community,
        };
        let line = |key| self.lines.of_action(&action.path, &[key]).line;
        let updated = action
            .source
            .as_ref()
            .and_then(|source| source.updated.clone());
        Record {
            action: action.wire_name.clone(),
            file: action.path.clone(),
            edition: page.edition,
            language: None,
            address: Some(self.address(page)),
            complete: action.complete,
            since: since.map(|version| Stated {
                text: version.to_string(),
                line: line("since"),
            }),
            updated: updated.map(|text| Stated {
                text,
                line: line("source"),
            }),
            rows,
            shown,
        }
    }
}

struct Writer<'s, 'a> {
    spec: &'s Spec<'a>,
    action: &'a Action,
    page: &'s Record,
    rows: Vec<Known>,
    shown: BTreeMap<String, (Seen, Place)>,
}

/// The keys that lead to a type, in the action's file or in a shape's.
#[derive(Clone)]
struct Keys {
    of_shape: bool,
    keys: Vec<String>,
}

impl Keys {
    fn with(&self, more: &[&str]) -> Self {
        let mut next = self.clone();
        next.keys.extend(more.iter().map(|key| (*key).to_owned()));
        next
    }
}

impl<'a> Writer<'_, 'a> {
    fn whole(&mut self) {
        let root = |key: &str| Keys {
            of_shape: false,
            keys: vec![key.to_owned()],
        };
        self.kinds("request", &[Kind::Object]);
        self.fields(
            "request",
            "request",
            &self.action.request,
            &root("request"),
            0,
        );
        for field in &self.spec.api.envelope.fields {
            let field = &field.field;
            if field.wire_name != "data" {
                let keys = Keys {
                    of_shape: true,
                    keys: ["envelope", "fields", &field.wire_name]
                        .map(str::to_owned)
                        .to_vec(),
                };
                let at = format!("envelope.{}", field.wire_name);
                self.field(&at, &at, field, &keys, 1);
            }
        }
        if let Some(data) = &self.action.data {
            let keys = root("data");
            let said = self.said("data", &data.ty);
            let word = data.documented.clone();
            self.row(
                "data",
                word.filter(|_| data.provenance == Provenance::Page),
                said,
                &keys,
            );
            self.type_of("data", "data", &data.ty, &keys, 1);
        }
    }

    fn fields(&mut self, at: &str, path: &str, fields: &'a [Field], keys: &Keys, depth: usize) {
        for field in fields {
            let name = self.name_on_the_page(at, field);
            let keys = keys.with(&[&field.wire_name]);
            self.field(
                &format!("{at}.{name}"),
                &format!("{path}.{name}"),
                field,
                &keys,
                depth + 1,
            );
        }
    }

    /// The name that the page has for a field: its own, or one of those under which it is read as
    /// well.
    fn name_on_the_page<'f>(&self, at: &str, field: &'f Field) -> &'f str {
        let on_page = |name: &&String| self.page.row(&format!("{at}.{name}")).is_some();
        if on_page(&&field.wire_name) {
            return &field.wire_name;
        }
        field.also.iter().find(on_page).unwrap_or(&field.wire_name)
    }

    fn field(&mut self, at: &str, path: &str, field: &'a Field, keys: &Keys, depth: usize) {
        let mut said = self.said(at, &field.ty);
        said::rules(field, &mut said);
        said.presence = Some(match field.presence {
            Presence::Required | Presence::Nullable => Given::Required,
            Presence::Optional | Presence::OptionalNullable => Given::Optional,
        });
        let word = field
            .documented
            .clone()
            .filter(|_| field.provenance == Provenance::Page);
        self.row(at, word.filter(|word| word != "absent"), said, keys);
        self.type_of(at, path, &field.ty, keys, depth);
    }

    fn row(&mut self, at: &str, type_word: Option<String>, said: Said, keys: &Keys) {
        let keys_of: Vec<&str> = keys.keys.iter().map(String::as_str).collect();
        let place: Place = if keys.of_shape {
            self.spec.lines.of_shape(&keys_of)
        } else {
            self.spec.lines.of_action(&self.action.path, &keys_of)
        };
        self.rows.push(Known {
            at: at.to_owned(),
            place,
            type_word,
            said,
        });
    }

    fn kinds(&mut self, path: &str, kinds: &[Kind]) {
        let seen = Seen {
            kinds: kinds.iter().copied().collect(),
            digest: None,
        };
        let place = self.rows.last().map(|row| row.place.clone());
        self.shown
            .insert(path.to_owned(), (seen, place.unwrap_or_default()));
    }

    /// Adds the parts of a type, and the kinds that its values have.
    fn type_of(&mut self, at: &str, path: &str, ty: &'a Type, keys: &Keys, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        match ty {
            Type::Boolean => self.kinds(path, &[Kind::Boolean]),
            Type::Integer | Type::Number => self.kinds(path, &[Kind::Number]),
            Type::String => self.kinds(path, &[Kind::String]),
            Type::Any => self.kinds(path, &[]),
            Type::List(item) => {
                self.kinds(path, &[Kind::Array]);
                self.type_of(at, &format!("{path}[]"), item, keys, depth + 1);
            }
            Type::Map(_) => self.kinds(path, &[Kind::Object]),
            Type::Named(name) => {
                if let Some((def, is_shape)) = self.definition(name) {
                    let keys = if is_shape {
                        Keys {
                            of_shape: true,
                            keys: vec!["shape".to_owned(), name.clone()],
                        }
                    } else {
                        keys.clone()
                    };
                    self.definition_of(at, path, def, &keys, depth);
                }
            }
        }
    }

    /// A named type, and whether it is a shape with a table of its own.
    fn definition(&self, name: &str) -> Option<(&'a TypeDef, bool)> {
        let named = |def: &&TypeDef| def.name == name;
        if let Some(def) = self.action.types.iter().find(named) {
            return Some((def, false));
        }
        let def = self.spec.api.shapes.iter().find(named)?;
        Some((def, def.parent.is_none()))
    }

    fn definition_of(&mut self, at: &str, path: &str, def: &'a TypeDef, keys: &Keys, depth: usize) {
        match &def.kind {
            TypeKind::Object { fields, .. } => {
                self.kinds(path, &[Kind::Object]);
                self.fields(at, path, fields, &keys.with(&["fields"]), depth);
            }
            TypeKind::Union(union) => {
                self.kinds(path, &[]);
                for variant in &union.variants {
                    let keys = keys.with(&["variants", &variant.ident]);
                    for tag in &variant.tags {
                        self.type_of(&format!("{at}<{tag}>"), path, &variant.ty, &keys, depth + 1);
                    }
                }
                self.kinds(path, &[]);
            }
            other => self.kinds(path, said::kinds(other)),
        }
    }

    /// The statements of a field's type.
    fn said(&self, at: &str, ty: &Type) -> Said {
        let mut said = Said::default();
        let mut inner = ty;
        while let Type::List(item) = inner {
            inner = item;
        }
        if let Type::Named(name) = inner
            && let Some((def, _)) = self.definition(name)
        {
            let on_page = self.page.row(at).map_or(&[][..], |row| &row.said.values);
            said::of_type(&def.kind, on_page, &mut said);
        }
        said
    }
}
