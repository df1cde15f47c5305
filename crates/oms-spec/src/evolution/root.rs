//! The service, the dispatch and the envelope.

use super::Impact::{self, Breaking, Compatible};
use super::shared::Matched;
use super::{Evolution, commands, subjects};
use crate::ir::{Api, EnvelopeField};

pub(super) fn compare(old: &Api, new: &Api, changes: &mut Evolution) {
    let (was, is) = (&old.service, &new.service);
    let said = [was, is].map(|service| (&service.title, &service.doc, &service.source));
    changes.documentation("service", "the description", said);
    if was.name != is.name {
        let what = format!("it is called `{}`, it was `{}`", is.name, was.name);
        changes.of_callers("service", what, Impact::None);
    }
    if was.probe != is.probe {
        let (text, callers) = match (&was.probe, &is.probe) {
            (_, None) => ("it has no probe any more".to_owned(), Breaking),
            (None, Some(name)) => (format!("it has a probe, `{name}`"), Compatible),
            (Some(_), Some(name)) => (format!("its probe is `{name}`"), Compatible),
        };
        changes.of_callers("service", text, callers);
    }
    let (was, is) = (&old.dispatch, &new.dispatch);
    for (word, was, is) in [
        ("the method", &was.method, &is.method),
        ("the path", &was.path, &is.path),
        ("the query key", &was.query_key, &is.query_key),
    ] {
        if was != is {
            let what = format!("{word} is `{is}`, it was `{was}`");
            changes.push("dispatch", what, Impact::None, Breaking);
        }
    }
    subjects::compare(old, new, changes);
    commands::groups(old, new, changes);
    envelope(old, new, changes);
}

/// Fields of the envelope are told apart by their roles: callers see the role, the wire sees the
/// name.
fn envelope(old: &Api, new: &Api, changes: &mut Evolution) {
    let said = [old, new].map(|api| &api.envelope.doc);
    changes.documentation("envelope", "the description", said);
    let [old, new] = [old, new].map(|api| api.envelope.fields.as_slice());
    let fields = Matched::of(old, new, |was, is| was.role == is.role, &[]);
    for (was, is) in fields.new {
        match was {
            Some(was) => field(was, is, changes),
            None => changes.push(&place(is), "it is new", Impact::None, Compatible),
        }
    }
    for was in fields.gone {
        changes.push(&place(was), "it is gone", Compatible, Breaking);
    }
}

fn field(was: &EnvelopeField, is: &EnvelopeField, changes: &mut Evolution) {
    let place = place(was);
    if was.field.wire_name != is.field.wire_name {
        let what = format!("it is called `{}` on the wire", is.field.wire_name);
        changes.push(&place, what, Impact::None, Breaking);
    }
    // A success that comes with a code which is not listed any more is a contradiction.
    for code in (was.success_codes.iter()).filter(|code| !is.success_codes.contains(code)) {
        let what = format!("`{code}` does not accompany a success any more");
        changes.push(&place, what, Breaking, Breaking);
    }
    for code in (is.success_codes.iter()).filter(|code| !was.success_codes.contains(code)) {
        let what = format!("`{code}` accompanies a success as well");
        changes.push(&place, what, Compatible, Compatible);
    }
    // Whatever the declared type, the client reads the envelope by its roles and leniently.
    let declared = [was, is].map(|it| {
        let (field, unit) = (&it.field, &it.documented_unit);
        let said = (&field.doc, &field.documented, unit);
        (said, &field.ty, field.presence)
    });
    changes.documentation(&place, "what is declared of it", declared);
}

fn place(field: &EnvelopeField) -> String {
    format!("envelope.{}", field.field.wire_name)
}
