//! `cargo xtask new-action`: the files of an action, with a blank for everything that must be said.
//!
//! Each blank is a mistake that `spec check` points at, so that none is forgotten; nothing that
//! exists is touched.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use oms_spec::{Code, SourceFile, names};

use crate::console::Console;
use crate::failure::Failure;
use crate::spec_files;

pub(crate) fn run(root: &Path, name: &str, console: &mut Console<'_>) -> Result<(), Failure> {
    let usable =
        names::is_identifier(name) && name.starts_with(|first: char| first.is_ascii_uppercase());
    if !usable {
        return Err(Failure::new(
            format!("`{name}` cannot be the name of an action"),
            "give the value of `Action=` as the vendor's page has it, such as `StopProject`; where \
             that has a small letter first, give it a capital one and say what is sent as `wire-name`",
        ));
    }
    let files = files(name);
    // A spec that cannot be read has no names to compare with; `spec check` says why.
    if let Ok(known) = spec_files::read(root) {
        refuse_name(&known, &files)?;
    }
    write(root, &files, console)?;
    console.result(
        "fill in the empty quotes; `cargo xtask spec check` lists every blank that is left",
    );
    Ok(())
}

/// Refuses a new action for whose name `spec check` would refuse the spec: nothing that is filled
/// in later mends it.
pub(crate) fn refuse_name(known: &[SourceFile], files: &[(String, String)]) -> Result<(), Failure> {
    let mut files = files.iter();
    let action = files.find(|(path, _)| path.starts_with("spec/actions/"));
    let Some((path, text)) = action.filter(|(path, _)| known.iter().all(|file| file.path != *path))
    else {
        return Ok(());
    };
    let names = text.lines().take_while(|line| !line.starts_with('['));
    let names = names.filter(|line| line.starts_with("name") || line.starts_with("wire-name"));
    let mut with_it = known.to_vec();
    with_it.push(SourceFile {
        path: path.clone(),
        bytes: names.collect::<Vec<_>>().join("\n").into_bytes(),
    });
    let before = flaws_of_names(known);
    let flaw = flaws_of_names(&with_it)
        .into_iter()
        .find(|flaw| !before.contains(flaw));
    flaw.map_or(Ok(()), |(code, message)| {
        Err(Failure::new(
            message,
            format!(
                "choose another name, and say what is sent as `wire-name`; nothing was written, and \
                 docs/diagnostics.md explains {code}"
            ),
        ))
    })
}

/// The codes and the messages of what is wrong with the names of a spec.
fn flaws_of_names(files: &[SourceFile]) -> Vec<(Code, String)> {
    let Err(problems) = oms_spec::load(files) else {
        return Vec::new();
    };
    let of_names = problems
        .iter()
        .filter(|problem| problem.code().as_str().starts_with("S2"));
    of_names
        .map(|problem| (problem.code(), problem.message().to_owned()))
        .collect()
}

/// Writes files that do not exist yet, by path.
pub(crate) fn write(
    root: &Path,
    files: &[(String, String)],
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    if let Some((path, _)) = files.iter().find(|(path, _)| root.join(path).exists()) {
        return Err(Failure::new(
            format!("{path} exists already"),
            "edit it, or choose another name; nothing was written",
        ));
    }
    for (path, _) in files {
        refuse_links(root, path)?;
    }
    for (path, text) in files {
        let help = "mend this, and remove what was written before";
        create(&root.join(path), text).map_err(Failure::at(path, help))?;
        console.result(format!("wrote {path}"));
    }
    Ok(())
}

/// Refuses to write through a link: what is behind it is no part of the spec, and may be anything.
pub(crate) fn refuse_links(root: &Path, path: &str) -> Result<(), Failure> {
    let mut place = root.to_owned();
    for name in path.split('/') {
        place.push(name);
        if place.is_symlink() {
            let link = place.strip_prefix(root).unwrap_or(&place);
            return Err(Failure::new(
                format!("{} is a symbolic link", link.display()),
                "put the folder itself into spec/; nothing was written",
            ));
        }
    }
    Ok(())
}

fn create(place: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = place.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::File::create_new(place)?.write_all(text.as_bytes())
}

/// The files by path.
fn files(name: &str) -> [(String, String); 3] {
    [
        (
            format!("spec/actions/{name}.toml"),
            ACTION.replace("NAME", name),
        ),
        (
            format!("spec/examples/{name}/first.request.json"),
            REQUEST.to_owned(),
        ),
        (
            format!("spec/examples/{name}/first.response.json"),
            RESPONSE.to_owned(),
        ),
    ]
}

const ACTION: &str = r#"#:schema ../schema/action.json

name    = "NAME"
summary = ""               # one sentence in your own words
effect  = ""               # read, or write: a write is never sent twice by itself, and needs an `impact`
since   = {}               # first versions, such as { enterprise = "4.3.0", community = "4.2.1" }
source  = { url = "" }     # the vendor's page, and its date: updated = 2025-10-09

# A table a parameter, by its name on the wire; remove what the action does not take.
[request.id]
type       = "TaskId"
presence   = "required"    # required, optional, nullable or optional-nullable
doc        = ""
documented = "string"      # the type word of the vendor's table

# The payload; remove the table where the envelope is the whole answer.
[data]
type     = "any"
presence = "optional"
doc      = ""
"#;

const REQUEST: &str = "{\"id\": \"\"}\n";

const RESPONSE: &str = r#"{
    "success": true,
    "errorDetail": null,
    "code": null,
    "message": null,
    "advice": null,
    "requestId": "",
    "pageNumber": null,
    "pageSize": null,
    "totalCount": null,
    "cost": "",
    "data": null
}
"#;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec;

    /// The project's own spec in a folder of its own.
    fn project() -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        for file in spec_files::read(&project).unwrap() {
            let place = root.path().join(&file.path);
            fs::create_dir_all(place.parent().unwrap()).unwrap();
            fs::write(place, file.bytes).unwrap();
        }
        root
    }

    #[test]
    fn a_name_that_the_check_refuses_is_refused_before_anything_is_written() {
        let root = project();
        let actions = || fs::read_dir(root.path().join("spec/actions")).unwrap();
        let before = actions().count();
        for (name, told) in [
            ("Stopproject", "differ by case alone"),
            ("STopProject", "differ by case alone"),
            ("README", "`README` cannot be used as a name"),
            ("Generated", "`Generated` cannot be used as a name"),
            ("StopProject", "exists already"),
            ("startThings", "say what is sent as `wire-name`"),
        ] {
            let mut console = Console::plain(io::sink(), io::sink());
            let failure = run(root.path(), name, &mut console).unwrap_err();
            let text = failure.render(false);
            assert!(text.contains(told), "{name}: {text}");
            assert_eq!(actions().count(), before, "{name}");
        }
    }

    #[test]
    fn a_skeleton_passes_once_its_blanks_are_filled_and_not_before() {
        let root = project();
        let mut said = Vec::new();
        run(
            root.path(),
            "PingTask",
            &mut Console::plain(&mut said, io::sink()),
        )
        .unwrap();

        let load = || spec::load(&spec_files::read(root.path()).unwrap());
        let blanks = load().unwrap_err().render(false);
        for place in ["summary", "effect", "url", "doc"] {
            assert!(
                blanks.contains(&format!("`{place}` is empty")),
                "{place}\n{blanks}"
            );
        }
        assert!(blanks.contains("first.request.json"), "{blanks}");

        fill(
            root.path(),
            "spec/actions/PingTask.toml",
            &[
                ("summary = \"\"", "summary = \"Pings.\""),
                ("effect  = \"\"", "effect = \"read\""),
                ("url = \"\"", "url = \"https://example.com/\""),
                ("doc        = \"\"", "doc = \"The task.\""),
                ("doc      = \"\"", "doc = \"Nothing.\""),
            ],
        );
        fill(
            root.path(),
            "spec/examples/PingTask/first.request.json",
            &[("\"\"", "\"np_1\"")],
        );
        let problems = load().map_err(|failure| failure.render(false));
        assert!(problems.is_ok(), "{}", problems.unwrap_err());
    }

    #[cfg(unix)]
    #[test]
    fn p313_nothing_is_written_through_a_link() {
        for link in [
            "spec",
            "spec/actions",
            "spec/examples",
            "spec/examples/Ping",
        ] {
            let root = tempfile::tempdir().unwrap();
            let elsewhere = tempfile::tempdir().unwrap();
            let place = root.path().join(link);
            fs::create_dir_all(place.parent().unwrap()).unwrap();
            std::os::unix::fs::symlink(elsewhere.path(), &place).unwrap();
            let mut console = Console::plain(io::sink(), io::sink());
            let failure = run(root.path(), "Ping", &mut console).unwrap_err();
            let text = failure.render(false);
            assert!(
                text.contains(&format!("{link} is a symbolic link")),
                "{text}"
            );
            let mut written = fs::read_dir(elsewhere.path()).unwrap();
            assert!(written.next().is_none(), "{link}");
            let read = spec_files::read(root.path()).unwrap_err().render(false);
            assert!(read.contains("symbolic link"), "{link}: {read}");
        }
    }

    #[test]
    fn nothing_that_exists_is_touched_and_no_odd_name_is_taken() {
        let root = tempfile::tempdir().unwrap();
        let run = |name: &str| {
            run(
                root.path(),
                name,
                &mut Console::plain(io::sink(), io::sink()),
            )
        };
        for name in ["", "ping", "../Ping", "Ping Task", "Ping/Task"] {
            assert!(run(name).is_err(), "{name}");
        }
        run("Ping").unwrap();
        fs::remove_file(root.path().join("spec/actions/Ping.toml")).unwrap();
        assert!(
            run("Ping")
                .unwrap_err()
                .render(false)
                .contains("exists already")
        );
        assert!(!root.path().join("spec/actions/Ping.toml").exists());
    }

    fn fill(root: &Path, path: &str, blanks: &[(&str, &str)]) {
        let place = root.join(path);
        let mut text = fs::read_to_string(&place).unwrap();
        for (blank, filled) in blanks {
            assert!(text.contains(blank), "{blank}");
            text = text.replace(blank, filled);
        }
        fs::write(place, text).unwrap();
    }
}
