//! Lets a person choose one of a list: by its number, or by typing what is left of the list until
//! one is.

use std::io::BufRead;

use oms_client::Shown;

use super::names::Listed;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::plan::arguments::SubjectKind;
use crate::session::Session;

/// The most that are read for a choice.
pub(super) const MOST: usize = 2000;

/// The number of candidates that are shown at a time.
const SHOWN: usize = 20;

/// Asks until one is chosen. An empty answer ends it.
pub(super) fn pick<'l>(
    kind: &SubjectKind,
    listed: &'l [Listed],
    session: &mut Session<'_, '_>,
) -> Result<Listed, Failure> {
    let declined = |what: String| {
        Failure::new(
            Exit::Declined,
            what,
            format!("Name the {} by its name or its ID.", kind.name),
        )
    };
    if listed.is_empty() {
        return Err(declined(format!("the service lists no {}", kind.name)));
    }
    let mut left: Vec<&'l Listed> = listed.iter().collect();
    loop {
        session.note(&menu(kind, &left));
        let mut typed = String::new();
        let read = session.surroundings.stdin.read_line(&mut typed);
        let typed = typed.trim();
        if !matches!(read, Ok(1..)) || typed.is_empty() {
            return Err(declined(format!("no {} was chosen", kind.name)));
        }
        match choose(typed, &left) {
            Choice::One(one) => return Ok(one.clone()),
            Choice::Fewer(fewer) => left = fewer,
            Choice::Nothing => {
                session.note(&format!("Nothing matches {}.\n", Shown(typed)));
                left = listed.iter().collect();
            }
        }
    }
}

/// The meaning of the text that was typed.
enum Choice<'l> {
    One(&'l Listed),
    Fewer(Vec<&'l Listed>),
    Nothing,
}

/// Reads an ID, a number of the menu, or a part of a name.
fn choose<'l>(typed: &str, left: &[&'l Listed]) -> Choice<'l> {
    if let Some(one) = left.iter().find(|one| one.id == typed) {
        return Choice::One(one);
    }
    // A number that was not shown is a part of a name.
    let shown = left.get(..SHOWN).unwrap_or(left);
    let by_number = typed.parse::<usize>().ok();
    let by_number = by_number.and_then(|number| shown.get(number.checked_sub(1)?));
    if let Some(one) = by_number {
        return Choice::One(one);
    }
    let wanted = typed.to_lowercase();
    let is_like = |one: &&&Listed| one.line().to_lowercase().contains(&wanted);
    let fewer: Vec<&Listed> = left.iter().filter(is_like).copied().collect();
    match fewer.as_slice() {
        [] => Choice::Nothing,
        [one] => Choice::One(one),
        _ => Choice::Fewer(fewer),
    }
}

fn menu(kind: &SubjectKind, left: &[&Listed]) -> String {
    let lines = left.iter().take(SHOWN).enumerate();
    let lines = lines.map(|(index, one)| format!("  {:>3}  {}", index + 1, one.line()));
    let mut lines: Vec<String> = lines.collect();
    if left.len() > SHOWN {
        lines.push(format!("       and {} more", left.len() - SHOWN));
    }
    let text = lines.join("\n");
    format!(
        "{text}\nWhich {}? Type its number, or a part of its name; Enter alone ends: ",
        kind.name
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::act::names::tests::listed;
    use crate::generated::subjects::TASK;

    #[test]
    fn a_number_an_id_or_what_leaves_one_chooses_it() {
        let all = [
            listed("np_1", "orders"),
            listed("np_2", "Orders-archive"),
            listed("np_3", "billing"),
        ];
        let left: Vec<&Listed> = all.iter().collect();
        for (typed, id) in [
            ("2", "np_2"),
            ("np_1", "np_1"),
            ("BILL", "np_3"),
            ("archive", "np_2"),
        ] {
            assert!(
                matches!(choose(typed, &left), Choice::One(one) if one.id == id),
                "{typed}"
            );
        }
        assert!(matches!(choose("orders", &left), Choice::Fewer(fewer) if fewer.len() == 2));
        assert!(matches!(choose("9", &left), Choice::Nothing));
    }

    #[test]
    fn an_id_comes_before_a_number_and_a_number_that_was_not_shown_is_a_part_of_a_name() {
        let mut all: Vec<Listed> = (0..100)
            .map(|number| listed(&format!("np_{number}"), "x"))
            .collect();
        all.push(listed("2", "billing"));
        all.push(listed("np_old", "orders-50"));
        let left: Vec<&Listed> = all.iter().collect();
        for (typed, id) in [("2", "2"), ("20", "np_19"), ("orders-50", "np_old")] {
            assert!(
                matches!(choose(typed, &left), Choice::One(one) if one.id == id),
                "{typed}"
            );
        }
        // The fiftieth is not on the screen.
        assert!(matches!(choose("50", &left), Choice::Fewer(fewer) if fewer.len() == 2));
    }

    #[test]
    fn the_menu_numbers_the_first_twenty_and_counts_the_rest() {
        for (count, rest) in [(1, None), (20, None), (21, Some(1)), (50, Some(30))] {
            let all: Vec<Listed> = (1..=count)
                .map(|number| listed(&format!("np_{number:03}"), "orders"))
                .collect();
            let text = menu(&TASK, &all.iter().collect::<Vec<_>>());
            let mut lines: Vec<String> = (1..=count.min(20))
                .map(|number| format!("  {number:>3}  np_{number:03}  orders"))
                .collect();
            lines.extend(rest.map(|rest| format!("       and {rest} more")));
            let question = "Which task? Type its number, or a part of its name; Enter alone ends: ";
            lines.push(question.to_owned());
            assert_eq!(text, lines.join("\n"));
        }
    }
}
