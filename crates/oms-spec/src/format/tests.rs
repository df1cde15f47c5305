//! Each form that a file may have, and the one that it gets.

use super::format;

fn action(text: &str) -> String {
    format("spec/actions/X.toml", text).unwrap().unwrap()
}

/// A text, and the form that it gets.
const FORMS: &[(&str, &str)] = &[
    // Keys in the order of the key table, with their `=` under each other.
    (
        "effect=\"read\"\nname   =   \"X\"\n",
        "name   = \"X\"\neffect = \"read\"\n",
    ),
    // The comments at the beginning belong to the file, others to what they are before or behind.
    (
        "#:schema ../schema/action.json\n\n\n# why it reads\neffect = \"read\"   # behind\nname = \"X\"",
        "#:schema ../schema/action.json\n\nname   = \"X\"\n# why it reads\neffect = \"read\" # behind\n",
    ),
    // The line that names the schema is about the file without an empty line as well.
    (
        "# a note\n\n#:schema ../schema/action.json\n# about it\nsummary = \"S\"\nname = \"X\"\n",
        "# a note\n\n#:schema ../schema/action.json\n\nname    = \"X\"\n# about it\nsummary = \"S\"\n",
    ),
    // It is so above a key that comes first only in this form.
    (
        "effect = \"read\"\n# a\n#:schema x\n# b\nname = \"X\"\n",
        "# a\n#:schema x\n\n# b\nname   = \"X\"\neffect = \"read\"\n",
    ),
    (
        "[data]\ntype = \"any\"\n\n#:schema x\n[request.a]\ntype = \"any\"\n",
        "#:schema x\n\n[request.a]\ntype = \"any\"\n\n[data]\ntype = \"any\"\n",
    ),
    // Tables in the order of the key table, fields in the order of the vendor. A comment behind the
    // last key of a table goes with it.
    (
        "name = \"X\"\n[data]\ntype = \"any\"\n# about b\n  [request.b]\ndoc=\"B\"\ntype=\"any\"\n[request.a]\ntype=\"any\"\n# the end",
        "name = \"X\"\n\n# about b\n[request.b]\ntype = \"any\"\ndoc  = \"B\"\n\n[request.a]\ntype = \"any\"\n# the end\n\n[data]\ntype = \"any\"\n",
    ),
    (
        "[data]\ntype = \"any\"\n  # about the data\n\n\n# about a\n[request.a]\ntype = \"any\"\n\n# about the file",
        "# about a\n[request.a]\ntype = \"any\"\n\n[data]\ntype = \"any\"\n# about the data\n\n# about the file\n",
    ),
    // A comment between empty lines is about no table.
    (
        "name=\"X\"\n# about X\n\n# apart\n\n\n[request.a]\ntype = \"any\"\n",
        "name = \"X\"\n# about X\n\n# apart\n\n[request.a]\ntype = \"any\"\n",
    ),
    // A value of several lines ends a block.
    (
        "name = \"X\"\nsummary = \"S\"\ndoc = \"\"\"\na = b\n\"\"\"\neffect = \"read\"\nsince = {}\n",
        "name    = \"X\"\nsummary = \"S\"\ndoc     = \"\"\"\na = b\n\"\"\"\neffect = \"read\"\nsince  = {}\n",
    ),
    // Keys with dots are as wide as they are written, and free keys are left in their order.
    (
        "[request.a]\nvalues.type.doc = \"T\"\nvalues.B.doc=\"B\"\ntype = \"enum\"\n",
        "[request.a]\ntype            = \"enum\"\nvalues.type.doc = \"T\"\nvalues.B.doc    = \"B\"\n",
    ),
    // A table of a field comes right behind it, wherever it was written.
    (
        "[request.a]\ntype = \"enum\"\n[request.b]\ntype = \"any\"\n[request.a.values.V]\ndoc = \"V\"\n",
        "[request.a]\ntype = \"enum\"\n\n[request.a.values.V]\ndoc = \"V\"\n\n[request.b]\ntype = \"any\"\n",
    ),
    // A key that the key table does not know comes last; the checks report it.
    ("gone = 1\nname = \"X\"\r\n", "name = \"X\"\ngone = 1\n"),
    ("", ""),
    ("# alone\n", "# alone\n"),
];

#[test]
fn each_file_has_one_form_and_keeps_it() {
    for (written, form) in FORMS {
        assert_eq!(action(written), *form, "{written}");
        assert_eq!(action(form), *form, "a second time");
    }
}

/// A text whose form would have the keys of a table in another order, and that table.
const REORDERED: &[(&str, &str)] = &[
    // A table that is opened behind one that is inside of it.
    (
        "[request.a]\ntype = \"any\"\n[request]\nb = { type = \"any\" }\n",
        "request",
    ),
    // The same with dots.
    (
        "[request.a]\ntype = \"any\"\n[request]\nb.type = \"any\"\n",
        "request",
    ),
    // The order of values is the author's as well.
    (
        "[data.fields.a.values.V]\ndoc = \"V\"\n[data.fields.a.values]\nU = { doc = \"U\" }\n",
        "data.fields.a.values",
    ),
];

#[test]
fn a_form_that_has_free_keys_in_another_order_is_refused() {
    for (written, place) in REORDERED {
        let refused = format("spec/actions/X.toml", written).unwrap().unwrap_err();
        let named = format!("what is in `{place}` would come in another order");
        assert!(refused.contains(&named), "{written}: {refused}");
    }
    // Inline fields before those with a header of their own keep their place.
    let inline = "[request]\nb = { type = \"any\" }\n\n[request.a]\ntype = \"any\"\n";
    assert_eq!(action(inline), inline);
    // A field whose own header comes behind the next field is the later one.
    let later = "[request.a.values.V]\ndoc = \"V\"\n[request.b]\ntype = \"any\"\n[request.a]\ntype = \"enum\"\n";
    assert!(
        action(later).starts_with("[request.b]"),
        "{}",
        action(later)
    );
    // The keys of the language have the order of the key table, wherever they were.
    let known = "[data]\ntype = \"any\"\n\n[request]\nb = { type = \"any\" }\n";
    assert!(action(known).starts_with("[request]"), "{}", action(known));
}

#[test]
fn what_is_no_toml_is_refused_and_other_files_have_no_form() {
    assert!(format("spec/oms.toml", "[service\n").unwrap().is_err());
    for path in ["spec/schema/oms.json", "spec/evidence/X.toml", "Cargo.toml"] {
        assert!(format(path, "").is_none(), "{path}");
    }
}
