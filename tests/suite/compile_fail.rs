//! Programs that must not compile, and the messages of the compiler.
//!
//! The programs are checked in a crate outside the workspace, as a user's would be, and without the
//! default transport, because it decides nothing here and takes most of the time.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// A program with the text that the compiler must say about it; an empty list is a program that
/// must compile.
struct Program {
    name: &'static str,
    body: &'static str,
    says: &'static [&'static str],
}

const PROGRAMS: &[Program] = &[
    Program {
        name: "every_parameter_given",
        body: r#"
            let client = oms_client::Client::builder("https://oms.example.com").transport(oms_client::FakeTransport::json("{}")).build()?;
            let _call = client
                .reset_incr_start_timestamp()
                .id("np_4w3a0001")
                .reverse(false)
                .start_timestamp(oms_client::EpochSeconds::new(1_742_365_118)?)
                .send();
        "#,
        says: &[],
    },
    Program {
        name: "direction_missing",
        body: r#"
            let client = oms_client::Client::builder("https://oms.example.com").transport(oms_client::FakeTransport::json("{}")).build()?;
            let _call = client
                .reset_incr_start_timestamp()
                .id("np_4w3a0001")
                .start_timestamp(oms_client::EpochSeconds::new(1_742_365_118)?)
                .send();
        "#,
        says: &["reverse"],
    },
    Program {
        name: "position_missing",
        body: r#"
            let _request = oms_client::actions::ResetIncrStartTimestampRequest::builder()
                .id("np_4w3a0001")
                .reverse(false)
                .build();
        "#,
        says: &["start_timestamp"],
    },
    Program {
        name: "position_and_id_swapped",
        body: r#"
            let _request = oms_client::actions::ResetIncrStartTimestampRequest::builder()
                .id(oms_client::EpochSeconds::new(1_742_365_118)?)
                .reverse(false)
                .start_timestamp("np_4w3a0001")
                .build();
        "#,
        says: &["EpochSeconds", "TaskId"],
    },
    Program {
        name: "direction_as_text",
        body: r#"
            let _request = oms_client::actions::ResetIncrStartTimestampRequest::builder()
                .id("np_4w3a0001")
                .reverse("false")
                .start_timestamp(oms_client::EpochSeconds::new(1_742_365_118)?)
                .build();
        "#,
        says: &["bool"],
    },
    Program {
        name: "write_resent_after_an_unknown_outcome",
        body: r#"
            let _client = oms_client::Client::builder("https://oms.example.com")
                .retry_writes(oms_client::WriteRetry::new().attempts(3).on_unknown())
                .build()?;
        "#,
        says: &["on_unknown", "WriteRetry"],
    },
    Program {
        name: "write_resent_by_the_policy_of_reads",
        body: r#"
            let _client = oms_client::Client::builder("https://oms.example.com")
                .retry_writes(oms_client::ReadRetry::new())
                .build()?;
        "#,
        says: &["WriteRetry", "ReadRetry"],
    },
    Program {
        name: "write_resent_in_words_that_show_the_danger",
        body: r#"
            let _client = oms_client::Client::builder("https://oms.example.com")
                .retry_writes(oms_client::WriteRetry::new().unsafe_retry_unknown())
                .build();
        "#,
        says: &[],
    },
];

#[test]
fn p045_what_must_not_compile_does_not_and_says_why() {
    let crate_dir = write_crate(PROGRAMS);
    let said = compiler_errors(&crate_dir);
    for program in PROGRAMS {
        let errors = said.get(program.name).map_or("", String::as_str);
        assert_eq!(
            errors.is_empty(),
            program.says.is_empty(),
            "{}:\n{errors}",
            program.name
        );
        for word in program.says {
            assert!(
                errors.contains(word),
                "the error about {} does not name `{word}`:\n{errors}",
                program.name
            );
        }
    }
}

fn write_crate(programs: &[Program]) -> PathBuf {
    let crate_dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("compile-fail");
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the package stands in the workspace");
    fs::create_dir_all(crate_dir.join("src/bin")).expect("the build directory is writable");
    let manifest = format!(
        "[package]\nname = \"compile-fail\"\nedition = \"2024\"\n\n[dependencies]\n\
         oms-client = {{ path = '{}', default-features = false }}\n\n[workspace]\n",
        workspace.join("crates/oms-client").display()
    );
    fs::write(crate_dir.join("Cargo.toml"), manifest).expect("the build directory is writable");
    // The workspace's lock file pins the versions that are already on this machine, so that nothing
    // is fetched.
    fs::copy(workspace.join("Cargo.lock"), crate_dir.join("Cargo.lock"))
        .expect("the workspace has a lock file");
    for program in programs {
        let text = format!(
            "fn main() -> Result<(), Box<dyn std::error::Error>> {{{}Ok(())\n}}\n",
            program.body
        );
        fs::write(
            crate_dir
                .join("src/bin")
                .join(format!("{}.rs", program.name)),
            text,
        )
        .expect("the build directory is writable");
    }
    crate_dir
}

/// The rendered errors of each program that does not compile.
fn compiler_errors(crate_dir: &Path) -> BTreeMap<String, String> {
    let output = Command::new(env!("CARGO"))
        .args([
            "check",
            "--quiet",
            "--offline",
            "--bins",
            "--keep-going",
            "--message-format=json",
        ])
        .current_dir(crate_dir)
        .env("CARGO_TARGET_DIR", crate_dir.join("target"))
        .env_remove("RUSTFLAGS")
        .output()
        .expect("cargo runs");
    let mut said: BTreeMap<String, String> = BTreeMap::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let message: Value = serde_json::from_str(line).expect("cargo answers in JSON");
        let Some(target) = message["target"]["name"].as_str() else {
            continue;
        };
        if message["message"]["level"] == "error" {
            said.entry(target.to_owned())
                .or_default()
                .push_str(message["message"]["rendered"].as_str().unwrap_or_default());
        }
    }
    assert!(
        PROGRAMS.iter().all(|program| said.is_empty()
            || said.contains_key(program.name)
            || program.says.is_empty()),
        "the dependencies do not compile:\n{}\n{said:#?}",
        String::from_utf8_lossy(&output.stderr)
    );
    said
}
