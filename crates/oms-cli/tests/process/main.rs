//! The program as a process, where it can be sent signals, killed, and sat in front of.
#![cfg(unix)]

#[cfg(test)]
mod asked;
#[cfg(test)]
mod awaited;
#[cfg(test)]
mod batched;
#[cfg(test)]
mod chapter;
#[cfg(feature = "watch")]
#[cfg(test)]
mod compared;
#[cfg(test)]
mod completed;
#[cfg(test)]
mod configured;
#[cfg(test)]
mod credentials;
#[cfg(test)]
mod descriptors;
#[cfg(test)]
mod documents;
#[cfg(test)]
mod killed;
#[cfg(test)]
mod late;
#[cfg(feature = "mcp")]
#[cfg(test)]
mod mcp;
#[cfg(test)]
mod named;
#[cfg(test)]
mod names;
#[cfg(test)]
mod network;
#[cfg(test)]
mod profiled;
#[cfg(test)]
mod rewound;
#[cfg(test)]
mod saved;
#[cfg(feature = "watch")]
#[cfg(test)]
mod screen;
#[cfg(test)]
mod signals;
#[cfg(test)]
mod stored;
#[cfg(test)]
mod support;
#[cfg(test)]
mod terminal;
#[cfg(test)]
mod waiting;
#[cfg(feature = "watch")]
#[cfg(test)]
mod watched;
