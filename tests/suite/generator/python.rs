//! The Python that is generated from every spec.

use oms_spec::ir::{Api, NamedTypes, TypeKind};

use crate::specs::files::{api, names};

/// The text of a generated module of a spec.
fn module(api: &Api, name: &str) -> String {
    let files = oms_codegen::python(api).into_iter();
    let mut files = files.filter(|file| file.path.ends_with(&format!("/{name}")));
    files.next().expect("the module is generated").text
}

/// The lines of a class; `None` where there is none.
fn class<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let (_, rest) = text.split_once(&format!("\nclass {name}:\n"))?;
    Some(rest.split("\n\n\n").next().unwrap_or(rest))
}

#[test]
fn an_object_of_python_shows_no_field_that_may_hold_a_secret() {
    let mut checked = 0;
    let fixtures = names().into_iter().map(|name| api(&name));
    for api in fixtures.chain([crate::exports::api()]) {
        let text = module(&api, "types.py");
        let types = NamedTypes::of(&api);
        let of_actions = api.actions.iter().flat_map(|action| &action.types);
        for definition in of_actions.chain(&api.shapes) {
            let TypeKind::Object { fields, .. } = &definition.kind else {
                continue;
            };
            let Some(class) = class(&text, &definition.name) else {
                continue;
            };
            for field in fields {
                let inner = field.ty.innermost().unwrap_or_default();
                let hides_itself = matches!(types.kind(inner), Some(TypeKind::Object { .. }));
                if hides_itself || !types.holds_secret(inner) {
                    continue;
                }
                let begins = |line: &&str| {
                    let name = line.trim_start().split(':').next().unwrap_or_default();
                    name.trim_end_matches('_') == field.ident.trim_end_matches('_')
                };
                let line = class.lines().find(begins).expect("the field is there");
                assert!(line.contains("repr=False"), "{}: {line}", definition.name);
                checked += 1;
            }
        }
    }
    assert!(checked > 5, "only {checked} fields were looked at");
}
