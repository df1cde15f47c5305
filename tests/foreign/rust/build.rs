//! Has progenitor write a client of the document, and writes a call and a type for each name.

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use heck::{ToPascalCase, ToSnakeCase};
use serde_json::Value;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-env-changed=OMS_DOCUMENT");
    let document = env::var("OMS_DOCUMENT")?;
    println!("cargo::rerun-if-changed={document}");
    let text = fs::read_to_string(document)?;
    let spec: openapiv3::OpenAPI = serde_json::from_str(&text)?;
    let client = progenitor::Generator::default().generate_tokens(&spec)?;
    let out = env::var("OUT_DIR")?;
    fs::write(Path::new(&out).join("client.rs"), client.to_string())?;
    fs::write(
        Path::new(&out).join("by_name.rs"),
        by_name(&serde_json::from_str(&text)?),
    )?;
    Ok(())
}

/// A function that calls an operation by its name, and one that reads a value as the type of a
/// name and writes it again.
fn by_name(document: &Value) -> String {
    let (mut calls, mut types) = (String::new(), String::new());
    let paths = document["paths"].as_object().into_iter().flatten();
    for (_, path) in paths {
        let operation = path["post"]["operationId"].as_str().unwrap_or_default();
        let request = type_of(&path["post"]["requestBody"]);
        let answer = type_of(&path["post"]["responses"]["200"]);
        let _ = writeln!(
            calls,
            "{operation:?} => {{ client.{}(&serde_json::from_value(body)?).await?; }}",
            operation.to_snake_case(),
        );
        for name in [request, answer] {
            let _ = writeln!(
                types,
                "{name:?} => serde_json::to_value(serde_json::from_value::<client::types::{}>(value)?)?,",
                name.to_pascal_case(),
            );
        }
    }
    format!(
        "pub async fn call(client: &client::Client, operation: &str, body: Value) -> Result<(), Failure> {{
            match operation {{ {calls} _ => return Err(\"no such operation\".into()) }}
            Ok(())
        }}
        pub fn again(name: &str, value: Value) -> Result<Value, Failure> {{
            Ok(match name {{ {types} _ => return Err(\"no such type\".into()) }})
        }}"
    )
}

fn type_of(message: &Value) -> &str {
    let reference = message["content"]["application/json"]["schema"]["$ref"].as_str();
    reference
        .unwrap_or_default()
        .rsplit('/')
        .next()
        .unwrap_or_default()
}
