//! Credentials that change while a client lives.

use std::error::Error as StdError;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use crate::call::clock::Moment;
use crate::call::credentials::Credentials;
use crate::testing::{ACCEPTED, Depot, RawServer, Reaction, http};
use crate::{
    Answer, Auth, ClientBuilder, CredentialProvider, Error, FakeTransport, IssuedAuth,
    NotSentCause, Outcome, Providing, ReadRetry, Reason, RetryBudget, WireRequest,
};

/// Issues `token-canary-1`, `token-canary-2` and so on.
#[derive(Clone, Default)]
struct Rotating {
    asked: Arc<AtomicUsize>,
    valid_for: Option<Duration>,
    always_the_same: bool,
}

impl CredentialProvider for Rotating {
    fn provide(&self) -> Providing<'_> {
        Box::pin(async move {
            tokio::task::yield_now().await;
            let number = self.asked.fetch_add(1, Ordering::SeqCst) + 1;
            let number = if self.always_the_same { 1 } else { number };
            let issued = IssuedAuth::new(Auth::bearer(format!("token-canary-{number}")));
            Ok(match self.valid_for {
                Some(time) => issued.valid_for(time),
                None => issued,
            })
        })
    }
}

impl Rotating {
    fn valid_for(seconds: u64) -> Self {
        Self {
            valid_for: Some(Duration::from_secs(seconds)),
            ..Self::default()
        }
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

fn builder() -> ClientBuilder<Depot> {
    Depot::builder("http://127.0.0.1")
}

fn client_of(credentials: impl CredentialProvider, fake: &FakeTransport) -> Depot {
    Depot::over_with(fake.clone(), |builder| builder.credentials(credentials))
}

fn token(request: &WireRequest) -> String {
    let mut values = request
        .headers()
        .filter(|(name, _)| *name == "authorization");
    let (_, value) = values.next().unwrap();
    assert!(values.next().is_none());
    String::from_utf8_lossy(value).replace("Bearer token-canary-", "")
}

fn tokens(fake: &FakeTransport) -> Vec<String> {
    fake.requests().iter().map(token).collect()
}

/// Refuses every token below this number.
fn refusing_below(number: usize) -> FakeTransport {
    FakeTransport::new(move |request| {
        let token = token(request);
        if token.parse::<usize>().unwrap() < number {
            return Ok(Answer::new(401, format!("no Bearer token-canary-{token}")));
        }
        Ok(Answer::json(200, ACCEPTED))
    })
}

#[tokio::test(start_paused = true)]
async fn p288_credentials_are_asked_for_by_each_call_or_kept_while_they_are_valid() {
    for (rotating, expected) in [
        (Rotating::default(), ["1", "2", "3", "4"]),
        (Rotating::valid_for(60), ["1", "1", "1", "2"]),
        (Rotating::valid_for(u64::MAX), ["1", "1", "1", "1"]),
    ] {
        let fake = FakeTransport::json(ACCEPTED);
        let client = client_of(rotating, &fake);
        for wait in [0, 10, 10, 60] {
            tokio::time::advance(Duration::from_secs(wait)).await;
            client.store().await.unwrap();
        }
        assert_eq!(tokens(&fake), expected);
    }
}

#[tokio::test]
async fn p288_calls_at_once_ask_once() {
    let rotating = Rotating::valid_for(60);
    let fake = FakeTransport::json(ACCEPTED);
    let client = client_of(rotating.clone(), &fake);
    let calls: Vec<_> = (0..20).map(|_| tokio::spawn(client.look())).collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert_eq!((rotating.asked(), fake.requests().len()), (1, 20));
}

/// Says at its nth question what is said of it here, after a tenth of a second.
fn slow(asked: &Arc<AtomicUsize>, fails: bool) -> impl CredentialProvider + use<> {
    let asked = Arc::clone(asked);
    move || {
        let number = asked.fetch_add(1, Ordering::SeqCst) + 1;
        async move {
            tokio::time::sleep(Duration::from_millis(100)).await;
            if fails {
                return Err(format!("the vault is sealed, it said {number}").into());
            }
            Ok(IssuedAuth::new(Auth::bearer(format!(
                "token-canary-{number}"
            ))))
        }
    }
}

#[tokio::test(start_paused = true)]
async fn p288_calls_that_come_while_credentials_are_provided_share_them_or_the_failure() {
    for fails in [false, true] {
        let asked = Arc::default();
        let fake = FakeTransport::json(ACCEPTED);
        let client = client_of(slow(&asked, fails), &fake);
        for round in 1..=2 {
            let begun = tokio::time::Instant::now();
            let calls: Vec<_> = (0..100).map(|_| tokio::spawn(client.store())).collect();
            for call in calls {
                let sent = call.await.unwrap();
                assert_eq!(sent.is_err(), fails);
                if let Err(error) = sent {
                    let text = error.to_string();
                    assert!(text.contains(&format!("it said {round}")), "{text}");
                }
            }
            assert_eq!(begun.elapsed().as_millis(), 100);
            assert_eq!(asked.load(Ordering::SeqCst), round);
        }
        let sent = if fails { 0 } else { 200 };
        assert_eq!(fake.requests().len(), sent);
    }
}

/// The question of a call goes with it, and what was refused meanwhile is not shared.
#[tokio::test(start_paused = true)]
async fn p288_a_call_whose_predecessor_ends_unanswered_or_is_refused_asks_by_itself() {
    let asked = Arc::default();
    let fake = FakeTransport::json(ACCEPTED);
    let client = client_of(slow(&asked, false), &fake);
    let first = tokio::spawn(client.store());
    let second = tokio::spawn(client.store());
    tokio::time::sleep(Duration::from_millis(50)).await;
    first.abort();
    second.await.unwrap().unwrap();
    assert_eq!(asked.load(Ordering::SeqCst), 2);
    assert_eq!(tokens(&fake), ["2"]);

    let fake = refusing_below(2);
    let client = client_of(slow(&Arc::default(), false), &fake);
    let (first, second) = tokio::join!(client.look(), client.look());
    assert_eq!(first.unwrap().meta.attempts, 2);
    second.unwrap();
    let sent = tokens(&fake);
    assert!(
        sent.len() <= 4 && sent.ends_with(&["2".to_owned()]),
        "{sent:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn p288_a_refused_read_takes_no_answer_to_a_question_older_than_the_refusal() {
    let asked = AtomicUsize::new(0);
    let credentials = Credentials::new(move || {
        // The third question is the first one behind the rotation.
        let token = if asked.fetch_add(1, Ordering::SeqCst) < 2 {
            "old"
        } else {
            "new"
        };
        async move {
            tokio::time::sleep(Duration::from_millis(100)).await;
            Ok(IssuedAuth::new(Auth::bearer(token)))
        }
    });
    let end = Moment::now().after(Duration::from_secs(60));
    let refused = credentials.get(end, None).await.ok().unwrap();
    let (asking, waiting, again) = tokio::join!(
        credentials.get(end, None),
        credentials.get(end, None),
        credentials.get(end, Some(&refused)),
    );
    let is_old = [asking, waiting, again].map(|issue| issue.ok().unwrap().is_same_as(&refused));
    assert_eq!(is_old, [true, true, false]);
}

#[tokio::test(start_paused = true)]
async fn p288_a_call_whose_time_went_by_behind_the_question_of_another_says_so() {
    let never = || std::future::pending();
    let client = client_of(never, &FakeTransport::json(ACCEPTED));
    let (first, second) = tokio::join!(client.store(), client.store());
    let texts = [first, second].map(|sent| sent.unwrap_err().to_string());
    assert!(
        texts[0].contains("they were not provided within the time of the call"),
        "{texts:?}"
    );
    assert!(
        texts[1].contains("the provider had not answered another one"),
        "{texts:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn p288_a_read_that_is_refused_asks_once_more_and_a_write_never_does() {
    let fake = refusing_below(2);
    let rotating = Rotating::valid_for(3600);
    let client = client_of(rotating, &fake);
    assert_eq!(client.look().await.unwrap().meta.attempts, 2);
    assert_eq!(tokens(&fake), ["1", "2"]);

    // A second refusal is the call's, and the next call asks anew.
    let fake = refusing_below(3);
    let rotating = Rotating::valid_for(3600);
    let client = client_of(rotating, &fake);
    let Error::Rejected(error) = client.look().await.unwrap_err() else {
        panic!("a bare 401 refuses a read");
    };
    assert_eq!((error.reason(), error.attempts()), (Reason::Credentials, 2));
    assert!(!format!("{error} {error:?}").contains("canary"), "{error}");
    assert!(!String::from_utf8_lossy(error.body()).contains("canary"));
    client.look().await.unwrap();
    assert_eq!(tokens(&fake), ["1", "2", "3"]);

    let fake = refusing_below(2);
    let rotating = Rotating::valid_for(3600);
    let client = client_of(rotating, &fake);
    let error = client.store().await.unwrap_err();
    assert_eq!(
        (error.outcome(), fake.requests().len()),
        (Outcome::Unknown, 1)
    );
    client.store().await.unwrap();
    assert_eq!(tokens(&fake), ["1", "2"]);
}

#[tokio::test(start_paused = true)]
async fn p288_what_has_not_changed_or_may_not_be_sent_again_is_not() {
    let same = Rotating {
        always_the_same: true,
        ..Rotating::valid_for(3600)
    };
    let fake = refusing_below(9);
    let client = client_of(same, &fake);
    client.look().await.unwrap_err();
    let never = client.look().retry(ReadRetry::never());
    never.await.unwrap_err();
    assert_eq!(fake.requests().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn p288_a_read_that_is_not_sent_again_with_other_credentials_says_why() {
    let fake = refusing_below(2);
    let none = RetryBudget::new().burst(0).earned_every(Duration::MAX);
    let client = builder()
        .credentials(Rotating::valid_for(3600))
        .retry_budget(none)
        .transport(fake.clone())
        .build()
        .unwrap();
    let error = client.look().await.unwrap_err();
    assert!(error.retry_budget_spent(), "{error}");
    assert_eq!((error.attempts(), fake.requests().len()), (1, 1));

    let asked = AtomicUsize::new(0);
    let once = move || {
        let is_first = asked.fetch_add(1, Ordering::SeqCst) == 0;
        async move {
            if is_first {
                return Ok(IssuedAuth::new(Auth::bearer("token-canary-1")));
            }
            let sealed = "the vault is sealed behind token-canary-1";
            Err::<IssuedAuth, Box<dyn StdError + Send + Sync>>(sealed.into())
        }
    };
    let client = client_of(once, &fake);
    let error = client.look().await.unwrap_err();
    assert!(matches!(error, Error::Rejected(_)), "{error:?}");
    let source = error.source().map(ToString::to_string).unwrap_or_default();
    assert!(source.contains("the vault is sealed"), "{source}");
    let text = format!("{source} {error} {error:?}");
    assert!(!text.contains("canary"), "{text}");
    assert!(!error.retry_budget_spent(), "{error}");
}

#[tokio::test(start_paused = true)]
async fn p288_credentials_that_are_not_provided_leave_the_call_unsent_in_words() {
    let fake = FakeTransport::json(ACCEPTED);
    let fails = || async {
        Err::<IssuedAuth, Box<dyn StdError + Send + Sync>>("the vault is sealed".into())
    };
    let never = || std::future::pending();
    let breaks = || async { Ok(IssuedAuth::new(Auth::bearer("canary\n"))) };
    for (builder, words) in [
        (builder().credentials(fails), "the vault is sealed"),
        (builder().credentials(never), "within the time of the call"),
        (builder().credentials(breaks), "line break"),
    ] {
        let client = builder.transport(fake.clone()).build().unwrap();
        for call in [client.store(), client.look()] {
            let Error::NotSent(error) = call.await.unwrap_err() else {
                panic!("nothing was sent");
            };
            assert_eq!(
                (error.cause(), error.attempts()),
                (NotSentCause::Credentials, 1)
            );
            let text = error.to_string();
            assert!(text.contains(words) && !text.contains("canary"), "{text}");
        }
    }
    let own = || async { Ok(Auth::header("x-key", "canary-canary").into()) };
    let client = client_of(own, &fake);
    let error = client.store().header("x-key", "1").await.unwrap_err();
    assert!(error.to_string().contains("`x-key`"), "{error}");
    assert!(fake.requests().is_empty());
    let both = builder()
        .auth(Auth::bearer("a"))
        .credentials(Rotating::default());
    assert!(
        both.build()
            .unwrap_err()
            .to_string()
            .contains("`credentials`")
    );
}

#[tokio::test]
async fn p288_credentials_that_no_head_has_room_for_leave_the_call_unsent() {
    for (length, beside) in [(1 << 20, 0), (128 << 10, 0), (100 << 10, 30 << 10)] {
        let fake = FakeTransport::json(ACCEPTED);
        let long = move || async move { Ok(Auth::bearer("x".repeat(length)).into()) };
        let client = client_of(long, &fake);
        let header = format!("-{}", "x".repeat(beside));
        let Error::NotSent(error) = client.store().header("x-beside", header).await.unwrap_err()
        else {
            panic!("{length}");
        };
        assert_eq!(error.cause(), NotSentCause::Credentials);
        assert!(error.to_string().contains("128 KiB"), "{error}");
        assert!(fake.requests().is_empty());
    }
}

#[tokio::test]
async fn p288_a_kept_connection_outlives_the_credentials() {
    let server = RawServer::start(|_| Reaction::WriteAndStay(http(200, "", ACCEPTED))).await;
    let rotating = Rotating::default();
    let client = Depot::builder(&*server.address)
        .credentials(rotating.clone())
        .user_agent("depot-keeper/1.0")
        .build()
        .unwrap();
    for _ in 0..3 {
        client.look().await.unwrap();
    }
    assert_eq!((rotating.asked(), server.received()), (3, 3));
    assert_eq!(server.connections.load(Ordering::SeqCst), 1);
}
