//! Names that are taken, with where.

use std::collections::{HashMap, HashSet};

use crate::report::{Code, Diagnostic, Problems, Span, quoted};

/// The names that were reported.
pub(super) struct Reports<'p> {
    pub(super) problems: &'p mut Problems,
    /// Places that were reported as having the same name: where two fields do, their types do as
    /// well.
    pairs: &'p mut HashSet<(Span, Span)>,
}

impl<'p> Reports<'p> {
    pub(super) fn new(problems: &'p mut Problems, pairs: &'p mut HashSet<(Span, Span)>) -> Self {
        Self { problems, pairs }
    }

    pub(super) fn push(&mut self, diagnostic: Diagnostic) {
        self.problems.push(diagnostic);
    }

    fn collision(&mut self, taken: &Taken, name: &str, first: Span, second: Span) {
        if !self.pairs.insert((first, second)) {
            return;
        }
        let message = format!("two things have the {} {}", taken.what, quoted(name));
        self.problems.push(
            Diagnostic::new(Code::NameCollision, second, message)
                .label("again here")
                .also(first, "first here")
                .help(taken.help),
        );
    }
}

/// Names of one kind that must differ.
pub(super) struct Taken {
    what: &'static str,
    help: &'static str,
    names: HashMap<String, Span>,
}

impl Taken {
    /// `what` is what two things would have in common, `help` what to do about it.
    pub(super) fn new(what: &'static str, help: &'static str) -> Self {
        Self {
            what,
            help,
            names: HashMap::new(),
        }
    }

    /// Takes a name; `false` if it was taken before, which is reported.
    pub(super) fn add(&mut self, name: String, span: Span, reports: &mut Reports<'_>) -> bool {
        let Some(first) = self.names.get(&name) else {
            self.names.insert(name, span);
            return true;
        };
        reports.collision(self, &name, *first, span);
        false
    }
}
