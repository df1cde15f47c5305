//! The words of the pages in both languages: headings, the heads of tables, types.
//!
//! A page of another wording needs an entry here and nothing else.

/// The content of a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
    Purpose,
    Call,
    Limits,
    Path,
    Request,
    Response,
    Examples,
    RequestExample,
    ResponseExample,
    Appendix,
}

const SECTIONS: &[(&str, Section)] = &[
    ("purpose", Section::Purpose),
    ("功能说明", Section::Purpose),
    ("call description", Section::Call),
    ("usage notes", Section::Call),
    ("调用说明", Section::Call),
    ("limitations", Section::Limits),
    ("limits", Section::Limits),
    ("接口约束", Section::Limits),
    ("使用限制", Section::Limits),
    ("request path", Section::Path),
    ("request url", Section::Path),
    ("请求路径", Section::Path),
    ("request parameters", Section::Request),
    ("请求参数", Section::Request),
    ("return result", Section::Response),
    ("return results", Section::Response),
    ("response parameters", Section::Response),
    ("return parameters", Section::Response),
    ("返回结果", Section::Response),
    ("返回参数", Section::Response),
    ("响应参数", Section::Response),
    ("examples", Section::Examples),
    ("示例", Section::Examples),
    ("sample request", Section::RequestExample),
    ("request example", Section::RequestExample),
    ("sample requests", Section::RequestExample),
    ("request examples", Section::RequestExample),
    ("请求示例", Section::RequestExample),
    ("sample response", Section::ResponseExample),
    ("response example", Section::ResponseExample),
    ("sample responses", Section::ResponseExample),
    ("response examples", Section::ResponseExample),
    ("返回示例", Section::ResponseExample),
    ("响应示例", Section::ResponseExample),
    ("appendix", Section::Appendix),
    ("附录", Section::Appendix),
];

/// The section that a heading opens, with or without its marks.
pub(crate) fn section(heading: &str) -> Option<Section> {
    let heading = bare(heading).to_lowercase();
    SECTIONS
        .iter()
        .find(|(words, _)| *words == heading)
        .map(|(_, section)| *section)
}

/// A line without bullets, heading marks, emphasis and a colon at its end.
pub(crate) fn bare(line: &str) -> &str {
    line.trim()
        .trim_start_matches(['#', '*', '-', '+', ' '])
        .trim_end_matches(['*', ':', '：', ' ', '#'])
}

/// The content of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Column {
    Name,
    Type,
    Required,
    Default,
    Description,
}

/// The column that a cell of a table's head names.
pub(crate) fn column(cell: &str) -> Option<Column> {
    match bare(cell).to_lowercase().as_str() {
        "parameter" | "parameters" | "field" | "name" | "参数" | "参数名" | "字段" | "名称" => {
            Some(Column::Name)
        }
        "type" | "data type" | "类型" | "参数类型" | "数据类型" => Some(Column::Type),
        "required" | "required?" | "mandatory" | "是否必选" | "是否必填" | "是否必须"
        | "是否必需" | "是否必传" | "必选" | "必填" | "必须" | "必需" | "必传" => {
            Some(Column::Required)
        }
        "default" | "default value" | "默认值" | "默认" | "缺省值" => Some(Column::Default),
        "description" | "描述" | "说明" => Some(Column::Description),
        _ => None,
    }
}

/// Type words of one word; capital letters do not matter.
pub(crate) const TYPES: &[&str] = &[
    "string", "boolean", "bool", "integer", "int", "long", "number", "double", "float", "object",
    "array", "list", "map", "any", "json", "date", "-",
];

/// True if a type word promises a number.
pub(crate) fn is_number(type_word: &str) -> bool {
    is_integer(type_word) || matches!(stem(type_word).as_str(), "number" | "double" | "float")
}

/// True if a type word promises a whole number.
pub(crate) fn is_integer(type_word: &str) -> bool {
    matches!(stem(type_word).as_str(), "integer" | "int" | "long")
}

/// True if a type word promises a list.
pub(crate) fn is_list(type_word: &str) -> bool {
    matches!(stem(type_word).as_str(), "array" | "list") || type_word.contains("[]")
}

/// A type word in small letters, without the words about its items or its size.
fn stem(type_word: &str) -> String {
    let lower = type_word.to_lowercase();
    let stem = lower.split(['[', '<', ' ']).next().unwrap_or_default();
    stem.to_owned()
}

/// Number of words at the start of a list that are a type, such as two of `object [] The list`.
pub(crate) fn type_words(words: &[&str]) -> usize {
    let word = |index: usize| words.get(index).copied().unwrap_or_default();
    let first = word(0).to_lowercase();
    if matches!(first.as_str(), "array" | "list") && word(1).eq_ignore_ascii_case("of") {
        return 2 + usize::from(is_type(word(2).trim_end_matches('s')) || is_type(word(2)));
    }
    if is_type(&first) {
        return 1 + usize::from(word(1) == "[]");
    }
    usize::from(is_type_name(word(0)))
}

/// One word that is a type, with what may follow it: `integer[int32]`, `object[]`, `list<string>`.
fn is_type(word: &str) -> bool {
    let word = word.to_lowercase().replace('\\', "");
    let stem = word
        .find(['[', '<'])
        .map_or(word.as_str(), |end| &word[..end]);
    TYPES.contains(&stem) && !stem.is_empty()
}

/// The name of a class of the vendor's: `SomeKindEnum` or `Some.Kind`.
fn is_type_name(word: &str) -> bool {
    let capital = word.starts_with(|first: char| first.is_ascii_uppercase());
    let dotted = word
        .split_once('.')
        .is_some_and(|(_, rest)| rest.starts_with(|first: char| first.is_ascii_uppercase()));
    let plain = word.chars().all(|c| c.is_ascii_alphanumeric() || c == '.');
    plain && capital && (dotted || word.ends_with("Enum"))
}

/// True if the whole text is a type.
pub(crate) fn is_type_phrase(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    !words.is_empty() && type_words(&words) == words.len()
}

/// True if a text can be the name of a parameter.
pub(crate) fn is_name(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '[' | ']' | '$'))
}

/// The names of a table of its own: `Parameters in a/b`, `a/b 数据结构`.
pub(crate) fn part(line: &str) -> Option<Vec<String>> {
    let text = bare(line);
    let list = strip_start(text, "parameters in ")
        .or_else(|| strip_start(text, "data structure of "))
        .or_else(|| text.strip_suffix("数据结构"))
        .or_else(|| text.strip_suffix("参数说明"))?;
    let list = list.trim_matches(['`', '"', '“', '”', '《', '》', ' ']);
    let names: Vec<String> = list.split('/').map(|name| name.trim().to_owned()).collect();
    names.iter().all(|name| is_name(name)).then_some(names)
}

/// The values that choose a variant: `FULL (copies) and INCR (follows)`.
pub(crate) fn tags(line: &str) -> Option<Vec<String>> {
    let text = crate::prose::without_brackets(bare(line));
    let text = text.replace(['、', '，', ','], " ").replace('和', " ");
    let tags: Vec<String> = text
        .split_whitespace()
        .filter(|word| !matches!(*word, "and" | "or"))
        .map(|word| word.trim_matches('`').to_owned())
        .collect();
    let is_tag = |tag: &String| {
        tag.len() > 1
            && tag.starts_with(|first: char| first.is_ascii_uppercase())
            && tag
                .chars()
                .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
    };
    (!tags.is_empty() && tags.iter().all(is_tag)).then_some(tags)
}

/// The rest of a text behind a beginning, in capital or small letters.
pub(crate) fn strip_start<'a>(text: &'a str, start: &str) -> Option<&'a str> {
    let head = text.get(..start.len())?;
    head.eq_ignore_ascii_case(start)
        .then(|| text.get(start.len()..))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_both_languages_open_the_same_sections() {
        for (line, expected) in [
            ("### Request parameters", Some(Section::Request)),
            ("Return result", Some(Section::Response)),
            ("## 返回参数：", Some(Section::Response)),
            ("**附录**", Some(Section::Appendix)),
            ("Request", None),
        ] {
            assert_eq!(section(line), expected, "{line}");
        }
    }

    #[test]
    fn types_of_several_words_are_one_type() {
        for (text, expected) in [
            ("string The ID", 1),
            ("object [] The list", 2),
            ("array of strings Names", 3),
            ("integer\\[int32\\]", 1),
            ("- Empty", 1),
            ("QueueModeEnum The mode", 1),
            ("Queue.Mode The mode", 1),
            ("Whether it", 0),
        ] {
            let words: Vec<&str> = text.split_whitespace().collect();
            assert_eq!(type_words(&words), expected, "{text}");
        }
    }

    #[test]
    fn parts_and_tags_are_named_in_both_languages() {
        assert_eq!(part("* **Parameters in a/b**").unwrap(), ["a", "b"]);
        assert_eq!(part("* **a 数据结构**").unwrap(), ["a"]);
        assert_eq!(part("Parameters in the body"), None);
        assert_eq!(
            tags("* FULL (copies) and INCR_2").unwrap(),
            ["FULL", "INCR_2"]
        );
        assert_eq!(
            tags("* FULL（全量）和 INCR（增量）").unwrap(),
            ["FULL", "INCR"]
        );
        assert_eq!(tags("* Full copies"), None);
    }
}
