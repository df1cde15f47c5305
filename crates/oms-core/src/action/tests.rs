//! What is told of an action before it is called.

use crate::{ActionInfo, Effect};

#[test]
fn an_action_may_be_repeated_where_it_reads_or_says_so() {
    let (read, write) = (
        ActionInfo::new("Look", Effect::Read),
        ActionInfo::new("Store", Effect::Write),
    );
    for (info, repeatable) in [
        (read, true),
        (read.repeatable(), true),
        (write, false),
        (write.repeatable(), true),
    ] {
        assert_eq!(info.is_repeatable(), repeatable, "{info:?}");
    }
    assert!(!write.is_partly_known() && write.partly_known().is_partly_known());
}
