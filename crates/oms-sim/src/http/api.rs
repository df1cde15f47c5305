//! The API: from an HTTP request to a ledger entry and an answer, with the faults that strike on
//! the way.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Extension, State as Extract};
use axum::http::Request;
use axum::response::{IntoResponse, Response};
use tokio::time::sleep;

use super::call::Call;
use super::front::reply;
use super::gate::Passage;
use super::reply::{Reply, alter, script};
use super::script::Script;
use super::shared::Age;
use super::target::Target;
use super::unsettled::Unsettled;
use super::{Shared, State};
use crate::engine::Change;
use crate::fault::{Content, Loss, Plan, Struck};
use crate::ledger::{Decided, Delivery, Sent};

/// The bytes to send, once everything is decided and recorded.
enum Outgoing {
    /// An answer, as HTTP sends it.
    Http(Box<Reply>),
    /// The bytes that a script writes on the bare connection.
    Bare(Script),
}

/// A call in the ledger, and the world that it came to.
#[derive(Clone, Copy)]
struct Arrived {
    number: u64,
    age: Age,
}

impl Arrived {
    /// Its entry, until `sent` is true.
    fn unsettled(self, shared: &Arc<Shared>, sent: Sent) -> Unsettled {
        Unsettled::new(shared, self.age.ledger, self.number, sent)
    }
}

/// The bytes to send, and the entry that tells whether they were.
struct Answered(Outgoing, Unsettled);

/// Receives every request that is not addressed to the simulator itself, answers it, and records
/// it.
pub(crate) async fn receive(
    Extract(shared): Extract<Arc<Shared>>,
    Extension(passage): Extension<Passage>,
    request: Request<Body>,
) -> Response {
    if let Some(script) = shared.strike_unread(&Target::of(request.uri())) {
        match passage.take_over(script, None).await {}
    }
    let call = Call::read(request, &shared).await;
    let received = passage.take_received();
    passage.take_place(&shared.places).await;
    let (arrived, plan) = arrive(&shared, &call, received);
    let latency = plan.latency;
    let mut answered = if plan.delay.is_zero() {
        act(&shared, arrived, &call, &plan)
    } else {
        // A peer that gives up while the service takes its time does not stop the service.
        let shared = shared.clone();
        let acting = tokio::spawn(async move {
            sleep(plan.delay).await;
            act(&shared, arrived, &call, &plan)
        });
        match acting.await {
            Ok(answered) => answered,
            // The simulator is wrong, and the peer is not left to wait.
            Err(_) => match passage.take_over(Script::close(), None).await {},
        }
    };
    if !latency.is_zero() {
        sleep(latency).await;
        if shared.lock().age() != arrived.age {
            answered = lost(&shared, arrived);
        }
    }
    send(answered, passage).await
}

/// Records that a call has arrived, and finds the faults that strike it.
fn arrive(shared: &Shared, call: &Call, received: u64) -> (Arrived, Plan) {
    let mut state = shared.lock();
    let Struck { plan, names } = state.faults.strike_read(call.facts());
    let mut arrival = call.arrival(&state.world);
    arrival.received_bytes = received;
    arrival.faults = names;
    let number = state.ledger.arrive(arrival);
    let age = state.age();
    (Arrived { number, age }, plan)
}

/// Decides, commits and records under one lock: two calls at once must not see the same world and
/// open the same ticket. An answer is recorded when it is sent. A call to a world that is no more
/// has no effect.
fn act(shared: &Arc<Shared>, arrived: Arrived, call: &Call, plan: &Plan) -> Answered {
    let Arrived { number, age } = arrived;
    let mut state = shared.lock();
    if state.age() != age {
        drop(state);
        return lost(shared, arrived);
    }
    let mut reply = reply(shared, &mut state, call, number, plan.other_task);
    let change = reply.change.take().filter(|_| plan.commits());
    let (committed, ticket) = (
        change.as_ref().is_some_and(Change::is_effect),
        change.as_ref().and_then(Change::ticket),
    );
    if let Some(change) = change {
        state.world.commit(change);
    }
    if let Some(content) = &plan.content {
        reply = alter(reply, content, &call.head.headers);
    }
    let mut reply = reply.dated(state.world.now());
    let envelope = plan.content.is_none() && reply.is_envelope();
    let decided = Decided {
        at: state.world.now(),
        committed,
        ticket,
        because: std::mem::take(&mut reply.because),
    };
    state.ledger.decide(number, decided);
    let mut sent = Sent {
        delivery: Delivery::Whole,
        status: Some(reply.status.as_u16()),
        answer: call.veiled(&reply.body, plan.content.as_ref()),
        envelope,
    };
    let (outgoing, delivery) = outgoing(&mut state, reply, plan);
    if !matches!(delivery, Delivery::Whole | Delivery::Cut) {
        sent = Sent::nothing();
    }
    sent.delivery = delivery;
    if delivery == Delivery::Lost {
        // Nothing will be sent, and that is known now.
        state.ledger.send(number, sent.clone());
    }
    drop(state);
    Answered(outgoing, arrived.unsettled(shared, sent))
}

/// Gives no answer to a call to a world that is no more: the world in its place knows nothing of
/// it, and its number may be that of another call there.
fn lost(shared: &Arc<Shared>, arrived: Arrived) -> Answered {
    let mut unsettled = arrived.unsettled(shared, Sent::nothing());
    // Nothing will be sent, and that is known now.
    unsettled.last_is_written();
    Answered(Outgoing::Bare(Script::close()), unsettled)
}

/// The reply as it is sent, and the delivery that the ledger notes.
fn outgoing(state: &mut State, reply: Reply, plan: &Plan) -> (Outgoing, Delivery) {
    match (plan.loss, &plan.content) {
        (Some(Loss::BeforeCommit | Loss::AfterCommit), _) => {
            (Outgoing::Bare(Script::close()), Delivery::Lost)
        }
        (None, Some(Content::Garbage)) => {
            let script = Script::close().then_write(state.faults.garbage());
            (Outgoing::Bare(script), Delivery::Garbled)
        }
        _ if plan.wire.is_plain() => (Outgoing::Http(Box::new(reply)), Delivery::Whole),
        _ => {
            let delivery = if plan.wire.cut.is_some() {
                Delivery::Cut
            } else {
                Delivery::Whole
            };
            (Outgoing::Bare(script(&reply, &plan.wire)), delivery)
        }
    }
}

async fn send(answered: Answered, passage: Passage) -> Response {
    let Answered(outgoing, mut unsettled) = answered;
    match outgoing {
        Outgoing::Http(reply) => {
            unsettled.last_is_written();
            passage.sends(unsettled);
            reply.into_response()
        }
        Outgoing::Bare(script) => match passage.take_over(script, Some(unsettled)).await {},
    }
}
