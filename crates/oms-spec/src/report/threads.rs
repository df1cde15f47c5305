//! The same for each of many items, on as many threads as the machine has.
//!
//! Which thread handles an item leaves no trace: what it gives, and the problems that it has, come
//! in the order of the items.

use std::{panic, thread};

use super::problems::Problems;

/// The number of items that is worth a thread of its own.
const WORTH_A_THREAD: usize = 64;

impl Problems {
    /// Returns what each item gives, and adds the problems that each has by itself.
    pub(crate) fn of_each<T: Sync, R: Send>(
        &mut self,
        items: &[T],
        read: impl Fn(&T, &mut Self) -> R + Sync,
    ) -> Vec<R> {
        let machine = thread::available_parallelism().map_or(1, usize::from);
        let threads = machine.min(items.len() / WORTH_A_THREAD).max(1);
        let part = items.len().div_ceil(threads);
        let (own, others) = items.split_at(part);
        let read = &read;
        thread::scope(|scope| {
            let others: Vec<_> = others
                .chunks(part.max(1))
                .map(|part| {
                    scope.spawn(move || {
                        let mut problems = Self::default();
                        let read = part.iter().map(|item| read(item, &mut problems));
                        (read.collect::<Vec<R>>(), problems.list)
                    })
                })
                .collect();
            let mut results: Vec<R> = own.iter().map(|item| read(item, self)).collect();
            for other in others {
                // A thread that panicked has left its items undone; the panic is passed on.
                let (more, problems) = other
                    .join()
                    .unwrap_or_else(|panic| panic::resume_unwind(panic));
                results.extend(more);
                self.extend(problems);
            }
            results
        })
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

    #[test]
    fn a_panic_is_passed_on() {
        let items: Vec<usize> = (0..1_000).collect();
        let panicked = panic::catch_unwind(|| {
            Problems::default().of_each(&items, |item, _| assert_ne!(*item, 999))
        });
        assert!(panicked.is_err());
    }
}
