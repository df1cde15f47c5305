//! The journal of a desk, as tests read it and put it into another state. Its storage is known here
//! alone.

use std::fs;
use std::path::PathBuf;

use oms_cli::{Exit, Surroundings};
use rusqlite::Connection;
use serde_json::Value;

use super::{Desk, now};

/// The names of the files, the database first.
pub(super) const FILES: [&str; 3] = ["journal.db", "journal.db-wal", "journal.db-shm"];

impl Desk {
    /// The directory of the journal.
    pub(super) fn journal_directory(&self) -> PathBuf {
        self.folder.path().join("journal")
    }

    /// The file of the journal.
    pub(super) fn journal_file(&self) -> PathBuf {
        self.journal_directory().join(FILES[0])
    }

    /// The file of lines of earlier versions.
    pub(super) fn lines_file(&self) -> PathBuf {
        self.journal_directory().join("journal.jsonl")
    }

    /// The only anchor of this desk.
    pub(super) fn anchor(&self) -> PathBuf {
        let anchors = self.folder.path().join(".local/state/oms-trust/anchors");
        let names: Vec<_> = fs::read_dir(&anchors).unwrap().collect();
        let [Ok(name)] = &names[..] else {
            panic!("one anchor was expected: {names:?}");
        };
        name.path()
    }

    /// Every entry as a line, as `oms journal export` writes it.
    pub(super) fn exported(&self) -> String {
        let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
        let surroundings =
            Surroundings::detached(std::io::empty(), &mut stdout, &mut stderr, now());
        let journal = self.journal();
        let exit = oms_cli::run(
            ["oms", "journal", "export", "--journal", &journal],
            surroundings,
        );
        assert_eq!(exit, Exit::Success, "{}", String::from_utf8_lossy(&stderr));
        String::from_utf8(stdout).unwrap()
    }

    /// The lines, read.
    pub(super) fn lines(&self) -> Vec<Value> {
        let text = self.exported();
        text.lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    /// The entries in them.
    pub(super) fn entries(&self) -> Vec<Value> {
        let lines = self.lines();
        lines.iter().map(|line| line["entry"].clone()).collect()
    }

    /// Puts a journal of these lines in the place of the journal, as an earlier version has left
    /// it.
    pub(super) fn put_lines(&self, text: &str) {
        let directory = self.journal_directory();
        if directory.exists() {
            fs::remove_dir_all(&directory).unwrap();
        }
        fs::create_dir(&directory).unwrap();
        fs::write(self.lines_file(), text).unwrap();
    }

    /// The database as one file.
    pub(super) fn snapshot(&self) -> Vec<u8> {
        self.sql("PRAGMA wal_checkpoint(TRUNCATE)");
        fs::read(self.journal_file()).unwrap()
    }

    /// Puts a database in the place of the journal's.
    pub(super) fn restore(&self, database: &[u8]) {
        for name in &FILES[1..] {
            let _ = fs::remove_file(self.journal_directory().join(name));
        }
        fs::write(self.journal_file(), database).unwrap();
    }

    /// Changes the database behind the command's back, as somebody does who knows how it is made.
    pub(super) fn sql(&self, sql: &str) {
        let database = Connection::open(self.journal_file()).unwrap();
        database.execute_batch(sql).unwrap();
    }

    /// The same, and the triggers that forbid it are taken away before and put back after.
    pub(super) fn forced_sql(&self, sql: &str) {
        let database = Connection::open(self.journal_file()).unwrap();
        let triggers = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'";
        let mut statement = database.prepare(triggers).unwrap();
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
        let triggers: Vec<(String, String)> = rows.unwrap().collect::<Result<_, _>>().unwrap();
        assert!(!triggers.is_empty());
        for (name, _) in &triggers {
            database
                .execute_batch(&format!("DROP TRIGGER {name}"))
                .unwrap();
        }
        database.execute_batch(sql).unwrap();
        for (_, sql) in &triggers {
            database.execute_batch(sql).unwrap();
        }
    }
}
