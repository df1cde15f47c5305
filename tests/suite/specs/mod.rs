//! One small spec a feature: what the generator gives for it is read in review, compiled, and sends
//! and reads the spec's examples.
//!
//! The snapshots are Rust files beside each spec; `clients.rs` and `exchanges.rs` there compile
//! them. Of a client that is generated for each build, the snapshot has the signatures.

mod behaviour;
#[path = "../../fixtures/specs/exchanges.rs"]
mod exchanges;
pub(crate) mod files;
mod language;
mod unions;

use crate::public_api::signatures;
use files::{api, as_one, client, folder, is_built, names, with_place};
use insta::Settings;

#[test]
fn every_spec_is_compiled_and_its_examples_are_run() {
    assert_eq!(names(), oms_tests::specs::NAMES);
    assert_eq!(names(), exchanges::NAMES);
}

#[test]
fn the_generated_code_of_every_feature_is_as_it_was_read() {
    for name in names() {
        let api = api(&name);
        let client = client(&name, &api);
        let tests = with_place(&name, |place| oms_codegen::generate_tests(&api, place));
        let mut settings = Settings::clone_current();
        settings.set_snapshot_path(folder().join(&name));
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| {
            if is_built(&name) {
                insta::assert_snapshot!("signatures", signatures(&client));
            } else {
                insta::assert_binary_snapshot!("client.rs", client.into_bytes());
            }
            insta::assert_binary_snapshot!("tests.rs", as_one(tests).into_bytes());
        });
    }
}
