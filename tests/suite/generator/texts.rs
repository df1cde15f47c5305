//! Every text of a model that becomes documentation.

use oms_spec::ir::{Api, Discrepancy, Field, TypeDef, TypeKind};

/// The places of all texts that people read.
pub(super) fn places(api: &mut Api) -> Vec<&mut String> {
    let mut places = vec![
        &mut api.service.title,
        &mut api.service.doc,
        &mut api.envelope.doc,
    ];
    for field in &mut api.envelope.fields {
        of_field(&mut field.field, &mut places);
    }
    for shape in &mut api.shapes {
        of_type(shape, &mut places);
    }
    of_discrepancies(&mut api.discrepancies, &mut places);
    for action in &mut api.actions {
        places.extend([&mut action.summary, &mut action.doc]);
        places.extend(&mut action.deprecated);
        for field in &mut action.request {
            of_field(field, &mut places);
        }
        places.extend(action.data.as_mut().map(|data| &mut data.doc));
        for definition in &mut action.types {
            of_type(definition, &mut places);
        }
        of_discrepancies(&mut action.discrepancies, &mut places);
    }
    places
}

fn of_discrepancies<'a>(list: &'a mut [Discrepancy], places: &mut Vec<&'a mut String>) {
    for discrepancy in list {
        let Discrepancy {
            documented,
            observed,
            decision,
            ..
        } = discrepancy;
        places.extend([documented, observed, decision]);
    }
}

fn of_field<'a>(field: &'a mut Field, places: &mut Vec<&'a mut String>) {
    places.push(&mut field.doc);
    places.extend(&mut field.deprecated);
}

fn of_type<'a>(definition: &'a mut TypeDef, places: &mut Vec<&'a mut String>) {
    places.push(&mut definition.doc);
    match &mut definition.kind {
        TypeKind::Object { fields, .. } => {
            for field in fields {
                of_field(field, places);
            }
        }
        TypeKind::Enum(members) => {
            for member in members {
                places.push(&mut member.doc);
                places.extend(&mut member.deprecated);
            }
        }
        TypeKind::Union(union) => {
            places.extend(union.variants.iter_mut().map(|variant| &mut variant.doc));
        }
        _ => {}
    }
}
