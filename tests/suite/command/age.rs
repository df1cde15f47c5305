//! Positions for which the logs may be gone.

use oms_cli::Exit;

use super::{Desk, YES, oms, plainly, with};

#[tokio::test]
async fn p064_a_position_older_than_the_usual_logs_is_asked_about_once_more() {
    let desk = Desk::new().await;
    for (position, more, typed, exit) in [
        ("-7d", &[][..], None, Exit::Success),
        ("-7d1s", &[], None, Exit::Guard),
        ("-364d", &["--i-know-logs-exist"], None, Exit::Success),
        ("-8d", &[], Some("np_4w3a0001\n"), Exit::Declined),
        ("-8d", &[], Some("logs exist\nnp_4w3a0001\n"), Exit::Success),
    ] {
        let consent = if typed.is_some() { &["--execute"] } else { YES };
        let arguments = with(desk.call(&[consent, more].concat()), "1742365118", position);
        let before = desk.commits();
        let ended = oms(arguments, &[], typed, "").await;
        assert_eq!(ended.exit, exit, "{position} {more:?}: {ended:?}");
        let sent = usize::from(exit == Exit::Success);
        assert_eq!(desk.commits() - before, sent, "{position} {more:?}");
        if exit == Exit::Guard {
            assert!(ended.stderr.contains("--i-know-logs-exist"), "{ended:?}");
        }
    }
}

#[tokio::test]
async fn p064_a_position_older_than_any_logs_is_refused() {
    let desk = Desk::new().await;
    let old = |more: &[&str]| with(desk.call(&[YES, more].concat()), "1742365118", "-365d1s");
    let ended = plainly(old(&[])).await;
    assert_eq!(ended.exit, Exit::Guard, "{ended:?}");
    assert!(ended.stderr.contains("365 d 1 s old"), "{ended:?}");
    let typed = Some("logs exist\nnp_4w3a0001\n");
    let asked = with(desk.call(&["--execute"]), "1742365118", "-365d1s");
    assert_eq!(oms(asked, &[], typed, "").await.exit, Exit::Guard);
    assert_eq!(desk.commits(), 0);
    let ended = plainly(old(&["--i-know-logs-exist"])).await;
    assert_eq!(ended.exit, Exit::Success, "{ended:?}");
}

#[tokio::test]
async fn p064_a_plan_warns_of_the_age() {
    let desk = Desk::new().await;
    for (position, warned) in [("-7d", false), ("-8d", true)] {
        let ended = plainly(with(desk.call(&[]), "1742365118", position)).await;
        assert_eq!(
            ended.stdout.contains("Make sure that the logs"),
            warned,
            "{ended:?}"
        );
    }
}

#[tokio::test]
async fn a_plan_for_which_no_service_has_logs_is_one_that_would_be_refused() {
    let desk = Desk::new().await;
    let old = "2020-01-01T00:00:00Z";
    for line in [
        format!("rewind --id np_4w3a0001 --reverse false --to {old}"),
        format!("reset-incr-start-timestamp --id np_4w3a0001 --reverse false --to {old}"),
    ] {
        let planned = desk.line(&line).await;
        assert_eq!(planned.exit, Exit::Guard, "{line}: {planned:?}");
        assert!(
            planned.stdout.contains("--i-know-logs-exist"),
            "{planned:?}"
        );
        let known = desk.line(&format!("{line} --i-know-logs-exist")).await;
        assert_eq!(known.exit, Exit::Success, "{line}: {known:?}");
        assert!(desk.sent().is_empty(), "{line}");
    }
}
