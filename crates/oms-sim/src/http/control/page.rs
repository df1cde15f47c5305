//! `/_sim/`: the page for people, and the files that it is made of.
//!
//! They are built into the program. The policy that goes with them lets a browser load nothing
//! else.

use axum::Router;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue};
use axum::response::{IntoResponse, Redirect};
use axum::routing::get;
use std::sync::Arc;

use super::Local;
use crate::http::Shared;

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const SCRIPT: &str = "text/javascript; charset=utf-8";

/// A file beside the page: its path, its content type and its text.
macro_rules! beside {
    ($name:literal, $content_type:expr) => {
        (
            concat!("/_sim/page/", $name),
            $content_type,
            include_str!(concat!("../../page/", $name)),
        )
    };
}

/// Every file of the page: its path, its content type and its text.
const FILES: &[(&str, &str, &str)] = &[
    (
        "/_sim/",
        "text/html; charset=utf-8",
        include_str!("../../page/index.html"),
    ),
    beside!("page.css", "text/css; charset=utf-8"),
    beside!("main.js", SCRIPT),
    beside!("clock.js", SCRIPT),
    beside!("dom.js", SCRIPT),
    beside!("faults.js", SCRIPT),
    beside!("format.js", SCRIPT),
    beside!("requests.js", SCRIPT),
    beside!("tasks.js", SCRIPT),
    beside!("timeline.js", SCRIPT),
];

/// The page and its files.
pub(super) fn router() -> Router<Arc<Shared>> {
    let router = Router::new().route(
        "/_sim",
        get(|_: Local| async { Redirect::permanent("/_sim/") }),
    );
    FILES
        .iter()
        .fold(router, |router, (path, content_type, text)| {
            router.route(
                path,
                get(move |_: Local| async move { file(content_type, text) }),
            )
        })
}

fn file(content_type: &'static str, text: &'static str) -> impl IntoResponse {
    let headers: [(HeaderName, HeaderValue); 5] = [
        (CONTENT_TYPE, HeaderValue::from_static(content_type)),
        (CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
        (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (headers, text)
}
