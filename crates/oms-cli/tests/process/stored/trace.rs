//! The requests of a process to the system, as `strace` has seen them: files, and what leaves on a
//! connection.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// One thing that was done, in the order in which it was done.
#[derive(Debug, Clone)]
pub(super) enum Act {
    /// A file was created, or was there already and became empty where `cut` says so.
    Open {
        path: PathBuf,
        create: bool,
        cut: bool,
    },
    Write {
        path: PathBuf,
        at: usize,
        bytes: Vec<u8>,
    },
    Cut {
        path: PathBuf,
        length: usize,
    },
    /// A file or a directory was brought down to the disk.
    Sync {
        path: PathBuf,
    },
    Rename {
        from: PathBuf,
        to: PathBuf,
    },
    Remove {
        path: PathBuf,
    },
    Directory {
        path: PathBuf,
    },
    /// Bytes left on a connection.
    Send {
        bytes: Vec<u8>,
    },
}

const CALLS: &str = "trace=openat,open,creat,close,write,pwrite64,writev,pwritev,pwritev2,ftruncate,truncate,fallocate,\
                     fsync,fdatasync,sync_file_range,rename,renameat,renameat2,link,linkat,unlink,unlinkat,rmdir,mkdir,\
                     mkdirat,lseek,sendto,sendmsg,dup,dup2,dup3";

/// Runs a command and records it. `None` where there is no `strace`, or it may not look, which is
/// said.
pub(super) fn record(command: &Command, folder: &Path) -> Option<Vec<Act>> {
    if oms_testkit::is_missing("strace") {
        return None;
    }
    let file = folder.join("trace");
    let mut traced = Command::new("strace");
    traced
        .args([
            "-f",
            "-xx",
            "-y",
            "-s",
            "1048576",
            "-e",
            CALLS,
            "-e",
            "signal=none",
            "-o",
        ])
        .arg(&file)
        .arg(command.get_program())
        .args(command.get_args())
        .env_clear()
        .stdin(Stdio::null());
    for (name, value) in command.get_envs() {
        traced.env(name, value.unwrap());
    }
    let output = traced.output().unwrap();
    let text = std::fs::read_to_string(&file).unwrap_or_default();
    // It may have got as far as making the file, or not even that.
    let _ = std::fs::remove_file(&file);
    // A command that was looked at has ended in one way or the other.
    if !text.contains("+++ ") {
        let why = String::from_utf8_lossy(&output.stderr);
        oms_testkit::skipped(&format!("`strace` may not look: {}", why.trim()));
        return None;
    }
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    Some(acts(&text))
}

/// Reads a trace.
fn acts(text: &str) -> Vec<Act> {
    let mut reader = Reader::default();
    for line in text.lines() {
        reader.line(line);
    }
    reader.acts
}

/// A trace that is being read.
#[derive(Default)]
struct Reader {
    acts: Vec<Act>,
    /// Calls of other threads that another thread's line has interrupted.
    begun: BTreeMap<String, String>,
    /// The offset of the next plain write, by the handle.
    at: BTreeMap<String, usize>,
}

impl Reader {
    fn line(&mut self, line: &str) {
        let Some((process, call)) = line.split_once(' ') else {
            return;
        };
        let call = call.trim_start();
        if let Some(begun) = call.strip_suffix(" <unfinished ...>") {
            self.begun.insert(process.to_owned(), begun.to_owned());
            return;
        }
        let whole = match call.split_once(" resumed>") {
            Some((_, rest)) => self.begun.remove(process).unwrap_or_default() + rest,
            None => call.to_owned(),
        };
        let Some((call, result)) = whole.rsplit_once(" = ") else {
            return;
        };
        // A call that failed has done nothing.
        if result.starts_with('-') || result.starts_with('?') {
            return;
        }
        if let Some((name, arguments)) = call.split_once('(') {
            let arguments = arguments.trim_end().strip_suffix(')').unwrap_or(arguments);
            self.call(name, arguments, result);
        }
    }

    fn call(&mut self, name: &str, arguments: &str, result: &str) {
        let arguments = split(arguments);
        let argument = |index: usize| arguments.get(index).copied().unwrap_or_default();
        let number = |index: usize| argument(index).parse::<usize>().unwrap_or_default();
        let (handle, path) = handle(argument(0));
        let count: usize = result
            .split(['<', ' '])
            .next()
            .unwrap()
            .parse()
            .unwrap_or(0);
        match name {
            "openat" | "open" | "creat" => {
                let (opened, path) = self::handle(result);
                self.at.insert(opened.to_owned(), 0);
                let flags = argument(if name == "openat" { 2 } else { 1 });
                let (create, cut) = (flags.contains("O_CREAT"), flags.contains("O_TRUNC"));
                assert!(!flags.contains("O_APPEND"), "{flags}");
                if create || cut {
                    self.acts.push(Act::Open { path, create, cut });
                }
            }
            "lseek" => {
                self.at.insert(handle.to_owned(), count);
            }
            "write" | "writev" | "sendto" | "sendmsg" => {
                let mut bytes = texts(&arguments[1..].join(", "));
                bytes.truncate(count);
                if path.starts_with("/") {
                    let at = self.at.entry(handle.to_owned()).or_default();
                    self.acts.push(Act::Write {
                        path,
                        at: *at,
                        bytes,
                    });
                    *at += count;
                } else if path.to_string_lossy().starts_with("socket") {
                    self.acts.push(Act::Send { bytes });
                }
            }
            "pwrite64" => {
                let mut bytes = texts(argument(1));
                bytes.truncate(count);
                self.acts.push(Act::Write {
                    path,
                    at: number(3),
                    bytes,
                });
            }
            "ftruncate" => self.acts.push(Act::Cut {
                path,
                length: number(1),
            }),
            "fsync" | "fdatasync" => self.acts.push(Act::Sync { path }),
            "rename" | "renameat" | "renameat2" => {
                let [from, to] = if name == "rename" { [0, 1] } else { [1, 3] };
                let (from, to) = (named(argument(from)), named(argument(to)));
                self.acts.push(Act::Rename { from, to });
            }
            "unlink" => self.acts.push(Act::Remove {
                path: named(argument(0)),
            }),
            "unlinkat" => self.acts.push(Act::Remove {
                path: named(argument(1)),
            }),
            "mkdir" => self.acts.push(Act::Directory {
                path: named(argument(0)),
            }),
            "mkdirat" => self.acts.push(Act::Directory {
                path: named(argument(1)),
            }),
            "close" => {}
            // A call that is not modelled must not go by unseen.
            other => panic!("{other}({arguments:?}) = {result}"),
        }
    }
}

/// The arguments of a call. Texts are hexadecimal, so that no comma is part of one.
fn split(arguments: &str) -> Vec<&str> {
    arguments.split(", ").collect()
}

/// The number of a handle, and what it leads to.
fn handle(text: &str) -> (&str, PathBuf) {
    let (number, rest) = text.split_once('<').unwrap_or((text, ""));
    let path = rest.strip_suffix('>').unwrap_or(rest);
    let path = String::from_utf8(bytes(path)).unwrap();
    // The journal's files are looked at under the name that they have by then.
    (number, PathBuf::from(path.trim_end_matches(" (deleted)")))
}

/// A file that is named.
fn named(text: &str) -> PathBuf {
    let path = PathBuf::from(String::from_utf8(texts(text)).unwrap());
    assert!(path.is_absolute(), "{text}");
    path
}

/// The bytes of every text in quotes.
fn texts(text: &str) -> Vec<u8> {
    text.split('"').skip(1).step_by(2).flat_map(bytes).collect()
}

/// Bytes that are written as `\x2f`, and such as are written as they are.
fn bytes(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let digits = rest.strip_prefix("\\x").and_then(|rest| rest.get(..2));
        if let Some(digits) = digits {
            bytes.push(u8::from_str_radix(digits, 16).unwrap());
            rest = &rest[4..];
        } else {
            bytes.extend(first.to_string().bytes());
            rest = &rest[first.len_utf8()..];
        }
    }
    bytes
}
