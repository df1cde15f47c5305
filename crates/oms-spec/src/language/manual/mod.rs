//! The manual of the spec language: a block of comments at the head of `spec/oms.toml`, from the
//! key table.

use std::collections::BTreeSet;

use crate::language::keys::{KeyKind, KeyRule, Need, TableRule};
use crate::language::{TextForm, tables};
use crate::report::{Code, Diagnostic, Problems, SourceText, Span};

/// The block is known by this line: a spec of an earlier commit that began otherwise could not be
/// read, and `spec diff` reads them.
const BEGIN: &str =
    "# Manual of every key, from the key table of oms-spec. `cargo xtask codegen` keeps it.";
const END: &str = "# End of the manual.";

/// Longest line of the manual, in characters.
const WIDTH: usize = 120;

/// The text before the sections of the tables: how to read them, how to add an action, and a whole
/// one.
const INTRO: &str = include_str!("intro.txt");

/// The block, with its first and last line.
#[must_use]
pub fn text() -> String {
    let mut lines = vec![BEGIN.to_owned(), "#".to_owned()];
    lines.extend(
        INTRO
            .lines()
            .map(|line| format!("# {line}").trim_end().to_owned()),
    );
    lines.push("#".to_owned());
    let mut seen = BTreeSet::new();
    for root in [&tables::ACTION, &tables::ROOT] {
        section(root, &mut seen, &mut lines);
    }
    lines.push(END.to_owned());
    lines.join("\n").replace(UNBROKEN, " ") + "\n"
}

/// The root file with a current manual at its head, behind the line that names the schema for
/// editors.
#[must_use]
pub fn replace(oms_toml: &str) -> String {
    let (schema, rest) = split(oms_toml);
    format!("{schema}{}\n{rest}", text())
}

/// The root file without its manual, however many empty lines are around it.
pub(crate) fn without(oms_toml: &str) -> String {
    let (schema, rest) = split(oms_toml);
    format!("{schema}{rest}")
}

/// The line that names the schema, and what is behind it and the manual.
fn split(oms_toml: &str) -> (String, String) {
    // At any other place than the head of a file, this mark would be a hidden character.
    let oms_toml = oms_toml.strip_prefix('\u{feff}').unwrap_or(oms_toml);
    let rest = match block(oms_toml) {
        Some((before, after)) => format!("{before}{after}"),
        None => oms_toml.to_owned(),
    };
    let rest = rest.trim_start_matches('\n');
    let schema = rest
        .split_inclusive('\n')
        .next()
        .filter(|line| line.starts_with("#:schema "))
        .unwrap_or_default();
    let behind = rest.get(schema.len()..).unwrap_or_default();
    (
        schema.to_owned(),
        behind.trim_start_matches('\n').to_owned(),
    )
}

/// A block that is cut or occurs twice cannot be replaced without losing text, so it is refused.
pub(crate) fn check(file: usize, source: &SourceText, problems: &mut Problems) {
    let lines = |wanted: &'static str| {
        let lines = source.text.match_indices(wanted);
        let whole = lines.filter(|(offset, _)| is_line(&source.text, *offset, wanted));
        whole.map(move |(offset, _)| Span::new(file, offset..offset + wanted.len()))
    };
    let (mut begins, mut ends) = (lines(BEGIN), lines(END));
    let new = |place: Span, label: &str| {
        let message = "the manual block cannot be told from the rest";
        Diagnostic::new(Code::BrokenManual, place, message).label(label)
    };
    let diagnostic = match (begins.next(), ends.next()) {
        (None, None) => return,
        (Some(begin), None) => new(begin, "nothing ends it behind this line"),
        (None, Some(end)) => new(end, "nothing begins it before this line"),
        (Some(begin), Some(end)) if end < begin => {
            new(end, "this ends it").also(begin, "and this begins it")
        }
        (Some(begin), Some(end)) => match (begins.next(), ends.next()) {
            (None, None) => return,
            (Some(again), _) => new(again, "it begins again here").also(begin, "it began here"),
            (None, Some(again)) => new(again, "it ends again here").also(end, "it ended here"),
        },
    };
    problems.push(diagnostic.help(
        "remove what is left of it, its first and last line included; `cargo xtask sync` writes it anew",
    ));
}

/// Returns whether a text is the whole line that it is on.
fn is_line(text: &str, offset: usize, line: &str) -> bool {
    let before = text.get(..offset).unwrap_or_default();
    let behind = text.get(offset + line.len()..).unwrap_or_default();
    let ends = behind.lines().next().unwrap_or_default().trim().is_empty();
    ends && (before.is_empty() || before.ends_with('\n'))
}

/// The text before and after the block.
fn block(text: &str) -> Option<(&str, &str)> {
    let line_at = |line: &str, from: usize| {
        let mut offset = from;
        text.get(from..)?.split_inclusive('\n').find_map(|other| {
            let start = offset;
            offset += other.len();
            (other.trim_end() == line).then_some(start..offset)
        })
    };
    let begin = line_at(BEGIN, 0)?;
    let end = line_at(END, begin.end)?;
    Some((text.get(..begin.start)?, text.get(end.end..)?))
}

fn section(table: &'static TableRule, seen: &mut BTreeSet<&'static str>, lines: &mut Vec<String>) {
    if !seen.insert(table.id) {
        return;
    }
    lines.push(format!("# {}", table.header));
    wrapped("#   ", table.doc, lines);
    for key in table.keys {
        wrapped("#     ", &format!("- {}", entry(key)), lines);
    }
    lines.push("#".to_owned());
    for key in table.keys {
        if let KeyKind::Table(inner) | KeyKind::Tables(inner) = key.kind {
            section(inner, seen, lines);
        }
    }
}

/// A key: its name, whether it must be there, what it means, which words it takes, and an example.
/// A text that must not be broken over two lines gets blanks that do not break.
fn entry(key: &KeyRule) -> String {
    let need = match key.need {
        Need::Required => "required".to_owned(),
        Need::Optional => "optional".to_owned(),
        Need::OnlyWith { key, values: [] } => format!("optional, with `{key}`"),
        Need::OnlyWith { key, values } => {
            format!("optional, where `{key}` is {}", values.join(" or "))
        }
        Need::RequiredWith { key, values } => {
            format!("required, where `{key}` is {}", values.join(" or "))
        }
    };
    let takes = match key.kind {
        // The words are not listed twice.
        KeyKind::Text(TextForm::Word(words))
            if !words.iter().all(|word| key.doc.contains(word)) =>
        {
            format!(" One of: {}.", words.join(", "))
        }
        _ => String::new(),
    };
    let example = if key.example.is_empty() {
        String::new()
    } else {
        format!(" Example: {}", key.example.replace(' ', UNBROKEN))
    };
    let name = key.name;
    format!("{name} ({need}): {}{takes}{example}", key.doc)
}

/// Stands for a blank until the lines are broken.
const UNBROKEN: &str = "\u{a0}";

/// Breaks words into lines: the first starts as any line of a section, the others with `prefix`.
fn wrapped(prefix: &str, words: &str, lines: &mut Vec<String>) {
    let mut line = "#  ".to_owned();
    for word in words.split(' ') {
        if line.chars().count() + 1 + word.chars().count() > WIDTH {
            lines.push(std::mem::replace(&mut line, prefix.to_owned()));
        } else {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.push(line);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_manual_is_replaced_in_place_and_only_once() {
        let old = format!("#:schema x\n{BEGIN}\n# old\n{END}\n\n[service]\n");
        let new = replace(&old);
        assert!(new.starts_with(&format!("#:schema x\n{BEGIN}\n")));
        assert!(new.ends_with(&format!("{END}\n\n[service]\n")));
        assert!(!new.contains("# old"));
        assert_eq!(replace(&new), new);
        let other = format!("{BEGIN}\n{END}\n\n#:schema x\n\n\n[service]\n");
        assert_eq!(replace(&other), new);
        assert_eq!(replace(&format!("\u{feff}{old}")), new);
        assert_eq!(replace("\u{feff}[service]\n"), replace("[service]\n"));
    }

    #[test]
    fn a_manual_changes_nothing_that_is_read() {
        for text in [
            "#:schema x\n\n[service]\n",
            "[service]\n",
            "",
            "# a\n[service]\n",
        ] {
            assert_eq!(without(&replace(text)), without(text), "{text}");
        }
        assert_eq!(
            without("#:schema x\n\n[service]\n"),
            "#:schema x\n[service]\n"
        );
    }

    #[test]
    fn the_manual_names_every_key_and_keeps_its_width() {
        let text = text();
        for table in [&tables::ROOT, &tables::ACTION] {
            for key in table.keys {
                assert!(
                    text.contains(&format!("#   - {} (", key.name)),
                    "{}",
                    key.name
                );
            }
        }
        assert_eq!(
            text.lines()
                .filter(|line| line.chars().count() > WIDTH)
                .collect::<Vec<_>>(),
            Vec::<&str>::new()
        );
    }
}
