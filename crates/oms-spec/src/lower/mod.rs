//! The spec's own words to the model. Nothing is wrong any more when this runs, so nothing is
//! reported here.
//!
//! Whatever the checks guarantee is taken for granted by falling back to an empty value, never by a
//! panic.

mod action;
mod examples;
mod field;
mod group;
mod subject;
mod types;

use crate::check::Discrepancies;
use crate::ir;
use crate::language::values;
use crate::raw::{Discrepancy, Shapes, Since, Spec, VendorPage};
use crate::report::{SourceText, Text};
use crate::source::digest;

/// The tables that every part of the lowering looks up.
pub(crate) struct Lowering<'a> {
    pub(crate) sources: &'a [SourceText],
    pub(crate) spec: &'a Spec,
    pub(crate) shapes: &'a Shapes<'a>,
}

/// The model of a spec that has passed every check.
pub(crate) fn api<'a>(
    sources: &'a [SourceText],
    spec: &'a Spec,
    shapes: &'a Shapes<'a>,
    discrepancies: &Discrepancies<'a>,
) -> ir::Api {
    let lowering = Lowering {
        sources,
        spec,
        shapes,
    };
    let root = &spec.root;
    let mut actions: Vec<ir::Action> = spec
        .actions
        .iter()
        .zip(discrepancies)
        .map(|(action, resolved)| lowering.action(action, resolved))
        .collect();
    actions.sort_by(|left, right| left.wire_name.cmp(&right.wire_name));
    let mut shapes: Vec<_> = root.shapes.iter().collect();
    shapes.sort_by(|left, right| left.name.value.cmp(&right.name.value));
    ir::Api {
        service: ir::Service {
            name: value(root.service.name.as_ref()),
            title: value(root.service.title.as_ref()),
            doc: value(root.service.doc.as_ref()),
            source: source(&root.service.source).unwrap_or_else(|| ir::Source {
                url: String::new(),
                updated: None,
            }),
            probe: optional(root.service.probe.as_ref()),
        },
        dispatch: ir::Dispatch {
            method: value(root.dispatch.method.as_ref()),
            path: value(root.dispatch.path.as_ref()),
            query_key: value(root.dispatch.query_key.as_ref()),
        },
        envelope: lowering.envelope(),
        shapes: shapes
            .into_iter()
            .flat_map(|shape| lowering.shape(shape))
            .collect(),
        subjects: lowering.subjects(),
        groups: lowering.groups(),
        actions,
        discrepancies: self::discrepancies(&root.discrepancies),
        digest: digest::of(sources),
    }
}

impl Lowering<'_> {
    fn envelope(&self) -> ir::Envelope {
        let envelope = &self.spec.root.envelope;
        let fields = envelope.fields.iter().filter_map(|field| {
            let (role, _) = field.role?;
            Some(ir::EnvelopeField {
                role,
                success_codes: texts(&field.success_codes),
                documented_unit: optional(field.documented_unit.as_ref()),
                field: field::field("Envelope", &field.field, ir::Provenance::Page),
            })
        });
        ir::Envelope {
            doc: value(envelope.doc.as_ref()),
            fields: fields.collect(),
        }
    }
}

pub(crate) fn value(text: Option<&Text>) -> String {
    text.map(|text| text.value.clone()).unwrap_or_default()
}

pub(crate) fn optional(text: Option<&Text>) -> Option<String> {
    text.map(|text| text.value.clone())
}

/// Texts without their places.
pub(crate) fn texts(texts: &[Text]) -> Vec<String> {
    texts.iter().map(|text| text.value.clone()).collect()
}

/// The wire names of a place, which has dots between them.
pub(crate) fn names(place: &Text) -> Vec<String> {
    place.value.split('.').map(str::to_owned).collect()
}

pub(crate) fn source(source: &VendorPage) -> Option<ir::Source> {
    Some(ir::Source {
        url: source.url.as_ref()?.value.clone(),
        updated: optional(source.updated.as_ref()),
    })
}

pub(crate) fn discrepancies(list: &[Discrepancy]) -> Vec<ir::Discrepancy> {
    let mut lowered: Vec<_> = list
        .iter()
        .map(|discrepancy| ir::Discrepancy {
            id: discrepancy.id.value.clone(),
            at: value(discrepancy.at.as_ref()),
            documented: value(discrepancy.documented.as_ref()),
            observed: value(discrepancy.observed.as_ref()),
            example: optional(discrepancy.example.as_ref()),
            provenance: discrepancy.provenance,
            decision: value(discrepancy.decision.as_ref()),
        })
        .collect();
    lowered.sort_by(|left, right| left.id.cmp(&right.id));
    lowered
}

/// Versions that are no versions were reported, so nothing is lost.
pub(crate) fn since(since: &Since) -> ir::Since {
    let version = |text: &Option<Text>| text.as_ref().and_then(|text| values::version(&text.value));
    ir::Since {
        enterprise: version(&since.enterprise),
        community: version(&since.community),
    }
}
