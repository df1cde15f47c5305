//! The tables by which the simulator reads parameters.

use crate::specs::files::api;

/// The simulator's file of an action.
fn table(spec: &str, action: &str) -> String {
    let files = oms_codegen::generate(&api(spec));
    let path = format!("crates/oms-sim/src/generated/actions/{action}.rs");
    let file = files.into_iter().find(|file| file.path == path);
    file.expect("the action has a file").text
}

/// The declaration says `name`, which is a further spelling of `NAME`.
#[test]
fn every_spelling_of_a_value_chooses_the_variant() {
    let table = table("unions", "tag_crate");
    assert!(table.contains(r#"&["NAME", "name"]"#), "{table}");
    let files = oms_codegen::generate(&api("unions"));
    let codecs = files.iter().find(|file| file.path.ends_with("/_client.py"));
    let codecs = &codecs.expect("the module is generated").text;
    let codec = r#"{"NAME": c.Object(t.TagCrateTagName), "name": c.Object(t.TagCrateTagName), "#;
    assert!(codecs.contains(codec), "{codecs}");
}

#[test]
fn a_list_inside_of_a_list_has_as_many_items_as_it_likes() {
    let table = table("lists", "count_crates");
    assert_eq!(table.matches("ROWS_COUNT_RULE").count(), 1, "{table}");
}
