//! Group E, secrets in memory: no field of the client or of the command holds one as a text that
//! nobody wipes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use syn::visit::{self, Visit};
use syn::{Fields, ItemEnum, ItemMod, ItemStruct, Type, TypePath, TypeReference};

use crate::support::outside::workspace;

/// The crates that are given secrets by a user of the client or of the command.
const CRATES: [&str; 3] = ["oms-cli", "oms-client", "oms-core"];

/// Words in the names of fields that hold secrets.
const WORDS: [&str; 6] = [
    "bearer",
    "credential",
    "passphrase",
    "password",
    "secret",
    "token",
];

/// Types that wipe what they hold.
const WIPING: [&str; 7] = [
    "Base64Secret",
    "Secret",
    "SecretBox",
    "SecretJson",
    "SecretSlice",
    "SecretString",
    "Zeroizing",
];

/// Types that own a text or bytes, and leave them in memory.
const PLAIN: [&str; 6] = ["Bytes", "BytesMut", "OsString", "String", "str", "u8"];

/// Fields that hold a secret, under whichever name. One that is moved is moved here, too.
const HOLDERS: [&str; 11] = [
    "oms-cli/src/command/config/init.rs Credentials.unwritten",
    "oms-cli/src/journal/postgres/connect.rs Access.password",
    "oms-cli/src/session/credentials/process.rs Password.password",
    "oms-cli/src/session/credentials/process.rs Token",
    "oms-core/src/call/auth.rs Basic.password",
    "oms-core/src/call/auth.rs BasicToken",
    "oms-core/src/call/auth.rs Bearer",
    "oms-core/src/call/auth.rs Header.value",
    "oms-core/src/text/redact/needles.rs Needles.sorted",
    "oms-core/src/transport/options.rs ClientCertificate.key",
    "oms-core/src/values/secret.rs Secret.text",
];

/// The memory of what a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Held {
    Wiped,
    Plain,
    /// It owns no text, or one of another type, whose fields are judged where they are declared.
    Otherwise,
}

#[test]
fn p132_a_secret_is_held_in_a_type_that_wipes_it() {
    let mut wiped = BTreeSet::new();
    for name in CRATES {
        for file in super::table::sources(&workspace().join("crates").join(name).join("src")) {
            let of_tests = ["tests", "tests.rs", "testing.rs"];
            if file
                .iter()
                .any(|part| of_tests.iter().any(|it| part == *it))
            {
                continue;
            }
            let text = fs::read_to_string(&file).expect("the sources can be read");
            let inside = file.strip_prefix(workspace().join("crates"));
            let inside = inside.expect("it lies there").display();
            for (field, held) in fields(&text) {
                let place = format!("{inside} {field}");
                assert!(
                    held != Held::Plain || !is_named_like_a_secret(&field),
                    "{place}"
                );
                if held == Held::Wiped {
                    wiped.insert(place);
                }
            }
        }
    }
    for holder in HOLDERS {
        assert!(wiped.contains(holder), "{holder}: {wiped:#?}");
    }
    for (page, limit) in [
        ("crates/oms-core/src/call/auth.rs", "which nobody wipes"),
        ("SECURITY.md", "keep copies of their own for a time"),
    ] {
        let text = fs::read_to_string(workspace().join(page)).expect("it is committed");
        assert!(text.contains(limit), "{page}: the limit is documented");
    }
}

#[test]
fn p132_a_text_that_nobody_wipes_is_found_wherever_a_field_holds_it() {
    for (text, expected) in [
        ("struct A { password: String }", &["A.password"][..]),
        (
            "struct A { auth_token: Option<Box<str>> }",
            &["A.auth_token"],
        ),
        ("struct A { secret_key: [u8; 64] }", &["A.secret_key"]),
        ("struct A { secrets: Vec<(u32, Vec<u8>)> }", &["A.secrets"]),
        (
            "enum A { B { passphrase: Arc<OsString> } }",
            &["B.passphrase"],
        ),
        (
            "enum A { Token(std::string::String), C(String) }",
            &["Token"],
        ),
        (
            "struct Passwords(BTreeMap<String, Secret>);",
            &["Passwords"],
        ),
        ("fn f() { struct A { bearer: Bytes } }", &["A.bearer"]),
        ("struct A { password: Option<Secret>, name: String }", &[]),
        (
            "struct A { tokens: Vec<Zeroizing<Vec<u8>>>, token: u32 }",
            &[],
        ),
        (
            "struct A { password_file: PathBuf, password_stdin: bool }",
            &[],
        ),
        ("struct A<'a> { password: &'a str }", &[]),
        ("mod tests { struct A { password: String } }", &[]),
    ] {
        let found = fields(text);
        let plain: Vec<&str> = found
            .iter()
            .filter(|(field, held)| **held == Held::Plain && is_named_like_a_secret(field))
            .map(|(field, _)| field.as_str())
            .collect();
        assert_eq!(plain, expected, "{text}: {found:?}");
    }
}

/// Returns whether the name of a field, or of the struct or variant of one without a name, is one
/// that secrets have.
fn is_named_like_a_secret(field: &str) -> bool {
    let name = field.rsplit('.').next().unwrap_or(field).to_lowercase();
    WORDS.iter().any(|word| name.contains(word))
}

/// The fields of a file, each with the struct or the variant that it is in.
fn fields(text: &str) -> BTreeMap<String, Held> {
    let mut declared = Declared::default();
    declared.visit_file(&syn::parse_file(text).expect("it compiles"));
    declared.fields
}

#[derive(Default)]
struct Declared {
    fields: BTreeMap<String, Held>,
}

impl Declared {
    fn add(&mut self, owner: &syn::Ident, fields: &Fields) {
        for field in fields {
            let name = match &field.ident {
                Some(name) => format!("{owner}.{name}"),
                None => owner.to_string(),
            };
            let mut found = Found(Held::Otherwise);
            found.visit_type(&field.ty);
            // Of several fields without a name, one that is plain counts.
            let held = self.fields.entry(name).or_insert(found.0);
            if found.0 == Held::Plain {
                *held = Held::Plain;
            }
        }
    }
}

impl<'ast> Visit<'ast> for Declared {
    fn visit_item_mod(&mut self, module: &'ast ItemMod) {
        if module.ident != "tests" {
            visit::visit_item_mod(self, module);
        }
    }

    fn visit_item_struct(&mut self, item: &'ast ItemStruct) {
        self.add(&item.ident, &item.fields);
    }

    fn visit_item_enum(&mut self, item: &'ast ItemEnum) {
        for variant in &item.variants {
            self.add(&variant.ident, &variant.fields);
        }
    }
}

/// The answer about the parts of a type that were looked at so far.
struct Found(Held);

impl<'ast> Visit<'ast> for Found {
    fn visit_type_path(&mut self, path: &'ast TypePath) {
        let last = path.path.segments.last();
        let name = last.map_or_else(String::new, |segment| segment.ident.to_string());
        if PLAIN.contains(&name.as_str()) {
            self.0 = Held::Plain;
        } else if !WIPING.contains(&name.as_str()) {
            visit::visit_type_path(self, path);
        } else if self.0 == Held::Otherwise {
            self.0 = Held::Wiped;
        }
    }

    /// Somebody else holds what is borrowed.
    fn visit_type_reference(&mut self, _: &'ast TypeReference) {}

    /// A function that takes a secret holds none.
    fn visit_type(&mut self, ty: &'ast Type) {
        if !matches!(
            ty,
            Type::FnPtr(_) | Type::ImplTrait(_) | Type::TraitObject(_)
        ) {
            visit::visit_type(self, ty);
        }
    }
}
