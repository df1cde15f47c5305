//! The files around the code that say what is released and what is tried on it, held to the places
//! that they lead to.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use oms_spec::SourceFile;
use toml::{Table, Value};

use crate::specs::files::collect;
use crate::support::outside::workspace;

/// A file that was moved would be changed by no mutant any more, and nobody would notice. The tests
/// that a flipped class fails are those of the classes.
#[test]
fn p145_the_files_that_are_mutated_are_there() {
    let config: Table = read(".cargo/mutants.toml").parse().expect("it is TOML");
    let globs = config["examine_globs"].as_array().expect("it names files");
    let globs: Vec<&str> = globs.iter().filter_map(Value::as_str).collect();
    for glob in &globs {
        let place = glob.trim_end_matches("/**/*.rs");
        assert!(!place.contains('*'), "{glob}: a folder, or a file");
        assert!(workspace().join(place).exists(), "{glob} leads nowhere");
    }
    for promised in [
        "crates/oms-core/src/outcome",
        "crates/oms-core/src/call/judge.rs",
        "crates/oms-core/src/text/redact",
        "crates/oms-cli/src/act",
        "crates/oms-cli/src/time",
    ] {
        assert!(
            globs.iter().any(|glob| glob.starts_with(promised)),
            "{promised}"
        );
    }
}

/// `cargo xtask dist` writes files with these endings. One that the workflow leaves out is built
/// and lost; one that it names beside them fails the release, as a bill of materials did that
/// nobody wrote.
#[test]
fn p144_a_release_attests_and_uploads_what_is_written() {
    let workflow = read(".github/workflows/release.yml");
    let written = BTreeSet::from([".cdx.json", ".deb", ".tar.gz"]);
    for before in ["dist/*", "dist/*/*"] {
        let named: BTreeSet<&str> = workflow
            .split_whitespace()
            .filter_map(|word| word.strip_prefix(before))
            .filter(|ending| ending.starts_with('.'))
            .collect();
        assert_eq!(named, written, "{before}");
    }
}

/// The image of the simulator listens where its health check asks, and neither image runs as root.
#[test]
fn p144_the_images_run_as_nobody_and_the_health_check_asks_where_the_simulator_listens() {
    let recipe = read("Containerfile");
    let mut images = recipe.split("\nFROM ").skip(1).map(|image| {
        let (head, rest) = image.split_once('\n').expect("an image has steps");
        (head.rsplit(' ').next().expect("it has a name"), rest)
    });
    let (name, _) = images.next().expect("the archive is unpacked first");
    assert_eq!(name, "unpacked");
    let mut names = Vec::new();
    for (name, steps) in images {
        names.push(name);
        let steps: Vec<&str> = steps.lines().collect();
        assert!(steps.contains(&"USER 65534:65534"), "{name}: {steps:?}");
        assert!(
            steps.contains(&format!("ENTRYPOINT [\"{name}\"]").as_str()),
            "{name}: {steps:?}"
        );
        let check = steps.iter().find(|step| step.starts_with("HEALTHCHECK "));
        assert_eq!(check.is_some(), name == "oms-sim", "{name}");
        let Some(check) = check else { continue };
        let port = "\"--port\", \"8089\"]";
        assert!(
            check.ends_with(&format!(r#"CMD ["oms-sim", "--check", {port}"#)),
            "{check}"
        );
        // It says no address, so that it listens on the loopback.
        assert!(
            steps.contains(&format!("CMD [{port}").as_str()),
            "{steps:?}"
        );
        assert!(steps.contains(&"EXPOSE 8089"), "{steps:?}");
    }
    assert_eq!(names, ["oms-sim", "oms"]);
    // Each is made of a published archive, under one name for both kinds of processors.
    let workflow = read(".github/workflows/images.yml");
    let lists = workflow.matches("image: [oms, oms-sim]").count();
    assert_eq!(lists, workflow.matches("image: [").count());
    assert_eq!(lists, 2);
    for processor in ["x86_64", "aarch64"] {
        let target = format!("{processor}-unknown-linux-gnu");
        assert!(workflow.contains(&format!("target: {target} ")), "{target}");
        assert!(workflow.contains(&format!("$name-{target}")), "{target}");
    }
}

#[test]
fn what_is_released_is_what_the_tests_build_and_what_the_pages_say() {
    let manifest: Table = read("crates/oms-cli/Cargo.toml").parse().unwrap();
    let released = texts(&manifest["package"]["metadata"]["dist"]["features"]);
    assert!(!released.is_empty());
    let tests: Table = read("tests/Cargo.toml").parse().unwrap();
    let tested = texts(&tests["dev-dependencies"]["oms-cli"]["features"]);
    for feature in &released {
        assert!(tested.contains(feature), "{feature} is released");
    }
    let as_in_releases = format!("--features {} ", released.join(","));
    assert!(
        read("README.md").contains(&as_in_releases),
        "{as_in_releases}"
    );
    let page = read("docs/dependencies.md");
    let (_, said) = page.split_once("a released binary has ").unwrap();
    let (said, _) = said.split_once('.').unwrap();
    let said: Vec<&str> = said.split('`').skip(1).step_by(2).collect();
    let default = texts(&manifest["features"]["default"]);
    assert_eq!(said, [released, default].concat());
}

/// A sentence that knows no exception is believed: the option exists, and whoever weighs the risk
/// has to read of it where the promise stands.
#[test]
fn every_page_that_promises_one_send_names_the_option_that_sends_again() {
    let policy = read("crates/oms-core/src/call/retry/policy.rs");
    assert!(
        policy.contains("fn unsafe_retry_unknown("),
        "remove this test"
    );
    let (head, _) = policy.split_once("pub struct WriteRetry {").unwrap();
    let (_, head) = head.rsplit_once("\n\n").unwrap();
    assert!(
        head.starts_with("/// When a call that changes something"),
        "{head}"
    );
    let pages = [
        "README.md",
        "SECURITY.md",
        "docs/gateways.md",
        "ARCHITECTURE.md",
    ];
    let pages = pages.map(|path| (path, read(path)));
    for (path, text) in &pages {
        assert!(text.contains("unsafe_retry_unknown`"), "{path}");
    }
    assert!(head.contains("`unsafe_retry_unknown`"), "{head}");
}

/// Plain http to another machine can be allowed, and the pages that promise its absence say so.
#[test]
fn every_page_that_promises_no_plaintext_names_the_option_that_allows_it() {
    let options = read("crates/oms-core/src/call/builder/mod.rs");
    assert!(options.contains("fn allow_plaintext("), "remove this test");
    for (path, about) in [
        ("README.md", "plain `http` to another machine"),
        ("SECURITY.md", "credentials go in the clear"),
    ] {
        let text = read(path);
        let mut lines = text.lines().filter(|line| line.contains(about)).peekable();
        assert!(lines.peek().is_some(), "{path} no longer says: {about}");
        assert!(
            lines.all(|line| line.contains("`allow_plaintext`")),
            "{path}"
        );
    }
}

/// The command refuses a tag of another version and a version without notes, before anything is
/// built; the notes that it prints are those that are published.
#[test]
fn a_release_begins_with_its_tag_and_its_notes() {
    let workflow = read(".github/workflows/release.yml");
    let (_, jobs) = workflow.split_once("\n  version:\n").unwrap();
    let (version, jobs) = jobs.split_once("\n  ci:\n").unwrap();
    let (_, publish) = jobs.split_once("\n  publish:\n").unwrap();
    let command = "        run: cargo xtask dist --notes \"$TAG\"";
    assert!(version.contains(&format!("{command}\n")), "{version}");
    assert!(publish.contains(&format!("{command} >notes.md\n")));
    assert!(publish.contains(" --notes-file notes.md "), "{publish}");
    // Everything else waits for it, and for every job of a change.
    assert!(workflow.contains("\n  ci:\n    needs: version\n    uses: "));
    assert!(workflow.contains("\n  dist:\n    needs: ci\n"));
    assert!(workflow.contains("\n  publish:\n    needs: dist\n"));
}

/// A crate inherits nothing that it does not ask for, and `cargo binstall` looks for an archive at
/// the `repository` of the crate. As long as the project has no address, none can ask for it.
#[test]
fn each_published_crate_names_the_repository_as_soon_as_there_is_one() {
    let manifest = |path: &str| read(path).parse::<Table>().expect("a manifest is TOML");
    let root = manifest("Cargo.toml");
    let has_address = root["workspace"]["package"].get("repository").is_some();
    for entry in fs::read_dir(workspace().join("crates")).unwrap() {
        let name = entry.unwrap().file_name();
        let name = name.to_str().unwrap();
        let manifest = manifest(&format!("crates/{name}/Cargo.toml"));
        let package = &manifest["package"];
        let is_published = package.get("publish") != Some(&Value::Boolean(false));
        let inherits = package.get("repository").is_some();
        assert_eq!(inherits, is_published && has_address, "{name}");
    }
}

/// A job that asks for its lanes by name is red where their tool is missing; `.ci/run` names none,
/// so that a machine without every tool can run it.
#[test]
fn the_job_for_known_holes_asks_for_its_lane_by_name() {
    let job = "- run: cargo xtask ci --lane advisories\n";
    assert!(read(".github/workflows/advisories.yml").contains(job));
    let run = read(".ci/run");
    assert!(run.contains("exec cargo xtask ci \"$@\""), "{run}");
    assert!(!run.contains("--lane"), "{run}");
    assert!(!read(".github/workflows/ci.yml").contains(".ci/run --"));
}

/// Whoever may edit a release can replace its files, and an image would carry them on.
#[test]
fn an_image_is_made_of_an_archive_whose_origin_was_checked() {
    let workflow = read(".github/workflows/images.yml");
    let (build, _) = workflow.split_once("\n  join:\n").unwrap();
    let steps = [
        "      attestations: read\n",
        "gh release download \"$TAG\" ",
        "gh attestation verify archive.tar.gz --repo \"$GITHUB_REPOSITORY\" --source-ref \"refs/tags/$TAG\"\n",
        "docker build --build-arg ARCHIVE=archive.tar.gz ",
    ];
    let places = steps.map(|step| build.find(step).expect(step));
    assert!(places.is_sorted(), "{build}");
}

/// Homebrew takes a formula from a tap, and refuses the path of a file.
#[test]
fn no_page_installs_a_formula_from_a_file() {
    for (path, text) in pages() {
        for line in text.lines() {
            let installed = line.split("brew install").skip(1);
            for words in installed {
                let mut words = words.split([' ', '`']).take_while(|word| *word != "&&");
                assert!(!words.any(|word| word.contains(".rb")), "{path}: {line}");
            }
        }
    }
}

/// Whoever follows the page would be refused: nothing that exists is written over.
#[test]
fn the_example_of_a_new_action_does_not_exist() {
    let page = read("docs/adding-an-action.md");
    let (_, call) = page.split_once("cargo xtask new-action ").unwrap();
    let (name, _) = call.split_once('`').unwrap();
    assert!(!name.is_empty() && name.chars().all(char::is_alphanumeric));
    for place in [format!("actions/{name}.toml"), format!("examples/{name}")] {
        assert!(page.contains(&format!("spec/{place}")), "{place}");
        assert!(!workspace().join("spec").join(&place).exists(), "{place}");
    }
}

/// Whoever copies the files of the page has an action.
#[test]
fn the_example_of_a_new_action_is_one_that_the_spec_takes() {
    let page = read("docs/adding-an-action.md");
    let first = |language: &str| {
        let (_, block) = page.split_once(&format!("```{language}\n")).unwrap();
        block.split_once("```").unwrap().0
    };
    let mut files = Vec::new();
    collect(&workspace().join("spec"), "spec", &mut files);
    let mut add = |path: String, text: &str| {
        let bytes = text.as_bytes().to_vec();
        files.push(SourceFile { path, bytes });
    };
    add("spec/actions/ArchiveProject.toml".to_owned(), first("toml"));
    for line in first("text").lines() {
        let (name, text) = line.split_once(' ').unwrap();
        add(format!("spec/examples/ArchiveProject/{name}"), text.trim());
    }
    oms_spec::load(&files).unwrap_or_else(|problems| panic!("{problems}"));
}

/// The exit codes of the command mean the same in its help and on the operator's page.
#[test]
fn a_batch_is_partly_done_where_a_line_was_refused_as_well() {
    for path in ["crates/oms-cli/src/exit.rs", "docs/operator.md"] {
        let text = read(path);
        assert!(text.contains("lines of a batch took effect"), "{path}");
        assert!(!text.contains("lines were not sent"), "{path}");
    }
}

/// Whoever chooses features reads of each of them on the page of the crate.
#[test]
fn the_page_of_the_command_names_each_of_its_features() {
    let manifest: Table = read("crates/oms-cli/Cargo.toml").parse().unwrap();
    let page = read("crates/oms-cli/README.md");
    let (_, said) = page.split_once("\nFeatures: ").unwrap();
    for feature in manifest["features"].as_table().unwrap().keys() {
        let is_said = feature == "default" || said.contains(&format!("`{feature}`"));
        assert!(is_said, "{feature}: {said}");
    }
}

/// The page's own command counts. Cargo has downloaded what this system needs, and no more.
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
#[test]
fn the_features_of_the_command_bring_as_many_crates_as_the_page_says() {
    let page = read("docs/dependencies.md");
    let usual = crates_of(&[]);
    let with = |feature: &str| crates_of(&[&format!("--features={feature}")]);
    let without = crates_of(&["--no-default-features", "--features=simulator"]);
    // The last number is that of the crates which the row names in front of its own.
    for (feature, before, after, named) in [
        ("keyring", &usual, &with("keyring"), 1),
        ("mcp", &usual, &with("mcp"), 1),
        ("postgres", &usual, &with("postgres"), 1),
        ("watch", &without, &usual, 2),
    ] {
        let begin = format!("| `{feature}` |");
        let row = page.lines().find(|line| line.starts_with(&begin)).unwrap();
        let (said, _) = row.split_once(" crates below ").unwrap();
        let (_, said) = said.rsplit_once(' ').unwrap();
        let counted = after.difference(before).count() - named;
        assert_eq!(said, counted.to_string(), "{row}");
    }
}

/// The crates of the command as `cargo tree` lists them, without the mark of one that came before.
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
fn crates_of(features: &[&str]) -> BTreeSet<String> {
    let target = "--target=x86_64-unknown-linux-gnu";
    let tree = std::process::Command::new(env!("CARGO"))
        .args([
            "tree",
            "--offline",
            "--locked",
            "-p",
            "oms-cli",
            "-e",
            "normal",
        ])
        .args(["--prefix", "none", target])
        .args(features)
        .current_dir(workspace())
        .output()
        .unwrap();
    assert!(
        tree.status.success(),
        "{}",
        String::from_utf8_lossy(&tree.stderr)
    );
    let listed = String::from_utf8(tree.stdout).unwrap();
    listed
        .lines()
        .map(|line| line.trim_end_matches(" (*)").to_owned())
        .collect()
}

/// The pages of the front, of the folder `docs` and of each crate.
fn pages() -> Vec<(String, String)> {
    let mut folders = vec![String::new(), "docs".to_owned()];
    for entry in fs::read_dir(workspace().join("crates")).unwrap() {
        let name = entry.unwrap().file_name();
        folders.push(format!("crates/{}", name.to_str().unwrap()));
    }
    let mut pages = Vec::new();
    for folder in folders {
        for entry in fs::read_dir(workspace().join(&folder)).unwrap() {
            let name = entry.unwrap().file_name();
            let path = Path::new(&folder).join(name);
            if path.extension().is_some_and(|ending| ending == "md") {
                let path = path.to_str().unwrap().to_owned();
                pages.push((path.clone(), read(&path)));
            }
        }
    }
    assert!(pages.len() > 20, "{}", pages.len());
    pages
}

fn texts(list: &Value) -> Vec<String> {
    let list = list.as_array().unwrap().iter();
    list.filter_map(Value::as_str).map(str::to_owned).collect()
}

fn read(path: &str) -> String {
    fs::read_to_string(workspace().join(path)).expect("the file can be read")
}
