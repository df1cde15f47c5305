//! The promises of `docs/promises.md`, a test or more for each number, over real sockets wherever a
//! socket is part of the promise.
//!
//! A test's name begins with the number of the promise that it keeps.

mod a_contradiction;
mod a_dropped;
mod a_envelope;
mod a_lost;
mod a_not_sent;
mod a_status;
mod b_attempts;
mod b_kept;
mod b_limits;
mod b_protocol;
mod b_resend;
mod c_meaning;
mod d_answers;
mod d_http;
mod d_network;
mod e_held;
mod e_identity;
mod e_output;
mod e_redirects;
mod e_secrets;
mod e_trust;
mod k_echo;
mod k_network;
mod k_own_certificate;
mod k_request_secrets;
mod k_status;
mod k_way;
mod matrix;
mod o_certificate;
mod o_provider;
mod o_resumption;
mod o_service;
mod o_telemetry;
mod table;
