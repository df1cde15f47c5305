//! The values that a shell offers for a name, an ID or a number: from the service, with a cache
//! beside it, and from the journal.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use oms_text::hex;
use sha2::{Digest as _, Sha256};

use crate::act::names::{self, Listed};
use crate::generated::subjects;
use crate::journal::{Filter, Known};
use crate::plan::arguments::SubjectKind;
use crate::session::config::{JournalPlace, place, read_config};
use crate::session::credentials::{self, Origin};
use crate::session::private::{self, Purpose};
use crate::session::{Session, address, connect};

/// The longest that a service is waited for. Whoever presses a key waits no longer.
const PATIENCE: Duration = Duration::from_millis(1500);

/// The time for which a list of names counts as current.
const FRESH: Duration = Duration::from_secs(60);

/// The time for which a list serves if the service does not answer.
const OLD: Duration = Duration::from_secs(24 * 60 * 60);

/// The most names that are kept, and the most numbers that are offered: the newest of them.
const MOST: usize = 2000;

/// The most bytes that are read of a list that was kept.
const LONGEST: u64 = 1 << 20;

/// A source of values.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Source {
    /// The names and IDs of a kind.
    Subjects(&'static SubjectKind),
    /// The requests of the journal.
    Entries,
    /// Those of them whose outcome is unknown.
    OpenEntries,
    /// Its runs.
    Runs,
    /// Those of them that did not end.
    UnendedRuns,
    /// The profiles.
    Profiles,
}

/// A value, and what it is in a few words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Offer {
    pub(crate) value: String,
    pub(crate) about: String,
}

/// Returns the kind whose names go where the help has this placeholder, such as `TASK` or
/// `TASK_ID`.
pub(crate) fn kind(placeholder: &str) -> Option<&'static SubjectKind> {
    let word = placeholder.strip_suffix("_ID").unwrap_or(placeholder);
    let word = word.replace('_', " ").to_lowercase();
    let mut kinds = subjects::ALL.iter();
    kinds
        .find(|kind| kind.list.is_some() && kind.name == word)
        .copied()
}

/// Returns the values of a source; none if finding them would mean to ask a person.
pub(crate) fn of(source: Source, mut session: Session<'_, '_>) -> Vec<Offer> {
    let found = match source {
        Source::Subjects(kind) => listed(kind, &mut session).map(|listed| of_list(&listed)),
        Source::Entries => entries(false, &session),
        Source::OpenEntries => entries(true, &session),
        Source::Runs => runs(false, &session),
        Source::UnendedRuns => runs(true, &session),
        Source::Profiles => Some(profiles(&session)),
    };
    found.unwrap_or_default()
}

/// Returns the names, where each has its own, and the IDs.
fn of_list(listed: &[Listed]) -> Vec<Offer> {
    let about = |one: &Listed, other: &str| match &one.state {
        Some(state) => format!("{other} {state}"),
        None => other.to_owned(),
    };
    let is_alone = |name: &str| {
        let of_name = listed
            .iter()
            .filter(|one| one.name.as_deref() == Some(name));
        of_name.count() == 1
    };
    let by_name = listed.iter().filter_map(|one| {
        let name = one.name.as_deref().filter(|name| is_alone(name))?;
        Some(Offer {
            value: name.to_owned(),
            about: about(one, &one.id),
        })
    });
    let by_id = listed.iter().map(|one| Offer {
        value: one.id.clone(),
        about: about(one, one.name.as_deref().unwrap_or_default()),
    });
    by_name.chain(by_id).collect()
}

/// Returns the cached list if it is fresh, that of the service otherwise, and an old one if the
/// service does not answer in time.
fn listed(kind: &'static SubjectKind, session: &mut Session<'_, '_>) -> Option<Vec<Listed>> {
    let place = cache(kind, session);
    let kept = place.as_deref().and_then(|place| kept(place, session));
    if let Some((age, kept)) = &kept
        && *age < FRESH
    {
        return Some(kept.clone());
    }
    let old = || {
        let (age, kept) = kept.clone()?;
        (age < OLD).then_some(kept)
    };
    let Some(listed) = ask(kind, session) else {
        return old();
    };
    if let Some(place) = &place {
        // A list that cannot be kept is asked for again.
        let _ = keep(place, &listed);
    }
    Some(listed)
}

fn ask(kind: &'static SubjectKind, session: &mut Session<'_, '_>) -> Option<Vec<Listed>> {
    if asks_somebody(session) {
        return None;
    }
    session.settings.timeout.value = PATIENCE.min(session.settings.timeout.value);
    let client = connect::quiet_client(session).ok()?;
    let listing = async {
        let list = names::list(&client, kind, None, MOST);
        tokio::time::timeout(PATIENCE, list).await
    };
    session.block_on(listing).ok()?.ok()?.ok()
}

/// Returns whether fetching the credentials may ask a person: a program or a keyring may.
fn asks_somebody(session: &Session<'_, '_>) -> bool {
    #[cfg(feature = "simulator")]
    if session.simulated.is_some() {
        return false;
    }
    let options = &session.options.credentials;
    match credentials::origin(options, &session.settings, session.surroundings) {
        Some(Origin::PasswordFile(_) | Origin::TokenFile(_) | Origin::Variable) => false,
        None | Some(Origin::Stdin | Origin::Keyring(_) | Origin::Process(_)) => true,
    }
}

/// Returns the file of a list: of one service, one user and one kind.
fn cache(kind: &SubjectKind, session: &Session<'_, '_>) -> Option<PathBuf> {
    let settings = &session.settings;
    let text = format!(
        "{}\n{}\n{}\n{}",
        settings.endpoint().ok()?,
        settings.user.value.as_deref().unwrap_or_default(),
        settings.profile_name().unwrap_or_default(),
        kind.name
    );
    let name = hex(&Sha256::digest(text.as_bytes()));
    Some(place::cache_directory(session.surroundings)?.join(format!("{name}.json")))
}

fn kept(place: &Path, session: &Session<'_, '_>) -> Option<(Duration, Vec<Listed>)> {
    let bytes = private::read(place, Purpose::Kept, LONGEST).ok()?;
    let written: SystemTime = fs::metadata(place).ok()?.modified().ok()?;
    let age = session.surroundings.time().duration_since(written);
    Some((
        age.unwrap_or_default(),
        serde_json::from_slice(&bytes).ok()?,
    ))
}

fn keep(place: &Path, listed: &[Listed]) -> std::io::Result<()> {
    private::write(place, &serde_json::to_vec(listed)?)
}

/// Returns what this machine's journal knows. A team's is not asked: a key press is no reason to
/// connect to a database.
fn known(session: &Session<'_, '_>) -> Option<Known> {
    match session.settings.journal.value {
        Some(JournalPlace::Team(_)) => None,
        _ => session.journal().ok()?.read_as_it_is().ok(),
    }
}

/// Returns the requests of the journal, or the open ones, the newest first.
fn entries(open: bool, session: &Session<'_, '_>) -> Option<Vec<Offer>> {
    let known = known(session)?;
    let filter = Filter {
        open,
        ..Filter::default()
    };
    let (attempts, _) = known.newest(&filter, MOST).ok()?;
    let offer = |attempt: &crate::journal::Attempt| Offer {
        value: attempt.seq.to_string(),
        about: format!(
            "{} {} {}",
            attempt.intent.action,
            attempt.intent.name.as_ref().unwrap_or(&attempt.intent.id),
            attempt.outcome()
        ),
    };
    Some(attempts.iter().rev().map(offer).collect())
}

/// Returns the runs of the journal, or those that did not end, the newest first.
fn runs(unended: bool, session: &Session<'_, '_>) -> Option<Vec<Offer>> {
    let known = known(session)?;
    let runs = known.begun(unended, MOST).ok()?.into_iter();
    let offers = runs.map(|run| Offer {
        value: run.seq.to_string(),
        about: format!("{} of {}", run.command.as_str(), run.time),
    });
    Some(offers.collect())
}

fn profiles(session: &Session<'_, '_>) -> Vec<Offer> {
    let config = read_config(session.surroundings).unwrap_or_default();
    let offer = |(name, profile): (&String, &crate::session::config::Profile)| Offer {
        value: name.clone(),
        about: address::masked(profile.text("endpoint").unwrap_or_default()),
    };
    config.profiles.iter().map(offer).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_several_is_offered_by_its_ids_alone() {
        let kept = |id: &str, name: &str| Listed {
            id: id.to_owned(),
            name: Some(name.to_owned()),
            state: None,
        };
        let offers = of_list(&[kept("1", "a"), kept("2", "b"), kept("3", "b")]);
        let values: Vec<&str> = offers.iter().map(|offer| offer.value.as_str()).collect();
        assert_eq!(values, ["a", "1", "2", "3"]);
    }

    #[test]
    fn a_placeholder_of_the_help_tells_the_kind() {
        assert_eq!(kind("TASK_ID").map(|kind| kind.name), Some("task"));
        assert_eq!(
            kind("DATA_SOURCE_ID").map(|kind| kind.name),
            Some("data source")
        );
        assert_eq!(kind("LABEL").map(|kind| kind.name), Some("label"));
        assert!(kind("RECORD_ID").is_none() && kind("TIME").is_none());
    }
}
