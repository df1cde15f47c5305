//! Asks the person who typed the command to type what it would change.

use std::io::BufRead;

use oms_client::Shown;

use crate::exit::Exit;
use crate::failure::Failure;
use crate::session::Session;
use crate::surroundings::{Act, Boundary, Leaving, Surroundings};
use crate::terminal;

/// Something that must be answered before the last question is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Question {
    /// The reason for the question, in whole sentences.
    pub(crate) why: String,
    /// The answer that must be typed to go on.
    pub(crate) answer: &'static str,
    /// The flag that answers it if there is no terminal to ask on.
    pub(crate) flag: &'static str,
}

/// The last question, which is asked after everything that must be answered before it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Consenting<'a> {
    /// The text that must be typed, or named by a flag.
    pub(crate) subject: &'a str,
    /// The name of the subject, which may be typed instead if no other subject has it.
    pub(crate) name: Option<&'a str>,
    /// The word for the text that identifies the subject, such as `ID`.
    pub(crate) called: &'a str,
    /// The object of the verb "send" in the question, such as `it`.
    pub(crate) sends: &'a str,
    /// The value of `--yes`.
    pub(crate) yes: Option<&'a str>,
    /// The digest of a saved plan, which is typed as well. It is not shown here, so that only a
    /// person who was given it can type it.
    pub(crate) digest: Option<&'a str>,
    /// A warning that every question repeats, because the plan shown before it may have scrolled
    /// away.
    pub(crate) alarm: Option<&'a str>,
    /// Questions that must be answered first.
    pub(crate) questions: &'a [Question],
}

/// Shows a plan and asks for consent. An interrupt at a question ends the command after a farewell.
///
/// `is_unique` finds out whether no other subject has the name that was typed.
pub(crate) fn ask(
    session: &mut Session<'_, '_>,
    plan: &str,
    consenting: &Consenting<'_>,
    leaving: Leaving,
    is_unique: impl FnOnce(&mut Session<'_, '_>, &str) -> bool,
) -> Result<(), Failure> {
    session.note(plan);
    session.caught_interrupts()?;
    or_leave(session, leaving, |session| {
        confirm(consenting, session, is_unique)
    })
}

/// Asks something. An interrupt meanwhile ends the command after a farewell.
fn or_leave<T>(
    session: &mut Session<'_, '_>,
    leaving: Leaving,
    ask: impl FnOnce(&mut Session<'_, '_>) -> T,
) -> T {
    let interrupts = session.surroundings.interrupts.clone();
    interrupts.end_process_after(leaving);
    let answered = ask(session);
    interrupts.only_count();
    answered
}

/// Asks for consent, unless it was given by name on the command line.
///
/// It never takes silence for consent: without a terminal there is nobody to ask, and an input that
/// ends has said nothing.
fn confirm(
    consenting: &Consenting<'_>,
    session: &mut Session<'_, '_>,
    is_unique: impl FnOnce(&mut Session<'_, '_>, &str) -> bool,
) -> Result<(), Failure> {
    let Consenting {
        subject,
        called,
        sends,
        yes,
        ..
    } = *consenting;
    let next = || match consenting.alarm {
        // On production, --yes is refused.
        Some(_) => format!("Check the {called}, and type it in a terminal."),
        None => format!("Check the {called}; `--yes={subject}` confirms this one."),
    };
    if let Some(named) = yes
        && named != subject
    {
        return Err(declined(
            format!("--yes names `{named}`, and the plan is about `{subject}`"),
            next(),
        ));
    }
    for question in consenting.questions {
        answer(question, consenting.alarm, session.surroundings)?;
    }
    if yes.is_some() {
        return Ok(());
    }
    if !session.surroundings.interactive {
        return Err(declined(
            "there is no terminal to ask on".to_owned(),
            match consenting.alarm {
                Some(_) => "Run it in a terminal: on production, --yes is not enough.".to_owned(),
                None => format!("Run it in a terminal, or confirm with `--yes={subject}`."),
            },
        ));
    }
    let prompt = prompt(
        consenting.alarm,
        &format!("Type {subject} to send {sends}, anything else to stop: "),
    );
    let typed = typed(&prompt, session.surroundings)?;
    named(&typed, consenting, session, is_unique, next)?;
    consenting.digest.map_or(Ok(()), |digest| {
        same_plan(digest, consenting.alarm, session.surroundings)
    })
}

/// Refuses an answer that is neither the subject nor a name that only the subject has.
fn named(
    typed: &str,
    consenting: &Consenting<'_>,
    session: &mut Session<'_, '_>,
    is_unique: impl FnOnce(&mut Session<'_, '_>, &str) -> bool,
    next: impl FnOnce() -> String,
) -> Result<(), Failure> {
    let subject = consenting.subject;
    if typed == subject {
        return Ok(());
    }
    if consenting.name != Some(typed) {
        return Err(declined("it was not confirmed".to_owned(), next()));
    }
    if is_unique(session, typed) {
        return Ok(());
    }
    Err(declined(
        format!(
            "it was not confirmed: nothing proves that no other task is called {}",
            Shown(typed)
        ),
        format!("Type the ID, {subject}."),
    ))
}

/// Asks for the digest of a saved plan.
fn same_plan(
    digest: &str,
    alarm: Option<&str>,
    surroundings: &mut Surroundings<'_>,
) -> Result<(), Failure> {
    let prompt = prompt(
        alarm,
        "Type the digest that `oms plan` printed for this plan, anything else to stop: ",
    );
    if typed(&prompt, surroundings)?.eq_ignore_ascii_case(digest) {
        return Ok(());
    }
    Err(declined(
        "the digest was not that of the plan".to_owned(),
        "Ask whoever approved the plan for its digest, or make a new plan.".to_owned(),
    ))
}

/// Asks one question between two requests. An interrupt at the question ends the command.
pub(crate) fn go_on(
    session: &mut Session<'_, '_>,
    question: &Question,
    alarm: Option<&str>,
    leaving: Leaving,
) -> Result<(), Failure> {
    or_leave(session, leaving, |session| {
        answer(question, alarm, session.surroundings)
    })
}

/// Asks, and returns what was typed. While it asks, an interrupt ends the command.
pub(crate) fn asked(
    session: &mut Session<'_, '_>,
    prompt: &str,
    leaving: Leaving,
) -> Result<String, Failure> {
    or_leave(session, leaving, |session| {
        typed(prompt, session.surroundings)
    })
}

fn answer(
    question: &Question,
    alarm: Option<&str>,
    surroundings: &mut Surroundings<'_>,
) -> Result<(), Failure> {
    if !surroundings.interactive {
        return Err(Failure::guard(
            question.why.trim_end_matches('.').to_owned(),
            format!(
                "Nobody can be asked here. If it is meant, add {}.",
                question.flag
            ),
        ));
    }
    let typing = format!(
        "Type `{}` to go on, anything else to stop: ",
        question.answer
    );
    let prompt = format!("{}\n{}", question.why, prompt(alarm, &typing));
    if typed(&prompt, surroundings)? == question.answer {
        return Ok(());
    }
    Err(declined(
        "it was not confirmed".to_owned(),
        format!("{} says it beforehand.", question.flag),
    ))
}

/// Returns what is typed to go on. The alarm is a line of its own, directly above it. The word is
/// in the last line as well, so that nothing above it scrolls it away.
fn prompt(alarm: Option<&str>, typing: &str) -> String {
    alarm.map_or_else(
        || typing.to_owned(),
        |alarm| format!("{alarm}\nPRODUCTION: {typing}"),
    )
}

/// Asks, and returns the answer without the space around it.
fn typed(prompt: &str, surroundings: &mut Surroundings<'_>) -> Result<String, Failure> {
    terminal::note(prompt, surroundings);
    let mut typed = String::new();
    surroundings.rehearsal.at(Boundary::Before(Act::Answer));
    let read = surroundings.stdin.read_line(&mut typed);
    surroundings.rehearsal.at(Boundary::After(Act::Answer));
    match read {
        Ok(_) => Ok(typed.trim().to_owned()),
        Err(error) => Err(declined(
            format!("standard input cannot be read: {error}"),
            "Run it in a terminal.".to_owned(),
        )),
    }
}

fn declined(message: String, next: String) -> Failure {
    Failure::new(Exit::Declined, message, next)
}
