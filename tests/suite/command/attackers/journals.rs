//! A journal that others could have written, and one whose end is gone.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::time::Duration;

use oms_cli::Exit;
use serde_json::Value;

use super::super::kept::FILES;
use super::super::{Desk, RESET, at, now, oms, plainly};
use super::{give_away, names, set_mode};

impl Desk {
    /// Nothing is sent, and the doctor says that the journal is bad.
    pub(super) async fn refuses_its_journal(&self, why: &str, words: &str) {
        let before = self.commits();
        let ended = plainly(self.write(&[])).await;
        assert_eq!(ended.exit, Exit::Guard, "{why}: {ended:?}");
        assert!(ended.stderr.contains(words), "{why}: {ended:?}");
        let ended = self.run(&["doctor", "-o", "json"]).await;
        let checks = &ended.json()["data"];
        let journal = checks.as_array().unwrap().iter();
        let journal: Vec<&Value> = journal
            .filter(|check| check["name"] == "journal" || check["check"] == "journal")
            .collect();
        assert_eq!(journal[0]["verdict"], "bad", "{why}: {ended:?}");
        assert_eq!(self.commits(), before, "{why}");
    }

    /// Each command that shows the journal gives what is there, and says that entries are missing.
    async fn shows_what_is_left(&self, cut: &str) {
        let is_gone = ["emptied", "deleted", "deleted with its directory"].contains(&cut);
        let left = if is_gone { "" } else { "np_4w3a0001" };
        for (words, shown) in [
            (&["journal", "list", "--open", "-o", "json"][..], "data"),
            (&["journal", "list"], left),
            (&["journal", "show", "1"], left),
            (&["journal", "export"], left),
        ] {
            let ended = self.run(words).await;
            assert_eq!(ended.exit, Exit::Guard, "{cut}, {words:?}: {ended:?}");
            assert!(ended.stdout.contains(shown), "{cut}, {words:?}: {ended:?}");
            for said in [
                "entry 4",
                "may include a request whose outcome nobody knows",
            ] {
                assert!(ended.stderr.contains(said), "{cut}, {words:?}: {ended:?}");
            }
        }
    }
}

/// A file of the operator's own that must stay as it is.
fn precious(folder: &Path) -> PathBuf {
    let path = folder.join("precious");
    fs::write(&path, "precious\n").unwrap();
    set_mode(&path, 0o600);
    path
}

#[tokio::test]
async fn p302_nothing_is_created_cut_or_followed_through_a_link() {
    let names_of_files = FILES.into_iter();
    for name in names_of_files.chain(["journal.jsonl", "journal.lock", "locks", "journal"]) {
        let desk = Desk::new().await;
        let elsewhere = desk.folder.path().join("elsewhere");
        fs::create_dir(&elsewhere).unwrap();
        let file = precious(&elsewhere);
        let link = if name == "journal" {
            desk.journal_directory()
        } else {
            fs::create_dir(desk.journal_directory()).unwrap();
            desk.journal_directory().join(name)
        };
        for target in [&elsewhere, &file, &elsewhere.join("missing")] {
            symlink(target, &link).unwrap();
            desk.refuses_its_journal(name, "symbolic link").await;
            assert_eq!(names(&elsewhere), ["precious"], "{name}");
            assert_eq!(fs::read_to_string(&file).unwrap(), "precious\n", "{name}");
            fs::remove_file(&link).unwrap();
        }
    }
}

#[tokio::test]
async fn p302_the_lock_of_a_target_that_is_a_link_cuts_nothing() {
    let desk = Desk::new().await;
    assert_eq!(plainly(desk.write(&[])).await.exit, Exit::Success);
    let locks = desk.journal_directory().join("locks");
    let [name] = &names(&locks)[..] else {
        panic!("one lock was expected");
    };
    let lock = locks.join(name);
    let file = precious(desk.folder.path());
    fs::remove_file(&lock).unwrap();
    symlink(&file, &lock).unwrap();
    desk.refuses_its_journal("lock", "symbolic link").await;
    assert_eq!(fs::read_to_string(&file).unwrap(), "precious\n");
}

#[tokio::test]
async fn p302_a_journal_that_others_can_write_is_refused_and_called_bad() {
    let desk = Desk::new().await;
    assert_eq!(plainly(desk.write(&[])).await.exit, Exit::Success);
    let directory = desk.journal_directory();
    let locks = directory.join("locks");
    let lock = locks.join(&names(&locks)[0]);
    let files = FILES.map(|name| directory.join(name));
    let others = [directory.join("journal.lock"), lock, locks, directory];
    for path in files.into_iter().chain(others) {
        let is_directory = path.is_dir();
        let modes = if is_directory {
            [0o777, 0o770, 0o703]
        } else {
            [0o666, 0o620, 0o602]
        };
        for mode in modes {
            set_mode(&path, mode);
            let words = format!("mode {mode:04o}");
            desk.refuses_its_journal(&path.display().to_string(), &words)
                .await;
        }
        set_mode(&path, if is_directory { 0o700 } else { 0o600 });
    }
    assert_eq!(plainly(desk.write(&[])).await.exit, Exit::Success);
}

#[tokio::test]
async fn p302_a_journal_in_a_directory_that_others_can_write_is_refused() {
    let desk = Desk::new().await;
    assert_eq!(plainly(desk.write(&[])).await.exit, Exit::Success);
    set_mode(desk.folder.path(), 0o777);
    let ended = plainly(desk.write(&[])).await;
    assert_ne!(ended.exit, Exit::Success, "{ended:?}");
    let ended = desk.run(&["journal", "verify"]).await;
    assert_ne!(ended.exit, Exit::Success, "{ended:?}");
    assert!(ended.stderr.contains("anyone may replace"), "{ended:?}");
    // As in /tmp, where nobody can replace what is another's.
    set_mode(desk.folder.path(), 0o1777);
    assert_eq!(plainly(desk.write(&[])).await.exit, Exit::Success);
}

#[tokio::test]
async fn p302_a_journal_of_somebody_else_is_refused() {
    for place in [
        "journal/journal.db",
        "journal/journal.db-wal",
        "journal/journal.lock",
        "journal/locks",
        "journal",
    ] {
        let desk = Desk::new().await;
        assert_eq!(plainly(desk.write(&[])).await.exit, Exit::Success);
        if !give_away(&desk.folder.path().join(place)) {
            return;
        }
        desk.refuses_its_journal(place, "belongs to user 54321")
            .await;
    }
}

#[tokio::test]
async fn p302_in_the_home_of_somebody_else_nothing_is_created() {
    let desk = Desk::new().await;
    let home = desk.folder.path().join("home");
    let system = desk.folder.path().join("system");
    for directory in [&home, &home.join(".local"), &system] {
        fs::create_dir(directory).unwrap();
    }
    let state = home.join(".local/state");
    symlink(&system, &state).unwrap();
    for given in [&home, &home.join(".local")] {
        if !give_away(given) {
            return;
        }
    }
    let mut arguments = desk.write(&[]);
    let at = arguments
        .iter()
        .position(|word| word == "--journal")
        .unwrap();
    arguments.drain(at..=at + 1);
    let home = home.display().to_string();
    let config = desk.secret("config.toml", "", 0o600).display().to_string();
    let variables = [("HOME", home.as_str()), ("OMS_CONFIG", &config)];
    for (variables, exit) in [(&variables[..1], Exit::Usage), (&variables, Exit::Guard)] {
        let ended = oms(arguments.clone(), variables, None, "").await;
        assert_eq!(ended.exit, exit, "{ended:?}");
        assert!(ended.stderr.contains("belongs to user 54321"), "{ended:?}");
        assert!(names(&system).is_empty());
    }
    let mut words = desk.asked_by("bash");
    let at = words.iter().position(|word| word == "--journal").unwrap();
    // The place of the word that is completed comes down with the two that go.
    words.drain(at..=at + 1);
    words[3] = (words.len() - 6).to_string();
    let offered = oms(words, &variables, None, "").await;
    assert!(offered.stdout.contains("np_4w3a0001"), "{offered:?}");
    assert_eq!(names(Path::new(&home)), [".local"]);
    assert!(desk.sent().is_empty());
}

#[tokio::test]
async fn p302_a_list_of_names_is_kept_through_no_link() {
    let desk = Desk::new().await;
    let cache = desk.folder.path().join(".cache");
    let elsewhere = desk.folder.path().join("elsewhere");
    for directory in [&cache, &elsewhere] {
        fs::create_dir(directory).unwrap();
    }
    symlink(&elsewhere, cache.join("oms")).unwrap();
    let offered = plainly(desk.asked_by("bash")).await;
    assert!(offered.stdout.contains("np_4w3a0001"), "{offered:?}");
    assert!(names(&elsewhere).is_empty());
    fs::remove_file(cache.join("oms")).unwrap();
    let offered = plainly(desk.asked_by("bash")).await;
    assert!(offered.stdout.contains("np_4w3a0001"), "{offered:?}");
    let [kept] = &names(&cache.join("oms"))[..] else {
        panic!("one list was expected");
    };
    // Nor is a list that is a link read, or replaced.
    let (kept, file) = (cache.join("oms").join(kept), precious(&elsewhere));
    fs::remove_file(&kept).unwrap();
    symlink(&file, &kept).unwrap();
    let offered = plainly(desk.asked_by("bash")).await;
    assert!(offered.stdout.contains("np_4w3a0001"), "{offered:?}");
    assert!(kept.is_symlink());
    assert_eq!(fs::read_to_string(&file).unwrap(), "precious\n");
}

/// The changes that are made to a journal of several entries.
const CUTS: [&str; 6] = [
    "cut off",
    "rolled back",
    "emptied",
    "deleted",
    "deleted with its directory",
    "computed again",
];

#[tokio::test]
async fn p303_a_journal_whose_end_is_gone_is_found_out_and_nothing_is_sent() {
    let other = Desk::new().await;
    for _ in 0..3 {
        assert_eq!(plainly(other.write(&[])).await.exit, Exit::Success);
    }
    for cut in CUTS {
        let desk = Desk::new().await;
        assert_eq!(plainly(desk.write(&[])).await.exit, Exit::Success);
        let earlier = desk.snapshot();
        assert_eq!(plainly(desk.write(&[])).await.exit, Exit::Success);
        let good = desk.run(&["journal", "verify"]).await;
        assert_eq!(good.exit, Exit::Success, "{good:?}");
        assert!(good.stdout.contains("Proved by the anchor"), "{good:?}");
        assert!(good.stdout.contains("Not proved: "), "{good:?}");

        let text = desk.exported();
        match cut {
            "cut off" => {
                let last = text.trim_end().rfind('\n').unwrap();
                desk.put_lines(&text[..=last]);
            }
            "rolled back" => desk.restore(&earlier),
            "emptied" => fs::write(desk.journal_file(), "").unwrap(),
            "deleted" => fs::remove_file(desk.journal_file()).unwrap(),
            "deleted with its directory" => {
                fs::remove_dir_all(desk.journal_directory()).unwrap();
            }
            // A chain that is whole, with other entries under the same numbers and more behind
            // them.
            _ => desk.restore(&other.snapshot()),
        }
        let ended = desk.run(&["journal", "verify"]).await;
        assert_eq!(ended.exit, Exit::Guard, "{cut}: {ended:?}");
        let anchor = desk.anchor();
        assert!(
            ended.stderr.contains(&anchor.display().to_string()),
            "the way out is named: {cut}: {ended:?}"
        );
        desk.refuses_its_journal(cut, "entry 4").await;
        desk.shows_what_is_left(cut).await;
        assert_eq!(desk.commits(), 2, "{cut}");

        fs::remove_file(anchor).unwrap();
        let ended = desk.run(&["journal", "verify"]).await;
        assert!(
            ended.stdout.contains("No anchor is kept yet"),
            "{cut}: {ended:?}"
        );
        let ended = plainly(desk.write(&[])).await;
        if cut == "cut off" {
            // The result is gone, and the request is open, as the journal says by itself.
            assert!(ended.stderr.contains("journal entry 3"), "{ended:?}");
        } else {
            assert_eq!(ended.exit, Exit::Success, "{cut}: {ended:?}");
        }
    }
}

#[tokio::test]
async fn p303_a_journal_that_is_put_back_or_pruned_goes_on() {
    let desk = Desk::new().await;
    assert_eq!(plainly(desk.write(&[])).await.exit, Exit::Success);
    let whole = desk.snapshot();
    fs::write(desk.journal_file(), "").unwrap();
    assert_eq!(plainly(desk.write(&[])).await.exit, Exit::Guard);
    desk.restore(&whole);
    assert_eq!(plainly(desk.write(&[])).await.exit, Exit::Success);

    let mut prune = desk.write(&[]);
    let head = prune.iter().position(|word| word == RESET[0]).unwrap();
    prune.truncate(head);
    prune.extend(["journal", "prune", "--before", "-1h"].map(str::to_owned));
    let pruned = at(now() + Duration::from_secs(7_200), prune).await;
    assert_eq!(pruned.exit, Exit::Success, "{pruned:?}");
    assert!(!pruned.stdout.contains("Nothing"), "{pruned:?}");
    let ended = desk.run(&["journal", "verify"]).await;
    assert_eq!(ended.exit, Exit::Success, "{ended:?}");
    assert!(
        ended.stdout.contains("no entry up to 4 is missing"),
        "{ended:?}"
    );
    assert_eq!(plainly(desk.write(&[])).await.exit, Exit::Success);
    // A header that claims to have removed everything, the anchored entry included.
    let lines = desk.exported();
    let header = lines.lines().next().unwrap();
    desk.put_lines(&format!("{header}\n"));
    assert_eq!(plainly(desk.write(&[])).await.exit, Exit::Guard);
    let shown = desk.run(RESET).await.stdout;
    assert!(shown.contains("Nothing could be sent now"), "{shown}");
}

#[tokio::test]
async fn p303_without_a_place_for_an_anchor_verify_says_so() {
    let desk = Desk::new().await;
    let call = |more: &[&str]| {
        let head = desk.write(&[]);
        let mut words: Vec<String> = head
            .into_iter()
            .take_while(|word| word != RESET[0])
            .collect();
        words.extend(more.iter().map(|&word| word.to_owned()));
        words
    };
    // A relative directory counts as none, and so does an empty name of the home.
    let nowhere = [("XDG_STATE_HOME", "relative"), ("HOME", "")];
    let ended = oms(call(&["journal", "verify"]), &nowhere, None, "").await;
    assert_eq!(ended.exit, Exit::Success, "{ended:?}");
    assert!(
        ended.stdout.contains("neither HOME nor XDG_STATE_HOME"),
        "{ended:?}"
    );
}
