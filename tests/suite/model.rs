//! The model that a good spec becomes: what generators read, and nothing of the spec's own words is
//! lost or guessed on the way.
//!
//! It is long because every part of the model is held to the same small spec.

use oms_spec::ir::{Api, Example, Field, Presence, Provenance, Type, TypeDef, TypeKind, Union};
use oms_spec::{load, manual};

use crate::support::patch::{Files, Patch, base, sources};

/// The model of the good spec with some changes.
fn api(changes: &str) -> Api {
    let patch = Patch::parse(&format!("A good spec.\n\n{}\n", changes.trim()));
    load(&sources(patch.apply(base()))).unwrap_or_else(|problems| panic!("{problems}"))
}

fn definition<'a>(api: &'a Api, name: &str) -> &'a TypeDef {
    let types = api.actions.iter().flat_map(|action| &action.types);
    let mut all = types.chain(&api.shapes);
    all.find(|definition| definition.name == name)
        .unwrap_or_else(|| panic!("there is no type {name}"))
}

fn fields<'a>(api: &'a Api, name: &str) -> &'a [Field] {
    match &definition(api, name).kind {
        TypeKind::Object { fields, .. } => fields,
        other => panic!("{name} is {other:?}"),
    }
}

fn union<'a>(api: &'a Api, name: &str) -> &'a Union {
    match &definition(api, name).kind {
        TypeKind::Union(union) => union,
        other => panic!("{name} is {other:?}"),
    }
}

fn named(name: &str) -> Type {
    Type::Named(name.to_owned())
}

fn example<'a>(api: &'a Api, action: &str, case: &str) -> &'a Example {
    let action = api.actions.iter().find(|other| other.wire_name == action);
    let mut examples = action.into_iter().flat_map(|action| &action.examples);
    examples
        .find(|example| example.case == case)
        .unwrap_or_else(|| panic!("there is no example {case}"))
}

#[test]
fn the_digest_is_of_what_the_spec_says_alone() {
    let digest = |files: Files| match load(&sources(files)) {
        Ok(api) => api.digest,
        Err(problems) => panic!("{problems}"),
    };
    let first = digest(base());
    for (what, change) in [
        ("line ends", (|bytes| crlf(bytes)) as fn(&[u8]) -> Vec<u8>),
        ("a mark", |bytes| [b"\xEF\xBB\xBF", bytes].concat()),
    ] {
        let files = base()
            .into_iter()
            .map(|(path, bytes)| (path, change(&bytes)));
        assert_eq!(digest(files.collect()), first, "{what}");
    }
    let mut files = base();
    files.insert("spec/schema/oms.json".to_owned(), b"{}".to_vec());
    let root = String::from_utf8(files["spec/oms.toml"].clone()).expect("UTF-8");
    files.insert(
        "spec/oms.toml".to_owned(),
        manual::replace(&root).into_bytes(),
    );
    assert_eq!(digest(files), first, "a manual and schemas");
    for path in base().keys() {
        let mut files = base();
        files.get_mut(path).expect("it was listed").push(b'\n');
        assert_ne!(digest(files), first, "{path}");
    }
}

fn crlf(bytes: &[u8]) -> Vec<u8> {
    let lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
    lines.join(&b"\r\n"[..])
}

#[test]
fn an_inline_type_is_called_after_the_way_to_it() {
    let api = api(r#"
@@ spec/actions/MoveTask.toml
+[request.tuningOptions]
+type     = "list<map<object>>"
+presence = "optional"
+doc      = "Options."
+
+[request.tuningOptions.fields.mode]
+type     = "list<enum>"
+presence = "optional"
+doc      = "Modes."
+rust     = "way"
+
+[request.tuningOptions.fields.mode.values.fast-and-loose]
+doc = "Fast."
+
+[request.tuningOptions.fields.mode.values.">="]
+doc  = "At least."
+rust = "AtLeast"
"#);
    let list = Type::List(Box::new(Type::Map(Box::new(named(
        "MoveTaskTuningOptions",
    )))));
    let action = &api.actions[1];
    assert_eq!(action.request[3].ty, list);
    let mode = &fields(&api, "MoveTaskTuningOptions")[0];
    assert_eq!(
        (
            mode.wire_name.as_str(),
            mode.ident.as_str(),
            mode.flag.as_str()
        ),
        ("mode", "way", "way")
    );
    assert_eq!(
        mode.ty,
        Type::List(Box::new(named("MoveTaskTuningOptionsWay")))
    );
    let TypeKind::Enum(members) = &definition(&api, "MoveTaskTuningOptionsWay").kind else {
        panic!("it is an enumeration")
    };
    let names: Vec<_> = members
        .iter()
        .map(|member| (member.wire_name.as_str(), member.ident.as_str()))
        .collect();
    assert_eq!(
        names,
        [("fast-and-loose", "FastAndLoose"), (">=", "AtLeast")]
    );
}

#[test]
fn a_union_knows_the_field_that_chooses_its_type() {
    let api = api(r#"
@@ spec/oms.toml
+[shape.Step]
+type = "object"
+doc  = "A step."
+
+[shape.Step.fields.type]
+type     = "enum"
+presence = "optional"
+doc      = "What chooses."
+rust     = "kind"
+
+[shape.Step.fields.type.values.A]
+doc = "A."
+
+[shape.Step.fields.info]
+type     = "union"
+by       = "type"
+presence = "nullable"
+doc      = "What is chosen."
+
+[shape.Step.fields.info.variants.First]
+when = ["A"]
+type = "object"
+doc  = "The first."
+
+[shape.Step.fields.info.variants.First.fields.state]
+type     = "State"
+presence = "required"
+doc      = "What chooses inside."
+
+[shape.Step.fields.info.variants.First.fields.rest]
+type     = "union"
+by       = "state"
+presence = "optional"
+doc      = "A union inside."
+
+[shape.Step.fields.info.variants.First.fields.rest.variants.List]
+when = ["SUSPENDED"]
+type = "list<Endpoint>"
+doc  = "Endpoints."
+
+[shape.Step.fields.note]
+type     = "union"
+by       = "word"
+presence = "optional"
+doc      = "Chosen by a text."
+
+[shape.Step.fields.note.variants.Any]
+when = ["x", "y"]
+type = "any"
+doc  = "Anything."
+
+[shape.Step.fields.word]
+type     = "string"
+presence = "nullable"
+doc      = "A text."
"#);
    let outer = union(&api, "StepInfo");
    assert_eq!(
        (outer.by.as_str(), &outer.by_type, outer.by_presence),
        ("kind", &named("StepKind"), Presence::Optional)
    );
    assert_eq!(outer.variants[0].ty, named("StepInfoFirst"));
    let inner = union(&api, "StepInfoFirstRest");
    assert_eq!(
        (inner.by.as_str(), &inner.by_type, inner.by_presence),
        ("state", &named("State"), Presence::Required)
    );
    assert_eq!(
        inner.variants[0].ty,
        Type::List(Box::new(named("Endpoint")))
    );
    let note = union(&api, "StepNote");
    assert_eq!(
        (note.by.as_str(), &note.by_type, note.by_presence),
        ("word", &Type::String, Presence::Nullable)
    );
    assert_eq!(note.variants[0].tags, ["x", "y"]);
    for name in [
        "StepKind",
        "StepInfo",
        "StepInfoFirst",
        "StepInfoFirstRest",
        "StepNote",
    ] {
        assert_eq!(
            definition(&api, name).parent.as_deref(),
            Some("Step"),
            "{name}"
        );
    }
}

#[test]
fn a_shape_that_nobody_uses_is_part_of_the_model() {
    let api = api(r#"
@@ spec/oms.toml
+[shape.Unused]
+type   = "string"
+secret = true
+doc    = "Nobody's."
"#);
    assert!(matches!(
        definition(&api, "Unused").kind,
        TypeKind::Secret(_)
    ));
}

#[test]
fn pages_name_their_items_wherever_the_payload_is_declared() {
    let api = api(r#"
@@ spec/oms.toml
+[shape.TaskPage]
+type = "object"
+doc  = "A page."
+
+[shape.TaskPage.fields.taskList]
+type     = "list<object>"
+presence = "nullable"
+doc      = "The tasks."
+rust     = "tasks"
+
+[shape.TaskPage.fields.taskList.fields.id]
+type     = "TaskId"
+presence = "required"
+doc      = "The task."

@@ spec/actions/ListPages.toml
+name    = "ListPages"
+summary = "Lists tasks."
+effect  = "read"
+since   = {}
+paging  = { page-number = "page", page-size = "size", items = "taskList" }
+
+[request.page]
+type     = "integer"
+presence = "optional"
+doc      = "Its number."
+
+[request.size]
+type     = "integer"
+presence = "optional"
+doc      = "Its size."
+
+[data]
+type = "TaskPage"
+doc  = "A page."

@@ spec/examples/ListPages/a.request.json
+{}

@@ spec/examples/ListPages/a.response.json
+{"success": true, "data": {"taskList": null}}

@@ spec/actions/ListStates.toml
+name    = "ListStates"
+summary = "Lists states."
+effect  = "read"
+since   = {}
+paging  = { page-number = "page", page-size = "size" }
+
+[request.page]
+type     = "integer"
+presence = "optional"
+doc      = "Its number."
+
+[request.size]
+type     = "integer"
+presence = "optional"
+doc      = "Its size."
+
+[data]
+type = "list<State>"
+doc  = "States."

@@ spec/examples/ListStates/a.request.json
+{}

@@ spec/examples/ListStates/a.response.json
+{"success": true, "data": ["RUNNING", "NEWER"]}
"#);
    let paging = |name: &str| {
        let action = api.actions.iter().find(|action| action.wire_name == name);
        action
            .and_then(|action| action.paging.as_ref())
            .expect("it is paged")
    };
    let in_shape = paging("ListPages");
    assert_eq!(in_shape.items.as_deref(), Some("tasks"));
    assert_eq!(in_shape.item, named("TaskPageTasks"));
    assert_eq!(in_shape.items_presence, Presence::Nullable);
    let itself = paging("ListStates");
    assert_eq!((&itself.items, &itself.item), (&None, &named("State")));
    assert_eq!(paging("ListTasks").item, named("ListTasksDataTasks"));
}

#[test]
fn provenance_holds_for_what_is_inside() {
    let api = api(r#"
@@ spec/actions/ListTasks.toml
-effect  = "read"
+effect  = "read"
+provenance = "client"

 doc      = "The tasks."
+provenance = "assumption"

 doc      = "Where it reads."
+provenance = "page"
"#);
    let action = &api.actions[0];
    assert_eq!(action.provenance, Provenance::Client);
    assert_eq!(action.request[0].provenance, Provenance::Client);
    assert_eq!(
        fields(&api, "ListTasksData")[0].provenance,
        Provenance::Assumption
    );
    let inside: Vec<_> = fields(&api, "ListTasksDataTasks")
        .iter()
        .map(|field| field.provenance)
        .collect();
    let (guess, page) = (Provenance::Assumption, Provenance::Page);
    assert_eq!(inside, [guess, guess, page, guess, guess, guess]);
    let deeper = &fields(&api, "ListTasksDataTasksDetailFull")[0];
    assert_eq!(deeper.provenance, Provenance::Assumption);
}

#[test]
fn what_is_known_in_part_keeps_further_fields() {
    let open = |api: &Api, name: &str| match definition(api, name).kind {
        TypeKind::Object { open, .. } => open,
        _ => panic!("{name} is no object"),
    };
    let api = api(r#"
@@ spec/actions/ListTasks.toml
-effect  = "read"
+effect   = "read"
+complete = false

@@ spec/examples/ListTasks/page.response.json
-        "kind": "INCR"
+        "kind": "INCR", "newer": {"a": 1}
"#);
    for name in [
        "ListTasksData",
        "ListTasksDataTasks",
        "ListTasksDataTasksDetailFull",
    ] {
        assert!(open(&api, name), "{name}");
    }
    assert!(!open(&api, "Endpoint"));
}

#[test]
fn a_stand_in_takes_the_place_of_every_value_that_cannot_be_sent() {
    let api = api(r#"
@@ spec/oms.toml
+[shape.Pause]
+type    = "integer"
+unit    = "hours"
+maximum = 24
+doc     = "A wait."

@@ spec/actions/MoveTask.toml
+[request.ids]
+type     = "map<list<TaskId>>"
+presence = "optional"
+doc      = "Tasks by place."
+
+[request.steps]
+type     = "list<object>"
+presence = "optional"
+doc      = "Steps."
+
+[request.steps.fields.wait]
+type     = "Pause"
+presence = "optional"
+doc      = "A wait."
+
+[discrepancy.masked-ids]
+at         = "request.ids"
+documented = "IDs"
+observed   = '/\*/'
+example    = "seed"
+decision   = "A masked ID is refused."
+stand-in   = "np_9"
+
+[discrepancy.long-wait]
+at         = "request.steps.wait"
+documented = "hours"
+observed   = "/^99$/"
+example    = "seed"
+decision   = "A wait of more than a day is refused."
+stand-in   = 24

@@ spec/examples/MoveTask/seed.request.json
-  "reverse": false
+  "reverse": false,
+  "ids": {"a": ["np_*", "np_2"], "b": ["np_**"]},
+  "steps": [{"wait": 99}, {"wait": 9}, {}]
"#);
    let sent = example(&api, "MoveTask", "seed")
        .sendable_request
        .as_deref();
    assert_eq!(
        sent,
        Some(
            r#"{"id":"np_1","position":1742365118,"reverse":false,"ids":{"a":["np_9","np_2"],"b":["np_9"]},"steps":[{"wait":24},{"wait":9},{}]}"#
        )
    );
}

#[test]
fn an_example_may_be_an_answer_alone() {
    let api = api(r#"
@@ spec/examples/MoveTask/refused.response.json
+{"success": false, "code": "E1"}
"#);
    let refused = example(&api, "MoveTask", "refused");
    assert!(refused.request.is_none() && refused.sendable_request.is_none());
    assert_eq!(refused.verdict, Some(false));
    assert_eq!(example(&api, "MoveTask", "seed").verdict, Some(true));
}

#[test]
fn names_that_rust_or_the_builders_use_are_escaped_and_the_wire_keeps_its_own() {
    let names = ["type", "self", "build", "otherFields", "async", "String"];
    let fields = names.map(|name| {
        format!("+[request.{name}]\n+type = \"string\"\n+presence = \"optional\"\n+doc = \"x\"")
    });
    let patch = format!("@@ spec/actions/MoveTask.toml\n{}", fields.join("\n+\n"));
    let api = api(&patch);
    let names: Vec<_> = api.actions[1].request[3..]
        .iter()
        .map(|field| {
            (
                field.wire_name.as_str(),
                field.ident.as_str(),
                field.flag.as_str(),
            )
        })
        .collect();
    assert_eq!(
        names,
        [
            ("type", "type", "type"),
            ("self", "self_", "self"),
            ("build", "build_", "build"),
            ("otherFields", "other_fields_", "other-fields"),
            ("async", "async", "async"),
            ("String", "string", "string"),
        ]
    );
}

#[test]
fn a_default_is_json_and_null_is_not_absent() {
    let api = api(r#"
@@ spec/actions/MoveTask.toml
+[request.mode]
+type     = "string"
+presence = "optional-nullable"
+doc      = "A mode."
+default  = "a \"b\""

@@ spec/examples/MoveTask/null.request.json
+{"id": "np_1", "position": 1742365118, "mode": null}

@@ spec/examples/MoveTask/null.response.json
+{"success": true, "data": 1}
"#);
    let request = &api.actions[1].request;
    let defaults: Vec<_> = request
        .iter()
        .map(|field| field.default.as_deref())
        .collect();
    assert_eq!(defaults, [None, None, Some("false"), Some(r#""a \"b\"""#)]);
    assert_eq!(request[3].presence, Presence::OptionalNullable);
    let sent = example(&api, "MoveTask", "null")
        .sendable_request
        .as_deref();
    assert_eq!(
        sent,
        Some(r#"{"id":"np_1","position":1742365118,"mode":null}"#)
    );
}
