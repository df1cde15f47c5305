//! The plan, and the consent without which nothing is sent.

use oms_cli::Exit;
use oms_client::EpochSeconds;
use oms_sim::{Simulator, Task};

use super::{Desk, RESET, oms, plainly, with};

#[tokio::test]
async fn p165_without_execute_the_plan_is_printed_and_nothing_is_sent() {
    let desk = Desk::new().await;
    let ended = plainly(desk.call(&[])).await;
    assert_eq!(ended.exit, Exit::Success);
    assert_eq!(ended.stderr, "");
    insta::assert_snapshot!(ended.stdout.replace(&desk.simulator.url(), "URL"), @r"
    Plan: ResetIncrStartTimestamp at URL (write)
      Task          np_4w3a0001
      Name          orders
      Moves data    MYSQL -> OB_MYSQL
      Status        RUNNING
      Direction     forward: from source to target
      Old position  2025-03-19T07:20:00Z UTC
                    2025-03-19T07:20:00+00:00 local
                    1742368800 seconds since 1970
                    58 min 38 s before now
      New position  2025-03-19T06:18:38Z UTC
                    2025-03-19T06:18:38+00:00 local
                    1742365118 seconds since 1970, given as 1742365118
                    2 h before now
      Effect        Opens a ticket that moves the position, each time it is sent.
                    REPLAYS the changes from 2025-03-19T06:18:38Z
                    to 2025-03-19T07:20:00Z (1 h 1 min 22 s).
                    Changes to tables without a primary key can then be there twice.
    Nothing was sent. Add --execute to send it.
    ");
    assert!(desk.sent().is_empty());
}

#[tokio::test]
async fn p165_a_plan_needs_no_credentials() {
    let desk = Desk::new().await;
    let mut arguments = vec!["oms".to_owned()];
    arguments.extend(RESET.iter().map(|&text| text.to_owned()));
    let ended = oms(
        arguments,
        &[("OMS_ENDPOINT", &desk.simulator.url())],
        None,
        "",
    )
    .await;
    assert_eq!(ended.exit, Exit::Success, "{ended:?}");
    assert!(ended.stdout.contains("Nothing was sent."));
    let unseen = "current position unknown: there are no credentials to look it up with";
    assert!(ended.stdout.contains(unseen), "{ended:?}");
}

#[tokio::test]
async fn p165_a_plan_of_what_cannot_be_looked_up_names_a_missing_look_where_it_was_left_out() {
    let desk = Desk::new().await;
    let url = desk.simulator.url();
    for (more, is_named) in [(&[][..], false), (&["--no-preflight"], true)] {
        let arguments = ["oms", "create-label", "--name", "orders"]
            .iter()
            .chain(more);
        let arguments = arguments.map(|&text| text.to_owned()).collect();
        let ended = oms(arguments, &[("OMS_ENDPOINT", &url)], None, "").await;
        assert_eq!(ended.exit, Exit::Success, "{ended:?}");
        assert_eq!(ended.stdout.contains("unknown:"), is_named, "{ended:?}");
    }
}

#[tokio::test]
async fn p166_a_write_is_sent_only_where_the_task_was_named_once_more() {
    for (more, typed, exit, commits) in [
        (&["--execute"][..], None, Exit::Declined, 0),
        (&["--execute"], Some(""), Exit::Declined, 0),
        (&["--execute"], Some("\n"), Exit::Declined, 0),
        (&["--execute"], Some("y\n"), Exit::Declined, 0),
        (&["--execute"], Some("np_4w3a0002\n"), Exit::Declined, 0),
        (&["--execute"], Some("np_4w3a0001\n"), Exit::Success, 1),
        (&["--execute", "--yes=np_4w3a0001"], None, Exit::Success, 1),
        (&["--execute", "--yes=np_4w3a0002"], None, Exit::Declined, 0),
        (
            &["--execute", "--yes=np_4w3a0002"],
            Some("np_4w3a0001\n"),
            Exit::Declined,
            0,
        ),
        (&["--execute", "--yes"], None, Exit::Usage, 0),
        (&["--yes=np_4w3a0001"], None, Exit::Usage, 0),
    ] {
        let desk = Desk::new().await;
        let ended = oms(desk.call(more), &[], typed, "").await;
        assert_eq!(ended.exit, exit, "{more:?} {typed:?} {ended:?}");
        assert_eq!(desk.commits(), commits, "{more:?} {typed:?}");
        assert_eq!(
            ended.stdout.contains("Accepted"),
            commits == 1,
            "{more:?} {typed:?}"
        );
        if exit == Exit::Declined {
            assert!(ended.stderr.contains("nothing was sent"), "{ended:?}");
            assert!(
                ended.stderr.contains("Plan: "),
                "the plan is shown before it is asked about"
            );
        }
    }
}

#[tokio::test]
async fn p167_without_anyone_to_ask_nothing_is_sent() {
    let desk = Desk::new().await;
    let ended = plainly(desk.call(&["--execute"])).await;
    assert_eq!(ended.exit, Exit::Declined);
    assert!(ended.stderr.contains("there is no terminal to ask on"));
    assert!(desk.sent().is_empty());
}

/// Another task may have the ID that this one is called by.
#[tokio::test]
async fn p247_a_name_that_reads_as_an_id_confirms_nothing() {
    let position = EpochSeconds::new(1_742_368_800).unwrap();
    let named = |name: &str| Task::new("np_4w3a0001", position).named(name);
    for (name, exit) in [
        ("np_4w3a0002", Exit::Declined),
        ("np_any", Exit::Declined),
        ("an np_4w3a0002", Exit::Success),
    ] {
        let desk = Desk::with(Simulator::builder().task(named(name))).await;
        let typed = format!("{name}\n");
        let ended = oms(desk.call(&["--execute"]), &[], Some(&typed), "").await;
        assert_eq!(ended.exit, exit, "{name}: {ended:?}");
        let commits = usize::from(exit == Exit::Success);
        assert_eq!(desk.commits(), commits, "{name}");
    }
}

#[tokio::test]
async fn p168_a_script_confirms_by_the_id_and_by_no_other() {
    for (yes, exit, commits) in [
        ("--yes=np_4w3a0001", Exit::Success, 1),
        ("--yes=np_4w3a0002", Exit::Declined, 0),
        ("--yes=", Exit::Declined, 0),
        ("--yes", Exit::Usage, 0),
    ] {
        let desk = Desk::new().await;
        let ended = plainly(desk.call(&["--execute", yes])).await;
        assert_eq!(ended.exit, exit, "{yes}: {ended:?}");
        assert_eq!(desk.commits(), commits, "{yes}");
    }
}

#[tokio::test]
async fn an_accepted_call_tells_the_ticket_on_standard_output() {
    let desk = Desk::new().await;
    let ended = plainly(desk.call(&["--execute", "--yes=np_4w3a0001"])).await;
    let told = desk.short(&ended.stdout);
    insta::assert_snapshot!(told.replace(&desk.simulator.url(), "URL"), @r"
    Accepted: ResetIncrStartTimestamp at URL
      Ticket      1
      Request ID  47174810003
      Took        10 ms
    The ticket exists; the position moves when it has run. Do not send this again. `oms task describe-progress np_4w3a0001` shows the position of the task.
    ");
    let [request] = &desk.sent()[..] else {
        panic!("one request was expected");
    };
    assert_eq!(
        request.body,
        r#"{"id":"np_4w3a0001","reverse":false,"startTimestamp":1742365118}"#
    );
}

#[tokio::test]
async fn p062_a_relative_time_is_sent_as_the_second_that_the_plan_shows() {
    let desk = Desk::new().await;
    let arguments = with(
        desk.call(&["--execute", "--yes=np_4w3a0001"]),
        "1742365118",
        "-2h",
    );
    let ended = plainly(arguments).await;
    assert_eq!(ended.exit, Exit::Success, "{ended:?}");
    assert!(
        ended
            .stderr
            .contains("1742365118 seconds since 1970, given as -2h")
    );
    assert!(desk.sent()[0].body.contains(":1742365118}"));
}

#[tokio::test]
async fn p245_a_data_source_and_a_label_are_looked_up_and_confirmed_by_their_ids() {
    let desk = Desk::new().await;
    let call = |command: &str, id: &str, more: &[&str]| {
        let mut arguments = desk.call(&[]);
        arguments.truncate(arguments.len() - RESET.len());
        let own = [command, "--id", id]
            .into_iter()
            .chain(more.iter().copied());
        arguments.extend(own.map(ToOwned::to_owned));
        arguments
    };
    for (command, action, id, kind) in [
        (
            "delete-data-source",
            "DeleteDataSource",
            "e_4w3am8kq1xyo",
            "Data source",
        ),
        (
            "start-projects-by-label",
            "StartProjectsByLabel",
            "l_4w6r0p2c8zhk",
            "Label",
        ),
    ] {
        let plan = plainly(call(command, id, &[])).await;
        assert!(plan.stdout.contains(&format!("  {kind}")), "{plan:?}");
        assert!(plan.stdout.contains("\n  Name "), "{plan:?}");
        let by_name = format!("--yes={action}");
        let ended = plainly(call(command, id, &["--execute", &by_name])).await;
        assert_eq!(ended.exit, Exit::Declined, "{ended:?}");
        // A slip of the ID is found before anything is asked.
        let slip = format!("{id}x");
        for yes in [&by_name, &format!("--yes={slip}")] {
            let ended = plainly(call(command, &slip, &["--execute", yes])).await;
            assert_eq!(ended.exit, Exit::Guard, "{ended:?}");
            assert!(ended.stderr.contains("with the ID"), "{ended:?}");
        }
        assert!(desk.sent().is_empty(), "{command}");
    }
    let yes = ["--execute", "--yes=e_4w3am8kq1xyo"];
    let ended = plainly(call("delete-data-source", "e_4w3am8kq1xyo", &yes)).await;
    assert_eq!(ended.exit, Exit::Success, "{ended:?}");
}
