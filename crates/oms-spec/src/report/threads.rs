//! The same for each of many items, on the threads of the machine.
//!
//! Which thread handles an item leaves no trace: what it gives, and the problems that it has, come
//! in the order of the items.

use rayon::prelude::*;

use super::problems::Problems;

/// The number of items that is worth a thread of its own.
const WORTH_A_THREAD: usize = 64;

impl Problems {
    /// Returns what each item gives, and adds the problems that each has by itself.
    pub(crate) fn of_each<T: Sync, R: Send>(
        &mut self,
        items: &[T],
        read: impl Fn(&T, &mut Self) -> R + Sync + Send,
    ) -> Vec<R> {
        let items = items.par_iter().with_min_len(WORTH_A_THREAD);
        let read = items.map(|item| {
            let mut problems = Self::default();
            (read(item, &mut problems), problems.list)
        });
        let (results, problems): (Vec<R>, Vec<_>) = read.unzip();
        self.extend(problems.into_iter().flatten());
        results
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Code, Diagnostic, Span};

    #[test]
    fn results_and_problems_come_in_the_order_of_the_items() {
        for count in [0, 1, WORTH_A_THREAD, 1_000] {
            let items: Vec<usize> = (0..count).collect();
            let mut problems = Problems::default();
            let doubled = problems.of_each(&items, |item, problems| {
                problems.push(Diagnostic::new(Code::NotUtf8, Span::start_of(*item), "bad"));
                item * 2
            });
            let expected: Vec<usize> = items.iter().map(|item| item * 2).collect();
            assert_eq!(doubled, expected, "{count}");
            let files: Vec<usize> = problems.spans().iter().map(|span| span.file()).collect();
            assert_eq!(files, items, "{count}");
        }
    }
}
