//! A disk that is full: what cannot be written down is not sent, and the store opens when there is
//! room again. A limit on the size of a file is the same. A home that cannot be written to: the
//! advice names the place.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use oms_sim::{Simulator, Status};

use super::{ended, entries, oms, verify, words};
use crate::network;
use crate::support::{Running, shared_out};

/// Bytes of a page, by which the room is made smaller.
const PAGE: usize = 4096;

/// The most pages that are left: more than a write needs, the store's first included.
const MOST: usize = 80;

#[test]
fn p258_on_a_full_disk_nothing_is_sent_and_the_store_opens_afterwards() {
    const NAME: &str = "p258_on_a_full_disk_nothing_is_sent_and_the_store_opens_afterwards";
    // The file system ends with the last process that sees it.
    let disk = "mount -t tmpfs -o size=8m,mode=0700 tmpfs /mnt";
    if !network::is_own() {
        return network::run(module_path!(), NAME, disk);
    }
    let running = Running::start(Simulator::builder().real_time());
    let (url, folder) = (running.url(), Path::new("/mnt"));
    let (mut refused, mut sent) = (0, 0);
    for is_new in [true, false] {
        for pages in (0..MOST).step_by(3) {
            if is_new {
                for name in ["journal", ".local"] {
                    let _ = fs::remove_dir_all(folder.join(name));
                }
            }
            let before = running.simulator.commits().len();
            let known = if is_new { 0 } else { intents(folder) };
            leave(folder, pages);
            let call = [
                "reset-incr-start-timestamp",
                "--id=np_4w3a0001",
                "--reverse=false",
                "--start-timestamp=-2h",
            ];
            let yes = [
                "--execute",
                "--yes=np_4w3a0001",
                "--again",
                "--no-preflight",
            ];
            let output = ended(oms(&url, folder, &[&call[..], &yes].concat()));
            fs::remove_file(folder.join("filler")).unwrap();
            let (said, took) = (words(&output), running.simulator.commits().len() - before);
            let name = format!("{pages} pages, new {is_new}: {said}");
            if took == 0 {
                refused += 1;
                assert_eq!(output.status.code(), Some(9), "{name}");
                assert!(said.contains("nothing was sent"), "{name}");
            } else {
                sent += 1;
                assert_eq!((took, output.status.code()), (1, Some(0)), "{name}");
            }
            verify(folder, &name);
            let now = intents(folder);
            assert!(now >= known + took, "{name}: {known} intents became {now}");
            settle(folder);
        }
    }
    assert!(refused > 0 && sent > 0, "{refused} refused, {sent} sent");
    for (pages, bad) in [(0, true), (MOST, false)] {
        leave(folder, pages);
        let output = ended(oms(&url, folder, &["doctor"]));
        let doctor = String::from_utf8_lossy(&output.stdout);
        fs::remove_file(folder.join("filler")).unwrap();
        let journal = doctor.lines().find(|line| line.starts_with("journal"));
        let found = journal.is_some_and(|line| line.contains("bad"));
        assert_eq!(found, bad, "{pages} pages: {doctor}");
    }
    println!("{refused} refused, {sent} sent");
}

#[test]
fn p174_in_a_read_only_home_the_advice_is_to_make_the_place_of_trust_writable() {
    const NAME: &str = "p174_in_a_read_only_home_the_advice_is_to_make_the_place_of_trust_writable";
    const TRUST: &str = "/mnt/home/.local/state/oms-trust";
    let home = "mount -t tmpfs -o size=8m,mode=0700 tmpfs /mnt && mkdir -m 700 /mnt/home \
                && mount --bind /mnt/home /mnt/home && mount -o remount,bind,ro /mnt/home";
    if !network::is_own() {
        return network::run(module_path!(), NAME, home);
    }
    let running = Running::start(Simulator::builder().real_time());
    let (url, folder) = (running.url(), Path::new("/mnt"));
    let stop = ["stop-project", "--id=np_4w3a0001"];
    let yes = ["--execute", "--yes=np_4w3a0001", "--no-preflight"];
    let plan = ["plan", "-o", "/mnt/plan.json"];
    for (call, place) in [
        ([&stop[..], &yes].concat(), format!("{TRUST}/anchors")),
        ([&plan[..], &stop].concat(), TRUST.to_owned()),
    ] {
        let mut command = oms(&url, folder, &call);
        command.env("HOME", "/mnt/home");
        let output = ended(command);
        let said = words(&output);
        assert_eq!(output.status.code(), Some(9), "{call:?}: {said}");
        let advice = format!("Make {place} a directory that you can write, and nobody else.");
        assert!(said.contains(&advice), "{call:?}: {said}");
        // The journal is in a place that can be written, and so would any other be.
        assert!(!said.contains("another"), "{call:?}: {said}");
    }
    assert!(running.simulator.commits().is_empty());
}

#[test]
fn p174_a_lock_on_a_read_only_disk_cannot_be_written_and_another_place_is_advised() {
    const NAME: &str =
        "p174_a_lock_on_a_read_only_disk_cannot_be_written_and_another_place_is_advised";
    let disk = "mount -t tmpfs -o size=8m,mode=0700 tmpfs /mnt && mkdir -m 700 /mnt/journal \
                && mkdir -m 700 /mnt/journal/locks && mount --bind /mnt/journal /mnt/journal \
                && mount -o remount,bind,ro /mnt/journal";
    if !network::is_own() {
        return network::run(module_path!(), NAME, disk);
    }
    let running = Running::start(Simulator::builder().real_time());
    let stop = ["stop-project", "--id=np_4w3a0001"];
    let yes = ["--execute", "--yes=np_4w3a0001", "--no-preflight"];
    let call = [&stop[..], &yes].concat();
    let output = ended(oms(&running.url(), Path::new("/mnt"), &call));
    let said = words(&output);
    assert_eq!(output.status.code(), Some(9), "{said}");
    for words in [
        "/mnt/journal/locks/",
        ".lock cannot be written: ",
        "Allow writes to the disk, or name another place with --journal.",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert!(running.simulator.commits().is_empty());
}

/// The end of a rewind whose files may not grow.
#[derive(Debug, PartialEq, Eq)]
enum End {
    Unsent,
    Paused,
    Done,
    AtWork,
}

#[test]
fn p174_a_limit_on_the_size_of_a_file_leaves_no_task_paused_without_a_word() {
    let sizes = (1..=MOST).step_by(2).chain([1 << 12]);
    let mut ends = shared_out(4, sizes, |pages| {
        let running = Running::start(Simulator::builder().real_time());
        let folder = tempfile::tempdir().unwrap();
        let rewind = "rewind np_4w3a0001 --reverse false --to -2h --wait-timeout 10s --execute";
        let rewind: Vec<&str> = rewind.split(' ').chain(["--yes=np_4w3a0001"]).collect();
        let output = ended(limited(&oms(&running.url(), folder.path(), &rewind), pages));
        let name = format!("{pages} pages: {}", words(&output));
        let task = running.simulator.task("np_4w3a0001").unwrap();
        let is_paused = task.status == Status::Suspend;
        let end = match output.status.code() {
            Some(0) if !is_paused => End::Done,
            Some(8 | 10) if is_paused => {
                assert!(name.contains("LEFT PAUSED"), "{name}");
                End::Paused
            }
            Some(9) if running.simulator.commits().is_empty() => {
                assert!(name.contains("nothing was sent"), "{name}");
                End::Unsent
            }
            // Steps were taken, and the task is at work again.
            code => {
                let is_known = !is_paused && matches!(code, Some(8..=10));
                assert!(is_known, "{code:?}, {name}");
                End::AtWork
            }
        };
        (pages, end, folder, name)
    });
    // With less room than that, there may be no journal yet.
    ends.sort_by_key(|(pages, ..)| *pages);
    let has_begun = |end: &End| matches!(end, End::Done | End::Paused);
    let begun = ends.iter().skip_while(|(_, end, ..)| !has_begun(end));
    for (_, _, folder, name) in begun {
        verify(folder.path(), name);
    }
    for wanted in [End::Unsent, End::Paused, End::Done] {
        let is_there = ends.iter().any(|(_, end, ..)| *end == wanted);
        assert!(is_there, "none is {wanted:?}");
    }
}

/// Returns a command whose files have at most so many pages.
fn limited(command: &Command, pages: usize) -> Command {
    // A shell of POSIX counts in blocks of 512 bytes.
    let blocks = (pages * PAGE / 512).to_string();
    let mut shell = Command::new("/bin/sh");
    shell
        .args(["-c", r#"ulimit -f "$0" && exec "$@""#, &blocks])
        .arg(command.get_program())
        .args(command.get_args())
        .env_clear()
        .stdin(Stdio::null());
    let variables = command.get_envs();
    shell.envs(variables.filter_map(|(name, value)| Some((name, value?))));
    shell
}

/// Fills the disk, so that so many pages are left.
fn leave(folder: &Path, pages: usize) {
    let filler = folder.join("filler");
    // A disk takes what it can of a write.
    let _ = fs::write(&filler, vec![0; 16 << 20]);
    let length = fs::metadata(&filler).unwrap().len();
    let file = fs::File::options().write(true).open(&filler).unwrap();
    file.set_len(length.saturating_sub((pages * PAGE) as u64))
        .unwrap();
}

fn intents(folder: &Path) -> usize {
    entries(folder)
        .iter()
        .filter(|entry| entry["kind"] == "intent")
        .count()
}

/// Settles a request whose result had no room.
fn settle(folder: &Path) {
    let listed = ended(oms(
        "",
        folder,
        &["journal", "list", "--open", "-o", "json"],
    ));
    let listed: serde_json::Value = serde_json::from_slice(&listed.stdout).unwrap();
    for open in listed["data"].as_array().unwrap() {
        let entry = open["entry"].to_string();
        let resolved = ended(oms(
            "",
            folder,
            &["journal", "resolve", &entry, "--took-effect"],
        ));
        assert_eq!(resolved.status.code(), Some(0), "{}", words(&resolved));
    }
}
