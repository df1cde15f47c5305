//! The mark of the order of bytes, which editors and shells put before a text and nobody sees.

use std::fs;

use oms_cli::Exit;

use super::{Desk, RESET, oms, plainly};

#[tokio::test]
async fn a_mark_before_a_secret_is_no_part_of_it() {
    let desk = Desk::new().await;
    desk.secret("marked", "\u{feff}secret\r\n", 0o600);
    desk.secret("token", "\u{feff}YWRtaW46c2VjcmV0\n", 0o600);
    desk.secret("nothing", "\u{feff}\n", 0o600);
    let folder = desk.folder.path().display().to_string();
    for (flags, variables, piped, exit) in [
        (
            "--user=admin --password-file=DIR/marked",
            &[][..],
            "",
            Exit::Success,
        ),
        (
            "--user=admin --password-stdin",
            &[],
            "\u{feff}secret\n",
            Exit::Success,
        ),
        ("--auth-token-file=DIR/token", &[], "", Exit::Success),
        (
            "--user=admin",
            &[("OMS_PASSWORD", "\u{feff}secret")],
            "",
            Exit::Success,
        ),
        // One that stands anywhere else belongs to the password.
        (
            "--user=admin --password-stdin",
            &[],
            "\u{feff}\u{feff}secret\n",
            Exit::Credentials,
        ),
        (
            "--user=admin --password-file=DIR/nothing",
            &[],
            "",
            Exit::Credentials,
        ),
    ] {
        let flags = flags.replace("DIR", &folder);
        let words = [
            "oms".to_owned(),
            format!("--endpoint={}", desk.simulator.url()),
        ];
        let flags = flags.split(' ').chain(["task", "list"]).map(str::to_owned);
        let arguments = words.into_iter().chain(flags).collect();
        let ended = oms(arguments, variables, None, piped).await;
        assert_eq!(ended.exit, exit, "{variables:?} {piped:?}: {ended:?}");
    }
}

#[tokio::test]
async fn a_mark_before_the_parameters_is_no_part_of_them() {
    let desk = Desk::new().await;
    let body = "\u{feff}{\"id\":\"np_4w3a0001\"}\n";
    let file = desk.secret("parameters.json", body, 0o600);
    let file = file.display().to_string();
    for parameters in [["--json", "-"], ["--json", body], ["-f", &file]] {
        let whole = desk.call(&[]);
        let head = whole.iter().take_while(|word| *word != RESET[0]).cloned();
        let words = ["task", "stop"].into_iter().chain(parameters);
        let arguments = head.chain(words.map(str::to_owned)).collect();
        let ended = oms(arguments, &[], None, body).await;
        assert_eq!(ended.exit, Exit::Success, "{parameters:?}: {ended:?}");
        assert!(ended.stdout.contains("np_4w3a0001"), "{ended:?}");
    }
}

#[tokio::test]
async fn a_mark_before_a_saved_plan_is_no_part_of_it() {
    let desk = Desk::new().await;
    let saved = desk.plan().await;
    assert_eq!(saved.exit, Exit::Success, "{saved:?}");
    let file = desk.folder.path().join("p.json");
    let marked = format!("\u{feff}{}", fs::read_to_string(&file).unwrap());
    fs::write(&file, marked).unwrap();
    let ended = plainly(desk.apply()).await;
    assert_eq!(ended.exit, Exit::Success, "{ended:?}");
    assert_eq!(desk.sent().len(), 1);
}
