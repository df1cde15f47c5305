//! The Python that is generated from every spec.

use oms_spec::ir::{Api, NamedTypes, TypeKind};

use crate::specs::files::{api, names};

/// The text of a generated module of a spec.
fn module(api: &Api, name: &str) -> String {
    let files = oms_codegen::generate(api).into_iter();
    let mut files = files.filter(|file| file.path.ends_with(&format!("/{name}")));
    files.next().expect("the module is generated").text
}

/// The lines of a class; `None` where there is none.
fn class<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let (_, rest) = text.split_once(&format!("\nclass {name}:\n"))?;
    Some(rest.split("\n\n\n").next().unwrap_or(rest))
}

/// The classes of a module with their bases, and the methods that each declares.
fn methods(text: &str) -> Vec<(&str, Vec<&str>)> {
    let mut classes = Vec::new();
    for line in text.lines() {
        if let Some(class) = line.strip_prefix("class ") {
            classes.push((class.trim_end_matches(':'), Vec::new()));
        }
        let inside = line.strip_prefix("    ").unwrap_or_default();
        let method = inside.strip_prefix("async ").unwrap_or(inside);
        let method = method.strip_prefix("def ");
        let method = method
            .and_then(|rest| rest.split_once('('))
            .map(|(name, _)| name);
        if let (Some(method), Some((_, methods))) = (method, classes.last_mut()) {
            methods.push(method);
        }
    }
    classes
}

#[test]
fn no_method_of_python_hides_another_one() {
    let base = include_str!("../../../crates/oms-python/python/oms_client/_base.py");
    let of_bases: Vec<&str> = methods(base)
        .into_iter()
        .filter(|(class, _)| class.starts_with("Base"))
        .flat_map(|(_, methods)| methods)
        .collect();
    assert!(of_bases.contains(&"wait_until"), "{of_bases:?}");
    let fixtures = names().into_iter().map(|name| api(&name));
    for api in fixtures.chain([crate::exports::api()]) {
        let text = module(&api, "_client.py");
        let classes = methods(&text);
        assert_eq!(classes.len(), 2, "{classes:?}");
        for (class, mut methods) in classes {
            assert!(methods.len() >= api.actions.len(), "{class}");
            assert!(methods.iter().all(|method| !of_bases.contains(method)));
            methods.sort_unstable();
            let all = methods.len();
            methods.dedup();
            assert_eq!(methods.len(), all, "{class}: {methods:?}");
        }
    }
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

/// The order of fields is the vendor's, and `spec diff` says that it may change.
#[test]
fn an_object_of_python_takes_its_fields_by_name_alone() {
    let mut checked = 0;
    let fixtures = names().into_iter().map(|name| api(&name));
    for api in fixtures.chain([crate::exports::api()]) {
        let text = module(&api, "types.py");
        let of_actions = api.actions.iter().flat_map(|action| &action.types);
        for definition in of_actions.chain(&api.shapes) {
            let TypeKind::Object { fields, .. } = &definition.kind else {
                continue;
            };
            let Some(class) = class(&text, &definition.name) else {
                continue;
            };
            let head = format!("\n@dataclass(init=False)\nclass {}:\n", definition.name);
            assert!(text.contains(&head), "{head}");
            assert!(class.contains("\n    __match_args__ = ()\n"), "{class}");
            let by_name = "\n    def __init__(\n        self,\n        *,\n";
            let (_, init) = class.split_once(by_name).expect("a constructor");
            for field in fields {
                let has = |start: &str, end: &str| {
                    let mut names = init.lines().filter_map(|line| {
                        let (name, _) = line.strip_prefix(start)?.split_once(end)?;
                        Some(name.trim_end_matches('_'))
                    });
                    names.any(|name| name == field.ident.trim_matches('_'))
                };
                assert!(
                    has("        ", ": ") && has("        self.", " = "),
                    "{init}"
                );
                checked += 1;
            }
        }
    }
    assert!(checked > 100, "only {checked} fields were looked at");
}

#[test]
fn a_module_of_python_imports_what_it_names_and_nothing_else() {
    const GENERIC: [&str; 6] = ["Dict", "List", "Mapping", "Optional", "Sequence", "Union"];
    let fixtures = names().into_iter().map(|name| api(&name));
    let mut left_out = 0;
    for api in fixtures.chain([crate::exports::api()]) {
        for name in ["_client.py", "types.py", "every_action.py"] {
            let text = module(&api, name);
            let is_import = |line: &&str| line.starts_with("from ") && line.contains(" import ");
            let (imports, rest): (Vec<&str>, Vec<&str>) = text.lines().partition(is_import);
            let rest = rest.join("\n");
            let names = imports
                .iter()
                .filter_map(|line| line.split_once(" import "));
            let imported: Vec<&str> = names
                .flat_map(|(_, names)| names.split(", "))
                .map(|name| name.rsplit(' ').next().unwrap_or(name))
                .filter(|name| *name != "annotations")
                .collect();
            let is_part = |c: char| c.is_alphanumeric() || c == '_';
            for name in &imported {
                let mut words = rest.split(|c| !is_part(c));
                assert!(words.any(|word| word == *name), "{name}: {imports:?}");
            }
            for generic in GENERIC {
                let is_imported = imported.contains(&generic);
                left_out += usize::from(!is_imported);
                let is_named = rest.contains(&format!(" {generic}["));
                assert!(is_imported || !is_named, "{generic}: {imports:?}");
            }
        }
    }
    assert!(left_out > 0, "every name is imported by every module");
}

/// The names that a class of Python declares, and those that its annotations mean.
fn declared_and_meant(class: &str) -> (Vec<&str>, Vec<&str>) {
    let is_name = |name: &str| name.chars().all(|it| it.is_alphanumeric() || it == '_');
    let declarations = class.lines().filter_map(|line| {
        let (name, rest) = line.strip_prefix("    ")?.split_once(": ")?;
        let annotation = rest.split(" = ").next()?;
        is_name(name).then_some((name, annotation))
    });
    let (declared, annotations): (Vec<_>, Vec<_>) = declarations.unzip();
    let words = annotations
        .iter()
        .flat_map(|annotation| annotation.split(|it: char| !it.is_alphanumeric()));
    // The fields that are not declared are a dictionary by default.
    (declared, words.chain(["dict"]).collect())
}

/// Python looks a name up in the body of the class first, and so do those that check types.
#[test]
fn no_field_of_python_hides_what_an_annotation_of_its_class_means() {
    let fixtures = names().into_iter().map(|name| api(&name));
    let mut apis: Vec<Api> = fixtures.chain([crate::exports::api()]).collect();
    let words = [
        "int",
        "str",
        "float",
        "bool",
        "datetime",
        "timedelta",
        "dict",
    ];
    for word in words {
        let mut api = api("objects");
        let of_actions = api.actions.iter_mut().flat_map(|action| &mut action.types);
        for definition in of_actions.chain(&mut api.shapes) {
            if let TypeKind::Object { fields, .. } = &mut definition.kind
                && let Some(field) = fields.first_mut()
            {
                word.clone_into(&mut field.ident);
            }
        }
        let text = module(&api, "types.py");
        assert!(text.contains(&format!("\n    {word}_: ")), "{word}: {text}");
        apis.push(api);
    }
    for api in apis {
        let text = module(&api, "types.py");
        for class in text.split("\nclass ").skip(1) {
            let class = class.split("\n\n\n").next().unwrap_or(class);
            let (mut declared, meant) = declared_and_meant(class);
            declared.retain(|name| meant.contains(name));
            assert!(declared.is_empty(), "{declared:?} in\n{class}");
        }
    }
}
