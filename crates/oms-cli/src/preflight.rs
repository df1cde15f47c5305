//! Looks before anything is changed: reads alone.

use oms_client::Client;

use crate::session::Session;

/// Examines what a read can tell of the service: name, whether it is good (if that is known), and in words.
pub(crate) fn examine(
    _client: &Client,
    _session: &mut Session<'_, '_>,
    mut found: impl FnMut(&'static str, Option<bool>, String),
) {
    found(
        "answer",
        None,
        "this build knows no action that only reads".to_owned(),
    );
}
