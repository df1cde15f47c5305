//! Calls whose types are forgotten: JSON in, JSON out.

use std::collections::BTreeMap;
use std::pin::Pin;

use oms_client::{Action, CallOptions, Client, Error, Invalid, Meta, Paged, Pages, PagesEnd};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

/// The payload of an answer as JSON, and what the envelope says around it.
pub(crate) type Answer = Result<(String, Meta), Error>;

/// A call that has not begun.
pub(crate) type Pending = Pin<Box<dyn Future<Output = Answer> + Send>>;

/// A page as JSON: its number, its items, and what the envelope says around it.
pub(crate) type NextPage = Result<Option<(i64, String, Meta)>, Error>;

/// The pages of a list.
pub(crate) trait Source: Send {
    /// Asks for the next page.
    fn next(&mut self) -> Pin<Box<dyn Future<Output = NextPage> + Send + '_>>;

    /// The end of the list, once it has ended.
    fn end(&self) -> Option<PagesEnd>;
}

/// Prepares a call of one action.
pub(crate) type Start = fn(&Client, &str, CallOptions) -> Result<Pending, Invalid>;

/// Prepares the pages of one action.
pub(crate) type Begin = fn(&Client, &str, CallOptions) -> Result<Box<dyn Source>, Invalid>;

/// The entry of an action in a table.
pub(crate) fn of<T: Copy>(table: &[(&str, T)], action: &str) -> Result<T, Invalid> {
    let entry = table.iter().find(|(name, _)| *name == action);
    let (_, entry) = entry.ok_or_else(|| Invalid::new("no such action is known").at("action"))?;
    Ok(*entry)
}

/// A call of the action `A` whose parameters are a JSON text.
pub(crate) fn call<A>(client: &Client, body: &str, options: CallOptions) -> Result<Pending, Invalid>
where
    A: Action + DeserializeOwned,
    A::Data: Serialize + 'static,
{
    let call = client.call(&read::<A>(body)?).options(options);
    Ok(Box::pin(async move {
        let reply = call.await?;
        Ok((to_json(&reply.data)?, reply.meta))
    }))
}

/// The pages of the action `A`, asked for with these parameters.
pub(crate) fn pages<A>(
    client: &Client,
    body: &str,
    options: CallOptions,
) -> Result<Box<dyn Source>, Invalid>
where
    A: Paged + DeserializeOwned + Send + Sync + 'static,
    A::Item: Serialize + Send,
    A::Data: Send,
{
    let pages = client.pages(read::<A>(body)?).options(options);
    Ok(Box::new(pages))
}

impl<A> Source for Pages<A>
where
    A: Paged + Send + Sync,
    A::Item: Serialize + Send,
    A::Data: Send,
{
    fn next(&mut self) -> Pin<Box<dyn Future<Output = NextPage> + Send + '_>> {
        Box::pin(async move {
            let Some(page) = self.next_page().await? else {
                return Ok(None);
            };
            Ok(Some((page.number, to_json(&page.items)?, page.meta)))
        })
    }

    fn end(&self) -> Option<PagesEnd> {
        Pages::end(self)
    }
}

/// Reads the parameters. A refusal names the one at which the reader has stopped.
fn read<A: DeserializeOwned>(body: &str) -> Result<A, Invalid> {
    serde_json::from_str(body).map_err(|error| {
        let text = error.to_string();
        let position = format!(" at line {} column {}", error.line(), error.column());
        match parameter_before(body, error.column()) {
            Some(name) => {
                let flaw = text.strip_suffix(&position).unwrap_or(&text);
                Invalid::new(flaw.to_owned()).at_key(&name)
            }
            None => Invalid::new(format!(
                "the parameters are not those of the action: {text}"
            )),
        }
    })
}

/// The name of the parameter that has this column of an object in one line.
fn parameter_before(body: &str, column: usize) -> Option<String> {
    let parameters: BTreeMap<String, &RawValue> = serde_json::from_str(body).ok()?;
    let begin = |value: &RawValue| value.get().as_ptr().addr() - body.as_ptr().addr();
    let mut parameters: Vec<_> = parameters
        .into_iter()
        .map(|(name, value)| (begin(value), value.get().len(), name))
        .filter(|(begin, ..)| *begin < column)
        .collect();
    parameters.sort_unstable();
    let (begin, length, name) = parameters.pop()?;
    // Behind the last one, the object itself is refused, such as for one that is missing.
    (column <= begin + length).then_some(name)
}

fn to_json(value: &impl Serialize) -> Result<String, Invalid> {
    serde_json::to_string(value)
        .map_err(|error| Invalid::new(format!("the answer cannot be written as JSON: {error}")))
}
