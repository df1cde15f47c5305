//! Completion of paths, and of a program that is named by one.

use std::fs;
use std::os::unix::fs::symlink;
use std::process::Command;

use oms_testkit::is_missing;

use super::Home;

/// A file that is read but is no plan, in words of which no other mistake makes use.
const READ: &str = "is not a saved plan";

#[test]
fn p182_a_path_is_completed_below_the_home_and_where_the_shell_is() {
    for (program, arguments, script) in [
        ("bash", &["--noprofile", "--norc", "-i"][..], ". ~/oms.bash"),
        (
            "zsh",
            &["-f", "-i"],
            "autoload -U compinit && compinit -u -D && . ~/_oms",
        ),
        ("fish", &["--no-config", "-i"], "source ~/oms.fish"),
    ] {
        if is_missing(program) {
            continue;
        }
        let home = Home::new();
        let folder = home.path().join("some plans");
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("it's one"), "").unwrap();
        let mut shell = home.shell(program, arguments);
        shell.press(&format!("{script}\rcd\r"));
        for (times, words) in [
            // Behind a directory, the path goes on.
            "oms apply ~/som\tit\t",
            "oms apply som\tit\t",
            "oms apply ./som\tit\t",
        ]
        .into_iter()
        .enumerate()
        {
            shell.press(&format!("{words}\r"));
            shell.expect_times(READ, times + 1);
        }
        shell.press("exit\r");
        shell.end();
    }
}

#[test]
fn a_program_below_the_home_is_asked_and_one_that_is_missing_is_passed_over() {
    let home = Home::new();
    let folder = home.path().join("bin");
    fs::create_dir(&folder).unwrap();
    symlink(env!("CARGO_BIN_EXE_oms"), folder.join("oms")).unwrap();
    for (shell, more, commands) in [
        (
            "bash",
            "--norc",
            ". ./oms.bash; COMP_LINE='PROGRAM wait ord'; COMP_POINT=${#COMP_LINE}; \
             COMP_WORDS=('PROGRAM' wait ord); COMP_CWORD=2; _oms; \
             printf '%s\\n' \"${COMPREPLY[@]}\"",
        ),
        (
            "zsh",
            "-f",
            "compdef() {}; compadd() { print -rl -- $values }; . ./_oms; \
             words=('PROGRAM' wait ord); CURRENT=3; _oms",
        ),
        (
            "fish",
            "--no-config",
            "source ./oms.fish; complete -C 'PROGRAM wait ord'",
        ),
    ] {
        if is_missing(shell) {
            continue;
        }
        for (program, expected) in [("~/bin/oms", "orders"), ("nowhere/oms", "")] {
            let output = Command::new(shell)
                .env_clear()
                .envs(home.variables())
                .current_dir(home.path())
                .args([more, "-c"])
                .arg(commands.replace("PROGRAM", program))
                .output()
                .unwrap();
            let text = String::from_utf8_lossy(&output.stdout);
            let offered = text.trim().split('\t').next();
            assert_eq!(offered, Some(expected), "{shell} {program}: {output:?}");
            assert!(output.stderr.is_empty(), "{shell} {program}: {output:?}");
        }
    }
}
