//! The spec in its own words, with the place of every word.
//!
//! Reading never fails: what is missing or mistyped was reported by `walk` and is absent here, so
//! that the checks can go on with the rest.

mod partial;
pub(crate) mod places;
mod read;
mod rules;
pub(crate) mod shapes;
pub(crate) mod subjects;
mod walk;

use std::collections::BTreeMap;

pub(crate) use partial::Partial;
pub(crate) use read::read;
pub(crate) use shapes::Shapes;

use crate::ir::{ExampleOutcome, Fact, Presence, Provenance, Role, TimeUnit, WireForm};
use crate::language::{Documented, TypeExpression};
use crate::report::{Span, Text};
use crate::syntax::json::JsonNode;

/// The whole spec.
#[derive(Debug, Default)]
pub(crate) struct Spec {
    pub(crate) root: Root,
    pub(crate) actions: Vec<Action>,
    /// Recorded exchanges by action and case, with those of unknown actions.
    pub(crate) examples: BTreeMap<String, BTreeMap<String, Example>>,
}

/// The root file.
#[derive(Debug, Default)]
pub(crate) struct Root {
    /// Says whether the file could be read at all; if not, nothing may be concluded from what is
    /// missing here.
    pub(crate) readable: bool,
    pub(crate) service: Service,
    pub(crate) dispatch: Dispatch,
    pub(crate) envelope: Envelope,
    pub(crate) shapes: Partial<Vec<Shape>>,
    pub(crate) subjects: Partial<Vec<Subject>>,
    pub(crate) groups: Partial<Vec<Group>>,
    pub(crate) discrepancies: Vec<Discrepancy>,
}

#[derive(Debug, Default)]
pub(crate) struct Service {
    pub(crate) name: Option<Text>,
    pub(crate) title: Option<Text>,
    pub(crate) doc: Option<Text>,
    pub(crate) source: VendorPage,
    pub(crate) probe: Option<Text>,
}

#[derive(Debug, Default)]
pub(crate) struct VendorPage {
    pub(crate) url: Option<Text>,
    pub(crate) updated: Option<Text>,
}

#[derive(Debug, Default)]
pub(crate) struct Dispatch {
    pub(crate) method: Option<Text>,
    pub(crate) path: Option<Text>,
    pub(crate) query_key: Option<Text>,
}

/// A group of actions on the command line.
#[derive(Debug)]
pub(crate) struct Group {
    pub(crate) heading: Text,
    pub(crate) doc: Option<Text>,
    pub(crate) command: Option<Text>,
    pub(crate) left_out: Vec<Text>,
}

/// The subjects that actions act on.
#[derive(Debug)]
pub(crate) struct Subject {
    pub(crate) name: Text,
    pub(crate) doc: Option<Text>,
    pub(crate) looks: Vec<Look>,
    pub(crate) lists: Vec<Look>,
}

/// A read that shows a subject.
#[derive(Debug)]
pub(crate) struct Look {
    pub(crate) action: Text,
    pub(crate) by: Partial<Option<Text>>,
    pub(crate) items: Option<Text>,
    pub(crate) search: Option<Text>,
    pub(crate) all: Vec<Text>,
    /// The facts that it shows, and their places.
    pub(crate) shows: Vec<(Fact, Text)>,
}

#[derive(Debug, Default)]
pub(crate) struct Envelope {
    /// The place to point to when a role is missing.
    pub(crate) span: Span,
    pub(crate) doc: Option<Text>,
    /// Whole where all roles could be read as well.
    pub(crate) fields: Partial<Vec<EnvelopeField>>,
}

#[derive(Debug)]
pub(crate) struct EnvelopeField {
    pub(crate) field: Field,
    pub(crate) role: Option<(Role, Span)>,
    pub(crate) success_codes: Vec<Text>,
    pub(crate) documented_unit: Option<Text>,
}

/// A type: the expression, and the fields, values or variants that belong to its innermost part.
#[derive(Debug, Default)]
pub(crate) struct Typed {
    /// The place of the type.
    pub(crate) span: Span,
    /// `None` where it cannot be read.
    pub(crate) expression: Option<TypeExpression>,
    /// The place that says that a list may be one value, or one value a list.
    pub(crate) one_or_list: Option<Span>,
    /// Places of the keys `fields` and `values`, where they are.
    pub(crate) fields_key: Option<Span>,
    pub(crate) values_key: Option<Span>,
    pub(crate) fields: Partial<Vec<Field>>,
    pub(crate) values: Vec<Value>,
    /// For a union: the name of the sibling, and the types that its values choose.
    pub(crate) by: Partial<Option<Text>>,
    pub(crate) variants: Partial<Vec<Variant>>,
}

impl Typed {
    /// Every spelling of the values of an enumeration.
    pub(crate) fn spellings(&self) -> impl Iterator<Item = &str> {
        let spellings = self.values.iter().flat_map(Value::spellings);
        spellings.map(|spelling| spelling.value.as_str())
    }
}

/// A type of a union.
#[derive(Debug)]
pub(crate) struct Variant {
    pub(crate) name: Text,
    pub(crate) when: Partial<Vec<Text>>,
    pub(crate) typed: Typed,
    pub(crate) doc: Option<Text>,
}

/// The rules that a value must keep before it is sent, each with its place.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Rules {
    pub(crate) minimum: Option<(i64, Span)>,
    pub(crate) maximum: Option<(i64, Span)>,
    pub(crate) min_length: Option<(u32, Span)>,
    pub(crate) max_length: Option<(u32, Span)>,
    pub(crate) max_items: Option<(u32, Span)>,
    pub(crate) pattern: Option<Text>,
    pub(crate) characters: Option<Text>,
    pub(crate) usual_prefix: Option<Text>,
}

/// First versions by edition.
#[derive(Debug, Default)]
pub(crate) struct Since {
    pub(crate) enterprise: Option<Text>,
    pub(crate) community: Option<Text>,
}

/// A value that means another one: a default, or a stand-in.
#[derive(Debug, Clone)]
pub(crate) enum Scalar {
    Text(String),
    Integer(i64),
    Boolean(bool),
}

/// A field of a request, an object or the envelope, or the payload.
#[derive(Debug)]
pub(crate) struct Field {
    /// The wire name; the payload's is `data`.
    pub(crate) name: Text,
    pub(crate) typed: Typed,
    pub(crate) presence: Option<Presence>,
    pub(crate) doc: Option<Text>,
    pub(crate) documented: Option<(Documented, Text)>,
    pub(crate) provenance: Option<Provenance>,
    pub(crate) since: Since,
    pub(crate) deprecated: Option<Text>,
    pub(crate) default: Option<(Scalar, Span)>,
    pub(crate) also: Vec<Text>,
    /// The only text that is sent.
    pub(crate) constant: Option<Text>,
    pub(crate) required_if: Option<RequiredIf>,
    /// The place of a parameter's value in the answer of the read that the action copies.
    pub(crate) copied_from: Option<Text>,
    /// Nothing where there is no rule: most fields have none, and a third of their size would be
    /// room for rules.
    pub(crate) own_rules: Option<Box<Rules>>,
    pub(crate) rust: Option<Text>,
}

/// The values of a field beside another one that make that one required.
#[derive(Debug)]
pub(crate) struct RequiredIf {
    /// The place of its declaration.
    pub(crate) span: Span,
    pub(crate) field: Option<Text>,
    pub(crate) is: Partial<Vec<Text>>,
}

impl Field {
    /// The rules that are beside the field.
    pub(crate) fn rules(&self) -> &Rules {
        static NONE: Rules = Rules {
            minimum: None,
            maximum: None,
            min_length: None,
            max_length: None,
            max_items: None,
            pattern: None,
            characters: None,
            usual_prefix: None,
        };
        self.own_rules.as_deref().unwrap_or(&NONE)
    }
}

/// A value of an enumeration.
#[derive(Debug)]
pub(crate) struct Value {
    pub(crate) name: Text,
    pub(crate) also: Vec<Text>,
    pub(crate) doc: Option<Text>,
    pub(crate) ends: bool,
    pub(crate) followed_by: Option<Vec<Text>>,
    pub(crate) since: Since,
    pub(crate) deprecated: Option<Text>,
    pub(crate) rust: Option<Text>,
}

impl Value {
    /// Its own spelling and the further ones.
    pub(crate) fn spellings(&self) -> impl Iterator<Item = &Text> {
        std::iter::once(&self.name).chain(&self.also)
    }
}

#[derive(Debug, Default)]
pub(crate) struct Shape {
    pub(crate) name: Text,
    pub(crate) typed: Typed,
    pub(crate) doc: Option<Text>,
    pub(crate) unit: Option<(Unit, Text)>,
    /// Says whether it is secret, and the place that says so.
    pub(crate) secret: Option<(bool, Span)>,
    /// The keys whose values are secret.
    pub(crate) secret_keys: Vec<Text>,
    /// Says whether it is encoded on the wire, and the place that says so.
    pub(crate) base64: Option<Span>,
    /// The subject that it is the ID of.
    pub(crate) identifies: Option<Text>,
    pub(crate) complete: Option<bool>,
    pub(crate) rules: Rules,
}

/// The unit of a shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Seconds since 1970.
    EpochSeconds { wire: WireForm, raw: bool },
    /// A length of time.
    Duration(TimeUnit),
    /// Date and time of day in UTC.
    UtcDateTime,
}

#[derive(Debug)]
pub(crate) struct Action {
    pub(crate) file: usize,
    /// Stem of the file's name.
    pub(crate) stem: String,
    /// Says whether the file could be read at all.
    pub(crate) readable: bool,
    pub(crate) name: Option<Text>,
    /// The name that is sent, where it is another one.
    pub(crate) wire_name: Option<Text>,
    pub(crate) summary: Option<Text>,
    pub(crate) doc: Option<Text>,
    pub(crate) effect: Option<Text>,
    pub(crate) repeatable: Option<bool>,
    pub(crate) impact: Option<Text>,
    pub(crate) afterwards: Option<Text>,
    pub(crate) twice: Option<Text>,
    pub(crate) leads_to: Vec<Text>,
    /// The place of the key `leads-to` where its list can be read.
    pub(crate) leads_to_key: Option<Span>,
    pub(crate) subject: Option<SubjectChoice>,
    pub(crate) moves: Option<Moves>,
    /// The read that shows what it creates.
    pub(crate) copies: Option<Text>,
    pub(crate) command: Option<Text>,
    pub(crate) command_also: Vec<Text>,
    pub(crate) group: Option<Text>,
    /// Its Rust name, in Pascal case.
    pub(crate) rust: Option<Text>,
    pub(crate) since: Since,
    pub(crate) provenance: Option<Provenance>,
    pub(crate) complete: Option<bool>,
    pub(crate) further: Option<bool>,
    pub(crate) deprecated: Option<Text>,
    pub(crate) source: VendorPage,
    pub(crate) other_sources: Vec<Text>,
    pub(crate) paging: Option<Paging>,
    pub(crate) request: Partial<Vec<Field>>,
    pub(crate) data: Partial<Option<Field>>,
    pub(crate) discrepancies: Vec<Discrepancy>,
}

/// An action's statement about its subject.
#[derive(Debug)]
pub(crate) enum SubjectChoice {
    /// The parameter that names it.
    Parameter(Text),
    /// It has none.
    None,
    /// It cannot be read.
    Unreadable,
}

/// The parameters with which an action moves a position.
#[derive(Debug)]
pub(crate) struct Moves {
    /// The place of its declaration.
    pub(crate) span: Span,
    pub(crate) position: Option<Text>,
    pub(crate) reverse: Option<Text>,
}

#[derive(Debug)]
pub(crate) struct Paging {
    /// The place of its declaration.
    pub(crate) span: Span,
    pub(crate) page_number: Option<Text>,
    pub(crate) page_size: Option<Text>,
    pub(crate) items: Partial<Option<Text>>,
}

#[derive(Debug)]
pub(crate) struct Discrepancy {
    pub(crate) id: Text,
    pub(crate) at: Option<Text>,
    pub(crate) documented: Option<Text>,
    pub(crate) observed: Option<Text>,
    pub(crate) example: Option<Text>,
    pub(crate) provenance: Option<Provenance>,
    pub(crate) decision: Option<Text>,
    pub(crate) stand_in: Option<(Scalar, Span)>,
}

/// The files of an example; a tree is absent where the file is not JSON.
#[derive(Debug, Default)]
pub(crate) struct Example {
    pub(crate) request: Option<ExampleFile>,
    pub(crate) response: Option<ExampleFile>,
    /// An answer as bytes: its file, and what the client must make of it.
    pub(crate) raw: Option<(usize, ExampleOutcome)>,
}

#[derive(Debug)]
pub(crate) struct ExampleFile {
    pub(crate) file: usize,
    pub(crate) root: Option<JsonNode>,
}
