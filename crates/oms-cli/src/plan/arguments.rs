//! What generated arguments have in common, so that one function runs every action.

use oms_client::Action;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::failure::Failure;
use crate::generated::Wording;
use crate::plan::Explanation;
use crate::session::Consent;
use crate::time::Moment;

/// The arguments of one action.
pub(crate) trait ActionArgs {
    /// What they make.
    type Request: Action<Data: Serialize> + DeserializeOwned;

    /// The request that is meant, at the moment at which the command started.
    fn request(&self, moment: &Moment) -> Result<Self::Request, Failure>;

    /// Whether to act; `None` for an action that only reads.
    fn consent(&self) -> Option<&Consent> {
        None
    }

    /// What a person is told of this request; `None` where there is nothing to tell beyond the parameters.
    ///
    /// `args` are the arguments that it was made of, where it was not given as JSON.
    fn explain(
        args: Option<&Self>,
        request: &Self::Request,
        moment: &Moment,
        wording: &impl Wording,
    ) -> Option<Explanation>;
}
