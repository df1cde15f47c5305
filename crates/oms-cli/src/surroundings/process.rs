//! A process of this machine, as one that starts later can find out whether it still lives.
//!
//! A number alone says little: the system gives it to another process after a while, and another
//! machine or container has its own process of that number. So the mark of a process names the boot
//! of its kernel, its namespace of numbers, and its start.

/// The end of a process, as far as it can be seen from here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It has ended.
    Ended,
    /// It still lives.
    Lives,
    /// Nothing can be seen of it from here.
    Unseen,
}

/// Returns the mark of this process, where the system tells enough for one.
pub(super) fn mark() -> Option<String> {
    let start = seen::start(std::process::id())?;
    Some(format!("{} {start}", seen::place()?))
}

/// Returns the fate of a process with this number and mark, as the process with the mark `own` sees
/// it.
pub(super) fn fate(pid: u32, mark: Option<&str>, own: Option<&str>) -> Fate {
    let (Some(mark), Some(own)) = (mark, own) else {
        return Fate::Unseen;
    };
    let (Some((place, start)), Some((here, _))) = (mark.rsplit_once(' '), own.rsplit_once(' '))
    else {
        return Fate::Unseen;
    };
    if place != here {
        return Fate::Unseen;
    }
    // A process runs its commands one after the other, so an earlier one of its own has ended.
    if mark == own && pid == std::process::id() || seen::is_gone(pid) {
        return Fate::Ended;
    }
    match seen::start(pid) {
        Some(found) if found == start => Fate::Lives,
        // Another process has the number by now.
        Some(_) => Fate::Ended,
        // It has ended since, or its owner hides it.
        None if seen::is_gone(pid) => Fate::Ended,
        None => Fate::Unseen,
    }
}

#[cfg(target_os = "linux")]
mod seen {
    use std::fs;

    use rustix::io::Errno;
    use rustix::process::{Pid, test_kill_process};

    /// Returns the boot of the kernel and the namespace of this process's number; `None` if `/proc`
    /// is that of another namespace, which has other numbers.
    pub(super) fn place() -> Option<String> {
        let own = fs::read_link("/proc/self").ok()?;
        if own.to_str()? != std::process::id().to_string() {
            return None;
        }
        let boot = fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()?;
        let namespace = fs::read_link("/proc/self/ns/pid").ok()?;
        Some(format!("{} {}", boot.trim(), namespace.to_str()?))
    }

    /// Returns the start of a process, in ticks since the boot; `None` if there is none, or it is
    /// hidden.
    pub(super) fn start(pid: u32) -> Option<String> {
        stat(pid)?.split(' ').nth(19).map(ToOwned::to_owned)
    }

    /// Returns what the system tells of a process, from its state on.
    fn stat(pid: u32) -> Option<String> {
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
        // The name before it may hold anything.
        let (_, rest) = stat.rsplit_once(") ")?;
        Some(rest.to_owned())
    }

    /// Returns whether no process of this number runs any more. One that is hidden from other
    /// users is seen by this.
    pub(super) fn is_gone(pid: u32) -> bool {
        let number = i32::try_from(pid).ok().and_then(Pid::from_raw);
        number.is_some_and(|number| test_kill_process(number) == Err(Errno::SRCH))
            || stat(pid).is_some_and(|stat| matches!(stat.chars().next(), Some('Z' | 'X')))
    }
}

#[cfg(not(target_os = "linux"))]
mod seen {
    pub(super) const fn place() -> Option<String> {
        None
    }

    pub(super) const fn start(_: u32) -> Option<String> {
        None
    }

    pub(super) const fn is_gone(_: u32) -> bool {
        false
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::process::Command;

    use super::{Fate, fate, mark, seen};

    #[test]
    fn a_process_is_seen_alive_and_then_ended() {
        let own = mark().unwrap();
        let mut child = Command::new("sleep").arg("60").spawn().unwrap();
        let start = seen::start(child.id()).unwrap();
        let its = format!("{} {start}", seen::place().unwrap());
        let as_seen = |mark: &str| fate(child.id(), Some(mark), Some(&own));
        assert_eq!(as_seen(&its), Fate::Lives);
        // Another process has its number.
        assert_eq!(as_seen(&own), Fate::Ended);
        // Another boot, another namespace, and a process that said nothing.
        let elsewhere = its.replacen(|digit: char| digit.is_ascii_hexdigit(), "x", 1);
        assert_eq!(as_seen(&elsewhere), Fate::Unseen);
        assert_eq!(as_seen(&its.replacen("pid:[", "pid:[1", 1)), Fate::Unseen);
        assert_eq!(as_seen(""), Fate::Unseen);
        assert_eq!(fate(child.id(), None, Some(&own)), Fate::Unseen);
        assert_eq!(fate(child.id(), Some(&its), None), Fate::Unseen);
        child.kill().unwrap();
        // It has ended before its parent has heard of it.
        while !seen::is_gone(child.id()) {
            std::thread::yield_now();
        }
        assert_eq!(fate(child.id(), Some(&its), Some(&own)), Fate::Ended);
        child.wait().unwrap();
        assert_eq!(fate(child.id(), Some(&its), Some(&own)), Fate::Ended);
    }

    #[test]
    fn a_process_in_another_namespace_is_not_seen() {
        if oms_testkit::is_missing("unshare") {
            return;
        }
        let script = "readlink /proc/self/ns/pid";
        let inside = Command::new("unshare")
            .args(["--pid", "--fork", "--mount-proc", "sh", "-c", script])
            .output()
            .unwrap();
        if !inside.status.success() {
            let why = String::from_utf8_lossy(&inside.stderr);
            let why = format!("this process may make no namespaces: {}", why.trim());
            return oms_testkit::skipped(&why);
        }
        let namespace = String::from_utf8(inside.stdout).unwrap();
        let own = mark().unwrap();
        assert!(!own.contains(namespace.trim()), "{own}: {namespace}");
    }

    #[test]
    fn an_earlier_command_of_this_process_has_ended() {
        let own = mark().unwrap();
        let fate = fate(std::process::id(), Some(&own), Some(&own));
        assert_eq!(fate, Fate::Ended);
    }
}
