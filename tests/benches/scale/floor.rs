//! The floor: a crate for the same actions as one would write it by hand with reqwest and serde, in
//! as few words as possible.
//!
//! One envelope, one generic call, a line an action. It has no documentation, no builder, no check
//! and no policy.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::Outcome;
use crate::workload::{Action, Payload};

/// Writes the crate, with a program that calls every action.
pub(crate) fn write(root: &Path, actions: &[Action]) -> Outcome<()> {
    fs::create_dir_all(root.join("src/bin"))?;
    fs::write(root.join("Cargo.toml"), MANIFEST)?;
    fs::write(root.join("src/lib.rs"), library(actions))?;
    fs::write(root.join("src/bin/all.rs"), program(actions))?;
    Ok(())
}

fn library(actions: &[Action]) -> String {
    let mut text = HEAD.to_owned();
    for action in actions {
        let Action { name, .. } = action;
        let data = match action.payload {
            Payload::Integer => "i64".to_owned(),
            Payload::Text => "String".to_owned(),
            Payload::Object => format!("{name}Data"),
            Payload::List => format!("Vec<{name}Data>"),
        };
        let method = oms_spec::names::snake(name);
        let _ = writeln!(
            text,
            "    pub async fn {method}(&self, request: &{name}Request) -> Result<Envelope<{data}>, reqwest::Error> {{\n        self.call(\"{name}\", request).await\n    }}"
        );
    }
    text.push_str("}\n");
    for action in actions {
        types(action, &mut text);
    }
    text
}

fn types(action: &Action, text: &mut String) {
    let name = &action.name;
    let pages = if action.paged {
        "    pub page_number: Option<i64>,\n    pub page_size: Option<i64>,\n"
    } else {
        ""
    };
    let _ = writeln!(
        text,
        "#[derive(Debug, Clone, Serialize)]\n#[serde(rename_all = \"camelCase\")]\npub struct {name}Request {{\n    pub id: String,\n    pub reverse: bool,\n    pub start_timestamp: i64,\n{pages}}}"
    );
    if matches!(action.payload, Payload::Object | Payload::List) {
        let _ = writeln!(
            text,
            "#[derive(Debug, Clone, Deserialize)]\n#[serde(rename_all = \"camelCase\")]\npub struct {name}Data {{\n    pub id: String,\n    pub name: String,\n    pub status: Option<{name}DataStatus>,\n    pub gmt_create: Option<i64>,\n}}\n#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]\n#[serde(rename_all = \"UPPERCASE\")]\npub enum {name}DataStatus {{\n    Init,\n    Running,\n    Failed,\n    Finished,\n}}"
        );
    }
}

fn program(actions: &[Action]) -> String {
    let mut text = "use floor::*;\n#[tokio::main(flavor = \"current_thread\")]\nasync fn main() {\n    let client = Client::new(\"http://127.0.0.1\");\n".to_owned();
    for action in actions {
        let name = &action.name;
        let method = oms_spec::names::snake(name);
        let pages = if action.paged {
            ", page_number: None, page_size: None"
        } else {
            ""
        };
        let _ = writeln!(
            text,
            "    println!(\"{{:?}}\", client.{method}(&{name}Request {{ id: \"np_1\".into(), reverse: false, start_timestamp: 1{pages} }}).await.is_ok());"
        );
    }
    text + "}\n"
}

const MANIFEST: &str = r#"[package]
name = "floor"
version = "0.0.0"
edition = "2024"

[workspace]

[dependencies]
reqwest = { version = "0.13", default-features = false, features = ["json", "rustls"] }
serde = { version = "1", features = ["derive"] }
serde_json = "1"
tokio = { version = "1", features = ["macros", "rt"] }
"#;

const HEAD: &str = r#"use serde::{Deserialize, Serialize, de::DeserializeOwned};

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Envelope<T> {
    pub success: Option<bool>,
    pub error_detail: Option<serde_json::Map<String, serde_json::Value>>,
    pub code: Option<String>,
    pub message: Option<String>,
    pub advice: Option<String>,
    pub request_id: Option<String>,
    pub page_number: Option<i64>,
    pub page_size: Option<i64>,
    pub total_count: Option<i64>,
    pub cost: Option<String>,
    pub data: Option<T>,
}

#[derive(Debug, Clone)]
pub struct Client {
    http: reqwest::Client,
    base: String,
}

impl Client {
    pub fn new(base: impl Into<String>) -> Self {
        Self { http: reqwest::Client::new(), base: base.into() }
    }

    async fn call<R: Serialize, T: DeserializeOwned>(&self, action: &str, request: &R) -> Result<Envelope<T>, reqwest::Error> {
        let url = format!("{}/api/v2?Action={action}", self.base);
        self.http.post(url).json(request).send().await?.error_for_status()?.json().await
    }
"#;
