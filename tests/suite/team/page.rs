//! `docs/team.md`: its blocks are run against a new server, by people with homes and passwords of
//! their own.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant, SystemTime};

use oms_client::EpochSeconds;
use oms_sim::Simulator;
use tempfile::TempDir;

use super::harness::process;
use super::harness::server::{self, Server};
use crate::support::tls;

/// The names on the page that are others in the test.
const DATABASE: &str = "db.example.com";
const SERVICE: &str = "https://oms.example.com:8089";

/// A block of the page: the words behind its fence, and its text.
pub(super) struct Block {
    pub(super) words: String,
    pub(super) text: String,
}

pub(super) fn page() -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/team.md");
    fs::read_to_string(file).expect("the page can be read")
}

/// The blocks between two headings, in their order.
pub(super) fn blocks(page: &str, from: &str, to: &str) -> Vec<Block> {
    let start = page.find(from).expect("the page has the heading");
    let end = page.find(to).expect("the page has the heading");
    let mut blocks = Vec::new();
    let mut rest = &page[start..end];
    while let Some((_, behind)) = rest.split_once("\n```") {
        let (words, behind) = behind.split_once('\n').expect("a fence ends");
        let (text, behind) = behind.split_once("\n```").expect("a block ends");
        blocks.push(Block {
            words: words.to_owned(),
            text: text.to_owned(),
        });
        rest = behind;
    }
    blocks
}

/// Somebody of the page.
struct Person {
    home: TempDir,
    name: String,
}

impl Person {
    fn new(name: &str, config: &str) -> Self {
        let home = TempDir::new().expect("a folder can be made");
        let folder = home.path().join(".config/oms");
        fs::create_dir_all(&folder).expect("a folder can be made");
        let files = [
            ("config.toml", config.replace("alice", name)),
            ("password", "secret\n".to_owned()),
            ("journal-password", "change me\n".to_owned()),
            ("database-ca.pem", tls::authority_pem()),
        ];
        for (file, text) in files {
            let path = folder.join(file);
            fs::write(&path, text).expect("a file can be written");
            process::close(&path);
        }
        Self {
            home,
            name: name.to_owned(),
        }
    }

    /// Runs a block as a shell does, and stops at the first command that fails.
    fn run(&self, text: &str, programs: &Path) -> String {
        let path = std::env::var("PATH").unwrap_or_default();
        let output = Command::new("bash")
            .args(["-euc", text])
            .current_dir(self.home.path())
            .env_clear()
            .env("PATH", format!("{}:{path}", programs.display()))
            .env("HOME", self.home.path())
            .env("USER", &self.name)
            .env("OMS_JOURNAL_PASSWORD", "change me")
            .output()
            .expect("bash runs");
        let said = String::from_utf8_lossy(&output.stdout).into_owned()
            + &String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{}: {text}\n{said}", self.name);
        said
    }
}

/// The page with the addresses of the test.
fn filled(page: &str, server: &Server, service: &str) -> String {
    assert!(page.contains(DATABASE) && page.contains(SERVICE));
    page.replace(DATABASE, &server.address.to_string())
        .replace(SERVICE, service)
}

#[tokio::test(flavor = "multi_thread")]
async fn p264_the_page_sets_a_journal_up_from_an_empty_database_within_five_minutes() {
    let Some(server) = server::bare() else {
        return;
    };
    let now = EpochSeconds::at_or_before(SystemTime::now()).unwrap();
    let simulator = Simulator::builder()
        .now(now)
        .real_time()
        .start()
        .await
        .unwrap();
    let page = filled(&page(), &server, &simulator.url());
    let blocks = blocks(
        &page,
        "## Set up in five minutes",
        "## When the database is lost",
    );
    let config = blocks
        .iter()
        .find(|block| block.words == "toml")
        .expect("the page has a profile");
    let programs = TempDir::new().unwrap();
    process::command_in(&programs.path().join("oms"));
    let people = ["oms_owner", "alice", "bob"].map(|name| {
        let config = if name == "oms_owner" {
            ""
        } else {
            &config.text
        };
        Person::new(name, config)
    });
    let started = Instant::now();
    let mut said = String::new();
    tokio::task::block_in_place(|| {
        for block in &blocks {
            let mut words = block.words.split(' ');
            match (words.next(), words.next()) {
                (Some("sql"), database) => {
                    for statement in block.text.split_inclusive(";\n") {
                        server.admin(database.unwrap_or("postgres"), statement);
                    }
                }
                (Some("sh"), Some(name)) => {
                    let person = people.iter().find(|person| person.name == name);
                    said += &person
                        .expect("a person of the page")
                        .run(&block.text, programs.path());
                }
                (Some("toml"), None) => {}
                other => panic!("a block of no kind that is known: {other:?}"),
            }
        }
    });
    assert!(
        started.elapsed() < Duration::from_secs(300),
        "{:?}",
        started.elapsed()
    );
    for words in [
        "now has a journal",
        "may append, and neither change nor delete",
        "Database user",
        "Shared as plan 3",
        "has no entries",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert_eq!(
        simulator
            .requests()
            .iter()
            .filter(|request| request.committed)
            .count(),
        2
    );
}
