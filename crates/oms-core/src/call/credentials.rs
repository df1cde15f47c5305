//! Credentials that may change while a client lives: asked for by each attempt of a call, kept
//! while they are valid, and replaced where they were refused.

use std::error::Error;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use http::header::{HeaderMap, HeaderName, HeaderValue};
use tokio::sync::Mutex;

use super::clock::Moment;
use crate::text::redact::Redactor;
use crate::transport::check_headers_size;
use crate::{Auth, Failure, Fault, NotSentCause};

/// The future that a provider of credentials returns.
pub type Providing<'a> =
    Pin<Box<dyn Future<Output = Result<IssuedAuth, Box<dyn Error + Send + Sync>>> + Send + 'a>>;

/// Provides the credentials of a client, which may change while it lives.
///
/// It is asked before the first byte of each attempt of a call, at most by one call of a client at
/// a time: the calls that come meanwhile wait, and share what it provides, or its failure.
/// Credentials that it says are valid for some time are not asked for again within it, unless
/// refused. A read that is refused with its credentials (401) asks again, and is sent once more if
/// they have changed and its [policy](crate::ReadRetry) has an attempt left, which
/// [`ReadRetry::never`](crate::ReadRetry::never) has not. A write is never sent again for it, and
/// the next call asks anew. A failure to provide them leaves the call [`NotSent`](crate::NotSent)
/// with the text of the failure, which should therefore hold no secret.
///
/// The future is dropped with the call that asks for it, at the end of its time at the latest.
/// Nothing may be lost by that, such as a token that can be exchanged once; and it must take less
/// time than the shortest call. Whatever takes longer belongs into a task of its own, from which
/// the provider takes what is there.
///
/// A function that returns a future is a provider:
///
/// ```
/// # use oms_core as oms_client;
/// # use std::time::Duration;
/// # use oms_client::{Auth, ClientBuilder, FromDispatcher, IssuedAuth};
/// # async fn read_token() -> std::io::Result<String> { Ok(String::new()) }
/// # fn build<C: FromDispatcher>(builder: ClientBuilder<C>) -> ClientBuilder<C> {
/// builder.credentials(|| async {
///     let token = read_token().await?;
///     Ok(IssuedAuth::new(Auth::bearer(token)).valid_for(Duration::from_secs(300)))
/// })
/// # }
/// ```
pub trait CredentialProvider: Send + Sync + 'static {
    /// Provides the credentials of this moment.
    fn provide(&self) -> Providing<'_>;
}

impl<F, R> CredentialProvider for F
where
    F: Fn() -> R + Send + Sync + 'static,
    R: Future<Output = Result<IssuedAuth, Box<dyn Error + Send + Sync>>> + Send + 'static,
{
    fn provide(&self) -> Providing<'_> {
        Box::pin(self())
    }
}

/// Credentials, and for how long they are valid.
#[derive(Debug, Clone)]
pub struct IssuedAuth {
    auth: Auth,
    valid_for: Option<Duration>,
}

impl IssuedAuth {
    /// Credentials for the attempt that asked, and for those that came while they were being
    /// provided; the next attempt asks again, that of the same call as well. Nothing that can be
    /// used once may therefore be provided so. As
    /// long as calls come faster than credentials are provided, each waits for them; say that they
    /// are [valid for](Self::valid_for) some time where a call should not.
    #[must_use]
    pub const fn new(auth: Auth) -> Self {
        Self {
            auth,
            valid_for: None,
        }
    }

    /// Lets calls within this time have the same credentials without asking. Take off what a call
    /// may last.
    #[must_use]
    pub const fn valid_for(mut self, time: Duration) -> Self {
        self.valid_for = Some(time);
        self
    }
}

impl From<Auth> for IssuedAuth {
    fn from(auth: Auth) -> Self {
        Self::new(auth)
    }
}

/// The provider of a client, and what it has said last.
#[derive(Clone)]
pub(crate) struct Credentials {
    provider: Arc<dyn CredentialProvider>,
    said: Arc<Said>,
}

/// The last word of a provider.
#[derive(Default)]
struct Said {
    /// Locked while the provider is asked.
    last: Mutex<Option<Result<Arc<Issue>, Failure>>>,
    /// The number of its words so far.
    words: AtomicUsize,
}

/// Credentials as they are sent, and what takes them out of answers.
pub(crate) struct Issue {
    header: Option<(HeaderName, HeaderValue)>,
    pub(crate) redactor: Arc<Redactor>,
    ends: Option<Moment>,
    refused: AtomicBool,
}

impl Credentials {
    pub(crate) fn new(provider: impl CredentialProvider) -> Self {
        Self {
            provider: Arc::new(provider),
            said: Arc::default(),
        }
    }

    /// The same provider for another client, which keeps nothing for it yet.
    pub(crate) fn anew(&self) -> Self {
        Self {
            provider: Arc::clone(&self.provider),
            said: Arc::default(),
        }
    }

    /// The credentials for a call that starts now and ends at this moment.
    ///
    /// A call that waited while another asked takes what that one was told: its own question would
    /// not have been answered sooner. Otherwise the calls would be sent one after the other, each
    /// behind a question of its own. One that was refused with credentials takes no such answer
    /// that has them again: the other's question may be older than the refusal.
    pub(crate) async fn get(
        &self,
        end: Moment,
        refused: Option<&Issue>,
    ) -> Result<Arc<Issue>, Failure> {
        let words = &self.said.words;
        let before = words.load(Ordering::Acquire);
        let last = end.limit(self.said.last.lock()).await;
        let mut last = last.map_err(|_| too_late(STILL_ASKED))?;
        let meanwhile = words.load(Ordering::Acquire) != before;
        match &*last {
            Some(Ok(issue)) if issue.is_valid() || (meanwhile && issue.is_shared(refused)) => {
                return Ok(Arc::clone(issue));
            }
            Some(Err(failure)) if meanwhile => return Err(failure.clone()),
            _ => {}
        }
        let provided = end.limit(self.provider.provide()).await;
        let said = provided
            .map_err(|_| too_late(UNANSWERED))?
            .map_err(|error| unprovided(&*error))
            .and_then(|issued| {
                let before = last.as_ref().and_then(|said| said.as_deref().ok());
                Issue::new(&issued, before).map(Arc::new)
            });
        words.fetch_add(1, Ordering::Release);
        last.insert(said).clone()
    }
}

/// The provider was asked by this call, which has ended before it was answered.
const UNANSWERED: &str = "they were not provided within the time of the call";

/// The provider was asked by another call all the time.
const STILL_ASKED: &str = "within the time of the call, the provider had not answered another one";

impl Issue {
    fn new(issued: &IssuedAuth, last: Option<&Self>) -> Result<Self, Failure> {
        let header = issued
            .auth
            .to_header()
            .map_err(|invalid| unprovided(&invalid))?;
        let headers = HeaderMap::from_iter(header.clone());
        check_headers_size(&headers).map_err(|invalid| unprovided(&invalid))?;
        let redactor = match last {
            // To make one takes longer than a call.
            Some(last) if last.header == header => Arc::clone(&last.redactor),
            _ => Arc::new(Redactor::of(&headers)),
        };
        Ok(Self {
            header,
            redactor,
            ends: issued.valid_for.map(|time| Moment::now().after(time)),
            refused: AtomicBool::new(false),
        })
    }

    /// Returns `true` if a later call takes them without a question.
    fn is_valid(&self) -> bool {
        self.ends.is_some() && self.holds()
    }

    /// Returns `true` if a call that waited for them takes them, which was refused with these.
    fn is_shared(&self, refused: Option<&Self>) -> bool {
        self.holds() && refused.is_none_or(|refused| !self.is_same_as(refused))
    }

    /// Returns `true` if they were not refused, and no time is over that they were given.
    fn holds(&self) -> bool {
        !self.refused.load(Ordering::Relaxed) && self.ends.is_none_or(|end| Moment::now() < end)
    }

    /// Says that they were refused, so that the next call asks anew.
    pub(crate) fn refuse(&self) {
        self.refused.store(true, Ordering::Relaxed);
    }

    /// Returns `true` if both are sent as the same bytes.
    pub(crate) fn is_same_as(&self, other: &Self) -> bool {
        self.header == other.header
    }

    /// Adds them to the headers of a call, which must stay short enough for a head that leaves
    /// in one piece.
    pub(crate) fn add_to(&self, headers: &mut HeaderMap) -> Result<(), Failure> {
        let Some((name, value)) = &self.header else {
            return Ok(());
        };
        if headers.contains_key(name) {
            let detail =
                format!("the header `{name}` of the credentials is given by the call, too");
            return Err(Failure::not_sent(NotSentCause::Credentials).detail(detail));
        }
        headers.insert(name.clone(), value.clone());
        check_headers_size(headers).map_err(|invalid| unprovided(&invalid))
    }
}

fn too_late(text: &'static str) -> Failure {
    Failure::not_sent(NotSentCause::Credentials).detail(text)
}

fn unprovided(error: &(dyn Error + 'static)) -> Failure {
    Failure {
        source: Some(Fault::of(error)),
        ..Failure::not_sent(NotSentCause::Credentials).detail(error.to_string())
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials(provided, redacted)")
    }
}
