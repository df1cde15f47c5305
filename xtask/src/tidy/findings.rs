//! Places that break a rule.

/// The findings so far.
#[derive(Debug, Default)]
pub(super) struct Findings {
    rule: &'static str,
    list: Vec<(String, usize, String)>,
}

impl Findings {
    /// Says which rule the next findings are of.
    pub(super) fn of(&mut self, rule: &'static str) {
        self.rule = rule;
    }

    /// Notes what is wrong on a line, which counts from 1.
    pub(super) fn line(&mut self, path: &str, line: usize, what: impl AsRef<str>) {
        let what = format!("{} [{}]", what.as_ref(), self.rule);
        self.list.push((path.to_owned(), line, what));
    }

    /// Notes what is wrong with a file as a whole.
    pub(super) fn file(&mut self, path: &str, what: impl AsRef<str>) {
        self.line(path, 1, what);
    }

    /// Everything as `path:line: what`, by place.
    pub(super) fn sorted(mut self) -> Vec<String> {
        self.list.sort();
        self.list
            .into_iter()
            .map(|(path, line, what)| format!("{path}:{line}: {what}"))
            .collect()
    }
}
