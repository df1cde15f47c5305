//! The interface of the generated arguments, so that one function runs every action.
//!
//! The generated code uses no other items of the command.

use oms_client::{Action, ActionInfo, Client, Paged};
use serde::Serialize;
use serde::de::DeserializeOwned;

pub(crate) use crate::failure::Failure;
pub(crate) use crate::plan::Move;
pub(crate) use crate::plan::deferred::Deferred;
use crate::plan::listing::Listing;
pub(crate) use crate::plan::named::Named;
pub(crate) use crate::plan::places::Place;
pub(crate) use crate::plan::subject::{
    Fact, Facts, Found, Leg, Look, LookPages, Subject, SubjectKind,
};
pub(crate) use crate::session::{Consent, Waiting, secret};
pub(crate) use crate::time::{Moment, TimeInput};
pub(crate) use crate::{parse, time};

/// The arguments of one action.
pub(crate) trait ActionArgs: clap::Args + Clone {
    /// The request that the arguments make.
    type Request: Action<Data: Serialize> + DeserializeOwned + 'static;

    /// Facts about the action that the client does not know.
    const FACTS: &'static ActionFacts;

    /// Set for an action that moves a position, of which [`moves`](Self::moves) tells more.
    const MOVES: bool = false;

    /// Returns the request. Relative times count from `moment`, at which the command started.
    fn request(&self, moment: &Moment) -> Result<Self::Request, Failure>;

    /// Returns the consent to send the request; `None` for an action that only reads.
    fn consent(&self) -> Option<&Consent> {
        None
    }

    /// Returns the texts that were typed where an ID goes, each with the kind of its subject.
    fn names(&mut self) -> Vec<(&'static SubjectKind, &mut Named)> {
        Vec::new()
    }

    /// Returns the place of the action's subject if nothing was typed for it; `None` if something
    /// was, or if the action has no subject with a name.
    fn unnamed(&mut self) -> Option<(&'static SubjectKind, &mut Option<Named>)> {
        None
    }

    /// Returns the wait until the request was carried out; `None` if no look shows that.
    fn waiting(&self) -> Option<&Waiting> {
        None
    }

    /// Returns the action whose parameters are printed in place of the answer, if one is named.
    fn copy(&self) -> Option<&'static CopyFacts> {
        None
    }

    /// Returns the subject of a request; `None` if no single parameter names it.
    fn subject(request: &Self::Request) -> Option<Subject> {
        let _ = request;
        None
    }

    /// Returns the list that a request asks for, to be read from all its pages; `None` if the
    /// action does not list page by page, or if the request names a page.
    fn listing(client: &Client, request: &Self::Request) -> Option<ListingOf<Self::Request>> {
        let _ = (client, request);
        None
    }

    /// Returns the position that a request moves; `None` if it moves none.
    ///
    /// `args` are the arguments that the request was made from; `None` if it was given as JSON.
    fn moves(args: Option<&Self>, request: &Self::Request) -> Option<Move> {
        let _ = (args, request);
        None
    }
}

/// The list that an action reads, page by page.
pub(crate) type ListingOf<A> = Box<dyn Listing<<A as Action>::Data>>;

/// Returns the list that a request asks for.
pub(crate) fn listing<A: Paged<Item: Serialize> + 'static>(
    client: &Client,
    request: A,
) -> ListingOf<A> {
    Box::new(client.pages(request))
}

/// Reads a request again, from what would be sent.
///
/// A union is chosen by the parameter beside it, so that the parser of its flag can tell neither
/// its type nor which of its members would not be sent.
#[allow(
    dead_code,
    reason = "generated code names it where an action has a union among its parameters"
)]
pub(crate) fn read_again<A: Action + DeserializeOwned>(request: &A) -> Result<A, Failure> {
    let sent = serde_json::to_string(request).map_err(|error| error.to_string());
    let read = sent.and_then(|sent| parse::json(&sent));
    read.map_err(|problem| Failure::usage(format!("{}: {problem}", A::INFO.name()), "See --help."))
}

/// Facts about an action for the command. Its name, its effect and its secrets are in the client.
#[derive(Debug)]
pub(crate) struct ActionFacts {
    /// Its subcommand.
    pub(crate) command: &'static str,
    /// The consequence of a write for its caller; empty for a read.
    pub(crate) impact: &'static str,
    /// The events after a write was accepted, and the values to watch; empty if there is nothing to
    /// say.
    pub(crate) afterwards: &'static str,
    /// The consequence of sending a write a second time.
    pub(crate) twice: &'static str,
    /// The states of its subject that show that a write was carried out.
    pub(crate) leads_to: &'static [&'static str],
    /// The label of the answer's payload.
    pub(crate) payload: &'static str,
    /// The parameter that names the subject of a write.
    pub(crate) subject: Option<SubjectFacts>,
    /// The places in a request that take the ID of a subject, or a name that leads to it.
    pub(crate) names: &'static [NameFacts],
    /// The fields of an item, if the action answers page by page with nothing but a list of them.
    pub(crate) columns: &'static [&'static str],
    /// The places in an answer that hold a moment.
    pub(crate) times: &'static [Place],
    /// The actions that create what the answer of a read shows.
    pub(crate) copies: &'static [CopyFacts],
}

/// The way from the answer of a read to the parameters of an action that creates the same again.
#[derive(Debug)]
pub(crate) struct CopyFacts {
    /// The word that asks for it.
    pub(crate) word: &'static str,
    /// The action, by its name on the wire.
    pub(crate) action: &'static str,
    /// Its subcommand.
    pub(crate) command: &'static str,
    /// Each parameter with the place of its value in the payload. Each item of a list on the way is
    /// meant.
    pub(crate) parameters: &'static [(&'static str, &'static [&'static str])],
}

/// A place in a request that takes the ID of a subject.
#[derive(Debug)]
pub(crate) struct NameFacts {
    /// The place, the parameter's name first.
    pub(crate) place: Place,
    pub(crate) kind: &'static SubjectKind,
}

/// The parameter that names the subject of an action.
#[derive(Debug)]
pub(crate) struct SubjectFacts {
    pub(crate) kind: &'static SubjectKind,
    /// Its name on the wire.
    pub(crate) parameter: &'static str,
}

/// An operation on any action. It is the only way from an action's name to its types.
pub(crate) trait ActionVisitor: Sized {
    /// The result of the operation.
    type Output;

    /// Runs the operation for one action. `args` are the arguments that were typed; `None` if the
    /// action was only named.
    fn visit<A: ActionArgs>(self, args: Option<&A>) -> Self::Output;
}

/// Everything that is known of an action without its types.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Described {
    pub(crate) info: &'static ActionInfo,
    pub(crate) facts: &'static ActionFacts,
    /// Set where it moves a position.
    pub(crate) moves: bool,
}

/// Tells what is known of an action.
pub(crate) struct Telling;

impl ActionVisitor for Telling {
    type Output = Described;

    fn visit<A: ActionArgs>(self, _: Option<&A>) -> Described {
        Described {
            info: A::Request::INFO,
            facts: A::FACTS,
            moves: A::MOVES,
        }
    }
}
