//! Callers that are written without this project: three ways, from the thinnest to the barest.

use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::header::{AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use hyper::{Method, Uri};
use hyper_util::client::legacy;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use reqwest::Url;

use super::{Caller, Connection, Envelope, REQUEST};

const TARGET: &str = "/api/v2?Action=ResetIncrStartTimestamp";
const LIMIT: usize = 1024 * 1024;

/// reqwest and serde in as few words as possible, with their defaults.
pub(crate) struct Thin {
    client: reqwest::Client,
    url: String,
}

impl Caller for Thin {
    fn new(origin: &str, connection: Connection) -> Self {
        Self {
            client: reqwest::Client::builder()
                .pool_max_idle_per_host(idle(connection))
                .build()
                .expect("the defaults build"),
            url: format!("{origin}{TARGET}"),
        }
    }

    async fn call(&self) -> i64 {
        let response = self
            .client
            .post(&self.url)
            .basic_auth("admin", Some("secret"))
            .json(&REQUEST)
            .send()
            .await
            .expect("the server answers");
        let envelope: Envelope = response.json().await.expect("the answer is an envelope");
        envelope.data.expect("the answer has a ticket")
    }
}

/// reqwest and serde with the policies of this project, written by hand, the URL parsed once.
pub(crate) struct Tuned {
    client: reqwest::Client,
    url: Url,
    authorization: HeaderValue,
}

impl Caller for Tuned {
    fn new(origin: &str, connection: Connection) -> Self {
        let mut authorization = HeaderValue::from_static("Basic YWRtaW46c2VjcmV0");
        authorization.set_sensitive(true);
        Self {
            client: reqwest::Client::builder()
                .redirect(reqwest::redirect::Policy::none())
                .retry(reqwest::retry::never())
                .referer(false)
                .no_proxy()
                .http1_only()
                .connect_timeout(Duration::from_secs(3))
                .timeout(Duration::from_secs(60))
                .pool_max_idle_per_host(idle(connection))
                .build()
                .expect("the policies build"),
            url: format!("{origin}{TARGET}")
                .parse()
                .expect("the URL is valid"),
            authorization,
        }
    }

    async fn call(&self) -> i64 {
        let mut request = reqwest::Request::new(Method::POST, self.url.clone());
        request
            .headers_mut()
            .insert(AUTHORIZATION, self.authorization.clone());
        request
            .headers_mut()
            .insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        *request.body_mut() = Some(
            serde_json::to_vec(&REQUEST)
                .expect("the request is JSON")
                .into(),
        );
        let mut response = self
            .client
            .execute(request)
            .await
            .expect("the server answers");
        assert!(response.status().is_success(), "the server accepts");
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.expect("the answer is whole") {
            assert!(body.len() + chunk.len() <= LIMIT, "the answer is bounded");
            body.extend_from_slice(&chunk);
        }
        ticket(&body)
    }
}

/// hyper's pooled client without reqwest and without any policy.
pub(crate) struct Hyper {
    client: legacy::Client<HttpConnector, Full<Bytes>>,
    uri: Uri,
}

impl Caller for Hyper {
    fn new(origin: &str, connection: Connection) -> Self {
        Self {
            client: legacy::Client::builder(TokioExecutor::new())
                .pool_max_idle_per_host(idle(connection))
                .build_http(),
            uri: format!("{origin}{TARGET}")
                .parse()
                .expect("the URI is valid"),
        }
    }

    async fn call(&self) -> i64 {
        let request = hyper::Request::post(self.uri.clone())
            .header(
                AUTHORIZATION,
                HeaderValue::from_static("Basic YWRtaW46c2VjcmV0"),
            )
            .header(CONTENT_TYPE, HeaderValue::from_static("application/json"))
            .body(Full::from(
                serde_json::to_vec(&REQUEST).expect("the request is JSON"),
            ))
            .expect("the request is well-formed");
        let response = self
            .client
            .request(request)
            .await
            .expect("the server answers");
        let body = response
            .into_body()
            .collect()
            .await
            .expect("the answer is whole")
            .to_bytes();
        ticket(&body)
    }
}

fn idle(connection: Connection) -> usize {
    match connection {
        Connection::Kept => 1,
        Connection::Fresh => 0,
    }
}

fn ticket(body: &[u8]) -> i64 {
    let text = std::str::from_utf8(body).expect("the answer is UTF-8");
    let envelope: Envelope = serde_json::from_str(text).expect("the answer is an envelope");
    assert!(envelope.success, "the server accepts");
    envelope.data.expect("the answer has a ticket")
}
