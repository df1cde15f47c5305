//! `oms journal resolve`: records the outcome of a request whose outcome was unknown.

use std::time::{Duration, SystemTime};

use oms_client::Shown;

use super::record::record;
use super::{ResolveArgs, ended, find, show};
use crate::act::confirm::{self, Question};
use crate::act::look::{Leg, Seen};
use crate::act::preview::Way;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::generated;
use crate::journal::{
    Attempt, InFlight, Journal, Known, Resolution, RunEnd, Status, Target, Verdict,
};
use crate::plan::Subject;
use crate::plan::arguments::{ActionArgs, ActionVisitor, SubjectKind};
use crate::report::Report;
use crate::session::{Consent, Session, identity};
use crate::surroundings::{Act, Leaving, Rule};
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
    let left = left_behind(known, &attempt, verdict)?;
    if let Some(left) = &left {
        session.note(&format!("{left}\n"));
    }
    let resolution = Resolution {
        intent: args.entry,
        verdict,
        who: identity::user(session.surroundings),
        note: args.note.clone(),
    };
    session.surroundings.durably(Act::Resolution, || {
        journal.resolve(resolution.clone(), now, |known| {
            refuse_settled(&find(known, args.entry)?)
        })
    })?;
    // From here on it is settled, and a journal that is lost now changes nothing about that.
    attempt.resolution = Some(resolution);
    let text = format!(
        "Entry {}, at {}: {}.\n",
        args.entry,
        Shown(&attempt.intent.endpoint),
        attempt.outcome()
    );
    Ok(Report::found(&record(&attempt), text).advising(left))
}

/// Returns the sentence about a task that is left paused by this verdict on a request of a run that
/// was given up: no run is listed any more that would tell it.
fn left_behind(
    known: Known,
    attempt: &Attempt,
    verdict: Verdict,
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
    Ok(planned.and_then(|planned| run.leaves(planned)))
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
const STAYS_OPEN: &str = "The entry stays open, and the same is refused until it is resolved.";

/// Returns the answer that is typed for a verdict.
const fn answer(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::TookEffect => "took effect",
        Verdict::NoEffect => "no effect",
    }
}

/// Checks the verdict of a flag against the clock and the task, and asks whoever is there.
fn said(
    journal: &Journal,
    verdict: Verdict,
    args: &ResolveArgs,
    attempt: &Attempt,
    session: &mut Session<'_, '_>,
) -> Result<(), Failure> {
    refuse_too_early(journal, verdict, args, attempt, session)?;
    if verdict == Verdict::NoEffect {
        ended::confirm(journal, args, attempt, session)?;
    }
    let seen = present_state(attempt, session);
    if verdict == Verdict::NoEffect {
        refuse_against_the_task(attempt, seen.as_ref().ok())?;
    }
    let state = seen.map_or_else(|why| why, |seen| in_words(&attempt.intent.id, &seen));
    session.note(&format!("{state}\n"));
    if !session.surroundings.interactive {
        return Ok(());
    }
    let question = Question {
        why: format!(
            "{} for {} at {} of {} is to be written down as: {}.",
            Shown(&attempt.intent.action),
            Shown(&attempt.intent.id),
            Shown(&attempt.intent.endpoint),
            Shown(&attempt.time),
            answer(verdict)
        ),
        answer: answer(verdict),
        flag: "--no-effect",
    };
    // No flag answers it: where somebody is there, they are asked.
    confirm::go_on(session, &question, None, Leaving::unsent(|| {})).map_err(|failure| Failure {
        next: STAYS_OPEN.to_owned(),
        ..failure
    })
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
    let suggestion = suggestion(attempt, seen.as_ref().ok());
    let state = match &seen {
        Ok(seen) => in_words(&attempt.intent.id, seen),
        Err(why) => why.clone(),
    };
    session.note(&format!("{entry}{state}\n{suggestion}\n"));
    let prompt = format!(
        "Type `{}` or `{}`, anything else to stop: ",
        answer(Verdict::TookEffect),
        answer(Verdict::NoEffect)
    );
    let typed = confirm::asked(session, &prompt, Leaving::unsent(|| {}))?;
    let verdict = [Verdict::TookEffect, Verdict::NoEffect]
        .into_iter()
        .find(|verdict| answer(*verdict) == typed);
    let verdict = verdict
        .ok_or_else(|| Failure::new(Exit::Declined, "nothing was written down", STAYS_OPEN))?;
    refuse_too_early(journal, verdict, args, attempt, session)?;
    if verdict == Verdict::NoEffect {
        ended::confirm(journal, args, attempt, session)?;
        refuse_against_the_task(attempt, seen.as_ref().ok())?;
    }
    Ok(verdict)
}

/// Returns the verdict that the present state suggests, as far as it suggests one.
fn suggestion(attempt: &Attempt, seen: Option<&Seen>) -> String {
    let change = &attempt.intent.change;
    let reverse = attempt.intent.direction.as_deref() == Some("reverse");
    let now = seen.and_then(|seen| seen.leg(reverse).position.as_ref());
    match (&change.new, now) {
        (Some(new), Some(now)) if now == new => {
            "The position is where the move puts it: that suggests `took effect`.".to_owned()
        }
        (Some(_), Some(now)) if change.old.as_ref() == Some(now) => {
            "The position is where it was before: that suggests `no effect`, unless the request still waits somewhere.".to_owned()
        }
        (Some(_), Some(_)) => {
            "The position is neither where it was nor where the move puts it: the task may have gone on from either.".to_owned()
        }
        (Some(_), None) => "The position is not known, so nothing is suggested.".to_owned(),
        (None, _) => {
            "Compare the state with what the request does; nothing is suggested.".to_owned()
        }
    }
}

fn refuse_too_early(
    journal: &Journal,
    verdict: Verdict,
    args: &ResolveArgs,
    attempt: &Attempt,
    session: &Session<'_, '_>,
) -> Result<(), Failure> {
    if verdict == Verdict::TookEffect || args.early {
        return Ok(());
    }
    let now = session.surroundings.time();
    let until = late_until(journal, attempt, session, now)?;
    refuse_before_its_end(attempt, until, now)
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

/// Returns the time until which a request may still arrive. If its process did not write down how
/// it ended, the call itself may have taken its whole time first: the time that the sender gave it.
fn late_until(
    journal: &Journal,
    attempt: &Attempt,
    session: &Session<'_, '_>,
    now: SystemTime,
) -> Result<Option<SystemTime>, Failure> {
    let mut lasts = session.settings.late_window.value;
    if attempt.result.is_none() {
        let given = attempt.intent.timeout_ms.map(Duration::from_millis);
        lasts = lasts.saturating_add(given.unwrap_or(session.settings.timeout.value));
    }
    let age = match journal.store().team() {
        Some(team) if session.surroundings.keeps(Rule::AgeByDatabase) => team.age(attempt.seq)?,
        _ => None,
    };
    let began = match age {
        Some(age) => now.checked_sub(age),
        None => time::read_utc(attempt.result_time.as_deref().unwrap_or(&attempt.time)),
    };
    Ok(began.and_then(|began| began.checked_add(lasts)))
}

/// Refuses a verdict while the request may still arrive: the network or a gateway can hold a
/// request back, and it takes effect long after its call was given up.
fn refuse_before_its_end(
    attempt: &Attempt,
    until: Option<SystemTime>,
    now: SystemTime,
) -> Result<(), Failure> {
    let Some(until) = until.filter(|until| now < *until) else {
        return Ok(());
    };
    let rest = until.duration_since(now).unwrap_or_default();
    Err(Failure::new(
        Exit::Guard,
        format!(
            "{} for {} may still arrive until {}, in {}: a network or a gateway can hold a request back",
            Shown(&attempt.intent.action),
            Shown(&attempt.intent.id),
            time::utc(until),
            time::distance(i64::try_from(rest.as_secs().saturating_add(1)).unwrap_or(i64::MAX))
        ),
        "Look again then. If it is certain that it can no longer arrive, say so with --early; late_window in a profile sets the time.",
    ))
}

/// Returns the kind of subject that a write acts on, as its action declares it.
struct KindOfSubject;

impl ActionVisitor for KindOfSubject {
    type Output = Option<&'static SubjectKind>;

    fn visit<A: ActionArgs>(self, _: Option<&A>) -> Self::Output {
        A::FACTS.subject.as_ref().map(|subject| subject.kind)
    }
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
    let kind = generated::visit(&attempt.intent.action, KindOfSubject).unwrap_or(None);
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

fn in_words(id: &str, seen: &Seen) -> String {
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
    let reverse = attempt.intent.direction.as_deref() == Some("reverse");
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
    Err(Failure::new(
        Exit::Guard,
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
