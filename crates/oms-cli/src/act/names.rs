//! The one place in which names become IDs: by a read of the list, before anything else is done.
//!
//! An ID that begins as one is not looked up. A name that several have is refused, because the
//! wrong one of two tasks would be changed otherwise.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use oms_client::{Action, Client, Effect, Shown};
use serde::{Deserialize, Serialize};

use super::look::{self, NotSeen};
use super::{advice, pick, unseen};
use crate::failure::{self, Failure};
use crate::plan::arguments::{ActionArgs, ActionFacts, Facts, Look, SubjectKind};
use crate::plan::named::Named;
use crate::plan::places;
use crate::session::{Session, connect};

/// A subject of a list, with what tells it from the others. A list is kept, to complete names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Listed {
    pub(crate) id: String,
    pub(crate) name: Option<String>,
    pub(crate) state: Option<String>,
}

/// The most names that are searched for one by one. For more of them, the list is read whole.
const MOST_SEARCHES: usize = 20;

/// Returns the arguments of an action with IDs in the place of names. A subject that nothing named
/// is chosen by the person at the terminal.
pub(crate) fn settled<A: ActionArgs>(
    args: &A,
    session: &mut Session<'_, '_>,
) -> Result<A, Failure> {
    let mut args = args.clone();
    let effect = <A::Request as Action>::INFO.effect();
    if let Some((kind, unnamed)) = args.unnamed() {
        *unnamed = Some(chosen(kind, effect, session)?);
    }
    for (kind, named) in args.names() {
        settle(kind, named, effect, session)?;
    }
    Ok(args)
}

/// Returns the subject of a command that takes a name, by itself or behind a flag.
pub(crate) fn one_of(
    kind: &'static SubjectKind,
    alone: Option<&Named>,
    flagged: Option<&Named>,
    effect: Effect,
    session: &mut Session<'_, '_>,
) -> Result<Named, Failure> {
    let mut named = match alone.or(flagged) {
        Some(named) => named.clone(),
        None => chosen(kind, effect, session)?,
    };
    settle(kind, &mut named, effect, session)?;
    Ok(named)
}

/// Puts the ID in the place of a name. `effect` is that of the command, as everywhere here.
pub(crate) fn settle(
    kind: &'static SubjectKind,
    named: &mut Named,
    effect: Effect,
    session: &mut Session<'_, '_>,
) -> Result<(), Failure> {
    if named.is_id_of(kind) {
        return Ok(());
    }
    let client = connect::client(session)?;
    let found = session.block_on(found(&client, kind, named.text(), effect))??;
    named.settle(found.id);
    Ok(())
}

/// Returns the parameters in a JSON object with IDs in the place of names. Nothing else of them is
/// changed, to the last digit.
pub(crate) fn settled_body<'b>(
    facts: &ActionFacts,
    body: &'b str,
    effect: Effect,
    session: &mut Session<'_, '_>,
) -> Result<Cow<'b, str>, Failure> {
    let mut body = Cow::Borrowed(body);
    for name in facts.names {
        let mut named = places::texts(&body, name.place);
        named.retain(|text| !text.trim().is_empty() && !name.kind.is_id(text));
        if named.is_empty() {
            continue;
        }
        let mut ids = BTreeMap::new();
        for (text, found) in several(name.kind, &named, effect, session)? {
            ids.insert(text, found?.id);
        }
        if let Some(settled) = places::replaced(&body, name.place, &ids) {
            body = Cow::Owned(settled);
        }
    }
    Ok(body)
}

/// The subject that each of several texts means, or the failure that tells why none is meant.
pub(crate) type Each = BTreeMap<String, Result<Listed, Failure>>;

/// Returns the subject that each of several names or IDs means. Fails if a list cannot be read.
pub(crate) fn several(
    kind: &'static SubjectKind,
    texts: &BTreeSet<String>,
    effect: Effect,
    session: &mut Session<'_, '_>,
) -> Result<Each, Failure> {
    let client = connect::client(session)?;
    session.block_on(async {
        let mut each = Each::new();
        if texts.len() > MOST_SEARCHES {
            let listed = every(&client, kind, None, effect).await?;
            let meant = |text: &String| (text.clone(), one(kind, text, &listed));
            each.extend(texts.iter().map(meant));
            return Ok(each);
        }
        for text in texts {
            let listed = every(&client, kind, Some(text), effect).await?;
            each.insert(text.clone(), one(kind, text, &listed));
        }
        Ok(each)
    })?
}

/// Returns the subject that a name or an ID means.
pub(crate) async fn found(
    client: &Client,
    kind: &'static SubjectKind,
    text: &str,
    effect: Effect,
) -> Result<Listed, Failure> {
    one(kind, text, &every(client, kind, Some(text), effect).await?)
}

/// Lists all subjects of a kind, but for those that have nothing to do with a text.
async fn every(
    client: &Client,
    kind: &'static SubjectKind,
    text: Option<&str>,
    effect: Effect,
) -> Result<Vec<Listed>, Failure> {
    let listed = list(client, kind, text, usize::MAX).await;
    listed.map_err(|why| not_listed(kind, text.unwrap_or_default(), &why, effect))
}

/// Returns the one of several subjects that is meant: that with the ID, or the only one with the
/// name.
fn one(kind: &SubjectKind, text: &str, listed: &[Listed]) -> Result<Listed, Failure> {
    if let Some(found) = listed.iter().find(|one| one.id == text) {
        return Ok(found.clone());
    }
    let has_name = |one: &&Listed| one.name.as_deref() == Some(text);
    let named: Vec<&Listed> = listed.iter().filter(has_name).collect();
    match named.as_slice() {
        [found] => Ok((*found).clone()),
        // The service has refused nothing: it is as much a slip as a name that several have.
        [] => Err(Failure::usage(
            format!(
                "the service lists no {} with the name or the ID {}",
                kind.name,
                Shown(text)
            ),
            advice::without_subject(text),
        )),
        _ => {
            let many = named.len();
            let lines = named.iter().map(|one| one.line());
            Err(Failure::usage(
                format!("{many} {}s have the name {}", kind.name, Shown(text)),
                "Give the ID of the one that is meant.",
            )
            .with_causes(lines.collect()))
        }
    }
}

/// Lets the person at the terminal choose where nothing was named. A script is never asked.
fn chosen(
    kind: &'static SubjectKind,
    effect: Effect,
    session: &mut Session<'_, '_>,
) -> Result<Named, Failure> {
    if kind.list.is_none() || !session.surroundings.interactive || session.printer.is_for_programs()
    {
        let by = match kind.list {
            Some(_) => " by its name or its ID",
            None => "",
        };
        return Err(Failure::usage(
            format!("no {} is named", kind.name),
            format!("Name the {}{by}; --help shows how.", kind.name),
        ));
    }
    let client = connect::client(session)?;
    let listed = session
        .block_on(list(&client, kind, None, pick::MOST))?
        .map_err(|why| not_listed(kind, "", &why, effect))?;
    pick::pick(kind, &listed, session).map(|picked| Named::of_id(picked.id))
}

/// Returns the failure of a list that cannot be read, so that nothing tells which subject is meant.
fn not_listed(kind: &SubjectKind, text: &str, why: &NotSeen, effect: Effect) -> Failure {
    let what = if text.is_empty() {
        format!("the {}s could not be listed: {why}", kind.name)
    } else {
        format!(
            "the {} {} could not be looked up: {why}",
            kind.name,
            Shown(text)
        )
    };
    match (effect, why) {
        (Effect::Read, NotSeen::Failed(error)) => Failure::of_read(error).saying(what),
        (_, NotSeen::Failed(_)) => unseen::not_seen(why, what, failure::DOCTOR),
        _ => unseen::not_seen(why, what, "Give the ID, or run the command again."),
    }
}

/// Lists the subjects of a kind, page by page, up to `at_most`. With a text, the service may leave
/// out subjects that have nothing to do with it.
pub(crate) async fn list(
    client: &Client,
    kind: &'static SubjectKind,
    text: Option<&str>,
    at_most: usize,
) -> Result<Vec<Listed>, NotSeen> {
    let Some(list) = &kind.list else {
        return Ok(Vec::new());
    };
    let mut found: Vec<Listed> = Vec::new();
    let mut known = BTreeSet::new();
    for page in 1..=look::MOST_PAGES_OF_A_LIST {
        let (payload, _) = look::read(client, list, list.listing(text, page)).await?;
        let before = known.len();
        for (id, facts) in list.all_of(&payload) {
            if known.insert(id.clone()) {
                found.push(Listed::new(id, facts));
            }
        }
        // An empty page, or one that was there before, is the last.
        if known.len() == before || !Look::is_paged(list) || found.len() >= at_most {
            break;
        }
    }
    found.truncate(at_most);
    Ok(found)
}

impl Listed {
    fn new(id: String, facts: Facts) -> Self {
        Self {
            id,
            name: facts.name,
            state: facts.status,
        }
    }

    /// Returns the line by which a person recognises it.
    pub(crate) fn line(&self) -> String {
        let mut text = Shown(&self.id).to_string();
        for part in [&self.name, &self.state].into_iter().flatten() {
            text.push_str("  ");
            text.push_str(&Shown(part).to_string());
        }
        text
    }
}

#[cfg(test)]
pub(super) mod tests {
    use oms_client::{Answer, FakeTransport, ReadRetry};
    use serde_json::{Value, json};

    use super::*;
    use crate::exit::Exit;
    use crate::generated::subjects::{DATA_SOURCE, LABEL, TASK};

    pub(in crate::act) fn listed(id: &str, name: &str) -> Listed {
        Listed {
            id: id.to_owned(),
            name: Some(name.to_owned()),
            state: None,
        }
    }

    #[test]
    fn an_id_wins_over_a_name_and_a_name_of_two_is_refused_with_both() {
        let list = vec![
            listed("np_1", "orders"),
            listed("np_2", "orders"),
            listed("np_3", "np_1"),
            listed("np_4", "billing"),
        ];
        assert_eq!(one(&TASK, "np_1", &list).unwrap().id, "np_1");
        assert_eq!(one(&TASK, "billing", &list).unwrap().id, "np_4");
        let ambiguous = one(&TASK, "orders", &list).unwrap_err();
        assert_eq!(ambiguous.exit, Exit::Usage);
        assert_eq!(ambiguous.causes, ["np_1  orders", "np_2  orders"]);
        assert_eq!(one(&TASK, "Orders", &list).unwrap_err().exit, Exit::Usage);
    }

    #[test]
    fn of_the_many_that_have_a_name_twenty_are_listed_and_the_rest_is_counted() {
        for (many, lines, last) in [
            (20, 20, "np_19  orders"),
            (21, 21, "and 1 more"),
            (50, 21, "and 30 more"),
        ] {
            let list: Vec<Listed> = (0..many)
                .map(|number| listed(&format!("np_{number}"), "orders"))
                .collect();
            let failure = one(&TASK, "orders", &list).unwrap_err();
            assert_eq!(failure.causes.len(), many);
            let told = failure::first_of(&failure.causes);
            assert_eq!(told.len(), lines);
            assert_eq!(told.last().map(String::as_str), Some(last));
        }
    }

    #[tokio::test]
    async fn a_list_that_cannot_be_read_ends_with_the_code_of_its_own_failure() {
        let (read, write) = (Effect::Read, Effect::Write);
        for (status, effect, exit) in [
            (401, write, Exit::Credentials),
            (404, write, Exit::Rejected),
            (503, write, Exit::Guard),
            (503, read, Exit::Unknown),
        ] {
            let refusing = FakeTransport::new(move |_| Ok(Answer::new(status, "")));
            let client = Client::builder("http://127.0.0.1:1").retry_reads(ReadRetry::never());
            let client = client.transport(refusing).build().unwrap();
            let failure = found(&client, &TASK, "orders", effect).await.unwrap_err();
            let end = (failure.exit, failure.said.is_some());
            assert_eq!(end, (exit, true), "{status}: {failure:?}");
            assert_eq!(failure.next, failure::DOCTOR, "{status}");
        }
        let unmade = NotSeen::Unmade("there is no such action".to_owned());
        assert_eq!(not_listed(&TASK, "", &unmade, write).exit, Exit::Internal);
    }

    #[tokio::test]
    async fn a_list_is_read_until_a_page_shows_nothing_new_or_there_are_enough() {
        let page = |ids: &[&str]| -> Vec<Value> {
            ids.iter().map(|id| json!({"id": id, "name": id})).collect()
        };
        for (kind, pages, at_most, ids, requests) in [
            (
                &DATA_SOURCE,
                [page(&["e_1", "e_2"]), page(&["e_3"]), page(&[])],
                9,
                "e_1 e_2 e_3",
                3,
            ),
            (
                &DATA_SOURCE,
                [page(&["e_1"]), page(&["e_1"]), page(&["e_2"])],
                9,
                "e_1",
                2,
            ),
            (
                &DATA_SOURCE,
                [page(&["e_1", "e_2"]), page(&["e_3"]), page(&[])],
                2,
                "e_1 e_2",
                1,
            ),
            (
                &DATA_SOURCE,
                [page(&["e_1", "e_2"]), page(&["e_3"]), page(&[])],
                1,
                "e_1",
                1,
            ),
            (
                &LABEL,
                [page(&["l_1"]), page(&["l_2"]), page(&[])],
                9,
                "l_1",
                1,
            ),
        ] {
            let (client, fake) = look::tests::client(pages.to_vec());
            let found = list(&client, kind, None, at_most).await.unwrap();
            let found: Vec<String> = found.into_iter().map(|one| one.id).collect();
            assert_eq!(
                (found.join(" ").as_str(), fake.requests().len()),
                (ids, requests)
            );
        }
    }
}
