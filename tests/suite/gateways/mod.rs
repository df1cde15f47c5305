//! Outcome and ledger with real gateways between client and service: nginx, haproxy, squid, Apache
//! with ModSecurity, Varnish, lighttpd, tinyproxy, Caddy.
//!
//! Each is the program that Debian packages, started by the test with a configuration of a few
//! lines beside the test. The service behind it is the simulator or a fault server, whose ledger
//! decides. [docs/gateways.md](../../docs/gateways.md) says what the promises can and cannot cover.

// They find the processes of a gateway in /proc, and give up rights as Linux does.
#![cfg(target_os = "linux")]

mod blocked;
mod echo;
mod fetched;
mod harness;
mod kinds;
mod lost;
mod matrix;
mod page;
mod reads;
mod refused;
mod reload;
mod resends;
mod resumed;
mod tunnel;
mod way;
