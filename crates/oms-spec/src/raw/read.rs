//! Files to the spec's own words.

use std::collections::BTreeMap;

use super::{
    Action, Discrepancy, Dispatch, Envelope, EnvelopeField, Example, ExampleFile, Field, Group,
    Look, Moves, Paging, Partial, RequiredIf, Root, Rules, Scalar, Service, Shape, Since, Spec,
    Subject, SubjectChoice, Typed, Unit, Value, Variant, VendorPage, rules::rules, walk::walk,
};
use crate::ir::{Fact, Presence, Provenance, Role, TimeUnit, WireForm};
use crate::language::{Documented, TypeExpression, keys, tables};
use crate::report::{Problems, SourceText, Span, Text};
use crate::source::layout::{Case, Layout};
use crate::syntax::tree::{TomlKind, TomlTable};
use crate::syntax::{json, toml};

/// Reads every file, and reports whatever is wrong with one file by itself.
pub(crate) fn read(sources: &[SourceText], layout: &Layout, problems: &mut Problems) -> Spec {
    let mut reader = SpecReader { sources, problems };
    let root = match layout
        .root
        .and_then(|file| reader.table(file, &tables::ROOT))
    {
        Some(table) => reader.root(&table),
        None => Root::default(),
    };
    let actions: Vec<_> = layout.actions.iter().collect();
    let actions = problems.of_each(&actions, |(stem, file), problems| {
        SpecReader { sources, problems }.action(stem, **file)
    });
    let examples: Vec<_> = layout.examples.iter().collect();
    let examples = problems.of_each(&examples, |(action, cases), problems| {
        let cases = SpecReader { sources, problems }.cases(cases);
        ((*action).clone(), cases)
    });
    let examples = examples.into_iter().collect();
    Spec {
        root,
        actions,
        examples,
    }
}

struct SpecReader<'a> {
    sources: &'a [SourceText],
    problems: &'a mut Problems,
}

impl SpecReader<'_> {
    /// A TOML file, checked against the key table.
    fn table(&mut self, file: usize, rules: &'static keys::TableRule) -> Option<TomlTable> {
        let source = self.sources.get(file).filter(|source| source.readable)?;
        let mut table = toml::parse(file, source, self.problems)?;
        walk(&mut table, rules, self.problems);
        Some(table)
    }

    fn root(&mut self, table: &TomlTable) -> Root {
        let part = |key| table.table(key).cloned().unwrap_or_default();
        let (service, dispatch, envelope) = (part("service"), part("dispatch"), part("envelope"));
        let fields = envelope.tables("fields");
        let fields: Vec<_> = fields
            .map(|(name, table)| self.envelope_field(name, table))
            .collect();
        let whole = table.table("envelope").is_some()
            && !envelope.holes_in("fields")
            && !table.holes
            && fields.iter().all(|field| field.role.is_some());
        Root {
            readable: true,
            service: Service {
                name: service.text("name"),
                title: service.text("title"),
                doc: service.text("doc"),
                source: source(&service),
                probe: service.text("probe"),
            },
            dispatch: Dispatch {
                method: dispatch.text("method"),
                path: dispatch.text("path"),
                query_key: dispatch.text("query-key"),
            },
            envelope: Envelope {
                span: envelope.span,
                doc: envelope.text("doc"),
                fields: Partial::new(fields, whole),
            },
            shapes: list(table, "shape", |name, table| self.shape(name, table)),
            subjects: list(table, "subject", subject),
            groups: list(table, "group", group),
            discrepancies: discrepancies(table),
        }
    }

    fn envelope_field(&mut self, name: &Text, table: &TomlTable) -> EnvelopeField {
        EnvelopeField {
            field: self.field(name, table),
            role: table
                .text("role")
                .and_then(|text| Some((Role::of_word(&text.value)?, text.span))),
            success_codes: table.texts("success-codes"),
            documented_unit: table.text("documented-unit"),
        }
    }

    fn shape(&mut self, name: &Text, table: &TomlTable) -> Shape {
        Shape {
            name: name.clone(),
            typed: self.typed(name.span, table),
            doc: table.text("doc"),
            unit: unit(table),
            secret: table.boolean("secret").zip(table.key("secret")),
            secret_keys: table.texts("secret-keys"),
            base64: table
                .text("encoding")
                .filter(|encoding| encoding.value == "base64")
                .map(|encoding| encoding.span),
            identifies: table.text("identifies"),
            complete: table.boolean("complete"),
            rules: rules(table),
        }
    }

    fn action(&mut self, stem: &str, file: usize) -> Action {
        let table = self.table(file, &tables::ACTION);
        let readable = table.is_some();
        let table = table.unwrap_or_default();
        let data = table.entry("data");
        Action {
            file,
            stem: stem.to_owned(),
            readable,
            name: table.text("name"),
            wire_name: table.text("wire-name"),
            summary: table.text("summary"),
            doc: table.text("doc"),
            effect: table.text("effect"),
            repeatable: table.boolean("repeatable"),
            impact: table.text("impact"),
            afterwards: table.text("afterwards"),
            twice: table.text("twice"),
            leads_to: table.texts("leads-to"),
            leads_to_key: table.key("leads-to").filter(|_| !table.is_void("leads-to")),
            subject: choice(&table),
            moves: table.table("moves").map(|moves| Moves {
                span: moves.span,
                position: moves.text("position"),
                reverse: moves.text("reverse"),
            }),
            copies: table.text("copies"),
            command: table.text("command"),
            command_also: table.texts("command-also"),
            group: table.text("group"),
            rust: table.text("rust"),
            since: since(&table),
            provenance: word(&table, "provenance", Provenance::of_word),
            complete: table.boolean("complete"),
            further: table.boolean("further"),
            deprecated: table.text("deprecated"),
            source: source(&table),
            other_sources: table.texts("other-sources"),
            paging: table.table("paging").map(|paging| Paging {
                page_number: paging.text("page-number"),
                page_size: paging.text("page-size"),
                items: optional(paging, "items"),
                span: paging.span,
            }),
            request: list(&table, "request", |name, table| self.field(name, table)),
            data: Partial::new(
                data.and_then(|entry| Some(self.field(&entry.key, entry.value.table()?))),
                !table.holes,
            ),
            discrepancies: discrepancies(&table),
        }
    }

    fn field(&mut self, name: &Text, table: &TomlTable) -> Field {
        let documented = table.text("documented");
        Field {
            name: name.clone(),
            typed: self.typed(name.span, table),
            presence: word(table, "presence", Presence::of_word),
            doc: table.text("doc"),
            documented: documented.and_then(|text| Some((Documented::parse(&text.value)?, text))),
            provenance: word(table, "provenance", Provenance::of_word),
            since: since(table),
            deprecated: table.text("deprecated"),
            default: scalar(table, "default"),
            also: table.texts("also"),
            constant: table.text("constant"),
            required_if: table.table("required-if").map(|condition| RequiredIf {
                span: condition.span,
                field: condition.text("field"),
                is: Partial::new(condition.texts("is"), !condition.is_void("is")),
            }),
            copied_from: table.text("copied-from"),
            own_rules: Some(rules(table))
                .filter(|rules| *rules != Rules::default())
                .map(Box::new),
            rust: table.text("rust"),
        }
    }

    fn typed(&mut self, name: Span, table: &TomlTable) -> Typed {
        let expression = table.text("type");
        let values = table.tables("values");
        Typed {
            span: expression.as_ref().map_or(name, |text| text.span),
            expression: expression.and_then(|text| {
                let parsed = TypeExpression::parse(&text.value);
                if parsed.is_none() {
                    self.problems.push(TypeExpression::problem(&text));
                }
                parsed
            }),
            one_or_list: table
                .key("one-or-list")
                .filter(|_| table.boolean("one-or-list") == Some(true)),
            fields_key: table.key("fields"),
            values_key: table.key("values"),
            fields: list(table, "fields", |name, table| self.field(name, table)),
            values: values.map(|(name, table)| value(name, table)).collect(),
            by: optional(table, "by"),
            variants: list(table, "variants", |name, table| self.variant(name, table)),
        }
    }

    fn variant(&mut self, name: &Text, table: &TomlTable) -> Variant {
        Variant {
            name: name.clone(),
            when: Partial::new(table.texts("when"), !table.is_void("when")),
            typed: self.typed(name.span, table),
            doc: table.text("doc"),
        }
    }

    fn cases(&mut self, cases: &BTreeMap<String, Case>) -> BTreeMap<String, Example> {
        let mut examples = BTreeMap::new();
        for (case, files) in cases {
            let request = files.request.map(|file| self.example(file));
            let response = files.response.map(|file| self.example(file));
            let raw = files.raw;
            examples.insert(
                case.clone(),
                Example {
                    request,
                    response,
                    raw,
                },
            );
        }
        examples
    }

    fn example(&mut self, file: usize) -> ExampleFile {
        let source = self.sources.get(file).filter(|source| source.readable);
        ExampleFile {
            file,
            root: source.and_then(|source| json::parse(file, source, self.problems)),
        }
    }
}

/// The declarations under a key, in their order.
fn list<T>(
    table: &TomlTable,
    key: &str,
    mut read: impl FnMut(&Text, &TomlTable) -> T,
) -> Partial<Vec<T>> {
    let tables = table.tables(key).map(|(name, table)| read(name, table));
    Partial::new(tables.collect(), !table.holes_in(key))
}

/// A text that may be left out.
fn optional(table: &TomlTable, key: &str) -> Partial<Option<Text>> {
    let text = table.text(key);
    let whole = text.is_some() || table.entry(key).is_none();
    Partial::new(text, whole)
}

fn group(heading: &Text, table: &TomlTable) -> Group {
    Group {
        heading: heading.clone(),
        doc: table.text("doc"),
        command: table.text("command"),
        left_out: table.texts("left-out"),
    }
}

fn subject(name: &Text, table: &TomlTable) -> Subject {
    let (looks, lists) = (table.tables("look"), table.tables("list"));
    Subject {
        name: name.clone(),
        doc: table.text("doc"),
        looks: looks.map(|(action, table)| look(action, table)).collect(),
        lists: lists.map(|(action, table)| look(action, table)).collect(),
    }
}

fn look(action: &Text, table: &TomlTable) -> Look {
    let facts = Fact::ALL.iter();
    Look {
        action: action.clone(),
        by: optional(table, "by"),
        items: table.text("items"),
        search: table.text("search"),
        all: table.texts("all"),
        shows: facts
            .filter_map(|fact| Some((*fact, table.text(fact.word())?)))
            .collect(),
    }
}

fn choice(table: &TomlTable) -> Option<SubjectChoice> {
    Some(match &table.get("subject")?.kind {
        TomlKind::Text(text) => SubjectChoice::Parameter(text.clone()),
        TomlKind::Boolean(false) => SubjectChoice::None,
        _ => SubjectChoice::Unreadable,
    })
}

fn source(table: &TomlTable) -> VendorPage {
    let source = table.table("source");
    VendorPage {
        url: source.and_then(|source| source.text("url")),
        updated: source.and_then(|source| source.date("updated")),
    }
}

fn since(table: &TomlTable) -> Since {
    let since = table.table("since");
    Since {
        enterprise: since.and_then(|since| since.text("enterprise")),
        community: since.and_then(|since| since.text("community")),
    }
}

fn unit(table: &TomlTable) -> Option<(Unit, Text)> {
    let word = table.text("unit")?;
    let wire = match table.text("wire") {
        Some(wire) if wire.value == "text" => WireForm::Text,
        _ => WireForm::Number,
    };
    let unit = match word.value.as_str() {
        "epoch-seconds" => Unit::EpochSeconds {
            wire,
            raw: table.boolean("raw").unwrap_or_default(),
        },
        "utc-date-time" => Unit::UtcDateTime,
        other => Unit::Duration(TimeUnit::of_word(other)?),
    };
    Some((unit, word))
}

/// A word of an enumeration, where it is one.
fn word<T>(table: &TomlTable, key: &str, of_word: impl Fn(&str) -> Option<T>) -> Option<T> {
    of_word(&table.text(key)?.value)
}

fn scalar(table: &TomlTable, key: &str) -> Option<(Scalar, Span)> {
    let value = table.get(key)?;
    let scalar = match &value.kind {
        TomlKind::Text(text) => Scalar::Text(text.value.clone()),
        TomlKind::Integer(number) => Scalar::Integer(*number),
        TomlKind::Boolean(value) => Scalar::Boolean(*value),
        _ => return None,
    };
    Some((scalar, value.span))
}

fn value(name: &Text, table: &TomlTable) -> Value {
    Value {
        name: name.clone(),
        also: table.texts("also"),
        doc: table.text("doc"),
        ends: table.boolean("ends").unwrap_or(false),
        followed_by: (!table.is_void("followed-by")).then(|| table.texts("followed-by")),
        since: since(table),
        deprecated: table.text("deprecated"),
        rust: table.text("rust"),
    }
}

fn discrepancies(table: &TomlTable) -> Vec<Discrepancy> {
    let tables = table.tables("discrepancy");
    tables
        .map(|(id, table)| Discrepancy {
            id: id.clone(),
            at: table.text("at"),
            documented: table.text("documented"),
            observed: table.text("observed"),
            example: table.text("example"),
            provenance: word(table, "provenance", Provenance::of_word),
            decision: table.text("decision"),
            stand_in: scalar(table, "stand-in"),
        })
        .collect()
}
