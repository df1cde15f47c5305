//! The command on pages of our own: what it prints, writes and ends with.

use std::fs;
use std::path::{Path, PathBuf};

use crate::console::Console;

/// A workspace with a spec that has no action.
struct Workspace {
    folder: tempfile::TempDir,
}

fn pages() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/pages")
}

impl Workspace {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = fs::read_to_string(pages().join("empty-spec.toml")).unwrap();
        fs::create_dir(folder.path().join("spec")).unwrap();
        let root = oms_spec::manual::replace(&root);
        fs::write(folder.path().join("spec/oms.toml"), root).unwrap();
        Self { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// A page with something else in it.
    fn changed(&self, what: &str, into: &str) -> String {
        let page = fs::read_to_string(pages().join("PackBoxes.en.md")).unwrap();
        assert!(page.contains(what), "{what}");
        let path = self.path("PackBoxes.en.md");
        fs::write(&path, page.replacen(what, into, 1)).unwrap();
        path.display().to_string()
    }

    /// Runs the command, and returns its exit code, its results and its notes.
    fn run(&self, arguments: &[&str]) -> (u8, String, String) {
        let root = self.folder.path().display().to_string();
        let head = ["xtask", "--root", &root, "import"];
        let all = head.into_iter().chain(arguments.iter().copied());
        let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
        let mut console = Console::plain(&mut stdout, &mut stderr);
        let code = crate::run(all, &mut console);
        drop(console);
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (code, text(stdout), text(stderr))
    }
}

fn page(name: &str) -> String {
    pages().join(name).display().to_string()
}

#[test]
fn p271_a_page_of_a_new_action_becomes_files_that_are_never_overwritten() {
    let workspace = Workspace::new();
    let (code, results, notes) =
        workspace.run(&[&page("PackBoxes.en.md"), &page("PackBoxes.zh.md")]);
    assert_eq!(code, 0, "{notes}");
    for file in [
        "spec/actions/PackBoxes.toml",
        "spec/examples/PackBoxes/page.request.json",
        "spec/examples/PackBoxes/page.response.json",
    ] {
        assert!(results.contains(&format!("wrote {file}")), "{results}");
        let text = workspace.read(file);
        assert!(!text.contains("fragile"), "a value of the page: {text}");
    }
    assert!(
        notes.contains("was just written from another page"),
        "{notes}"
    );
    assert!(!results.contains("no difference"), "{results}");
    let written = workspace.read("spec/actions/PackBoxes.toml");
    let (code, _, notes) = workspace.run(&[&page("PackBoxes.en.md")]);
    assert_eq!(code, 1, "a spec with blanks has mistakes: {notes}");
    assert_eq!(workspace.read("spec/actions/PackBoxes.toml"), written);
}

#[test]
fn p274_a_page_of_a_known_action_is_compared_with_the_spec_line_by_line() {
    let workspace = Workspace::new();
    let url = "https://en.oceanbase.com/docs/enterprise-oms-doc-en-10000000002913051";
    workspace.run(&["--url", url, &page("PackBoxes.en.md")]);
    let file = "spec/actions/PackBoxes.toml";
    let filled = oms_testkit::filled_in(&workspace.read(file));
    fs::write(workspace.path(file), &filled).unwrap();

    let changed = workspace.changed("Maximum value: `9`", "Maximum value: `8`");
    let (code, results, notes) = workspace.run(&[&changed]);
    assert_eq!(code, 3, "{results}{notes}");
    let line =
        |text: &str, part: &str| text.lines().position(|line| line.contains(part)).unwrap() + 1;
    let known = line(&filled, "[request.wrap.fields.layers]");
    let stated = line(&fs::read_to_string(&changed).unwrap(), "├─ layers");
    let expected = format!(
        "{changed}:{stated}: limit: request.wrap.layers: at most 9 ({file}:{known}) -> at most 8"
    );
    assert!(
        results.lines().any(|line| line == expected),
        "{expected}\n{results}"
    );

    let (code, results, _) = workspace.run(&["--format", "json", &changed]);
    let json: serde_json::Value = serde_json::from_str(&results).unwrap();
    let limit = json
        .as_array()
        .unwrap()
        .iter()
        .find(|change| change["class"] == "limit");
    assert_eq!(code, 3);
    assert_eq!(limit.unwrap()["known"]["line"], known);
}

#[test]
fn p274_a_name_in_other_letters_is_a_difference_and_no_new_action() {
    let workspace = Workspace::new();
    let url = "https://en.oceanbase.com/docs/enterprise-oms-doc-en-10000000002913051";
    let small = workspace.changed("?Action=PackBoxes", "?Action=packBoxes");
    let (code, results, notes) = workspace.run(&["--url", url, &small]);
    assert_eq!(code, 0, "{notes}");
    assert!(results.contains("wrote spec/examples/PackBoxes/page.request.json"));
    let file = "spec/actions/PackBoxes.toml";
    let filled = oms_testkit::filled_in(&workspace.read(file));
    for line in ["name      = \"PackBoxes\"", "wire-name = \"packBoxes\""] {
        assert!(filled.lines().any(|written| written == line), "{filled}");
    }
    fs::write(workspace.path(file), &filled).unwrap();
    let (code, results, notes) = workspace.run(&[&small]);
    assert!(
        code != 1 && !results.contains("name: action"),
        "{results}{notes}"
    );

    let (code, results, notes) = workspace.run(&[&page("PackBoxes.en.md")]);
    assert_eq!(code, 3, "{results}{notes}");
    let expected = format!("name: action: packBoxes ({file}:4) -> PackBoxes");
    assert!(results.contains(&expected), "{results}");
    assert_eq!(workspace.read(file), filled, "nothing is written");
}

#[test]
fn p274_a_new_action_with_an_address_of_its_own_is_a_difference() {
    let workspace = Workspace::new();
    let changed = workspace.changed("POST /api/v2?", "GET /api/v3?");
    let (code, results, notes) = workspace.run(&[&changed]);
    assert_eq!(code, 3, "{results}{notes}");
    assert!(results.contains("wrote spec/actions/PackBoxes.toml"));
    let line = results.lines().find(|line| line.contains(": address: "));
    let line = line.unwrap_or_else(|| panic!("{results}"));
    assert!(line.contains("POST /api/v2 (spec/oms.toml:") && line.ends_with("-> GET /api/v3"));
    let written = workspace.read("spec/actions/PackBoxes.toml");
    let remark = "GET /api/v3; the spec has POST /api/v2 for all actions";
    assert!(written.contains(remark), "{written}");
}

#[test]
fn a_page_of_a_name_that_the_check_refuses_writes_nothing() {
    let workspace = Workspace::new();
    let changed = workspace.changed("?Action=PackBoxes", "?Action=README");
    let (code, results, notes) = workspace.run(&[&changed]);
    assert_eq!((code, results.as_str()), (1, ""), "{notes}");
    assert!(
        notes.contains("`README` cannot be used as a name"),
        "{notes}"
    );
    assert!(!workspace.path("spec/actions").exists());
}

#[test]
fn p275_pages_are_compared_with_the_evidence_that_was_kept_of_them() {
    let workspace = Workspace::new();
    let whole = page("PackBoxes.en.md");
    let (code, results, notes) = workspace.run(&["--check", &whole]);
    assert!(
        code == 3 && results.contains("added: action: absent"),
        "{results}{notes}"
    );

    let (code, results, _) = workspace.run(&["--lock", "--release", "1.2.3", &whole]);
    let file = "spec/evidence/PackBoxes.community.en.toml";
    assert_eq!(
        (code, results.trim()),
        (0, format!("wrote {file}").as_str())
    );
    assert!(workspace.read(file).contains("release  = \"1.2.3\""));
    let (code, results, _) = workspace.run(&["--check", &whole]);
    assert_eq!((code, results.trim()), (0, "no difference"));

    // A folder is all that there is: what it lacks is gone.
    fs::create_dir(workspace.path("pages")).unwrap();
    fs::copy(page("TwoActions.md"), workspace.path("pages/TwoActions.md")).unwrap();
    fs::copy(&whole, workspace.path("pages/PackBoxes.md")).unwrap();
    let folder = workspace.path("pages").display().to_string();
    workspace.run(&["--lock", &folder]);
    fs::remove_file(workspace.path("pages/TwoActions.md")).unwrap();
    fs::copy(
        page("ResetIncrStartTimestamp.txt"),
        workspace.path("pages/Reset.txt"),
    )
    .unwrap();
    let (code, results, _) = workspace.run(&["--check", &folder]);
    assert_eq!(code, 3);
    for line in [
        "added: action: absent -> a page of `ResetIncr",
        "removed: action: a page of `CloseDoor`",
    ] {
        assert!(results.contains(line), "{results}");
    }

    let changed = workspace.changed("| shelfIds | array", "| shelfIds | list");
    for arguments in [
        ["--check", &changed, "--format", "text"],
        ["--before", &whole, &changed, "--format=text"],
    ] {
        let (code, results, notes) = workspace.run(&arguments);
        assert_eq!(code, 3, "{notes}");
        assert!(
            results.contains("type word: request.shelfIds: array"),
            "{results}"
        );
        assert!(notes.contains("1 difference"), "{notes}");
    }
}

#[test]
fn p272_what_is_cut_or_no_page_of_an_action_is_said_aloud() {
    let workspace = Workspace::new();
    fs::create_dir(workspace.path("pages")).unwrap();
    let overview = workspace.path("pages/overview.md");
    fs::write(&overview, "# Overview\n").unwrap();
    let (code, _, notes) = workspace.run(&["--facts", &overview.display().to_string()]);
    assert!(
        code == 1 && notes.contains("overview.md:1: refused: "),
        "{notes}"
    );

    let whole = fs::read_to_string(page("PackBoxes.en.md")).unwrap();
    let end = whole.find("### Sample response").unwrap();
    fs::write(workspace.path("pages/PackBoxes.md"), &whole[..end]).unwrap();
    let (code, results, notes) =
        workspace.run(&["--facts", &workspace.path("pages").display().to_string()]);
    assert_eq!(code, 0, "{notes}");
    assert!(
        notes.contains("cut: the page of `PackBoxes` ends without the example of an answer"),
        "{notes}"
    );
    let facts: serde_json::Value = serde_json::from_str(&results).unwrap();
    assert_eq!(facts[0]["action"], "PackBoxes");
    assert_eq!(facts[0]["complete"], false);
    assert_eq!(
        facts[0]["editions"]["community"]["min_version"],
        "V1.2.3-CE"
    );
}

#[test]
fn evidence_that_cannot_be_written_leaves_all_of_it_as_it_was() {
    let workspace = Workspace::new();
    let (whole, other) = (page("PackBoxes.en.md"), page("PackBoxes.zh.md"));
    fs::create_dir_all(workspace.path("spec/evidence/PackBoxes.community.zh.toml")).unwrap();
    let (code, results, notes) = workspace.run(&["--lock", &whole, &other]);
    assert_eq!((code, results.as_str()), (1, ""), "{notes}");
    assert!(
        notes.contains("PackBoxes.community.zh.toml: what is there is no file")
            && notes.contains("nothing was written"),
        "{notes}"
    );
    assert!(
        !workspace
            .path("spec/evidence/PackBoxes.community.en.toml")
            .exists()
    );
}

#[test]
fn two_pages_of_one_evidence_are_refused_and_both_are_named() {
    let workspace = Workspace::new();
    let file = workspace.path("spec/evidence/PackBoxes.community.en.toml");
    let whole = page("PackBoxes.en.md");
    let changed = workspace.changed("Maximum value: `9`", "Maximum value: `8`");
    for (first, second) in [(&whole, &changed), (&changed, &whole), (&whole, &whole)] {
        let (code, results, notes) = workspace.run(&["--lock", first, second]);
        assert_eq!((code, results.as_str()), (1, ""), "{notes}");
        let line = notes.lines().find(|line| line.contains("both describe"));
        let line = line.unwrap_or_else(|| panic!("{notes}"));
        assert!(
            line.contains(&format!("{first}:")) && line.contains(&format!(" {second}:")),
            "{line}"
        );
        assert!(line.contains("`PackBoxes` in the community edition, language en"));
        assert!(!file.exists(), "nothing is written");
    }
    // Another language is another page.
    let (code, _, notes) = workspace.run(&["--lock", &whole, &page("PackBoxes.zh.md")]);
    assert_eq!(code, 0, "{notes}");
    assert!(file.exists());
}

#[test]
fn a_page_that_is_named_and_refused_is_no_page_without_a_difference() {
    let workspace = Workspace::new();
    let whole = page("PackBoxes.en.md");
    assert_eq!(workspace.run(&["--lock", &whole]).0, 0);
    fs::create_dir(workspace.path("pages")).unwrap();
    fs::copy(&whole, workspace.path("pages/PackBoxes.md")).unwrap();
    let overview = workspace.path("pages/overview.md");
    fs::write(&overview, "# Overview\n").unwrap();

    let overview = overview.display().to_string();
    for purpose in ["--check", "--lock", "--facts"] {
        let (code, results, notes) = workspace.run(&[purpose, &whole, &overview]);
        assert_eq!((code, results.as_str()), (1, ""), "{purpose}: {notes}");
        assert!(
            notes.contains("1 page was not read") && notes.contains("nothing is known of it"),
            "{notes}"
        );
    }
    // In a folder it is an overview.
    let folder = workspace.path("pages").display().to_string();
    let (code, results, notes) = workspace.run(&["--check", &folder]);
    assert_eq!((code, results.trim()), (0, "no difference"), "{notes}");
    assert!(notes.contains("overview.md:1: refused: "), "{notes}");
}
