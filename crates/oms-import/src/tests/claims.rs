//! Evidence: what is kept of a page, and what a discrepancy can rest on.

use oms_spec::SourceFile;
use oms_spec::ir::Provenance;
use serde_json::json;

use super::{PAGES, record, whole, workspace};
use crate::compare::{Against, between};
use crate::evidence::{Evidence, Support, supports, unfounded};
use crate::record::Record;

fn kept(page: &str) -> Evidence {
    let evidence = Evidence::of(record(page), None);
    let path = format!("spec/evidence/{}", evidence.file_name());
    Evidence::parse(&path, &evidence.text()).unwrap()
}

#[test]
fn p275_evidence_keeps_an_address_that_is_not_the_usual_one() {
    for (stated, written) in [
        ("GET /api/v2?", "address  = \"GET /api/v2\""),
        ("/api/v3?", "address  = \"/api/v3\""),
        ("?", "address  = \"\""),
    ] {
        let record = record(&PAGES[0].replacen("POST /api/v2?", stated, 1));
        let text = Evidence::of(record.clone(), None).text();
        assert!(text.lines().any(|line| line == written), "{text}");
        let read = Evidence::parse("evidence.toml", &text).unwrap();
        assert_eq!(between(&record, &read.record, Against::Page), []);
        let usual = kept(PAGES[0]).record;
        assert_eq!(between(&usual, &record, Against::Page).len(), 1);
    }
}

#[test]
fn p275_evidence_holds_every_fact_and_no_sentence_and_no_value() {
    for page in &PAGES[..4] {
        let record = record(page);
        let text = Evidence::of(record.clone(), Some("1.2".to_owned())).text();
        let read = Evidence::parse("evidence.toml", &text).unwrap();
        assert_eq!(between(&record, &read.record, Against::Page), []);
        assert_eq!(read.text(), text, "the same bytes");
        assert!(!text.contains("address"), "the usual one is not written");
        for secret in [
            "fragile",
            "s_1",
            "b3Blbg",
            "1700000000",
            "lid",
            "layers of",
            "wrapped",
        ] {
            assert!(!text.contains(secret), "{secret}: {text}");
        }
    }
}

#[test]
fn p275_a_discrepancy_rests_on_evidence_and_expires_when_the_page_changes() {
    let evidence = [kept(PAGES[0])];
    let claim = |evidence: &[Evidence], at: &str, documented: &str, observed: &str| {
        supports(evidence, "PackBoxes", at, documented, observed, None)
    };
    let file = "spec/evidence/PackBoxes.community.en.toml".to_owned();
    let yes = Support::Yes {
        documented_by: file.clone(),
        observed_by: file,
    };
    for (at, documented, observed) in [
        ("request.contents.count", "integer", "string"),
        ("data", "string", "object"),
        ("data", "String, on another page", "object"),
        ("request.label", "the name of a box", "string"),
        ("data.nothing", "absent", "absent"),
        ("envelope.code", "string", "null"),
    ] {
        assert_eq!(claim(&evidence, at, documented, observed), yes, "{at}");
    }
    for (at, documented, observed) in [
        ("request.contents.count", "string", "string"),
        ("request.contents.count", "integer", "number"),
        (
            "request.contents.count",
            "string, on another page",
            "string",
        ),
        ("request.label", "absent", "string"),
        ("request.other", "string", "string"),
    ] {
        let support = claim(&evidence, at, documented, observed);
        assert!(matches!(support, Support::No { .. }), "{at}: {support:?}");
    }
    let mended = [kept(&PAGES[0].replace("\"count\":\"4\"", "\"count\":4"))];
    let support = claim(&mended, "request.contents.count", "integer", "string");
    assert!(matches!(support, Support::No { .. }), "{support:?}");
    assert_eq!(
        supports(&evidence, "Other", "data", "string", "object", None),
        Support::Unknown
    );
}

#[test]
fn p275_a_value_is_proved_by_its_digest() {
    let evidence = [kept(PAGES[0])];
    let claim = |value| {
        supports(
            &evidence,
            "PackBoxes",
            "request.label",
            "string",
            "/^f/",
            Some(&value),
        )
    };
    assert!(matches!(claim(json!("fragile")), Support::Yes { .. }));
    assert!(matches!(claim(json!("frail")), Support::No { .. }));
}

#[test]
fn p275_an_evidence_file_that_was_edited_wrongly_is_refused_with_its_line() {
    let text = kept(PAGES[0]).text();
    for (what, into, line_of) in [
        ("\"boolean\"", "true", "request.wrap.paper"),
        ("edition  = \"community\"", "edition = \"other\"", "edition"),
        ("= \"number ", "= \"digits ", "\"digits "),
    ] {
        let edited = text.replacen(what, into, 1);
        let flaw = Evidence::parse("e.toml", &edited).unwrap_err();
        let line = edited
            .lines()
            .position(|line| line.contains(line_of))
            .unwrap()
            + 1;
        assert_eq!(flaw.place.line, line, "{flaw}");
    }
}

#[test]
fn p275_the_discrepancies_of_the_first_action_rest_on_the_page_that_it_was_made_from() {
    let path = "spec/evidence/ResetIncrStartTimestamp.enterprise.en.toml";
    let text = std::fs::read_to_string(workspace().join(path)).unwrap();
    // Our page has other sentences and the same facts, so that its evidence is the same to the
    // byte.
    let own = Evidence::of(Record::of_page(&whole(PAGES[5])), None);
    assert_eq!(own.text(), text);

    let evidence = [Evidence::parse(path, &text).unwrap()];
    let name = "ResetIncrStartTimestamp";
    let masked = json!("np_4w3a****");
    let supported = |at, documented, observed, value| {
        matches!(
            supports(&evidence, name, at, documented, observed, value),
            Support::Yes { .. }
        )
    };
    assert!(supported(
        "request.startTimestamp",
        "string",
        "number",
        None
    ));
    assert!(supported(
        "request.id",
        "the ID of a task",
        "/\\*/",
        Some(&masked)
    ));
    assert!(!supported(
        "request.startTimestamp",
        "string",
        "boolean",
        None
    ));
}

#[test]
fn p275_every_discrepancy_rests_on_evidence_or_says_where_it_is_known_from() {
    let folder = workspace().join("spec/evidence");
    let files = std::fs::read_dir(folder).unwrap();
    let evidence: Vec<Evidence> = files
        .map(|file| {
            let path = file.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let text = std::fs::read_to_string(&path).unwrap();
            Evidence::parse(&name, &text).unwrap()
        })
        .collect();
    let mut api = oms_spec::load(&spec_files()).unwrap();
    assert_eq!(unfounded(&api, &evidence), []);

    // Each of the two mistakes is found: a page that shows nothing, and a page that shows it all.
    for action in &mut api.actions {
        for one in &mut action.discrepancies {
            one.provenance = match one.provenance {
                Some(_) => None,
                None => Some(Provenance::Assumption),
            };
        }
    }
    let all: usize = api
        .actions
        .iter()
        .map(|action| action.discrepancies.len())
        .sum();
    let wrong = unfounded(&api, &evidence);
    assert_eq!(wrong.len(), all, "{wrong:?}");
    // Without the evidence, all of them need to say where they are known from.
    let silent = unfounded(&api, &[]);
    assert!(
        silent.iter().all(|one| one.what.contains("no evidence")),
        "{silent:?}"
    );
}

/// The files of the spec of this repository, without the evidence.
fn spec_files() -> Vec<SourceFile> {
    let mut folders = vec![workspace().join("spec")];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(workspace()).unwrap();
            files.push(SourceFile {
                path: name.to_string_lossy().replace('\\', "/"),
                bytes: std::fs::read(&path).unwrap(),
            });
        }
    }
    files
}
