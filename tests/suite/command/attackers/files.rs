//! Files that decide where credentials go, and files that are none.

use std::fs;
use std::os::fd::AsRawFd as _;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::time::Duration;

use oms_cli::Exit;

use super::super::{Desk, Ended, oms, plainly, with};
use super::{fifo, give_away, names, set_mode};
use crate::support::tls::{self, Flaw};

impl Desk {
    /// Writes as a profile says, of which these are further keys.
    async fn with_profile(&self, keys: &str) -> Ended {
        let text = format!("[profile.p]\nendpoint = \"URL\"\nuser = \"admin\"\n{keys}\n");
        self.configure(&text);
        let words = [
            "--profile",
            "p",
            "--execute",
            "--yes=np_4w3a0001",
            "--again",
        ];
        self.configured(&[super::super::RESET, &words].concat(), &[])
            .await
    }

    /// A directory of its own below the folder, with a file in it.
    fn apart(&self, name: &str, text: &str, mode: u32) -> PathBuf {
        let directory = self.folder.path().join("apart");
        if !directory.exists() {
            fs::create_dir(&directory).unwrap();
        }
        self.secret(&format!("apart/{name}"), text, mode)
    }
}

/// Whatever makes a file one that others could have written, the command that relies on it refuses
/// it.
async fn refused_where_others_can_write(
    desk: &Desk,
    file: &Path,
    mode: u32,
    keys: &str,
    exit: Exit,
) {
    let directory = file.parent().unwrap();
    let ended = desk.with_profile(keys).await;
    assert_eq!(ended.exit, Exit::Success, "{keys}: {ended:?}");
    let before = desk.commits();
    let cases = [(file, 0o022), (file, 0o020), (file, 0o002)];
    for (path, more) in cases {
        set_mode(path, mode | more);
        let ended = desk.with_profile(keys).await;
        assert_eq!(ended.exit, exit, "{keys} {more:o}: {ended:?}");
        set_mode(path, mode);
    }
    for mode in [0o777, 0o775, 0o757] {
        set_mode(directory, mode);
        let ended = desk.with_profile(keys).await;
        assert_eq!(ended.exit, exit, "{keys} in {mode:o}: {ended:?}");
        assert!(ended.stderr.contains("may replace"), "{ended:?}");
        set_mode(directory, 0o755);
    }
    if give_away(file) {
        let ended = desk.with_profile(keys).await;
        assert_eq!(ended.exit, exit, "{keys}: {ended:?}");
        assert!(ended.stderr.contains("belongs to user 54321"), "{ended:?}");
    }
    assert_eq!(desk.commits(), before);
}

#[tokio::test]
async fn p308_certificates_that_others_can_write_are_refused() {
    let desk = Desk::new().await;
    let pem = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let file = desk.apart("ca.pem", &pem.cert.pem(), 0o644);
    let keys = "password_file = \"DIR/password\"\ncacert = \"DIR/apart/ca.pem\"";
    refused_where_others_can_write(&desk, &file, 0o644, keys, Exit::Usage).await;
}

#[tokio::test]
async fn p308_a_client_certificate_or_its_key_that_others_can_write_is_refused() {
    let (chain, key) = tls::certificate_pem(Flaw::None);
    for (named, beside) in [("certificate", "key"), ("key", "certificate")] {
        let desk = Desk::new().await;
        let text = |name: &str| if name == "key" { &key } else { &chain };
        let mode = if named == "key" { 0o600 } else { 0o644 };
        let file = desk.apart("named.pem", text(named), mode);
        desk.secret("beside.pem", text(beside), 0o600);
        let keys = format!(
            "password_file = \"DIR/password\"\nclient_{named} = \"DIR/apart/named.pem\"\n\
             client_{beside} = \"DIR/beside.pem\""
        );
        refused_where_others_can_write(&desk, &file, mode, &keys, Exit::Credentials).await;
    }
}

#[tokio::test]
#[cfg(not(target_vendor = "apple"))]
async fn p308_certificates_of_the_platform_that_others_can_write_are_refused() {
    let desk = Desk::new().await;
    let pem = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let file = desk.apart("ca.pem", &pem.cert.pem(), 0o644);
    let directory = file.parent().unwrap();
    let link = desk.folder.path().join("link");
    symlink(directory, &link).unwrap();
    desk.configure(
        "[profile.p]\nendpoint = \"URL\"\nuser = \"admin\"\npassword_file = \"DIR/password\"",
    );
    // A directory of another system is in the list of many scripts.
    let own = desk.folder.path().display();
    let several = format!("{own}:{own}/missing:{}", link.display());
    for (variable, value) in [
        ("SSL_CERT_FILE", link.join("ca.pem").display().to_string()),
        ("SSL_CERT_DIR", several),
    ] {
        let write = || async {
            let words = [
                "--execute",
                "--yes=np_4w3a0001",
                "--again",
                "--profile",
                "p",
            ];
            let words = [super::super::RESET, &words].concat();
            desk.configured(&words, &[(variable, value.as_str())]).await
        };
        let ended = write().await;
        assert_eq!(ended.exit, Exit::Success, "{variable}: {ended:?}");
        let before = desk.commits();
        for (path, mode, words) in [
            (&*file, 0o666, "may write it"),
            (&*file, 0o620, "may write it"),
            (directory, 0o777, "may replace"),
        ] {
            set_mode(path, mode);
            let ended = write().await;
            assert_eq!(ended.exit, Exit::Usage, "{variable} {mode:o}: {ended:?}");
            for words in [variable, words] {
                assert!(ended.stderr.contains(words), "{mode:o}: {ended:?}");
            }
            set_mode(path, if path.is_dir() { 0o755 } else { 0o644 });
        }
        if give_away(&file) {
            let ended = write().await;
            assert_eq!(ended.exit, Exit::Usage, "{variable}: {ended:?}");
            assert!(ended.stderr.contains("belongs to user 54321"), "{ended:?}");
            std::os::unix::fs::chown(&file, Some(0), Some(0)).unwrap();
        }
        assert_eq!(desk.commits(), before, "{variable}");
        let explained = desk
            .configured(
                &["config", "explain", "-o", "json"],
                &[(variable, value.as_str())],
            )
            .await;
        let rows = explained.json()["data"].as_array().cloned().unwrap();
        let row = rows.iter().find(|row| row["setting"] == variable).unwrap();
        assert_eq!(row["value"], value, "{row}");
        assert_eq!(row["source"], format!("variable {variable}"), "{row}");
    }
}

#[tokio::test]
async fn p308_a_configuration_with_the_password_of_a_proxy_is_for_nobody_else_to_read() {
    let desk = Desk::new().await;
    let config = desk.folder.path().join("config.toml");
    let real = desk.folder.path().join("real.toml");
    let explain = ["config", "explain", "--profile", "p"];
    for (proxy, mode, exit) in [
        ("http://a:s3cret@proxy:3128", 0o644, Exit::Usage),
        ("http://a:s3cret@proxy:3128", 0o640, Exit::Usage),
        ("a:s3cret@proxy:3128", 0o604, Exit::Usage),
        ("http://a:s3cret@proxy:3128", 0o600, Exit::Success),
        ("http://proxy:3128", 0o644, Exit::Success),
    ] {
        desk.configure(&format!(
            "[profile.p]\nendpoint = \"URL\"\nproxy = \"{proxy}\"\n"
        ));
        set_mode(&config, mode);
        for is_link in [false, true] {
            if is_link {
                fs::rename(&config, &real).unwrap();
                symlink(&real, &config).unwrap();
            }
            let ended = desk.configured(&explain, &[]).await;
            assert_eq!(ended.exit, exit, "{proxy} {mode:o}: {ended:?}");
            assert!(!format!("{ended:?}").contains("s3cret"), "{ended:?}");
            if exit == Exit::Usage {
                for words in ["names a proxy with a user or a password", "chmod 600"] {
                    assert!(ended.stderr.contains(words), "{ended:?}");
                }
            }
        }
        fs::remove_file(&config).unwrap();
    }
}

#[tokio::test]
async fn p308_a_credential_program_that_others_can_write_is_not_run() {
    let desk = Desk::new().await;
    let ran = desk.folder.path().join("ran");
    let script = format!(
        "#!/bin/sh\necho ran >>{}\necho '{{\"password\":\"secret\"}}'\n",
        ran.display()
    );
    let file = desk.apart("helper", &script, 0o755);
    let keys = "credential_process = [\"DIR/apart/helper\"]";
    refused_where_others_can_write(&desk, &file, 0o755, keys, Exit::Credentials).await;
    assert_eq!(fs::read_to_string(ran).unwrap().lines().count(), 1);
}

#[tokio::test]
async fn p308_a_password_in_a_directory_that_others_can_write_is_refused() {
    let desk = Desk::new().await;
    let file = desk.apart("password", "secret\n", 0o600);
    let keys = "password_file = \"DIR/apart/password\"";
    refused_where_others_can_write(&desk, &file, 0o600, keys, Exit::Credentials).await;
}

#[tokio::test]
async fn p112_a_mode_is_advised_where_a_file_is_refused_for_its_mode_alone() {
    let desk = Desk::new().await;
    let url = desk.simulator.url();
    let file = |name: &str| desk.folder.path().join(name).display().to_string();
    desk.secret("an $(id)", "secret\n", 0o644);
    desk.secret("given", "secret\n", 0o600);
    symlink("password", file("link")).unwrap();
    fs::create_dir(file("folder")).unwrap();
    let chmod = format!("`chmod 600 '{}'`", file("an $(id)"));
    let mut rows = vec![
        (file("an $(id)"), chmod.as_str()),
        ("/dev/null".to_owned(), "Name a regular file."),
        (file("folder"), "Name a regular file."),
        (file("link"), "Name the file itself"),
    ];
    if give_away(Path::new(&file("given"))) {
        rows.push((file("given"), "Name a file of your own"));
    }
    for (path, advice) in rows {
        let way = ["oms", "status", "--endpoint", &url, "--user=admin"];
        let words = [&way[..], &["--password-file", &path]].concat();
        let words = words.into_iter().map(str::to_owned).collect();
        let ended = plainly(words).await;
        assert_eq!(ended.exit, Exit::Credentials, "{path}: {ended:?}");
        assert!(ended.stderr.contains(advice), "{advice}: {ended:?}");
        let is_chmod = advice.contains("chmod");
        assert_eq!(ended.stderr.contains("chmod"), is_chmod, "{ended:?}");
    }
}

#[tokio::test]
async fn p308_a_directory_further_up_counts_and_so_does_a_link_on_the_way() {
    let desk = Desk::new().await;
    let deep = desk.folder.path().join("apart/deep");
    fs::create_dir_all(&deep).unwrap();
    fs::copy(desk.password_file(), deep.join("password")).unwrap();
    let keys = "password_file = \"DIR/way/deep/password\"";
    let way = desk.folder.path().join("way");
    symlink("apart", &way).unwrap();
    assert_eq!(desk.with_profile(keys).await.exit, Exit::Success);
    set_mode(&desk.folder.path().join("apart"), 0o777);
    let ended = desk.with_profile(keys).await;
    assert_eq!(ended.exit, Exit::Credentials, "{ended:?}");
    set_mode(&desk.folder.path().join("apart"), 0o755);
    if std::os::unix::fs::lchown(&way, Some(super::SOMEBODY), None).is_ok() {
        let ended = desk.with_profile(keys).await;
        assert_eq!(ended.exit, Exit::Credentials, "{ended:?}");
        assert!(ended.stderr.contains("is reached by the link"), "{ended:?}");
    }
    fs::remove_file(&way).unwrap();
    symlink("way", &way).unwrap();
    let ended = desk.with_profile(keys).await;
    assert_eq!(ended.exit, Exit::Credentials, "{ended:?}");
    assert!(ended.stderr.contains("links that form a loop"), "{ended:?}");
}

#[tokio::test]
async fn p308_a_link_of_the_users_own_leads_to_a_configuration_and_to_certificates() {
    let desk = Desk::new().await;
    let pem = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    desk.secret("real.pem", &pem.cert.pem(), 0o644);
    symlink("real.pem", desk.folder.path().join("ca.pem")).unwrap();
    let keys = "password_file = \"DIR/password\"\ncacert = \"DIR/ca.pem\"";
    let ended = desk.with_profile(keys).await;
    assert_eq!(ended.exit, Exit::Success, "{ended:?}");
    let config = desk.folder.path().join("config.toml");
    fs::rename(&config, desk.folder.path().join("real.toml")).unwrap();
    symlink("real.toml", &config).unwrap();
    let ended = desk.configured(&["config", "profiles"], &[]).await;
    assert_eq!(ended.exit, Exit::Success, "{ended:?}");
    assert!(
        ended.stdout.contains("URL") || ended.stdout.contains("http://"),
        "{ended:?}"
    );
}

/// Runs a command that must come to its end soon, and refuse.
async fn soon(what: &str, command: impl Future<Output = Ended>) -> Ended {
    let ended = tokio::time::timeout(Duration::from_secs(20), command).await;
    let ended = ended.unwrap_or_else(|_| panic!("{what} hangs"));
    assert_ne!(ended.exit, Exit::Success, "{what}: {ended:?}");
    assert!(
        ["not a regular file", "symbolic link", "not a directory"]
            .iter()
            .any(|words| ended.stderr.contains(words)),
        "{what}: {ended:?}"
    );
    ended
}

#[tokio::test]
async fn p309_what_is_no_file_is_neither_waited_for_nor_read() {
    let desk = Desk::new().await;
    let pipe = desk.folder.path().join("pipe");
    fifo(&pipe);
    let folder = desk.folder.path().display().to_string();
    // A shell gives such a name to `<(…)`. Not every system has it.
    let (end, _other) = UnixStream::pair().unwrap();
    let descriptor = format!("/proc/self/fd/{}", end.as_raw_fd());
    let paths = [
        &*pipe.display().to_string(),
        "/dev/zero",
        "/dev/full",
        &folder,
        &descriptor,
    ];
    for path in paths.into_iter().filter(|path| Path::new(path).exists()) {
        let config = [("OMS_CONFIG", path)];
        soon(path, oms(desk.write(&[]), &config, None, "")).await;
        soon(path, plainly(desk.write(&["--cacert", path]))).await;
        let password = with(desk.write(&[]), &desk.password_file(), path);
        soon(path, plainly(password)).await;
        soon(path, desk.run(&["apply", path, "--yes=np_4w3a0001"])).await;
        soon(
            path,
            desk.run(&["plan", "-o", path, "stop-project", "--id", "np_4w3a0001"]),
        )
        .await;
    }
    assert!(desk.sent().is_empty());
}

#[tokio::test]
async fn p309_a_journal_or_a_lock_that_is_a_pipe_is_refused() {
    for name in ["journal.db", "journal.jsonl", "journal.lock", "locks"] {
        let desk = Desk::new().await;
        let directory = desk.folder.path().join("journal");
        fs::create_dir(&directory).unwrap();
        fifo(&directory.join(name));
        let ended = soon(name, plainly(desk.write(&[]))).await;
        assert_eq!(ended.exit, Exit::Guard, "{name}: {ended:?}");
        soon(name, desk.run(&["journal", "verify"])).await;
        assert!(desk.sent().is_empty(), "{name}");
    }
}

#[tokio::test]
async fn p310_a_twin_that_somebody_else_made_stays() {
    let desk = Desk::new().await;
    let pid = std::process::id();
    let twins = [format!("p.json.{pid}.new"), ".p.json.new".to_owned()];
    for twin in &twins {
        desk.secret(twin, "of another process\n", 0o600);
    }
    let before = names(desk.folder.path());
    let ended = desk.plan().await;
    assert_eq!(
        ended.exit,
        Exit::Success,
        "a name that is taken is no hindrance: {ended:?}"
    );
    // A write that fails removes its own alone.
    let directory = desk.folder.path().join("p.json");
    fs::remove_file(&directory).unwrap();
    fs::create_dir(&directory).unwrap();
    assert_eq!(desk.plan().await.exit, Exit::Usage);
    fs::remove_dir(&directory).unwrap();
    let after: Vec<String> = names(desk.folder.path())
        .into_iter()
        .filter(|name| name != ".local")
        .collect();
    assert_eq!(
        after, before,
        "nothing is left over, and nothing was removed"
    );
    for twin in &twins {
        let text = fs::read_to_string(desk.folder.path().join(twin)).unwrap();
        assert_eq!(text, "of another process\n");
    }
}
