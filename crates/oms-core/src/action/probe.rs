//! A read that proves the way to the service.

use std::fmt;
use std::marker::PhantomData;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::{Action, ActionInfo, Effect, NoData};

/// Calls a read without parameters, and passes over whatever it answers with: an accepted envelope
/// is what counts.
///
/// A probe takes the way that a write would take: the same endpoint, path, credentials,
/// certificates and proxy. Wrong ones end it with an error that is certain, because a read changes
/// nothing: a bare status 401 is [`Rejected`](crate::Rejected) with
/// [`Reason::Credentials`](crate::Reason::Credentials). The same status would leave a write
/// [`Unknown`](crate::Unknown).
///
/// Generated clients have a method `probe`, which calls the read that the service's description
/// names. A probe of an action that changes something does not compile:
///
/// ```compile_fail
/// # use oms_core as oms_client;
/// use oms_client::{Action, ActionInfo, Effect, NoData, Probe};
///
/// #[derive(serde::Serialize)]
/// struct Erase {}
///
/// impl Action for Erase {
///     type Data = NoData;
///     const INFO: &'static ActionInfo = &ActionInfo::new("Erase", Effect::Write);
/// }
///
/// let probe = Probe::<Erase>::new();
/// ```
pub struct Probe<A> {
    action: PhantomData<fn() -> A>,
}

impl<A: Action> Probe<A> {
    /// A probe by this action, which must take no required parameter.
    #[must_use]
    pub const fn new() -> Self {
        const {
            assert!(
                matches!(A::INFO.effect(), Effect::Read),
                "a probe must only read"
            );
        }
        Self {
            action: PhantomData,
        }
    }
}

impl<A: Action> Default for Probe<A> {
    fn default() -> Self {
        Self::new()
    }
}

impl<A> Serialize for Probe<A> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_map(Some(0))?.end()
    }
}

impl<A: Action> Action for Probe<A> {
    type Data = NoData;
    const INFO: &'static ActionInfo = A::INFO;
}

impl<A: Action> fmt::Debug for Probe<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Probe").field(&A::INFO.name()).finish()
    }
}
