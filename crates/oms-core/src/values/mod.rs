//! The values of requests and answers: how each is read, checked, written and kept from view.

pub mod codec;
mod cost;
mod distinct;
pub(crate) mod epoch_seconds;
mod json;
pub(crate) mod json_path;
mod odd_field;
mod other_fields;
mod secret;
mod secret_fields;
mod start_position;
mod utc_date_time;

pub use cost::Cost;
pub use epoch_seconds::EpochSeconds;
pub use json::Json;
pub use odd_field::OddField;
pub use other_fields::OtherFields;
pub use secret::{Base64Secret, Secret, SecretJson};
pub use secret_fields::{HIDDEN, Secrets};
pub use start_position::StartPosition;
pub use utc_date_time::UtcDateTime;
