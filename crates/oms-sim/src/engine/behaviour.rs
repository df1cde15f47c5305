//! What the actions do that have a behaviour of their own.
//!
//! It names no wire word: the generated trait has a method for each action, and the request comes decoded.

mod operate;
mod reset;

use oms_client::actions::ResetIncrStartTimestampRequest;
use oms_client::shapes::TicketId;

use super::{Reaction, World};
use crate::generated::Behaviour;

impl Behaviour for World {
    fn reset_incr_start_timestamp(
        &self,
        request: &ResetIncrStartTimestampRequest,
    ) -> Reaction<TicketId> {
        reset::reset(self, request).into()
    }
}
