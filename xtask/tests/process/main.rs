//! The program as a process, on workspaces in temporary folders: what it prints, what it changes,
//! and how it ends.

#[cfg(test)]
mod checking;
#[cfg(test)]
mod ci;
#[cfg(test)]
mod determinism;
#[cfg(test)]
mod mistakes;
#[cfg(test)]
mod orphans;
#[cfg(test)]
mod refusals;
#[cfg(test)]
mod support;
#[cfg(test)]
mod syncing;
#[cfg(test)]
mod usage;
#[cfg(test)]
mod writing;
