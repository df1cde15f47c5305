//! Values that differ from a known one in one place, for comparing two readers of it.

use serde_json::{Value, json};

/// Calls `see` with each value that differs from this one in one place: a value of another type, a
/// field that is missing, one that nobody declares. Of a list, the first item stands for all.
pub(crate) fn each(value: &Value, see: &mut dyn FnMut(&Value)) {
    let mut changed = value.clone();
    change(value, &mut Vec::new(), &mut changed, see);
}

/// A place in a value.
#[derive(Clone)]
enum Step {
    Key(String),
    First,
}

fn change(original: &Value, path: &mut Vec<Step>, root: &mut Value, see: &mut dyn FnMut(&Value)) {
    for other in others(original) {
        *at(root, path) = other;
        see(root);
    }
    *at(root, path) = original.clone();
    match original {
        Value::Object(members) => {
            for key in members.keys() {
                drop(
                    at(root, path)
                        .as_object_mut()
                        .and_then(|known| known.remove(key)),
                );
                see(root);
                *at(root, path) = original.clone();
            }
            at(root, path)["declaredByNobody"] = json!(1);
            see(root);
            *at(root, path) = original.clone();
            for (key, member) in members {
                path.push(Step::Key(key.clone()));
                change(member, path, root, see);
                path.pop();
            }
        }
        Value::Array(items) => {
            if let Some(first) = items.first() {
                path.push(Step::First);
                change(first, path, root, see);
                path.pop();
            }
        }
        _ => {}
    }
}

fn at<'a>(root: &'a mut Value, path: &[Step]) -> &'a mut Value {
    path.iter().fold(root, |value, step| match step {
        Step::Key(key) => &mut value[key.as_str()],
        Step::First => &mut value[0],
    })
}

/// Values to put in the place of this one.
fn others(value: &Value) -> Vec<Value> {
    let mut others = vec![
        json!(null),
        json!(true),
        json!(0),
        json!(-1),
        json!(1.5),
        json!(99_999_999_999_999_i64),
        json!(""),
        json!("x"),
        json!([]),
        json!({}),
        json!([value]),
    ];
    if let Value::Number(number) = value {
        others.push(json!(number.to_string()));
    }
    others.retain(|other| other != value);
    others
}
