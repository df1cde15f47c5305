//! The plan of a run that is gone on with: it is refused where sending it is, and nowhere else.

use oms_cli::Exit;
use oms_sim::Fault;

use super::super::{Desk, plainly};
use super::{TASK, WHOLE, striking};

const ONE: &str = "id,reverse,startTimestamp\nnp_4w3a0001,false,1742365118\n";

impl Desk {
    /// The arguments of a rewind, or of a batch that does the same.
    fn moving(&self, is_batch: bool, more: &[&str]) -> Vec<String> {
        let shared = ["--wait-timeout=2s"];
        if is_batch {
            return self.batch(ONE, &[&["--pause"], &shared[..], more].concat());
        }
        let own = ["rewind", "--id", TASK, "--reverse=false", "--to=1742365118"];
        self.words(&[&own, &shared[..], more].concat())
    }
}

#[tokio::test]
async fn p236_the_plan_of_a_run_that_goes_on_is_refused_where_sending_it_is() {
    for (fault, is_proved) in [
        (Fault::CommitAndLoseReply, true),
        (Fault::LoseBeforeCommit, false),
    ] {
        for (step, is_batch) in WHOLE
            .into_iter()
            .flat_map(|step| [(step, false), (step, true)])
        {
            let name = format!("{fault:?} at {step}, batch: {is_batch}");
            let desk = Desk::with(striking([(fault.clone(), step)])).await;
            let yes = if is_batch {
                "--yes=1"
            } else {
                "--yes=np_4w3a0001"
            };
            let execute = ["--execute", yes];
            let first = plainly(desk.moving(is_batch, &execute)).await;
            assert_eq!(desk.open_runs().await.len(), 1, "{name}: {first:?}");

            let same = plainly(desk.moving(is_batch, &[])).await;
            let resumed = desk.line("runs resume 1").await;
            let sent = plainly(desk.moving(is_batch, &execute)).await;
            let expected = if is_proved {
                Exit::Success
            } else {
                Exit::Guard
            };
            assert_eq!(sent.exit, expected, "{name}: {sent:?}");
            for plan in [same, resumed] {
                assert_eq!(plan.exit, expected, "{name}: {plan:?}");
                let is_refused = plan.stdout.contains("would be refused");
                assert_eq!(is_refused, !is_proved, "{name}: {plan:?}");
            }
        }
    }
}

/// A position that was moved is not moved once more, so that nothing is said of the move.
#[tokio::test]
async fn p196_the_plan_of_a_line_whose_position_was_moved_before_says_so() {
    let desk = Desk::with(striking([(Fault::CommitAndLoseReply, WHOLE[1])])).await;
    let execute = ["--execute", "--yes=1"];
    let first = plainly(desk.moving(true, &execute)).await;
    assert_eq!(first.exit, Exit::Unknown, "{first:?}");
    for plan in [
        plainly(desk.moving(true, &[])).await,
        desk.line("runs resume 1").await,
    ] {
        assert!(
            plan.stdout.contains("none: moved before, entry "),
            "{plan:?}"
        );
        assert!(!plan.stdout.contains("stays where it is"), "{plan:?}");
    }
}
