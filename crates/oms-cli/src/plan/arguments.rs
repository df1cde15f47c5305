//! What generated arguments have in common, so that one function runs every action.
//!
//! The generated code names nothing of the command but what stands here.

use std::pin::Pin;

use oms_client::{Action, Client, Error, Paged, WholeList};
use serde::Serialize;
use serde::de::DeserializeOwned;

pub(crate) use crate::failure::Failure;
pub(crate) use crate::plan::Move;
pub(crate) use crate::plan::subject::{
    Fact, Facts, Found, Leg, Look, LookPages, Subject, SubjectKind,
};
pub(crate) use crate::session::{Consent, Waiting, secret};
pub(crate) use crate::time::{Moment, TimeInput};
pub(crate) use crate::{parse, time};

/// The arguments of one action.
pub(crate) trait ActionArgs: clap::Args {
    /// What they make.
    type Request: Action<Data: Serialize> + DeserializeOwned + 'static;

    /// What the command knows of the action, beyond what the client does.
    const FACTS: &'static ActionFacts;

    /// The request that is meant, at the moment at which the command started.
    fn request(&self, moment: &Moment) -> Result<Self::Request, Failure>;

    /// Whether to act; `None` for an action that only reads.
    fn consent(&self) -> Option<&Consent> {
        None
    }

    /// Whether to wait until it was carried out; `None` where no look tells.
    fn waiting(&self) -> Option<&Waiting> {
        None
    }

    /// What a request acts on; `None` where no one parameter names it.
    fn subject(request: &Self::Request) -> Option<Subject> {
        let _ = request;
        None
    }

    /// The list that a request asks for, from all its pages and with so many items at most; `None`
    /// where its action does not list page by page, or the request names a page.
    fn whole(
        client: &Client,
        request: &Self::Request,
        at_most: usize,
    ) -> Option<WholeAnswer<Self::Request>> {
        let _ = (client, request, at_most);
        None
    }

    /// The position that a request moves; `None` where it moves none.
    ///
    /// `args` are the arguments that it was made of, where it was not given as JSON.
    fn moves(args: Option<&Self>, request: &Self::Request) -> Option<Move> {
        let _ = (args, request);
        None
    }
}

/// A list that is read whole.
pub(crate) type WholeAnswer<A> =
    Pin<Box<dyn Future<Output = Result<WholeList<<A as Action>::Data>, Error>>>>;

/// Reads a list whole.
pub(crate) fn whole<A: Paged + 'static>(
    client: &Client,
    request: A,
    at_most: usize,
) -> WholeAnswer<A> {
    Box::pin(client.pages(request).whole(at_most))
}

/// What the command knows of an action. The client knows its name, its effect and its secrets.
#[derive(Debug)]
pub(crate) struct ActionFacts {
    /// Its subcommand.
    pub(crate) command: &'static str,
    /// What a write does to the things of whoever calls it; empty for a read.
    pub(crate) impact: &'static str,
    /// What happens after a write was accepted, and what to watch; empty where there is nothing to
    /// say.
    pub(crate) afterwards: &'static str,
    /// What sending a write once more does.
    pub(crate) twice: &'static str,
    /// The states of its subject that say that a write was carried out.
    pub(crate) leads_to: &'static [&'static str],
    /// What the payload of the answer is called.
    pub(crate) payload: &'static str,
    /// The parameter that names what a write acts on.
    pub(crate) subject: Option<SubjectFacts>,
}

/// The parameter that names what an action acts on.
#[derive(Debug)]
pub(crate) struct SubjectFacts {
    pub(crate) kind: &'static SubjectKind,
    /// Its name on the wire.
    pub(crate) parameter: &'static str,
}

/// Whatever the command does with an action, for any of them: the one way from a name to its types.
pub(crate) trait ActionVisitor: Sized {
    /// What comes of it.
    type Output;

    /// Goes to one action. `args` are what was typed; there are none where the action was only
    /// named.
    fn visit<A: ActionArgs>(self, args: Option<&A>) -> Self::Output;
}
