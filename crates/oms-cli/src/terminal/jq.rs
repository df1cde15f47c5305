//! Filters of jq over what is printed as JSON.

use jaq_core::load::{Arena, File, Loader};
use jaq_core::{Compiler, Ctx, Vars, data, unwrap_valr};
use jaq_json::{Val, read};
use serde_json::Value;

/// A filter that can be run.
type Filter = jaq_core::compile::Filter<jaq_core::Native<data::JustLut<Val>>>;

/// Reads a filter, to refuse a slip before anything is done.
pub(crate) fn filter(text: &str) -> Result<String, String> {
    compile(text).map(|_| text.to_owned())
}

/// Returns the results of a filter for a value, in their order.
pub(super) fn run(text: &str, value: &Value) -> Result<Vec<Value>, String> {
    let filter = compile(text)?;
    let input = value.to_string();
    let input = read::parse_single(input.as_bytes()).map_err(|error| error.to_string())?;
    let context = Ctx::<data::JustLut<Val>>::new(&filter.lut, Vars::new([]));
    let given = filter.id.run((context, input)).map(unwrap_valr);
    given
        .map(|given| {
            let given = given.map_err(|error| error.to_string())?;
            let text = given.to_string();
            serde_json::from_str(&text).map_err(|_| format!("{text} is not JSON"))
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
    use serde_json::json;

    use super::*;

    #[test]
    fn a_filter_gives_values_and_a_slip_is_refused() {
        let value = json!({"data": [{"id": "np_1", "lag": 7}, {"id": "np_2", "lag": 90}]});
        assert_eq!(
            run(".data[] | select(.lag > 10) | .id", &value),
            Ok(vec![json!("np_2")])
        );
        assert_eq!(run(".data | map(.lag) | add", &value), Ok(vec![json!(97)]));
        assert_eq!(run(".nothing[]?", &value), Ok(Vec::new()));
        assert!(run(".data | tonumber", &value).is_err());
        assert!(filter(".data[").is_err());
        let unknown = filter("frobnicate").unwrap_err();
        assert!(unknown.contains("frobnicate"), "{unknown}");
    }
}
