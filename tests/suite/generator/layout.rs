//! Generated Rust says what the emitters gave, and is laid out as rustfmt would lay it out.
//!
//! Two programs of others judge it: `syn` reads the tokens before they are laid out and the text
//! behind, and rustfmt reads the text.

use std::path::Path;
use std::process::Command;

use oms_codegen::FOLDERS;
use oms_spec::ir::Api;
use oms_testkit::Required;
use quote::ToTokens as _;
use syn::visit_mut::{self, VisitMut};
use syn::{Arm, Attribute, Expr, ExprClosure, ExprLit, File, Lit, LitStr, Meta, Stmt};

use super::random;
use crate::specs::files::{api, names};

/// The random specs that are looked at.
const SEEDS: std::ops::Range<u64> = 0..40;

#[test]
fn no_token_changes_where_a_file_is_laid_out() {
    let of_features = names().into_iter().map(|name| api(&name));
    let of_chance = SEEDS.map(|seed| {
        oms_spec::load(&random::spec(seed)).unwrap_or_else(|said| panic!("seed {seed}:\n{said}"))
    });
    let specs = of_features.chain([crate::exports::api()]);
    let files: usize = specs.chain(of_chance).map(|api| compare(&api)).sum();
    assert!(files > 1000, "only {files} files were compared");
}

/// Compares the tokens of each file of a spec with its text, and returns the number of files.
fn compare(api: &Api) -> usize {
    let emitted = oms_codegen::emitted(api);
    for (file, tokens) in &emitted {
        let given = syn::parse2(tokens.clone())
            .unwrap_or_else(|error| panic!("{}: {error}:\n{tokens}", file.path));
        let found = syn::parse_file(&file.text)
            .unwrap_or_else(|error| panic!("{}: {error}:\n{}", file.path, file.text));
        assert_eq!(plain(given), plain(found), "{}", file.path);
    }
    emitted.len()
}

/// The tokens of a file but for those that depend on the layout: the braces around the one value of
/// an arm or a closure, and the commas behind the last part and behind a brace.
fn plain(mut file: File) -> String {
    Plain.visit_file_mut(&mut file);
    let mut text = file.to_token_stream().to_string();
    text.retain(|character| !character.is_whitespace());
    [",)", ",]", ",}", ",>", ",|"]
        .into_iter()
        .fold(text, |text, end| text.replace(end, &end[1..]))
        .replace("},", "}")
}

struct Plain;

impl VisitMut for Plain {
    /// A line of documentation is the same, however its text is written.
    fn visit_attribute_mut(&mut self, attribute: &mut Attribute) {
        if attribute.path().is_ident("doc")
            && let Meta::NameValue(pair) = &mut attribute.meta
            && let Expr::Lit(ExprLit {
                lit: Lit::Str(text),
                ..
            }) = &mut pair.value
        {
            *text = LitStr::new(&text.value(), text.span());
        }
    }

    fn visit_arm_mut(&mut self, arm: &mut Arm) {
        visit_mut::visit_arm_mut(self, arm);
        unbrace(&mut arm.body);
        arm.comma = Some(syn::token::Comma::default());
    }

    fn visit_expr_closure_mut(&mut self, closure: &mut ExprClosure) {
        visit_mut::visit_expr_closure_mut(self, closure);
        unbrace(&mut closure.body);
    }
}

/// Takes the braces away from around one value.
fn unbrace(body: &mut Expr) {
    if let Expr::Block(block) = body
        && let [Stmt::Expr(value, None)] = block.block.stmts.as_slice()
    {
        *body = value.clone();
    }
}

#[test]
fn rustfmt_changes_nothing_in_the_generated_code_of_this_project() {
    if oms_testkit::find("rustfmt").is_none() {
        oms_testkit::lacks(
            Required::Tools,
            "`rustfmt` is missing; install with `rustup component add rustfmt`",
        );
        return;
    }
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let roots = FOLDERS.map(|folder| workspace.join(folder).join("mod.rs"));
    let said = Command::new("rustfmt")
        .args(["--check", "--edition", "2024"])
        .args(&roots)
        .current_dir(&workspace)
        .output()
        .expect("rustfmt starts");
    assert!(
        said.status.success(),
        "{}{}",
        String::from_utf8_lossy(&said.stdout),
        String::from_utf8_lossy(&said.stderr)
    );
}
