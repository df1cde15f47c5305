//! `oms journal resolve`: records the outcome of a request whose outcome was unknown.

use oms_client::Shown;

use super::record::record;
use super::{ResolveArgs, ended, find, late, show};
use crate::act::confirm;
use crate::act::look::{Leg, Seen};
use crate::act::preview::Way;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::generated;
use crate::journal::{
    Attempt, InFlight, Journal, Known, Resolution, RunEnd, Status, Target, Verdict,
};
use crate::plan::Subject;
use crate::plan::arguments::{ActionArgs, ActionFacts, ActionVisitor};
use crate::report::Report;
use crate::session::{Consent, Session, identity};
use crate::surroundings::{Act, Leaving};
use crate::time;

pub(super) fn resolve(
    journal: &Journal,
    args: &ResolveArgs,
    session: &mut Session<'_, '_>,
) -> Result<Report, Failure> {
    let known = journal.read()?;
    let mut attempt = find(&known, args.entry)?;
    refuse_settled(&attempt)?;
    let now = session.surroundings.time();
    // A process that still holds it may pause before it sends, for longer than any window.
    let target = Target::of(&attempt.intent);
    let _lock = journal
        .store()
        .lock(&target, &InFlight::this_process(now))?;
    let verdict = match args.verdict() {
        Some(verdict) => {
            said(journal, verdict, args, &attempt, session)?;
            verdict
        }
        None => asked(journal, args, &attempt, session)?,
    };
    // Before it is written down: once it is, nothing else tells why the task is stopped.
    let left = left_behind(known, &attempt, verdict, session)?;
    if let Some(left) = &left {
        session.advise(left);
    }
    let resolution = Resolution {
        intent: args.entry,
        verdict,
        who: identity::user(session.surroundings),
        host: Some(identity::host(session.surroundings)),
        note: args.note.clone(),
    };
    let seq = session.surroundings.durably(Act::Resolution, || {
        journal.resolve(resolution.clone(), now, |known| {
            refuse_settled(&find(known, args.entry)?)
        })
    })?;
    // From here on it is settled, and a journal that is lost now changes nothing about that.
    attempt.resolution = Some(resolution);
    attempt.resolved = Some((seq, time::stamp(now)));
    let text = format!(
        "Entry {}, at {}: {}.\n",
        args.entry,
        Shown(&attempt.intent.endpoint),
        attempt.outcome()
    );
    Ok(Report::found(&record(&attempt), text).advised(left))
}

/// Returns the sentence about a task that is left paused by this verdict on a request of a run that
/// was given up: no run is listed any more that would tell it.
fn left_behind(
    known: Known,
    attempt: &Attempt,
    verdict: Verdict,
    session: &Session<'_, '_>,
) -> Result<Option<String>, Failure> {
    let Some(place) = attempt.intent.place else {
        return Ok(None);
    };
    let known = match verdict {
        Verdict::TookEffect => known.supposing(&[attempt.seq]),
        Verdict::NoEffect => known,
    };
    let run = known.run(place.run)?;
    let Some(mut run) = run.filter(|run| run.end == Some(RunEnd::Abandoned)) else {
        return Ok(None);
    };
    if verdict == Verdict::NoEffect {
        run.attempts.retain(|other| other.seq != attempt.seq);
    }
    let planned = run.plan.moves.iter().find(|one| one.line == place.line);
    Ok(planned.and_then(|planned| run.leaves(planned, session)))
}

impl ResolveArgs {
    /// Returns the verdict that a flag states.
    const fn verdict(&self) -> Option<Verdict> {
        match (self.took_effect, self.no_effect) {
            (true, _) => Some(Verdict::TookEffect),
            (_, true) => Some(Verdict::NoEffect),
            _ => None,
        }
    }
}

/// The advice where no verdict was written down.
const STAYS_OPEN: &str =
    "The entry stays open, and every change of what it is about is refused until it is resolved.";

/// Returns the answer that is typed for a verdict.
const fn answer(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::TookEffect => "took effect",
        Verdict::NoEffect => "no effect",
    }
}

/// Checks the verdict of a flag against the clock and the task, shows the verdict that the task
/// suggests, and asks whoever is there.
fn said(
    journal: &Journal,
    verdict: Verdict,
    args: &ResolveArgs,
    attempt: &Attempt,
    session: &mut Session<'_, '_>,
) -> Result<(), Failure> {
    let seen = match verdict {
        Verdict::TookEffect => present_state(attempt, session),
        Verdict::NoEffect => refuse_no_effect(journal, args, attempt, session)?,
    };
    session.note(&in_words(attempt, &seen));
    if !session.surroundings.interactive {
        return Ok(());
    }
    let prompt = format!(
        "{} at {} of {} is to be written down as: {}.\nType `{3}` to go on, anything else to stop: ",
        attempt.intent.about(),
        Shown(&attempt.intent.endpoint),
        Shown(&attempt.time),
        answer(verdict)
    );
    // No flag answers it: where somebody is there, they are asked.
    typed(&[verdict], &prompt, session).map(drop)
}

/// Asks, and returns the verdict that was typed; any other answer than those is refused.
fn typed(
    verdicts: &[Verdict],
    prompt: &str,
    session: &mut Session<'_, '_>,
) -> Result<Verdict, Failure> {
    let typed = confirm::asked(session, prompt, Leaving::unsent(|| {}))?;
    let mut verdicts = verdicts.iter().copied();
    verdicts
        .find(|verdict| answer(*verdict) == typed)
        .ok_or_else(|| Failure::new(Exit::Declined, "nothing was written down", STAYS_OPEN))
}

/// Shows the entry and the present state with the verdict that it suggests, and asks whoever is
/// there for theirs.
fn asked(
    journal: &Journal,
    args: &ResolveArgs,
    attempt: &Attempt,
    session: &mut Session<'_, '_>,
) -> Result<Verdict, Failure> {
    if !session.surroundings.interactive || session.printer.is_for_programs() {
        return Err(Failure::usage(
            "nothing says what the request came to, and there is nobody to ask",
            "Give --took-effect or --no-effect.",
        ));
    }
    let entry = show::described(journal, attempt, session)?;
    let seen = present_state(attempt, session);
    session.note(&format!("{entry}{}", in_words(attempt, &seen)));
    let prompt = format!(
        "Type `{}` or `{}`, anything else to stop: ",
        answer(Verdict::TookEffect),
        answer(Verdict::NoEffect)
    );
    let verdict = typed(&[Verdict::TookEffect, Verdict::NoEffect], &prompt, session)?;
    if verdict == Verdict::NoEffect {
        // The state that was shown is the one that the answer is about.
        let _later = refuse_no_effect(journal, args, attempt, session)?;
    }
    Ok(verdict)
}

/// Returns the verdict that the present state suggests, as far as it suggests one.
fn suggestion(attempt: &Attempt, seen: Option<&Seen>) -> &'static str {
    let change = &attempt.intent.change;
    let reverse = attempt.intent.is_reverse();
    let now = seen.and_then(|seen| seen.leg(reverse).position.as_ref());
    match (&change.new, now) {
        (Some(new), Some(now)) if now == new => {
            "The position is where the move puts it: that suggests `took effect`."
        }
        (Some(_), Some(now)) if change.old.as_ref() == Some(now) => {
            "The position is where it was before: that suggests `no effect`, unless the request still waits somewhere."
        }
        (Some(_), Some(_)) => {
            "The position is neither where it was nor where the move puts it: the task may have gone on from either."
        }
        (Some(_), None) => "The position is not known, so nothing is suggested.",
        (None, _) => by_state(attempt, seen),
    }
}

/// Returns the verdict that a state suggests, if the action of the request leads to one. A task on
/// its way from one to the other suggests none.
fn by_state(attempt: &Attempt, seen: Option<&Seen>) -> &'static str {
    let leads_to = facts(attempt).map(|facts| facts.leads_to);
    let leads_to = leads_to.unwrap_or_default();
    match seen {
        Some(seen) if leads_to.iter().any(|state| seen.is_in(state)) => {
            "That is the state to which the request leads: that suggests `took effect`."
        }
        Some(seen) if !leads_to.is_empty() && (seen.is_running() || seen.is_paused()) => {
            "That is not the state to which the request leads: that suggests `no effect`, unless the request still waits \
             somewhere, takes its time, or something else has changed the state since."
        }
        _ => "Compare the state with what the request does; nothing is suggested.",
    }
}

/// Refuses the verdict "no effect" where nobody can know it. Returns the present state, which is
/// looked at once nothing can arrive any more: what an earlier look has shown can have changed.
fn refuse_no_effect(
    journal: &Journal,
    args: &ResolveArgs,
    attempt: &Attempt,
    session: &mut Session<'_, '_>,
) -> Result<Result<Seen, String>, Failure> {
    if !args.early {
        late::refuse_too_early(journal, attempt, session)?;
    }
    ended::confirm(journal, args, attempt, session)?;
    let seen = present_state(attempt, session);
    let shown = seen.as_ref().ok();
    if !args.early {
        late::refuse_by_a_wrong_clock(journal, attempt, shown, session)?;
    }
    refuse_against_the_task(attempt, shown)?;
    Ok(seen)
}

fn refuse_settled(attempt: &Attempt) -> Result<(), Failure> {
    if attempt.status() == Status::Open {
        return Ok(());
    }
    Err(Failure::usage(
        format!(
            "entry {} is settled already: {}",
            attempt.seq,
            attempt.outcome()
        ),
        format!(
            "It stays as it is; `oms journal show {}` shows it in full.",
            attempt.seq
        ),
    ))
}

/// Returns the facts of an action.
struct FactsOf;

impl ActionVisitor for FactsOf {
    type Output = &'static ActionFacts;

    fn visit<A: ActionArgs>(self, _: Option<&A>) -> Self::Output {
        A::FACTS
    }
}

/// Returns the facts of the action of a request, if the spec has it.
fn facts(attempt: &Attempt) -> Option<&'static ActionFacts> {
    generated::visit(&attempt.intent.action, FactsOf).ok()
}

/// Looks at the task of a request. The error is the reason why nothing can be seen.
fn present_state(attempt: &Attempt, session: &mut Session<'_, '_>) -> Result<Seen, String> {
    let id = Shown(&attempt.intent.id).to_string();
    let here = session.settings.endpoint.value.clone().unwrap_or_default();
    if Target::new(&here, &attempt.intent.id) != Target::of(&attempt.intent) {
        return Err(format!(
            "The present state of {id} is not shown: no --endpoint or --profile names {}.",
            Shown(&attempt.intent.endpoint)
        ));
    }
    let subject = facts(attempt).and_then(|facts| facts.subject.as_ref());
    let kind = subject.map(|subject| subject.kind);
    let Some(kind) = kind.filter(|kind| !kind.looks.is_empty()) else {
        return Err(format!(
            "The present state of {id} is not shown: no read shows it."
        ));
    };
    let subject = Subject::several(kind, attempt.intent.id.split(','));
    Way::find(session, &Consent::default())
        .see(session, &subject)
        .map_err(|why| format!("The present state of {id} could not be read: {why}."))
}

/// Returns the present state of the task of a request, or the reason why it is not seen, and the
/// verdict that it suggests.
fn in_words(attempt: &Attempt, seen: &Result<Seen, String>) -> String {
    let state = match seen {
        Ok(seen) => state(&attempt.intent.id, seen),
        Err(why) => why.clone(),
    };
    let suggestion = suggestion(attempt, seen.as_ref().ok());
    format!("{state}\n{suggestion}\n")
}

fn state(id: &str, seen: &Seen) -> String {
    let position = |name: &str, leg: &Leg| {
        let position = leg.position.as_ref().map(time::shown);
        position.map_or_else(String::new, |position| {
            format!(", {name} position {position}")
        })
    };
    format!(
        "{} is {} now{}{}.",
        Shown(id),
        Shown(seen.status.as_str()),
        position("forward", &seen.forward),
        position("reverse", &seen.reverse)
    )
}

/// Refuses the verdict "no effect" for a move whose new position is in place: nothing would look
/// different if it had one.
fn refuse_against_the_task(attempt: &Attempt, seen: Option<&Seen>) -> Result<(), Failure> {
    let change = &attempt.intent.change;
    let Some(new) = &change.new else {
        return Ok(());
    };
    let reverse = attempt.intent.is_reverse();
    let is_in_place = seen.map(|seen| seen.leg(reverse).position.as_ref() == Some(new));
    let stays = change.old.as_ref() == Some(new);
    let stands_still = seen.is_some_and(|seen| !seen.is_running());
    let is_refused = match is_in_place {
        Some(is_in_place) => is_in_place && (stays || stands_still),
        None => stays,
    };
    if !is_refused {
        return Ok(());
    }
    Err(Failure::guard(
        format!(
            "the position is, or was before the move, where the move puts it, {}: nothing shows that it had no effect",
            time::shown(new)
        ),
        format!(
            "The task is where it should be. `oms journal resolve {} --took-effect` settles the entry.",
            attempt.seq
        ),
    ))
}
