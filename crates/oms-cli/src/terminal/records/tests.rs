//! Answers as tables and as CSV.

use super::*;

fn raw(text: &str) -> Box<RawValue> {
    RawValue::from_string(text.to_owned()).unwrap()
}

#[test]
fn p172_an_answer_is_rows_lines_or_objects() {
    let data = raw(
        r#"[{"id":"np_1","name":"订单","empty":null,"steps":[1,2]},{"id":"np_2","name":"=cmd","more":true,"empty":null}]"#,
    );
    assert_eq!(
        to_text(&data, None).0,
        "ID    NAME  STEPS  MORE\nnp_1  订单  [1,2]\nnp_2  =cmd         true\n"
    );
    assert_eq!(
        to_csv(&data).0,
        "id,name,empty,steps,more\r\nnp_1,订单,,\"[1,2]\",\r\nnp_2,\"'=cmd\",,,true\r\n"
    );
    assert_eq!(to_json_lines(&data).lines().count(), 2);
    assert_eq!(to_text(&raw("[]"), None).0, "  none\n");
    assert_eq!(
        to_text(&raw(r#"{"z":1,"a":"x","b":null}"#), None).0,
        "  z  1\n  a  x\n"
    );
    assert_eq!(to_csv(&raw("7")).0, "value\r\n7\r\n");
    assert_eq!(to_text(&raw("null"), None).0, "");
}

#[test]
fn every_value_stands_under_its_own_name_whichever_others_are_empty() {
    for (data, table, csv) in [
        (
            r#"[null,{"a":1},5,{"b":""}]"#,
            "VALUE  A\n\n       1\n5\n\n",
            "value,a,b\r\n,,\r\n,1,\r\n5,,\r\n,,\r\n",
        ),
        (
            r#"[{"a":1},5]"#,
            "A  VALUE\n1\n   5\n",
            "a,value\r\n1,\r\n,5\r\n",
        ),
        (
            r#"[{"id":1,"label":null,"state":"x"},{"id":2,"label":"y","state":"z"}]"#,
            "ID  LABEL  STATE\n1          x\n2   y      z\n",
            "id,label,state\r\n1,,x\r\n2,y,z\r\n",
        ),
    ] {
        assert_eq!(to_text(&raw(data), None).0, table, "{data}");
        assert_eq!(to_csv(&raw(data)).0, csv, "{data}");
    }
}

#[test]
fn p126_no_cell_moves_the_cursor() {
    let data = raw(r#"[{"name":"\u001b[2J\u0007","turned":"\u202egnp"}]"#);
    for text in [to_text(&data, None).0, to_csv(&data).0] {
        assert!(!text.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{text:?}");
    }
}

#[test]
fn p126_csv_has_a_value_whole_and_escapes_only_what_acts_on_a_terminal() {
    let long = "x".repeat(10_000);
    let nested = format!(r#"{{"a":["{long}","\u202e\n"]}}"#);
    let quoted = format!("\"{}\"", nested.replace('"', "\"\""));
    let family = "👨\u{200d}👩\u{200d}👧 \u{2764}\u{fe0f} داده\u{200c}ها क\u{94d}\u{200d}";
    for (json, cell) in [
        (format!(r#""{long}""#), long.as_str()),
        (nested.clone(), quoted.as_str()),
        (format!(r#""{family}""#), family),
        (
            r#""\u001b[2J\u202e\u200b""#.to_owned(),
            "\\u{1b}[2J\\u{202e}\\u{200b}",
        ),
        (r#""two\nlines""#.to_owned(), "two\\u{a}lines"),
    ] {
        let expected = format!("id\r\n{cell}\r\n");
        assert_eq!(to_csv(&raw(&format!(r#"[{{"id":{json}}}]"#))).0, expected);
    }
    // People are shown the beginning.
    let (table, _) = to_text(&raw(&format!(r#"[{{"id":"{long}"}}]"#)), None);
    assert!(table.contains("(10000 bytes in all)") && table.len() < 8 * 2_048);
}

#[test]
fn p184_a_narrow_terminal_gets_the_columns_that_fit_and_no_line_that_wraps() {
    let data = raw(
        r#"[{"id":"np_1","name":"订单迁移","status":"RUNNING","more":"x"},{"id":"np_2","name":"y","status":"FAILED","more":"z"}]"#,
    );
    for (width, hidden, first) in [
        (80, Hidden::Nothing, "ID    NAME      STATUS   MORE"),
        (29, Hidden::Nothing, "ID    NAME      STATUS   MORE"),
        (28, Hidden::Columns(1), "ID    NAME      STATUS"),
        (23, Hidden::Columns(1), "ID    NAME      STATUS"),
        (22, Hidden::Columns(2), "ID    NAME"),
        (3, Hidden::Columns(3), "ID"),
    ] {
        let (text, left_out) = to_text(&data, Some(width));
        assert_eq!(left_out, hidden, "{width}: {text}");
        assert_eq!(text.lines().next(), Some(first), "{width}: {text}");
        assert!(table::width_of(&text) <= width, "{width}: {text}");
    }
    let (text, ends) = to_text(
        &raw(r#"{"id":"np_1","mapping":{"a":"订单迁移"}}"#),
        Some(20),
    );
    assert_eq!(text, "  id       np_1\n  mapping  {\"a\":\"订…\n");
    assert_eq!(ends, Hidden::Ends);
}

#[test]
fn p306_a_hundred_thousand_unknown_fields_are_capped_and_said_aloud_in_every_shape() {
    const MANY: usize = 100_000;
    const FEW: usize = 1_000;
    let fields: Vec<String> = (0..MANY).map(|n| format!("\"k{n}\":1")).collect();
    let one = format!("{{{}}}", fields.join(","));
    // The size of a table is its records times its columns, so a short list is enough to show
    // where the columns end.
    let apart: Vec<String> = (0..FEW).map(|n| format!("{{\"k{n}\":1}}")).collect();
    let apart = format!("[{}]", apart.join(","));
    for (data, is_list, names) in [
        (&one, false, MANY),
        (&format!("[{one}]"), true, MANY),
        (&apart, true, FEW),
    ] {
        let data = raw(data);
        let left_out = Hidden::Fields(names - MOST_FIELDS);
        let note = left_out.note();
        assert!(note.contains("more fields are left out"), "{note}");
        let (text, hidden) = to_text(&data, None);
        assert_eq!(hidden, left_out);
        let (csv, hidden) = to_csv(&data);
        assert_eq!(hidden, left_out);
        let headings = csv.lines().next().unwrap();
        assert_eq!(headings.split(',').count(), MOST_FIELDS);
        if is_list {
            assert!(text.lines().next().unwrap().ends_with("K255"));
            let (_, hidden) = to_text(&data, Some(40));
            assert!(matches!(hidden, Hidden::Columns(count) if count > names - MOST_FIELDS));
        } else {
            assert_eq!(text.lines().count(), MOST_FIELDS);
        }
    }
}

#[test]
fn p306_a_table_of_many_records_takes_the_room_of_what_it_shows() {
    const RECORDS: usize = 70_000;
    let records: Vec<String> = (0..RECORDS).map(|n| format!("{{\"k{n}\":1}}")).collect();
    let data = raw(&format!("[{}]", records.join(",")));
    let (text, hidden) = to_text(&data, None);
    assert!(matches!(hidden, Hidden::Columns(count) if count > RECORDS - MOST_FIELDS));
    assert!(hidden.note().contains("-o json shows all"));
    assert_eq!(text.lines().count(), RECORDS + 1);
    assert!(text.len() < 1 << 20, "{}", text.len());
    let (csv, hidden) = to_csv(&data);
    assert_eq!(hidden, Hidden::Fields(RECORDS - MOST_FIELDS));
    assert_eq!(csv.lines().count(), RECORDS + 1);
    for line in csv.lines() {
        assert_eq!(line.matches(',').count(), MOST_FIELDS - 1);
    }
}
