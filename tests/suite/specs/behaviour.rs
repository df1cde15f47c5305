//! The behaviour of generated types that no example of a spec can show: odd values, refusals, and
//! values that are never shown.

use std::time::Duration;

use oms_client::{Action, EpochSeconds, FakeTransport, Invalid, Json};
use oms_tests::specs::{
    constants, deprecations, enums, further, moments, numbers, presence, provenance, rules,
    secret_keys, secrets, since, unions,
};
use serde_json::{Value, json};

/// The place of a refusal, and its words.
pub(super) fn refusal<A: Action>(request: &A) -> Option<(String, String)> {
    let invalid: Invalid = request.check().err()?;
    Some((invalid.place().to_owned(), invalid.message().to_owned()))
}

pub(super) fn refused(place: &str, message: &str) -> (String, String) {
    (place.to_owned(), message.to_owned())
}

pub(super) fn reads<T: serde::de::DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).expect("it can be read")
}

#[tokio::test]
async fn p157_a_union_keeps_what_nothing_chooses_and_what_does_not_fit() {
    use unions::actions::{PackCrateContent, PackCrateData, PackCrateDataInfo};

    let data = json!([
        {"name": "stone", "info": "7"},
        {"name": "stone", "info": {"of": 1}},
        {"name": "pear", "info": {"ripe": "true"}},
        {"name": "pear", "info": {}},
        {"name": "cloud", "info": [1]},
        {"name": null, "info": 1},
        {"info": null},
    ]);
    let body = json!({"success": true, "data": data}).to_string();
    let client = unions::Client::builder("https://depot.example.com")
        .transport(FakeTransport::json(body))
        .build()
        .expect("the options are valid");
    let content = PackCrateContent::Fruit;
    let reply = client.pack_crate().content(content).send().await;
    let read: Vec<PackCrateData> = reply.expect("it is accepted").data;
    let kept = |json: &str| PackCrateDataInfo::Other(Json::new(json).expect("JSON"));
    let infos: Vec<_> = read.iter().map(|data| data.info.clone()).collect();
    assert_eq!(infos[0], PackCrateDataInfo::Weight(7));
    assert!(matches!(&infos[2], PackCrateDataInfo::Fruit(fruit) if fruit.ripe));
    let others = [
        (1, r#"{"of":1}"#),
        (3, "{}"),
        (4, "[1]"),
        (5, "1"),
        (6, "null"),
    ];
    for (place, json) in others {
        assert_eq!(infos[place], kept(json));
    }
    let written = serde_json::to_value(&read).expect("it can be written");
    assert_eq!(written[4], data[4]);
}

#[test]
fn p156_absent_null_and_present_are_three_things_where_the_spec_says_so() {
    use presence::actions::{SetLimitsData, SetLimitsRequest};

    let builder = || SetLimitsRequest::builder().required(1).nullable(None);
    for (request, expected) in [
        (builder().build(), json!({"required": 1, "nullable": null})),
        (
            builder().both(None).build(),
            json!({"required": 1, "nullable": null, "both": null}),
        ),
        (
            builder().both(Some(String::new())).optional(2).build(),
            json!({"required": 1, "nullable": null, "both": "", "optional": 2}),
        ),
    ] {
        let written = serde_json::to_value(&request).expect("it can be written");
        assert_eq!(written, expected);
        assert_eq!(reads::<SetLimitsRequest>(written), request);
    }
    for (json, both, optional) in [
        (json!({"required": 1}), None, None),
        (
            json!({"required": 1, "both": null, "optional": null}),
            Some(None),
            None,
        ),
        (
            json!({"required": 1, "both": [], "optional": 2}),
            Some(Some(vec![])),
            Some(2),
        ),
    ] {
        let data: SetLimitsData = reads(json);
        assert_eq!(
            (data.both, data.optional, data.nullable),
            (both, optional, None)
        );
    }
}

#[test]
fn p157_an_enumeration_keeps_what_it_does_not_know() {
    use enums::shapes::CrateKind;

    for (text, expected, written) in [
        ("WOOD", CrateKind::Wood, "WOOD"),
        ("wooden", CrateKind::Wood, "WOOD"),
        ("steelBox", CrateKind::Steel, "steelBox"),
        ("SELF", CrateKind::Self_, "SELF"),
        ("UNKNOWN", CrateKind::Unknown_, "UNKNOWN"),
        ("wood", CrateKind::from("wood"), "wood"),
        ("", CrateKind::from(""), ""),
    ] {
        let kind: CrateKind = reads(json!(text));
        assert_eq!((&kind, kind.as_str()), (&expected, written), "{text}");
        assert_eq!(
            serde_json::to_value(&kind).expect("it can be written"),
            json!(written)
        );
        assert_eq!(CrateKind::from(text), expected);
        let is_known = !matches!(kind, CrateKind::Unknown { .. });
        assert_eq!(is_known, !["wood", ""].contains(&text), "{text}");
    }
}

#[test]
fn p103_nothing_shows_a_secret_of_a_request() {
    use secrets::actions::{
        OpenDoorOthers, OpenDoorOthersMeans, OpenDoorOthersWith, OpenDoorRequest,
    };

    let other = OpenDoorOthers::builder().code("hunter2").build();
    let means = |with| {
        let means = OpenDoorOthersMeans::Key;
        let other = OpenDoorOthers::builder().code("hunter5").means(means);
        other.with(with).build()
    };
    let key = means(OpenDoorOthersWith::Key("hunter6".into()));
    let kept = Json::new(r#"{"key": "hunter7"}"#).expect("JSON");
    let kept = means(OpenDoorOthersWith::Other(kept));
    let request = OpenDoorRequest::builder()
        .code("hunter3")
        .key("hunter4")
        .others([other, key, kept]);
    let shown = format!("{request:?} {:#?}", request.clone().build());
    assert!(
        !shown.contains("hunter") && shown.contains("redacted"),
        "{shown}"
    );
    let request = OpenDoorRequest::builder().code("hunter3\n").build();
    let (place, message) = refusal(&request).expect("a line break is refused");
    assert!(place == "code" && !message.contains("hunter"), "{message}");
}

#[test]
fn values_are_held_to_their_rules_before_they_are_sent_and_the_place_is_told() {
    use rules::actions::{SortCratesRequest, SortCratesShelf};

    let builder = || SortCratesRequest::builder().name("abc");
    let shelf = |level| SortCratesShelf::builder().level(level).build();
    for (request, expected) in [
        (builder().note("").build(), None),
        (builder().note("two\nlines").aisles(None).build(), None),
        (builder().page(150).shelf(shelf(9)).build(), None),
        (
            SortCratesRequest::builder().name("a").build(),
            Some(refused("name", "is shorter than 2 characters")),
        ),
        (
            SortCratesRequest::builder().name("abC").build(),
            Some(refused("name", "must match the pattern `[a-z]+`")),
        ),
        (
            builder().note("x".repeat(21)).build(),
            Some(refused("note", "is longer than 20 characters")),
        ),
        (
            builder().page(0).build(),
            Some(refused("page", "must be at least 1, and is 0")),
        ),
        (
            builder().aisles(Some(vec![1, -1])).build(),
            Some(refused("aisles[1]", "must be at least 0, and is -1")),
        ),
        (
            builder().aisles(Some(vec![1; 4])).build(),
            Some(refused("aisles", "must have at most 3 items, and has 4")),
        ),
        (
            builder().words([("7", vec!["longer".to_owned()])]).build(),
            Some(refused("words.7[0]", "is longer than 5 characters")),
        ),
        (
            builder().shelf(shelf(10)).build(),
            Some(refused("shelf.level", "must be at most 9, and is 10")),
        ),
    ] {
        assert_eq!(refusal(&request), expected, "{request:?}");
    }
}

#[test]
fn what_is_newer_than_the_server_is_told_wherever_it_stands() {
    use since::actions::{
        LiftCrateBrake, LiftCrateHold, LiftCrateHoldRope, LiftCrateHook, LiftCrateLamp,
        LiftCrateModes, LiftCrateRequest,
    };

    let newer = |request: LiftCrateRequest| {
        let mut fields = Vec::new();
        request.newer_fields(&mut |field, _| fields.push(field));
        fields
    };
    let builder = || LiftCrateRequest::builder().height(1);
    let hook = || LiftCrateHook::builder();
    assert_eq!(
        newer(builder().modes([LiftCrateModes::Slow]).build()),
        [""; 0]
    );
    assert_eq!(newer(builder().hook(Some(hook().build())).build()), [""; 0]);
    let rope = |rope| {
        builder()
            .brake(LiftCrateBrake::Rope)
            .hold(LiftCrateHold::Rope(rope))
    };
    assert_eq!(newer(rope(LiftCrateHoldRope::Loop).build()), [""; 0]);
    assert_eq!(newer(rope(LiftCrateHoldRope::Knot).build()), ["hold"]);
    let lamp = |lamp| newer(builder().lamp(lamp).build());
    assert_eq!(lamp(Some(LiftCrateLamp::Red)), ["lamp"]);
    assert_eq!(lamp(Some(LiftCrateLamp::Blue)), ["lamp", "lamp"]);
    let all = builder()
        .speed(1)
        .modes([LiftCrateModes::Safe])
        .hook(Some(hook().size(2).build()))
        .brake(LiftCrateBrake::Clamp);
    assert_eq!(newer(all.build()), ["speed", "modes", "size", "brake"]);
}

#[test]
fn lengths_of_time_have_their_unit() {
    use numbers::shapes::{Moments, Pause, Stay};

    assert_eq!(
        Moments::new(1500).duration(),
        Some(Duration::from_millis(1500))
    );
    assert_eq!(Pause::new(90).duration(), Some(Duration::from_secs(90)));
    assert_eq!(Stay::new(2).duration(), Some(Duration::from_secs(7200)));
    assert_eq!(
        (Stay::new(-1).duration(), Stay::new(i64::MAX).duration()),
        (None, None)
    );
    assert!(Pause::new(-1).check().is_err() && Pause::new(0).check().is_ok());
    assert_eq!((Stay::new(2).get(), Stay::from(2)), (2, Stay::new(2)));
}

#[test]
fn promise_69_a_moment_is_written_in_the_form_that_its_shape_names() {
    use moments::actions::RewindRequest;

    let at = |seconds: i64| EpochSeconds::new(1_742_365_110 + seconds).expect("a moment");
    let request = RewindRequest::builder()
        .to(at(8))
        .from_(at(7))
        .marks([at(6)])
        .position(Some(at(5).into()))
        .build();
    assert_eq!(
        serde_json::to_string(&request).expect("it can be written"),
        r#"{"to":1742365118,"from":"1742365117","marks":["1742365116"],"position":1742365115}"#
    );
    assert_eq!(
        reads::<RewindRequest>(serde_json::to_value(&request).expect("JSON")),
        request
    );
}

#[test]
fn an_open_object_keeps_what_it_does_not_declare_and_writes_it_again() {
    let json = r#"{"note":{"text":"a","by":[1.50]},"kept":{"size":1e99}}"#;
    let data: provenance::actions::ReadNotesData = serde_json::from_str(json).expect("it is read");
    let kept = data.other_fields.get("kept").map(Json::get);
    assert_eq!(kept, Some(r#"{"size":1e99}"#));
    assert_eq!(serde_json::to_string(&data).expect("it is written"), json);
}

#[test]
fn an_action_says_of_itself_what_its_spec_says() {
    use deprecations::actions::FetchCrateRequest;
    use oms_tests::specs::repeatable::actions::CloseDoorRequest;
    use provenance::actions::ReadNotesRequest;

    let of = |info: &oms_client::ActionInfo| (info.is_repeatable(), info.is_partly_known());
    assert_eq!(of(FetchCrateRequest::INFO), (false, false));
    assert_eq!(of(CloseDoorRequest::INFO), (true, false));
    assert_eq!(of(ReadNotesRequest::INFO), (true, true));
}

#[test]
fn a_constant_is_sent_and_what_another_field_requires_is_awaited() {
    use constants::actions::{PlaceCrateLeft, PlaceCrateMode, PlaceCrateRequest};

    let left = |high| PlaceCrateLeft::builder().high(high);
    let request = || PlaceCrateRequest::builder().label("tea");
    let low = request().left(left(false).build()).build();
    assert_eq!(low.dimension, "LABEL");
    assert_eq!(refusal(&low), None);

    let mut changed = low.clone();
    changed.dimension = "NAME".to_owned();
    assert_eq!(
        refusal(&changed),
        Some(refused("dimension", "must be LABEL"))
    );

    let high = request().left(left(true).build()).build();
    let message = "must be given where `high` is true";
    assert_eq!(refusal(&high), Some(refused("left.ladder", message)));
    let reached = request().left(left(true).ladder("long").build()).build();
    assert_eq!(refusal(&reached), None);

    for (mode, required) in [
        (PlaceCrateMode::Rope, true),
        (PlaceCrateMode::Lock, false),
        (PlaceCrateMode::Both, true),
        (PlaceCrateMode::from("NEWER"), false),
    ] {
        let bound = request().left(left(false).build()).mode(mode);
        let message = "must be given where `mode` is ROPE or BOTH";
        let expected = required.then(|| refused("ropes", message));
        assert_eq!(refusal(&bound.clone().build()), expected);
        assert_eq!(refusal(&bound.ropes(2).build()), None);
    }
    for (fragile, required) in [(Some(true), true), (Some(false), false), (None, false)] {
        let marked = request().left(left(false).build()).fragile(fragile).build();
        assert_eq!(refusal(&marked).is_some(), required, "{fragile:?}");
    }
}

#[test]
fn what_is_not_declared_is_sent_and_neither_shown_nor_taken_for_what_is() {
    use further::actions::OrderCrateRequest;

    let json = |text: &str| Json::new(text).expect("JSON");
    let request = || OrderCrateRequest::builder().label("tea");
    let more = request().further("color", json("\"canary\"")).build();
    let sent = serde_json::to_value(&more).expect("it can be sent");
    assert_eq!(sent, json!({"label": "tea", "color": "canary"}));
    assert_eq!(refusal(&more), None);
    assert!(!format!("{more:?}").contains("canary"));
    let hidden = OrderCrateRequest::INFO.request_secrets().hidden(sent);
    assert_eq!(hidden, json!({"label": "tea", "color": "(hidden)"}));
    assert_eq!(OrderCrateRequest::INFO.name(), "OrdrCrate");

    let twice = request().further("count", json("7")).build();
    let (place, message) = refusal(&twice).expect("the name is declared");
    assert_eq!(place, "count");
    assert!(message.contains("is declared"), "{message}");
}

#[test]
fn the_values_under_secret_keys_are_hidden_and_the_rest_is_shown() {
    use secret_keys::actions::SetDoorRequest;
    use secret_keys::shapes::Settings;

    let settings = r#"{"color": "green", "locks": [{"pin": "canary", "MasterKey": "canary"}]}"#;
    let settings = Settings::from(Json::new(settings).expect("JSON"));
    let request = SetDoorRequest::builder().settings(settings).build();
    let shown = format!("{request:?}");
    assert!(
        shown.contains("green") && !shown.contains("canary"),
        "{shown}"
    );
    let sent = serde_json::to_value(&request).expect("it can be sent");
    let hidden = SetDoorRequest::INFO.request_secrets().hidden(sent);
    let locks = json!([{"pin": "(hidden)", "MasterKey": "(hidden)"}]);
    assert_eq!(
        hidden,
        json!({"settings": {"color": "green", "locks": locks}})
    );
}
