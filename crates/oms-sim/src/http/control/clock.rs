//! `/_sim/clock`: shows the virtual clock, and moves it.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};

use super::Local;
use super::problem::{Body, Problem};
use crate::engine::Moment;
use crate::http::Shared;
use crate::pace::Pace;
use crate::span;

/// The longest single move of the clock: ten years.
const FARTHEST: Duration = Duration::from_secs(10 * 366 * 24 * 3600);

/// The answer to `GET /_sim/clock`.
#[derive(Serialize)]
pub(super) struct Clock {
    /// The time on it, in milliseconds since 1970.
    now: Moment,
    /// The same in UTC.
    utc: String,
    /// True if it goes with time.
    real_time: bool,
}

/// The body of `POST /_sim/clock/advance`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Advance {
    /// The distance, such as `30s`.
    #[serde(with = "span")]
    by: Duration,
}

/// The body of `PUT /_sim/clock`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Set {
    /// True if it goes with time from now on.
    real_time: bool,
}

/// Shows the clock.
pub(super) async fn show(_: Local, State(shared): State<Arc<Shared>>) -> Json<Clock> {
    Json(clock(&shared))
}

/// Moves the clock on.
pub(super) async fn advance(
    _: Local,
    State(shared): State<Arc<Shared>>,
    Body(Advance { by }): Body<Advance>,
) -> Result<Json<Clock>, Problem> {
    if by > FARTHEST {
        return Err(Problem::bad_request(
            "the clock is moved by ten years at most",
        ));
    }
    let mut state = shared.lock();
    if state.world.now().after(by) > Moment::LAST {
        return Err(Problem::bad_request(format!(
            "the clock ends at {}, the last moment that a position can name, and was not moved",
            Moment::LAST
        )));
    }
    state.advance(by);
    drop(state);
    Ok(Json(clock(&shared)))
}

/// Lets the clock go with time, or stops it.
pub(super) async fn set(
    _: Local,
    State(shared): State<Arc<Shared>>,
    Body(Set { real_time }): Body<Set>,
) -> Json<Clock> {
    let mut state = shared.lock();
    state.pace = if real_time {
        Pace::real_time(state.world.now())
    } else {
        Pace::Manual
    };
    drop(state);
    Json(clock(&shared))
}

fn clock(shared: &Shared) -> Clock {
    let state = shared.lock();
    let now = state.world.now();
    Clock {
        now,
        utc: now.to_string(),
        real_time: state.pace.is_real_time(),
    }
}
