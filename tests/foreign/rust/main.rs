//! Calls the service with every example of a request, and reads every example of an answer. It
//! prints what it counted, as the other generated clients' programs do.

use std::error::Error;
use std::fs;

use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderValue};
use serde_json::{Value, json};

#[allow(warnings)]
mod client {
    include!(concat!(env!("OUT_DIR"), "/client.rs"));
}
include!(concat!(env!("OUT_DIR"), "/by_name.rs"));

type Failure = Box<dyn Error>;

fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1);
    let document = arguments.next().ok_or("give the document")?;
    let url = arguments.next().ok_or("give the address")?;
    let document: Value = serde_json::from_str(&fs::read_to_string(document)?)?;
    let mut headers = HeaderMap::new();
    headers.insert(AUTHORIZATION, HeaderValue::from_static("Basic YWRtaW46c2VjcmV0"));
    let http = reqwest::Client::builder()
        .default_headers(headers)
        .no_proxy();
    let client = client::Client::new_with_client(&url, http.build()?);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let (mut called, mut decoded, mut all, mut faults) = (0, 0, 0, 0);
    for (path, item) in document["paths"].as_object().into_iter().flatten() {
        let operation = item["post"]["operationId"].as_str().unwrap_or_default();
        for (case, body) in examples(&item["post"]["requestBody"]) {
            match runtime.block_on(call(&client, operation, body)) {
                Ok(()) => called += 1,
                Err(error) => {
                    eprintln!("{path}, {case}: {error}");
                    faults += 1;
                }
            }
        }
        let answer = &item["post"]["responses"]["200"];
        let reference = answer["content"]["application/json"]["schema"]["$ref"].as_str();
        let name = reference
            .and_then(|name| name.rsplit('/').next())
            .unwrap_or_default();
        for (case, value) in examples(answer) {
            all += 1;
            match again(name, value.clone()) {
                Ok(back) if holds(&back, &value) && holds(&value, &back) => decoded += 1,
                // Objects of this generator have no place for fields that they do not declare.
                Ok(back) if holds(&value, &back) => eprintln!("{path}, {case}: fields are lost"),
                Ok(back) => {
                    eprintln!("{path}, {case}: {back} instead of {value}");
                    faults += 1;
                }
                Err(error) => {
                    eprintln!("{path}, {case}: {error}");
                    faults += 1;
                }
            }
        }
    }
    println!(
        "{}",
        json!({"called": called, "decoded": decoded, "of": all})
    );
    if faults > 0 {
        return Err(format!("{faults} examples went wrong").into());
    }
    Ok(())
}

fn examples(message: &Value) -> Vec<(&String, Value)> {
    let examples = message["content"]["application/json"]["examples"].as_object();
    let examples = examples.into_iter().flatten();
    examples
        .map(|(case, example)| (case, example["value"].clone()))
        .collect()
}

/// Returns whether a value has everything of a part, and the same. A null is nothing.
fn holds(value: &Value, part: &Value) -> bool {
    match (value, part) {
        (Value::Object(value), Value::Object(part)) => part.iter().all(|(name, part)| {
            part.is_null() || value.get(name).is_some_and(|value| holds(value, part))
        }),
        (Value::Array(value), Value::Array(part)) => {
            value.len() == part.len()
                && value
                    .iter()
                    .zip(part)
                    .all(|(value, part)| holds(value, part))
        }
        // A number is written with a point or without.
        (Value::Number(value), Value::Number(part)) => value.as_f64() == part.as_f64(),
        _ => value == part,
    }
}
