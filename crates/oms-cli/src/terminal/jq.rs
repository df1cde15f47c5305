//! Filters of jq over what is printed as JSON.
//!
//! A filter is a program, which need not end. It runs on a thread of its own, so that this one goes
//! on when its time is over, and the library looks up each of its terms here, where a filter that
//! calls itself too deep ends before it exhausts the stack. The depth of what it is given is
//! bounded, too. That of what it makes is not: the library drops and prints a value as deep as it
//! is nested, so a filter that nests one a million times without calling itself still ends the
//! process, and one that makes a long list takes the memory for it.

use std::hint::black_box;
use std::panic::resume_unwind;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use jaq_core::data::HasLut;
use jaq_core::load::{self, Arena, File, Loader};
use jaq_core::native::{self, Fun};
use jaq_core::{Compiler, Ctx, Cv, DataT, Error, Lut, ValR, ValXs, Vars};
use jaq_json::{Val, read};
use serde::de::IgnoredAny;

use super::Ordered;

/// The limits of a filter.
#[derive(Clone, Copy)]
struct Bounds {
    time: Duration,
    /// The bytes of its results.
    bytes: usize,
}

const BOUNDS: Bounds = Bounds {
    time: Duration::from_secs(30),
    bytes: 256 << 20,
};

/// The bytes of its stack. They take memory only where they are used.
const STACK: usize = 64 << 20;

/// The bytes of its stack that its calls may take. The rest is for functions of the library, which
/// go down without looking anything up.
const CALLS: usize = STACK / 2;

/// The bytes that a result takes beside its text.
const EACH: usize = 64;

const TOO_LONG: &str = "it does not end in time";
const TOO_DEEP: &str = "it calls itself too often";
const TOO_LARGE: &str = "its results are too large";

/// The kind of values that a filter takes and gives, and of what it is run with.
struct Data;

/// A filter that can be run.
type Filter = jaq_core::Filter<Data>;

/// The terms of a filter that runs, and the bounds of the run.
struct Watched<'a> {
    lut: &'a Lut<Data>,
    /// The address at which its stack begins, about.
    stack: usize,
    began: Instant,
    time: Duration,
}

impl DataT for Data {
    type V<'a> = Val;
    type Data<'a> = &'a Watched<'a>;
}

impl<'a> HasLut<'a, Data> for &'a Watched<'a> {
    /// Returns the terms, before each of which the library asks for them. A filter that is out of
    /// its bounds is left by unwinding: no error of its own leads out of one that catches errors.
    fn lut(&self) -> &'a Lut<Data> {
        if self.stack.abs_diff(stack()) > CALLS {
            resume_unwind(Box::new(TOO_DEEP));
        }
        if self.began.elapsed() > self.time {
            resume_unwind(Box::new(TOO_LONG));
        }
        self.lut
    }
}

/// Returns the address that the stack has reached, about.
#[inline(never)]
fn stack() -> usize {
    let here = black_box(0_u8);
    std::ptr::from_ref(&here).addr()
}

/// The names that are left out: those that end the process, whose exit code says what a request
/// did, and the one that prints the environment, which may hold a password.
const LEFT_OUT: [&str; 3] = ["halt", "halt_error", "env"];

/// The name of the function that reads JSON in a text. The library's own one goes down as deep as
/// the text is nested, and a stack that is exhausted ends the process.
const FROM_JSON: &str = "fromjson";

/// Reads a filter, to refuse a slip before anything is done.
pub(crate) fn filter(text: &str) -> Result<String, String> {
    compile(text).map(|_| text.to_owned())
}

/// Returns the results of a filter for a value, in their order.
pub(super) fn run(text: &str, value: &Ordered) -> Result<Vec<Ordered>, String> {
    run_within(BOUNDS, text, value)
}

fn run_within(bounds: Bounds, text: &str, value: &Ordered) -> Result<Vec<Ordered>, String> {
    let (text, json) = (text.to_owned(), value.to_string());
    let (giving, given) = mpsc::channel();
    let run = thread::Builder::new().stack_size(STACK).spawn(move || {
        // Whoever has given it up takes nothing any more.
        let _ = giving.send(results(bounds, &text, &json));
    });
    let run = run.map_err(|error| error.to_string())?;
    match given.recv_timeout(bounds.time) {
        Ok(results) => results,
        Err(RecvTimeoutError::Timeout) => Err(TOO_LONG.to_owned()),
        Err(RecvTimeoutError::Disconnected) => {
            let why = run.join().err();
            let why = why.and_then(|why| why.downcast_ref::<&str>().copied());
            Err(why.unwrap_or("it cannot be run").to_owned())
        }
    }
}

/// Returns the results of a filter for a JSON value. It is called on a thread of the filter's own.
fn results(bounds: Bounds, text: &str, json: &str) -> Result<Vec<Ordered>, String> {
    let filter = compile(text)?;
    let input = parsed(json, |error| error.to_string())?;
    let watched = Watched {
        lut: &filter.lut,
        stack: stack(),
        began: Instant::now(),
        time: bounds.time,
    };
    let context = Ctx::<Data>::new(&watched, Vars::new([]));
    let mut room = bounds.bytes;
    filter
        .id
        .run((context, input))
        .map(|given| {
            // The library's own conversion ends the process at what is no error.
            let given = given.map_err(|exception| match exception.get_err() {
                Ok(error) => error.to_string(),
                Err(_) => "it ended without a value".to_owned(),
            })?;
            let text = given.to_string();
            let left = room.checked_sub(text.len() + EACH);
            room = left.ok_or_else(|| TOO_LARGE.to_owned())?;
            serde_json::from_str::<IgnoredAny>(&text).map_err(|_| format!("{text} is not JSON"))?;
            Ok(Ordered::read(&text))
        })
        .collect()
}

/// Returns the one JSON value in a text, as the library has it. One that is nested too deep is
/// refused.
fn parsed(json: &str, failed: impl FnOnce(read::Error) -> String) -> Result<Val, String> {
    if !Ordered::is_shallow(json) {
        return Err("a value is nested too deep, or is no JSON".to_owned());
    }
    read::parse_single(json.as_bytes()).map_err(failed)
}

/// Returns the function that reads JSON in a text.
fn from_json() -> Fun<Data> {
    fn run((_, text): Cv<'_, Data>) -> ValXs<'_, Val> {
        native::bome(in_text(&text))
    }
    native::run::<Data>((FROM_JSON, native::v(0), run))
}

/// Returns the one JSON value in a text, or an error in the words of the library.
fn in_text(text: &Val) -> ValR<Val> {
    let Val::TStr(bytes) = text else {
        return Err(Error::typ(text.clone(), "string"));
    };
    let json = String::from_utf8_lossy(bytes);
    let failed = |error: read::Error| format!("cannot parse {text} as JSON: {error}");
    parsed(&json, failed).map_err(Error::str)
}

fn compile(text: &str) -> Result<Filter, String> {
    let definitions = jaq_core::defs()
        .chain(jaq_std::defs())
        .chain(jaq_json::defs())
        .filter(|definition| !LEFT_OUT.contains(&definition.name));
    let functions = jaq_core::funs()
        .chain(jaq_std::funs())
        .chain(jaq_json::funs())
        .filter(|(name, ..)| !LEFT_OUT.contains(name) && *name != FROM_JSON)
        .chain(std::iter::once(from_json()));
    let arena = Arena::default();
    let program = File {
        code: text,
        path: (),
    };
    let wrong = || "is not a filter of jq, such as .data[].name".to_owned();
    let modules = Loader::new(definitions)
        .load(&arena, program)
        .map_err(|_| wrong())?;
    let no_file = |_: load::Import<'_, &str, ()>| Err("no file is read".to_owned());
    load::import(&modules, no_file).map_err(|_| wrong())?;
    Compiler::default()
        .with_funs(functions)
        .compile(modules)
        .map_err(|errors| {
            let unknown = errors
                .iter()
                .flat_map(|(_, undefined)| undefined)
                .map(|(name, _)| (*name).to_owned())
                .next();
            let why = |name: &str| {
                if LEFT_OUT.contains(&name) {
                    "which --jq does not have"
                } else {
                    "which is not known"
                }
            };
            unknown.map_or_else(wrong, |name| format!("names {name}, {}", why(&name)))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(filter: &str, json: &str) -> Vec<String> {
        let given = run(filter, &Ordered::read(json)).unwrap();
        given.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_filter_gives_values_and_a_slip_is_refused() {
        let json = r#"{"data": [{"id": "np_1", "lag": 7}, {"id": "np_2", "lag": 90}]}"#;
        assert_eq!(
            given(".data[] | select(.lag > 10) | .id", json),
            ["\"np_2\""]
        );
        assert_eq!(given(".data | map(.lag) | add", json), ["97"]);
        assert!(given(".nothing[]?", json).is_empty());
        assert!(run(".data | tonumber", &Ordered::read(json)).is_err());
        assert_eq!(
            given(".z, {n: .a}", r#"{"z": {"b": 1, "a": 2}, "a": 3}"#),
            [r#"{"b":1,"a":2}"#, r#"{"n":3}"#]
        );
        assert!(filter(".data[").is_err());
        let unknown = filter("frobnicate").unwrap_err();
        assert!(unknown.contains("frobnicate"), "{unknown}");
    }

    /// A stack that is exhausted ends the process, and the report of a change is lost with it.
    #[test]
    fn a_value_of_any_depth_is_refused_and_ends_nothing() {
        let deep = "[".repeat(100_000) + &"]".repeat(100_000);
        let open = "[".repeat(100_000);
        let texts = [
            deep.clone(),
            format!("1 {deep}"),
            format!("# a comment of the library's own\n{open}"),
            open,
        ];
        assert!(run(".", &Ordered::read(&deep)).is_err());
        for text in &texts {
            let data = Ordered::of(&[text]);
            for filter in [".[0] | fromjson", ".[0] | tonumber", ".[0] | toboolean"] {
                assert!(run(filter, &data).is_err(), "{filter}");
            }
            assert_eq!(
                given(".[0] | length", &data.to_string()),
                [text.len().to_string()]
            );
        }
        assert_eq!(
            given(r#""[1,{\"b\":0.10}]" | fromjson"#, "7"),
            [r#"[1,{"b":0.10}]"#]
        );
        assert_eq!(given(r#""7" | tonumber"#, "7"), ["7"]);
    }

    /// Each of these ended the process, or kept it for ever, and the report of a change was lost
    /// with it.
    #[test]
    fn a_filter_without_an_end_is_given_up() {
        let short = Bounds {
            time: Duration::from_millis(50),
            ..BOUNDS
        };
        let small = Bounds {
            bytes: 1 << 16,
            ..BOUNDS
        };
        for (bounds, text, why) in [
            (short, "def f: f; f", TOO_LONG),
            (short, "last(range(1e15))", TOO_LONG),
            (short, "last(repeat(.))", TOO_LONG),
            (small, "repeat(.)", TOO_LARGE),
            (BOUNDS, "def f: [f]; f", TOO_DEEP),
            (BOUNDS, "def f: 1 + f; try f catch 7", TOO_DEEP),
            (BOUNDS, "def f: f | f; f", TOO_DEEP),
        ] {
            let given = run_within(bounds, text, &Ordered::read("7"));
            assert_eq!(given, Err(why.to_owned()), "{text}");
        }
        let many = "def f: if . < 999 then . + 1 | f | . + 1 else . end; f";
        assert_eq!(given(many, "0"), ["1998"]);
    }

    #[test]
    fn a_text_that_is_no_json_is_named_with_the_place() {
        for (text, place) in [
            ("abc", "byte offset 0"),
            ("[1,]", "byte offset 3"),
            (r#""\ud800[""#, "byte offset 7"),
            ("[1] [2]", "byte offset 4"),
        ] {
            let data = Ordered::of(&[text]);
            for filter in [".[0] | fromjson", ".[0] | tonumber"] {
                let error = run(filter, &data).unwrap_err();
                let error: String = serde_json::from_str(&error).unwrap();
                let quoted = Ordered::of(&text);
                let begin = format!("cannot parse {quoted} as JSON: {place}: ");
                assert!(error.starts_with(&begin), "{filter}: {error}");
            }
        }
        let odd = Ordered::read(r#"{"a":"\ud800[1]","b":7}"#);
        let error = run(".b", &odd).unwrap_err();
        assert!(error.starts_with("byte offset "), "{error}");
    }

    /// A filter that ended the process would say with the process's exit code what it likes of a
    /// request that was sent.
    #[test]
    fn a_filter_neither_ends_the_process_nor_reads_beside_the_answer() {
        for text in [
            "halt",
            "halt(0)",
            "halt_error",
            "halt_error(5)",
            ".data[] | try halt_error catch .",
            "env",
            "$ENV",
            "env.HOME",
            "input",
            "inputs",
            "input_filename",
            "input_line_number",
            "$__prog_args",
            "repl",
            "get_search_list",
            "import \"a\" as a; .",
            "include \"a\"; .",
            "import \"a\" as $a; .",
        ] {
            assert!(filter(text).is_err(), "{text}");
        }
        let refused = filter("halt_error(5)").unwrap_err();
        assert_eq!(refused, "names halt_error, which --jq does not have");
        // These write to a log that nobody keeps.
        for text in ["debug", "stderr", "debug(1)"] {
            assert_eq!(given(text, "7"), ["7"], "{text}");
        }
        for text in ["error", "error(1)", "label $a | ., break $a | error"] {
            assert!(run(text, &Ordered::read("7")).is_err(), "{text}");
        }
        assert_eq!(given("label $a | ., break $a, 8", "7"), ["7"]);
    }
}
