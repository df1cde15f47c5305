//! An error page that nginx fetches from the service. The service refuses the GET for it, and nginx
//! passes that refusal on under the status of the answer that it stands for.

use oms_client::{Effect, Outcome};
use oms_sim::{Fault, FaultRule};

use super::harness::call::call;
use super::harness::gateway::Gateway;
use super::harness::ground::Ground;
use super::harness::service::{Service, Way};
use super::kinds::NGINX;
use super::{lost, page};

/// Statuses that a gateway behind nginx gives to an answer that it has lost, and what the client
/// makes of the refusal of the page under each.
const STATUSES: [(u16, Outcome); 7] = [
    (401, Outcome::Rejected),
    (403, Outcome::Rejected),
    (404, Outcome::Rejected),
    (500, Outcome::Rejected),
    (502, Outcome::Unknown),
    (503, Outcome::Rejected),
    (504, Outcome::Unknown),
];

/// nginx that asks the service for its error page, which keeps the status of the answer without a
/// `=`, and passes calls on to `next`.
fn configure(ground: &Ground, next: &str, service: &str) -> String {
    let address = ground.address;
    format!(
        "server {{
    listen {address};
    location /api/ {{
        proxy_pass http://{next};
        proxy_intercept_errors on;
        error_page 401 403 404 500 502 503 504 /page/api/v2?$args;
    }}
    location /page/ {{
        internal;
        proxy_pass http://{service}/;
        proxy_pass_request_body off;
        proxy_set_header Content-Length '';
    }}
}}"
    )
}

#[tokio::test]
async fn p231_a_page_that_nginx_fetches_from_the_service_is_taken_for_a_refusal_of_the_write() {
    let service = Service::start().await;
    let node = service.address();
    let started = Gateway::start(&NGINX, |ground| configure(ground, &node, &node));
    let Some(nginx) = started.await else { return };
    for (status, outcome) in STATUSES {
        let fault = FaultRule::new(Fault::status(status)).after_commit();
        let fault = fault.on_task(Way::Answered.task()).times(1);
        service
            .simulator()
            .inject(fault)
            .expect("the fault is valid");
        let seen = call(&nginx.url(""), Way::Answered, Effect::Write, &service).await;
        seen.is(&status.to_string(), outcome, 1);
        let denies = seen.text.contains("it had no effect");
        assert_eq!(denies, outcome == Outcome::Rejected, "{}", seen.text);
    }
}

/// Nobody has to name a status for it: lighttpd says 500 of every answer that it loses.
#[tokio::test]
async fn p231_a_page_that_nginx_fetches_for_what_lighttpd_lost_is_taken_for_a_refusal_of_the_write()
{
    let service = Service::start().await;
    let node = service.address();
    let Some(lighttpd) = lost::lighttpd(&node).await else {
        return;
    };
    let next = lighttpd.ground().address.to_string();
    let started = Gateway::start(&NGINX, |ground| configure(ground, &next, &node));
    let Some(nginx) = started.await else { return };
    let url = nginx.url("");
    let answered = call(&url, Way::Answered, Effect::Write, &service).await;
    answered.is("answered", Outcome::Accepted, 1);
    for way in [Way::LostAfter, Way::CutHead] {
        let seen = call(&url, way, Effect::Write, &service).await;
        seen.is(&format!("{way:?}"), Outcome::Rejected, 1);
        assert!(seen.disagreement().is_some(), "{way:?}: {}", seen.text);
    }
}

#[test]
fn p231_the_page_names_what_fetches_an_error_page_from_the_service() {
    let text = page::text();
    let heading = "\n### Error pages that are fetched from OMS\n";
    let (_, section) = text.split_once(heading).expect("the page has the section");
    let section = section.split("\n#").next().unwrap_or_default();
    for name in ["nginx", "Apache", "lighttpd", "h2o", "Under 502 and 504"] {
        assert!(section.contains(name), "{name}: {section}");
    }
}
