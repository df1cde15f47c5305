//! `oms doctor` before answers that say that they are older than their requests.

use oms_cli::Exit;

use super::{Desk, plainly, with};
use crate::support::replies;
use crate::support::script::Script;
use crate::support::server::FaultServer;

/// An answer that is five minutes old by its own account.
fn aged(id: &str) -> Vec<u8> {
    let mut body = replies::success();
    body["requestId"] = id.into();
    replies::answer(200, &[("Age", "300")], body.to_string())
}

#[tokio::test]
async fn p029_the_doctor_tells_a_cache_from_a_clock_that_is_behind() {
    for (ids, words) in [
        (["1", "2"], "so no cache has given them"),
        (["1", "1"], "so a cache has given it"),
    ] {
        let [first, second] = ids.map(aged);
        let both = Script::new().read_request().write(first);
        let both = both.read_request().write(second.clone());
        // The first connection only shows that one comes about. The second read may have one of its
        // own.
        let scripts = [both.clone(), both, Script::refuse(second)];
        let server = FaultServer::start_each(scripts).await;
        let desk = Desk::new().await;
        let doctor = desk.words(&["doctor", "-o", "json"]);
        let ended = plainly(with(doctor, &desk.simulator.url(), &server.url())).await;
        assert_eq!(ended.exit, Exit::Unknown, "{ended:?}");
        assert!(ended.stdout.contains(words), "{words}: {ended:?}");
    }
}
