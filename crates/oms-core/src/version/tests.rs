//! Which servers an action and its fields are sent to, as far as the caller says what the server has.

use serde::Serialize;

use crate::testing::{ACCEPTED, Depot, Ticket};
use crate::{Action, ActionInfo, Effect, Error, FakeTransport, Since, Version};

/// An action with a field that came later, and one whose first version is known for the enterprise edition alone.
#[derive(Debug, Default, Serialize)]
struct Stack {
    rack: Option<i64>,
    shelf: Option<i64>,
}

impl Action for Stack {
    type Data = Ticket;

    const INFO: &'static ActionInfo = &ActionInfo::new("Stack", Effect::Write)
        .since(Since::enterprise(Version::new(4, 1, 0)).and_community(Version::new(4, 1, 1)));

    fn newer_fields(&self, visit: &mut dyn FnMut(&'static str, Since)) {
        if self.rack.is_some() {
            visit(
                "rack",
                Since::enterprise(Version::new(4, 2, 4)).and_community(Version::new(4, 2, 12)),
            );
        }
        if self.shelf.is_some() {
            visit("shelf", Since::enterprise(Version::new(4, 3, 0)));
        }
    }
}

const PLAIN: Stack = Stack {
    rack: None,
    shelf: None,
};
const RACK: Stack = Stack {
    rack: Some(1),
    ..PLAIN
};
const SHELF: Stack = Stack {
    shelf: Some(1),
    ..PLAIN
};
const BOTH: Stack = Stack {
    shelf: Some(1),
    ..RACK
};

#[tokio::test]
async fn a_field_that_the_server_is_too_old_to_know_is_refused_by_its_name_and_version() {
    const SENT: Result<(), (&str, &str)> = Ok(());
    let table = [
        (
            "4.0.9",
            PLAIN,
            Err(("server_version", "Stack needs version 4.1.0")),
        ),
        (
            "4.0.9",
            RACK,
            Err(("server_version", "Stack needs version 4.1.0")),
        ),
        ("4.1.0-CE", PLAIN, Err(("server_version", "4.1.1"))),
        ("4.1.0", PLAIN, SENT),
        ("4.1.0", RACK, Err(("rack", "needs version 4.2.4"))),
        ("4.1.0", BOTH, Err(("rack", "said to have 4.1.0"))),
        ("V4.2.4 BP1", RACK, SENT),
        ("V4.2.4", BOTH, Err(("shelf", "needs version 4.3.0"))),
        ("V4.2.11-CE", RACK, Err(("rack", "needs version 4.2.12"))),
        ("V4.2.12-CE", RACK, SENT),
        ("V4.2.12-CE", SHELF, Err(("shelf", "needs version 4.3.0"))),
        ("V4.3.0-CE", BOTH, SENT),
        ("V4.3.0 BP1", BOTH, SENT),
    ];
    for (version, request, expected) in table {
        let fake = FakeTransport::json(ACCEPTED);
        let client = Depot::builder("http://127.0.0.1")
            .transport(fake.clone())
            .server_version(version)
            .build()
            .unwrap();
        match (client.dispatcher().call(&request).await, expected) {
            (Ok(_), Ok(())) => assert_eq!(fake.requests().len(), 1),
            (Err(Error::Invalid(invalid)), Err((place, message))) => {
                assert_eq!(invalid.place(), place, "{version} {request:?}");
                assert!(invalid.message().contains(message), "{invalid}");
                assert_eq!(fake.requests().len(), 0);
            }
            (result, _) => panic!("{version} {request:?}: {result:?}"),
        }
    }
}

#[tokio::test]
async fn every_field_is_sent_where_nothing_is_said_of_the_server() {
    let client = Depot::builder("http://127.0.0.1")
        .transport(FakeTransport::json(ACCEPTED))
        .build()
        .unwrap();
    assert!(client.dispatcher().call(&BOTH).await.is_ok());
}
