//! The end of the process that announced a request. Before it, nobody can say that the request had
//! no effect: a process that stands still, as in a suspended machine, sends it when it goes on.

use oms_client::Shown;

use super::ResolveArgs;
use crate::act::confirm::{self, Question};
use crate::failure::Failure;
use crate::journal::{Attempt, Journal};
use crate::session::Session;
use crate::surroundings::{Fate, Leaving};
use crate::terminal::capital;

/// The flag that says it.
const FLAG: &str = "--process-ended";

/// Refuses to settle a request whose process may still send it.
///
/// The caller holds the lock on its target. In a store that frees a lock by the end of its process
/// alone, that is proof. The server of a team's journal also frees it when it loses the connection,
/// and the process may live on; then the end must be seen on this machine, or said by a person.
pub(super) fn confirm(
    journal: &Journal,
    args: &ResolveArgs,
    attempt: &Attempt,
    session: &mut Session<'_, '_>,
) -> Result<(), Failure> {
    // The process has written down the end of its call, which sends nothing any more.
    if attempt.result.is_some() || !journal.store().loses_locks() {
        return Ok(());
    }
    let intent = &attempt.intent;
    let mark = intent.process_mark.as_deref();
    let process = format!("process {} on {}", intent.pid, Shown(&intent.host));
    match session.surroundings.fate_of(intent.pid, mark) {
        Fate::Ended => Ok(()),
        Fate::Lives => Err(Failure::guard(
            format!(
                "{process}, which announced entry {}, still runs on this machine and may send its request",
                attempt.seq
            ),
            "Let it come to its end: it then writes down itself what became of the request. Or kill it.",
        )),
        Fate::Unseen if args.process_ended => Ok(()),
        Fate::Unseen => ask(&process, attempt, session),
    }
}

fn ask(process: &str, attempt: &Attempt, session: &mut Session<'_, '_>) -> Result<(), Failure> {
    let why = format!(
        "entry {} was announced by {process}, which has written down no result: if it only stands still, it sends its request when it goes on",
        attempt.seq
    );
    if !session.surroundings.interactive {
        return Err(Failure::guard(
            why,
            format!(
                "Make sure on {} that process {} has ended, then say so with {FLAG}.",
                Shown(&attempt.intent.host),
                attempt.intent.pid
            ),
        ));
    }
    let question = Question {
        why: format!("{}. Has that process ended?", capital(&why)),
        answer: "ended",
        flag: FLAG,
    };
    confirm::go_on(session, &question, None, Leaving::unsent(|| {}))
}
