//! Numbers with the things that they count.

use super::Unread;
use super::numbers::{self, Number};
use crate::text::before_any;

/// The things that a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    Characters,
    /// Time, in this unit.
    Time(&'static str),
    /// Things that are counted one by one, by their name.
    Items,
    /// Something with a name that is not known: things, or a unit of a measure.
    Named,
    /// Something that no fact says, such as bytes.
    Other,
    /// Nothing that is named.
    Nothing,
}

/// The number at the start of a text, and the things that it counts. It cannot be read where other
/// numbers follow: which of them counts depends on something.
pub(super) fn amount(text: &str) -> Option<Result<(i128, Of), Unread>> {
    let text = text.trim_start().trim_start_matches('`');
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    Some(match numbers::at_start(digits)? {
        Number::Whole(number, rest) => {
            let unit = of(rest.trim_start());
            // A range counts nothing: it is that of the digits in a name, for example.
            if further(rest, unit).any(|other| !numbers::is_range(other)) {
                Err(Unread::Limit)
            } else {
                Ok((sign * i128::from(number), unit))
            }
        }
        Number::Other => Err(Unread::Limit),
    })
}

/// The parts of the text behind a number and its unit that begin with a further number, in the
/// place of the first one: `10 (MySQL), 20 (Oracle)`.
pub(super) fn further(rest: &str, unit: Of) -> impl Iterator<Item = &str> {
    const JOINS: &[&str] = &[", ", " or ", " and ", "/", "|", "，", "、", "和", "或"];
    const BRACKETS: &[&str] = &["(", "（"];
    let behind = move |join: &&'static str| rest.split(*join).skip(1);
    let remarks = BRACKETS.iter().flat_map(behind);
    let others = remarks.filter(move |remark| !is_explained(remark, unit));
    let parts = JOINS.iter().flat_map(behind).chain(others);
    let begins = |part: &&str| {
        let number = part.trim_start_matches(['`', '-', ' ']);
        number.starts_with(|c: char| c.is_ascii_digit())
    };
    parts.filter(begins)
}

/// True if a remark in brackets says of its number that it is the default, or the number before in
/// another unit or as a calculation.
fn is_explained(remark: &str, unit: Of) -> bool {
    const DEFAULT: &[&str] = &[
        "by default",
        "is the default",
        "default",
        "为默认值",
        "默认值",
        "默认",
    ];
    let inside = remark.split([')', '）']).next().unwrap_or_default();
    match numbers::at_start(inside) {
        Some(Number::Whole(_, rest)) => {
            let rest = rest.trim();
            let before = before_any(rest, DEFAULT);
            let name = before.unwrap_or(rest).trim();
            let counted = of(name);
            let is_restated = counted != unit && matches!(counted, Of::Time(_) | Of::Other);
            let is_default = before.is_some() && counted != Of::Named;
            !name.contains(char::is_whitespace) && (is_default || is_restated)
        }
        Some(Number::Other) => {
            inside.contains(['^', '*', '×']) && !inside.contains(char::is_alphabetic)
        }
        None => false,
    }
}

/// The words of a length.
const CHARACTERS: &[&str] = &[
    "character",
    "char",
    "letter",
    "字符",
    "汉字",
    "字母",
    "英文字符",
];

/// The words of a span of time, each with its unit.
const TIME: &[(&str, &str)] = &[
    ("day", "days"),
    ("d", "days"),
    ("hour", "hours"),
    ("hr", "hours"),
    ("h", "hours"),
    ("minute", "minutes"),
    ("min", "minutes"),
    ("second", "seconds"),
    ("sec", "seconds"),
    ("s", "seconds"),
    ("天", "days"),
    ("自然日", "days"),
    ("小时", "hours"),
    ("分钟", "minutes"),
    ("秒", "seconds"),
];

/// Units that no fact says.
const OTHER: &[&str] = &[
    "ms",
    "week",
    "month",
    "year",
    "byte",
    "kilobyte",
    "megabyte",
    "gigabyte",
    "terabyte",
    "b",
    "k",
    "kb",
    "kib",
    "kbps",
    "m",
    "mb",
    "mib",
    "mbps",
    "g",
    "gb",
    "gib",
    "gbps",
    "tb",
    "tib",
    "bit",
    "digit",
    "decimal",
    "dozen",
    "time",
    "周",
    "月",
    "年",
    "工作日",
    "字节",
    "兆",
    "次",
    "位",
    "倍",
];

/// Things that are counted one by one, and words of Chinese that stand between a number and such
/// things.
const ITEMS: &[&str] = &[
    "item",
    "entry",
    "entries",
    "row",
    "line",
    "record",
    "page",
    "value",
    "element",
    "task",
    "label",
    "name",
    "id",
    "object",
    "table",
    "database",
    "schema",
    "column",
    "field",
    "partition",
    "thread",
    "connection",
    "node",
    "instance",
    "条",
    "项",
    "行",
    "页",
    "张",
    "列",
    "台",
    "组",
    "表",
    "库",
    "标签",
    "任务",
    "对象",
    "记录",
    "字段",
    "分区",
    "线程",
    "连接",
    "节点",
    "实例",
    "名称",
    "数据库",
    "元素",
];

/// Words that go on with the sentence, and the unit that the whole description states.
const CLAUSES: &[&str] = &[
    "and",
    "or",
    "but",
    "if",
    "when",
    "while",
    "unless",
    "for",
    "in",
    "inclusive",
    "at",
    "to",
    "by",
    "with",
    "which",
    "that",
    "per",
    "because",
    "as",
    "on",
    "is",
    "millisecond",
    "milliseconds",
    "毫秒",
    "且",
    "并",
    "或",
    "和",
    "及",
    "的",
    "以",
    "之",
];

/// The things that are named behind a number.
pub(super) fn of(rest: &str) -> Of {
    let rest = rest.trim_start_matches(['-', ' ']);
    let rest = rest.strip_prefix("chinese ").unwrap_or(rest);
    // One word of Chinese stands before things and units alike.
    let counts = rest.starts_with('个');
    let rest = rest.strip_prefix('个').unwrap_or(rest).trim_start();
    let is_part = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let end = rest.find(|c: char| !is_part(c));
    let word = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
    let one = word.strip_suffix('s').unwrap_or(word);
    // Chinese puts nothing behind a word.
    let is =
        |unit: &str| one == unit || word == unit || (!unit.is_ascii() && rest.starts_with(unit));
    if CHARACTERS.iter().any(|unit| is(unit)) {
        Of::Characters
    } else if OTHER.iter().any(|unit| is(unit)) {
        Of::Other
    } else if let Some(&(_, unit)) = TIME.iter().find(|(unit, _)| is(unit)) {
        Of::Time(unit)
    } else if ITEMS.iter().any(|thing| is(thing)) {
        Of::Items
    } else if CLAUSES.iter().any(|clause| is(clause)) {
        if counts { Of::Items } else { Of::Nothing }
    } else if rest.starts_with(char::is_alphabetic) {
        Of::Named
    } else if counts {
        Of::Items
    } else {
        Of::Nothing
    }
}
