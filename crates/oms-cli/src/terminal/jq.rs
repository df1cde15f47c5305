//! Filters of jq over what is printed as JSON.

use jaq_core::load::{Arena, File, Loader};
use jaq_core::{Compiler, Ctx, Vars, data, unwrap_valr};
use jaq_json::{Val, read};
use serde::de::IgnoredAny;

use super::Ordered;

/// A filter that can be run.
type Filter = jaq_core::compile::Filter<jaq_core::Native<data::JustLut<Val>>>;

/// Reads a filter, to refuse a slip before anything is done.
pub(crate) fn filter(text: &str) -> Result<String, String> {
    compile(text).map(|_| text.to_owned())
}

/// Returns the results of a filter for a value, in their order.
pub(super) fn run(text: &str, value: &Ordered) -> Result<Vec<Ordered>, String> {
    let filter = compile(text)?;
    let input = value.to_string();
    let input = read::parse_single(input.as_bytes()).map_err(|error| error.to_string())?;
    let context = Ctx::<data::JustLut<Val>>::new(&filter.lut, Vars::new([]));
    let given = filter.id.run((context, input)).map(unwrap_valr);
    given
        .map(|given| {
            let given = given.map_err(|error| error.to_string())?;
            let text = given.to_string();
            serde_json::from_str::<IgnoredAny>(&text).map_err(|_| format!("{text} is not JSON"))?;
            Ok(Ordered::read(&text))
        })
        .collect()
}

fn compile(text: &str) -> Result<Filter, String> {
    let definitions = jaq_core::defs()
        .chain(jaq_std::defs())
        .chain(jaq_json::defs());
    let functions = jaq_core::funs()
        .chain(jaq_std::funs())
        .chain(jaq_json::funs());
    let arena = Arena::default();
    let program = File {
        code: text,
        path: (),
    };
    let wrong = || "is not a filter of jq, such as .data[].name".to_owned();
    let modules = Loader::new(definitions)
        .load(&arena, program)
        .map_err(|_| wrong())?;
    Compiler::default()
        .with_funs(functions)
        .compile(modules)
        .map_err(|errors| {
            let unknown = errors
                .iter()
                .flat_map(|(_, undefined)| undefined)
                .map(|(name, _)| (*name).to_owned())
                .next();
            unknown.map_or_else(wrong, |name| format!("names {name}, which is not known"))
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
}
