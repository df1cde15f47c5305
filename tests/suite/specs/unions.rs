//! Values whose type the field beside them chooses, as they are sent.

use oms_client::Json;
use oms_tests::specs::unions;
use serde_json::json;

use super::behaviour::{reads, refusal, refused};

#[test]
fn a_union_that_is_sent_is_held_to_the_field_beside_it() {
    use unions::actions::{
        PackCrateContent, PackCrateDetail, PackCrateDetailFruit, PackCrateRequest,
    };

    let request = |content: PackCrateContent, detail: PackCrateDetail| {
        PackCrateRequest::builder()
            .content(content)
            .detail(detail)
            .build()
    };
    let fruit = || PackCrateDetail::from(PackCrateDetailFruit::builder().ripe(true).build());
    let other = |json: &str| PackCrateDetail::Other(Json::new(json).expect("JSON"));
    let mismatch = Some(refused(
        "detail",
        "is not of the type that `content` chooses",
    ));
    for (content, detail, expected) in [
        (PackCrateContent::Fruit, fruit(), None),
        (PackCrateContent::from("fruits"), fruit(), None),
        (PackCrateContent::Tools, fruit(), mismatch.clone()),
        (PackCrateContent::from("STRAW"), fruit(), mismatch.clone()),
        (PackCrateContent::Fruit, other(r#"{"ripe": true}"#), None),
        (
            PackCrateContent::Fruit,
            other(r#"{"rip": true}"#),
            mismatch.clone(),
        ),
        (PackCrateContent::Tools, other("1"), mismatch),
        (PackCrateContent::from("STRAW"), other("1"), None),
    ] {
        assert_eq!(
            refusal(&request(content.clone(), detail)),
            expected,
            "{content}"
        );
    }
    let sent = json!({"content": "fruits", "detail": {"ripe": false}});
    let read: PackCrateRequest = reads(sent);
    assert!(
        matches!(read.detail, Some(PackCrateDetail::Fruit(_))),
        "{read:?}"
    );
}

/// A flag of the command and a program may give the JSON alone.
#[test]
fn a_union_that_is_given_as_json_is_held_to_the_rules_of_its_type() {
    use unions::actions::{TagCrateKind, TagCrateRequest, TagCrateTag};

    let request = |kind, json: &str| {
        let tag = TagCrateTag::Other(Json::new(json).expect("JSON"));
        TagCrateRequest::builder().kind(kind).tag(tag).build()
    };
    let long = r#"{"form": "letters", "text": "abcd"}"#;
    let too_long = refused("tag.text", "is longer than 3 characters");
    let mismatch = refused("tag", "is not of the type that `kind` chooses");
    for (kind, json, expected) in [
        (TagCrateKind::Name, long, Some(too_long)),
        (
            TagCrateKind::Number,
            r#"{"form": "digits", "text": "1234"}"#,
            None,
        ),
        (TagCrateKind::Name, "[1]", Some(mismatch.clone())),
        (TagCrateKind::Name, r#"{"text": "abc"}"#, Some(mismatch)),
        // Nothing is known of the type of this one.
        (TagCrateKind::from("STRAW"), long, None),
    ] {
        let request = request(kind, json);
        assert_eq!(refusal(&request), expected, "{json}");
        let sent = serde_json::to_string(&request.tag).expect("it can be sent");
        assert_eq!(sent, json, "what is sent is what was given");
    }
}
