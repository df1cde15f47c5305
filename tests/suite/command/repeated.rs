//! A server that accepts a request and repeats a secret of it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use oms_cli::Exit;
use oms_sim::{Fault, FaultRule, Simulator};
use serde_json::{Value, json};

use super::credentials::files;
use super::{Desk, plainly};

/// The password of a data source.
const SECRET: &str = "hunter2-of-the-source";

/// A desk whose service answers so where a data source is created.
async fn desk(form: &str, data: &Value) -> Desk {
    let answer = json!({
        "success": true, "data": data, "requestId": form, "advice": form, "cost": form,
    });
    let rule =
        FaultRule::from(Fault::answer(200, answer.to_string())).on_action("CreateMySqlDataSource");
    let desk = Desk::with(Simulator::builder().fault(rule)).await;
    desk.secret("source", SECRET, 0o600);
    desk
}

/// The command that creates a data source at this desk.
fn create(desk: &Desk, format: &str) -> Vec<String> {
    let (url, folder) = (desk.simulator.url(), desk.folder.path().display());
    let line = format!(
        "oms --endpoint {url} --user admin --password-file {folder}/password --journal {} \
         create-mysql-data-source --name orders-mysql --ip 192.0.2.10 --port 3306 \
         --username oms_reader --password-from {folder}/source --no-preflight --execute \
         --yes=CreateMySqlDataSource --again -o {format}",
        desk.journal()
    );
    line.split_whitespace().map(ToOwned::to_owned).collect()
}

#[tokio::test]
async fn p226_a_secret_of_a_request_that_a_server_repeats_is_printed_and_written_nowhere() {
    let encoded = STANDARD.encode(SECRET);
    let forms = [SECRET, &encoded];
    for form in forms {
        for (data, is_read) in [
            (json!(format!("e_{form}")), true),
            (json!({"id": form}), false),
        ] {
            // The same answer a second time would be that of the first request.
            for format in ["table", "json", "jsonl", "csv"] {
                let desk = desk(form, &data).await;
                let ended = plainly(create(&desk, format)).await;
                assert_eq!(ended.exit == Exit::Success, is_read, "{ended:?}");
                for form in forms {
                    assert!(!format!("{ended:?}").contains(form), "{ended:?}");
                }
                for arguments in ["list", "show 1"] {
                    let ended = desk.journal_command(arguments).await;
                    assert_eq!(ended.exit, Exit::Success, "{ended:?}");
                    assert!(ended.stdout.contains("[redacted]"), "{ended:?}");
                }
                let written = files(desk.folder.path());
                assert!(written.len() > 2, "{written:?}");
                for (path, text) in written {
                    let is_source = path.ends_with("source");
                    assert_eq!(text.contains(SECRET), is_source, "{}", path.display());
                    assert!(!text.contains(&encoded), "{}", path.display());
                }
            }
        }
    }
}
