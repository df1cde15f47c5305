//! A test that runs again in a network of its own, where it may drop packets and be the name
//! server.

const MARK: &str = "OMS_TESTS_NETWORK";

/// Returns whether this process is in a network of a test's own.
pub(crate) fn is_own() -> bool {
    std::env::var_os(MARK).is_some()
}

/// Runs the test `name` of `module` again in a network where `setup` was run before, and fails as
/// it fails. If that cannot be had, it is said, and nothing is tested.
pub(crate) fn run(module: &str, name: &str, setup: &str) {
    let Some(mut shell) = oms_testkit::own_network(setup) else {
        return;
    };
    let module = module.split_once("::").map_or(module, |(_, rest)| rest);
    let output = shell
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", &format!("{module}::{name}"), "--nocapture"])
        .env(MARK, "1")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && said.contains("1 passed"),
        "{said}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// The bytes that the kernel still holds for a port of this network, of each socket that has some:
/// sent and not acknowledged.
pub(crate) fn held_for(port: u16) -> Vec<u64> {
    let table = std::fs::read_to_string("/proc/self/net/tcp").unwrap();
    let held = table.lines().skip(1).filter_map(|line| {
        let mut columns = line.split_whitespace().skip(2);
        let (peer, _state, queues) = (columns.next()?, columns.next()?, columns.next()?);
        let (_, peer) = peer.split_once(':')?;
        let (unsent, _) = queues.split_once(':')?;
        let to_it = u16::from_str_radix(peer, 16).ok()? == port;
        let unsent = u64::from_str_radix(unsent, 16).ok()?;
        (to_it && unsent > 0).then_some(unsent)
    });
    held.collect()
}
