//! Configurations that are written: by several commands at once, behind a link, and not at all.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

use crate::support::text;
use crate::terminal::Terminal;

/// A home with a file that holds a password.
fn home() -> TempDir {
    let home = TempDir::new().unwrap();
    let password = home.path().join("pw");
    fs::write(&password, "secret\n").unwrap();
    fs::set_permissions(&password, fs::Permissions::from_mode(0o600)).unwrap();
    home
}

/// The command in this home.
fn oms(home: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_oms"));
    command
        .env_clear()
        .env("HOME", home)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// A command that makes a profile of a service that nobody reaches.
fn init(home: &Path, name: &str) -> Command {
    let password = home.join("pw");
    let mut command = oms(home, &["config", "init", name, "--untested"]);
    command
        .args(["--endpoint=http://127.0.0.1:1", "--user=admin"])
        .arg("--password-file")
        .arg(password);
    command
}

fn config(home: &Path) -> std::path::PathBuf {
    home.join(".config/oms/config.toml")
}

#[test]
fn profiles_that_are_made_at_the_same_time_are_all_there() {
    let home = home();
    let names: Vec<String> = (0..12).map(|at| format!("p{at}")).collect();
    let begun: Vec<_> = names
        .iter()
        .map(|name| init(home.path(), name).spawn().unwrap())
        .collect();
    for child in begun {
        let made: Output = child.wait_with_output().unwrap();
        assert_eq!(made.status.code(), Some(0), "{made:?}");
    }
    let written = fs::read_to_string(config(home.path())).unwrap();
    for name in &names {
        let heading = format!("[profile.{name:?}]");
        assert!(written.contains(&heading), "{heading}: {written}");
    }
    assert_eq!(written.matches("default_profile").count(), 1, "{written}");
    let again = init(home.path(), "p3").output().unwrap();
    assert_eq!(again.status.code(), Some(2), "{again:?}");
}

#[test]
fn p308_a_configuration_behind_a_link_of_the_users_own_is_written_where_it_is() {
    let home = home();
    let kept = home.path().join("dot/c.toml");
    for folder in [
        kept.parent().unwrap(),
        config(home.path()).parent().unwrap(),
    ] {
        fs::create_dir_all(folder).unwrap();
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700)).unwrap();
    }
    let first = "# mine\n[profile.a]\nendpoint = \"http://127.0.0.1:1\"\n";
    fs::write(&kept, first).unwrap();
    fs::set_permissions(&kept, fs::Permissions::from_mode(0o600)).unwrap();
    symlink("../../dot/c.toml", config(home.path())).unwrap();
    let used = oms(home.path(), &["config", "use", "a"]).output().unwrap();
    assert_eq!(used.status.code(), Some(0), "{used:?}");
    let made = init(home.path(), "b").output().unwrap();
    assert_eq!(made.status.code(), Some(0), "{made:?}");
    let is_link = fs::symlink_metadata(config(home.path()))
        .unwrap()
        .is_symlink();
    assert!(is_link, "the link was replaced");
    let written = fs::read_to_string(&kept).unwrap();
    for words in ["# mine\n", "default_profile = \"a\"", "[profile.\"b\"]"] {
        assert!(written.contains(words), "{words}: {written}");
    }
}

/// Whoever keeps such files elsewhere makes the link first.
#[test]
fn a_configuration_behind_a_link_that_leads_nowhere_yet_is_made_where_it_leads() {
    let home = home();
    let link = config(home.path());
    fs::create_dir_all(link.parent().unwrap()).unwrap();
    for (target, kept) in [
        ("../../dot/c.toml", "dot/c.toml"),
        ("d.toml", ".config/oms/d.toml"),
    ] {
        let _ = fs::remove_file(&link);
        symlink(target, &link).unwrap();
        let made = init(home.path(), "a").output().unwrap();
        assert_eq!(made.status.code(), Some(0), "{made:?}");
        let is_link = fs::symlink_metadata(&link).unwrap().is_symlink();
        assert!(is_link, "the link was replaced");
        let written = fs::read_to_string(home.path().join(kept)).unwrap();
        assert!(written.contains("[profile.\"a\"]"), "{written}");
        let explained = oms(home.path(), &["config", "explain"]).output().unwrap();
        let shown = link.display().to_string();
        assert!(text(&explained).contains(&shown), "{explained:?}");
    }
    fs::remove_file(&link).unwrap();
    symlink("config.toml", &link).unwrap();
    let refused = init(home.path(), "a").output().unwrap();
    assert_eq!(refused.status.code(), Some(2), "{refused:?}");
}

/// A service that is not reached may be reached later; a setting that is refused never works.
#[test]
fn p106_no_profile_is_written_whose_address_holds_a_password() {
    for endpoint in ["http://admin:Secr3tPw@127.0.0.1:1", "127.0.0.1:1"] {
        let home = home();
        let variables = [("HOME", home.path().to_str().unwrap()), ("TERM", "dumb")];
        let init = ["config", "init", "k", "--untested"];
        let mut terminal = Terminal::start(&init, &variables);
        terminal.expect("Base URL of the OMS: ");
        terminal.press(&format!("{endpoint}\r"));
        terminal.expect("User [admin]: ");
        terminal.press("\r");
        terminal.expect("Password (it is not shown): ");
        terminal.press("secret\r");
        let (code, seen) = terminal.end();
        let seen = seen.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(code, Some(2), "{seen}");
        assert!(seen.contains("No profile was written."), "{seen}");
        assert!(!seen.contains("--untested writes"), "{seen}");
        assert!(!home.path().join(".config").exists(), "{seen}");
    }
}

#[test]
fn a_command_that_is_advised_takes_the_name_of_the_profile_as_it_is() {
    let home = home();
    let first = init(home.path(), "first").output().unwrap();
    assert!(
        text(&first).contains("unless another is named"),
        "{first:?}"
    );
    let second = init(home.path(), "my $(id)").output().unwrap();
    let advice = "`oms config use 'my $(id)'` makes it the default";
    assert!(text(&second).contains(advice), "{second:?}");
}

/// A table on one line takes no further profile.
#[test]
fn no_password_is_written_beside_a_configuration_that_cannot_be_written() {
    let home = home();
    let kept = config(home.path());
    fs::create_dir_all(kept.parent().unwrap()).unwrap();
    let folder = fs::Permissions::from_mode(0o700);
    fs::set_permissions(kept.parent().unwrap(), folder).unwrap();
    let before = "profile = { a = { endpoint = \"http://127.0.0.1:1\" } }\n";
    fs::write(&kept, before).unwrap();
    fs::set_permissions(&kept, fs::Permissions::from_mode(0o600)).unwrap();
    let init = ["config", "init", "b", "--untested", "--user=admin"];
    let mut init = oms(home.path(), &init);
    init.args(["--endpoint=http://127.0.0.1:1", "--password-stdin"])
        .stdin(fs::File::open(home.path().join("pw")).unwrap());
    let refused = init.output().unwrap();
    assert_eq!(refused.status.code(), Some(2), "{refused:?}");
    let why = "the configuration could not be read any more";
    assert!(text(&refused).contains(why), "{refused:?}");
    assert_eq!(fs::read_to_string(&kept).unwrap(), before);
    let passwords = kept.with_file_name("passwords");
    assert!(!passwords.exists(), "{refused:?}");
}

/// The name of the file under which a new configuration is written first is a longer one.
#[test]
fn no_password_is_written_beside_a_configuration_for_which_there_is_no_room() {
    let home = home();
    let kept = home.path().join("c".repeat(250));
    fs::write(&kept, "").unwrap();
    let mut init = oms(home.path(), &["config", "init", "b", "--untested"]);
    init.args(["--endpoint=http://127.0.0.1:1", "--user=admin"])
        .arg("--password-stdin")
        .env("OMS_CONFIG", &kept)
        .stdin(fs::File::open(home.path().join("pw")).unwrap());
    let refused = init.output().unwrap();
    assert_eq!(refused.status.code(), Some(2), "{refused:?}");
    assert!(text(&refused).contains("cannot be written"), "{refused:?}");
    assert!(!home.path().join("passwords").exists(), "{refused:?}");
}

#[test]
fn p129_a_value_that_no_key_takes_is_refused_with_the_file_the_profile_and_the_key() {
    let home = home();
    let file = config(home.path());
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    for (key, value) in [
        ("endpoint", "\"ftp://127.0.0.1\""),
        ("environment", "\"production\""),
        ("password_file", "\"/missing\""),
        ("auth_token_file", "\"/missing\""),
        ("credential_process_timeout", "\"1h\""),
        ("cacert", "\"/missing\""),
        ("client_certificate", "\"/missing\""),
        ("client_key", "\"/missing\""),
        ("proxy", "\"http://127.0.0.1:1/path\""),
        ("tz", "\"Mars\""),
        ("timeout", "\"0s\""),
        ("timeout", "\"2h\""),
        ("late_window", "\"soon\""),
        ("output", "\"xml\""),
        ("server_version", "\"four\""),
        ("journal", "\"mysql://127.0.0.1/oms\""),
        ("journal", "\"here\""),
        ("approvals", "3"),
        ("client_request_id_header", "\"two words\""),
    ] {
        let password = format!("{:?}", home.path().join("pw").display().to_string());
        let mut values = BTreeMap::from([
            ("endpoint", "\"http://127.0.0.1:1\""),
            ("user", "\"admin\""),
        ]);
        values.insert(key, value);
        let all = match key {
            "auth_token_file" => &[][..],
            "credential_process_timeout" => &[("credential_process", "[\"/bin/true\"]")],
            "client_certificate" => &[("client_key", &*password)],
            "client_key" => &[("client_certificate", &*password)],
            "password_file" => &[],
            _ => &[("password_file", &*password)],
        };
        values.extend(all.iter().copied());
        let values = values.iter();
        let lines: Vec<String> = values
            .map(|(key, value)| format!("{key} = {value}\n"))
            .collect();
        fs::write(&file, format!("[profile.p]\n{}", lines.concat())).unwrap();
        let list = ["--profile=p", "task", "list"];
        let refused = oms(home.path(), &list).output().unwrap();
        let said = text(&refused);
        let name = format!(
            "the configuration {} cannot be used: profile.p.{key}: ",
            file.display()
        );
        assert!(said.contains(&name), "{key} = {value}: {said}");
    }
}
