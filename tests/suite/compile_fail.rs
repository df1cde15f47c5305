//! Programs that must not compile, and the messages of the compiler.
//!
//! The programs are checked in a crate outside the workspace, as a user's would be, and without the
//! default transport, because it decides nothing here and takes most of the time.

use std::path::PathBuf;

use crate::support::outside;

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
    let said = outside::errors_of_programs(&write_crate(PROGRAMS));
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
    let client = outside::workspace().join("crates/oms-client");
    let manifest = format!(
        "[package]\nname = \"compile-fail\"\nedition = \"2024\"\n\n[dependencies]\n\
         oms-client = {{ path = '{}', default-features = false }}\n\n[workspace]\n",
        client.display()
    );
    let root = outside::new_crate("compile-fail", &manifest);
    for program in programs {
        let text = format!(
            "fn main() -> Result<(), Box<dyn std::error::Error>> {{{}Ok(())\n}}\n",
            program.body
        );
        let file = format!("src/bin/{}.rs", program.name);
        outside::write(&root.join(file), &text);
    }
    root
}
