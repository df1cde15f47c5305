//! The answers of a journal that does not exist.

use super::attempt::{Attempt, Target};
use super::facts::{Facts, Like, Rivals, Runs};
use super::filter::Filter;
use super::problem::Problem;
use super::progress::Run;

/// Nothing was ever written down.
#[derive(Debug)]
pub(super) struct Nothing;

impl Facts for Nothing {
    fn attempt(&self, _: u64) -> Result<Option<Attempt>, Problem> {
        Ok(None)
    }

    fn attempts(&self, _: &Filter) -> Result<Vec<Attempt>, Problem> {
        Ok(Vec::new())
    }

    fn open_about(&self, _: &str) -> Result<Vec<Attempt>, Problem> {
        Ok(Vec::new())
    }

    fn last_accepted(&self, _: &Target, _: Like<'_>) -> Result<Option<Attempt>, Problem> {
        Ok(None)
    }

    fn rival(&self, _: Rivals<'_>) -> Result<Option<Attempt>, Problem> {
        Ok(None)
    }

    fn last_of_profile(&self, _: &str) -> Result<Option<Attempt>, Problem> {
        Ok(None)
    }

    fn run(&self, _: u64) -> Result<Option<Run>, Problem> {
        Ok(None)
    }

    fn runs(&self, _: Runs<'_>) -> Result<Vec<u64>, Problem> {
        Ok(Vec::new())
    }
}
