//! The program that hands out credentials, as a child of a real process.

use std::fs;
use std::io::Write;
use std::os::unix::fs::PermissionsExt as _;

use tempfile::TempDir;

use crate::support::{EXECUTE, oms, receive, server};

#[test]
fn p113_what_the_program_says_on_standard_error_reaches_the_person() {
    let folder = TempDir::new().unwrap();
    let helper = folder.path().join("helper");
    fs::write(
        &helper,
        "#!/bin/sh\necho 'touch the key' >&2\necho '{\"password\":\"hunter2\"}'\n",
    )
    .unwrap();
    fs::set_permissions(&helper, fs::Permissions::from_mode(0o700)).unwrap();
    let port = server(|mut stream| {
        receive(&mut stream);
        stream
            .write_all(
                b"HTTP/1.1 200 OK\r\ncontent-length: 25\r\n\r\n{\"success\":true,\"data\":1}",
            )
            .unwrap();
    });
    let config = folder.path().join("config.toml");
    let text = format!(
        "[profile.p]\nendpoint = \"http://127.0.0.1:{port}\"\ncredential_process = [{helper:?}]\n"
    );
    fs::write(&config, text).unwrap();
    fs::set_permissions(&config, fs::Permissions::from_mode(0o600)).unwrap();
    let output = oms("unused", EXECUTE)
        .env_remove("OMS_ENDPOINT")
        .env("OMS_CONFIG", &config)
        .env("OMS_PROFILE", "p")
        .output()
        .unwrap();
    let words = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{words}");
    assert!(words.contains("touch the key"), "{words}");
    assert!(!words.contains("hunter2"), "{words}");
}
