//! Every fault of the simulator at every single write: exit code, text, journal and ledger agree.

use std::collections::BTreeMap;

use oms_cli::Exit;
use oms_sim::{Fault, FaultRule};

use super::super::truth::faults;
use super::super::{Desk, now, run};
use super::matrix::{MOVE, RESUME, STOP, agrees_with_the_journal};
use super::{DESKS, confirmation, printed};
use crate::support::together::at_most;

/// Every single write, with what confirms it; those of a task look at it first, and the others
/// prove the way.
const SINGLE: &[(&str, &str)] = &[
    (
        MOVE,
        "reset-incr-start-timestamp --id np_4w3a0001 --reverse false --start-timestamp 1742365118",
    ),
    (STOP, "stop-project --id np_4w3a0001"),
    (RESUME, "resume-project --id np_4w3a0002"),
    ("StartProject", "start-project --id np_4w3a0004"),
    ("ReleaseProject", "release-project --id np_4w3a0002"),
    ("DeleteProject", "delete-project --id np_4w3a0004"),
    ("CreateLabel", "create-label --name orders"),
    ("DeleteDataSource", "delete-data-source --id e_4w3am8kq1xyo"),
    (
        "StartProjectsByLabel",
        "start-projects-by-label --id l_4w6r0p2c8zhk",
    ),
];

/// One fault at the one write of a command; returns its exit code.
async fn single(action: &'static str, line: String, rule: FaultRule) -> u8 {
    let name = format!("{rule:?} in {line}");
    let is_lost = rule.strike == Fault::CommitAndLoseReply;
    let desk = Desk::new().await;
    desk.simulator.inject(rule.on_action(action)).unwrap();
    let ended = run(
        now(),
        desk.words(&line.split(' ').collect::<Vec<_>>()),
        &[],
        None,
        "",
    )
    .await;
    let requests = desk.simulator.requests();
    let own = || {
        requests
            .iter()
            .filter(|one| one.action.as_deref() == Some(action))
    };
    let commits = own().filter(|one| one.committed).count();
    let code = ended.exit.code();
    assert!(own().count() <= 1, "{name}: {ended:?}");
    let allowed = match code {
        0 | 8 => 1..=1,
        7 => 0..=1,
        _ => 0..=0,
    };
    assert!(
        allowed.contains(&commits),
        "{name}: {commits} commits: {ended:?}"
    );
    if own().count() > 0 {
        assert!(
            !printed(&ended).contains("nothing was sent"),
            "{name}: {ended:?}"
        );
    }
    agrees_with_the_journal(&desk, &|_: &str| commits, &name);
    // Whatever nobody knows the end of is refused from here on.
    if is_lost && code == 7 {
        desk.simulator.clear_faults();
        // The one write may arrive late; nothing else may arrive at all.
        let others = || {
            let requests = desk.simulator.requests();
            let others = requests
                .iter()
                .filter(|one| one.action.as_deref() != Some(action));
            others.count()
        };
        let before = others();
        let again = run(
            now(),
            desk.words(&line.split(' ').collect::<Vec<_>>()),
            &[],
            None,
            "",
        )
        .await;
        assert_eq!(again.exit, Exit::Guard, "{name}: {again:?}");
        assert_eq!(others(), before, "{name}");
    }
    code
}

#[tokio::test]
async fn p170_every_single_write_agrees_with_the_ledger_whatever_strikes_it() {
    let mut singles = Vec::new();
    for &(action, words) in SINGLE {
        let asked = Desk::new()
            .await
            .line(&format!("{words} --execute --no-preflight"))
            .await;
        let yes = confirmation(&asked);
        let line = format!("{words} --execute --yes={yes} --timeout 1s -o json");
        let rules = faults().into_iter();
        singles.extend(rules.map(|rule| single(action, line.clone(), rule)));
    }
    let all_codes = at_most(DESKS, singles).await;
    println!("WRITE                     EXIT CODES, WITH HOW MANY FAULTS");
    for ((action, _), struck) in SINGLE.iter().zip(all_codes.chunks(faults().len())) {
        let mut codes: BTreeMap<u8, usize> = BTreeMap::new();
        for &code in struck {
            *codes.entry(code).or_default() += 1;
        }
        assert!(
            codes.contains_key(&0) && codes.contains_key(&7),
            "{action}: {codes:?}"
        );
        println!("{action:<25} {codes:?}");
    }
}
