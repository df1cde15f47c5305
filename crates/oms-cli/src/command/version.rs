//! `oms version`: the version of this command, and of the spec that it was generated from.

use oms_client::SPEC_DIGEST;
use serde_json::json;

use crate::exit::Exit;
use crate::report::Report;
use crate::session::Session;

pub(crate) fn run(mut session: Session<'_, '_>) -> Exit {
    let data = json!({
        "version": env!("CARGO_PKG_VERSION"),
        "spec": SPEC_DIGEST,
        "simulator": cfg!(feature = "simulator"),
        "keyring": cfg!(feature = "keyring"),
    });
    let text = format!("oms {}\nspec {SPEC_DIGEST}\n", env!("CARGO_PKG_VERSION"));
    session.finish(Ok(Report::found(&data, text)))
}
