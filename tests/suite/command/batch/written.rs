//! The values of a file as they are written, to the last blank.

use oms_cli::Exit;
use oms_client::EpochSeconds;
use oms_sim::{Scenario, Simulator, SimulatorBuilder, Task};

use super::super::Desk;
use super::SEND;

/// Tasks whose names look alike: an ID and a name.
const ALIKE: &[(&str, &str)] = &[
    ("np_plain", "orders"),
    ("np_blank", "orders "),
    ("np_wide", "orders\u{3000}"),
    ("np_firm", "orders\u{a0}"),
    ("np_comma", "orders, \"old\" "),
];

async fn desk() -> Desk {
    let position = EpochSeconds::new(1_742_368_800).unwrap();
    let tasks = ALIKE.iter();
    let tasks = tasks.map(|&(id, name)| Task::new(id, position).named(name));
    let nobody = Simulator::builder().scenario(Scenario::empty());
    Desk::with(tasks.fold(nobody, SimulatorBuilder::task)).await
}

#[tokio::test]
async fn p189_a_name_in_quotes_keeps_its_blanks_and_moves_no_other_task() {
    const NONE: &str = "no task with the name";
    for (written, id) in [
        ("orders", Ok("np_plain")),
        ("\"orders\"", Ok("np_plain")),
        ("  orders\t", Ok("np_plain")),
        (" \"orders\" ", Ok("np_plain")),
        ("\"orders \"", Ok("np_blank")),
        (" \"orders \" ", Ok("np_blank")),
        ("orders\u{3000}", Ok("np_wide")),
        ("\"orders\u{3000}\" ", Ok("np_wide")),
        ("orders\u{a0} ", Ok("np_firm")),
        ("\"orders, \"\"old\"\" \"", Ok("np_comma")),
        ("\" orders\"", Err(NONE)),
        ("\u{3000}orders", Err(NONE)),
    ] {
        // The name is in the last column as well as in the first.
        let first = format!("id,reverse,to\n{written},false,-2h\n");
        let last = format!("reverse,to,id\nfalse,-2h,{written}\n");
        for text in [first, last] {
            let desk = desk().await;
            let one = [&["--execute", "--yes=1"][..], &SEND[2..]].concat();
            let ended = desk.batched(&text, &one).await;
            let moved = desk.targets();
            match id {
                Ok(id) => {
                    assert_eq!(ended.exit, Exit::Success, "{text}: {ended:?}");
                    assert_eq!(moved, [(id.to_owned(), false)], "{text}");
                }
                Err(words) => {
                    assert_eq!(ended.exit, Exit::Usage, "{text}: {ended:?}");
                    assert!(ended.stdout.contains(words), "{text}: {ended:?}");
                    assert!(moved.is_empty(), "{text}: {moved:?}");
                }
            }
        }
    }
}
