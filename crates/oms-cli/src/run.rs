//! Runs one action: plan, ask, send once, report.

use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use oms_client::{Action, Client, ClientBuilder, Effect};
use serde::Serialize;

use crate::Exit;
use crate::action::ActionArgs;
use crate::args::{Consent, Options};
use crate::confirm::confirm;
use crate::credentials;
use crate::failure::Failure;
use crate::output;
use crate::plan::{Explanation, Plan};
use crate::report::Report;
use crate::send::{Sent, send};
use crate::surroundings::Surroundings;
use crate::time::Moment;
use crate::wording::Words;

/// The longest time that a connection may take; less where the whole call may take less.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(3);

/// Runs one action.
pub(crate) struct Runner<'r, 's> {
    options: &'r Options,
    surroundings: &'r mut Surroundings<'s>,
    moment: Moment,
    /// Set where a call was given up after a byte of it may have left.
    may_have_left: Arc<AtomicBool>,
}

impl<'r, 's> Runner<'r, 's> {
    pub(crate) fn new(
        options: &'r Options,
        surroundings: &'r mut Surroundings<'s>,
        moment: Moment,
    ) -> Self {
        Self {
            options,
            surroundings,
            moment,
            may_have_left: Arc::default(),
        }
    }

    /// Runs an action to its end and reports what came of it.
    pub(crate) fn run<A: ActionArgs>(mut self, args: &A) -> Exit {
        let report = self
            .attempt(args)
            .unwrap_or_else(|failure| Report::stopped(&failure));
        output::print(&report, self.options.output, self.surroundings)
    }

    /// Everything that can refuse comes before the question, so that nobody consents to what cannot be sent.
    fn attempt<A: ActionArgs>(&mut self, args: &A) -> Result<Report, Failure> {
        let request = args.request(&self.moment)?;
        request.check()?;
        let endpoint = self.endpoint()?;
        let explanation = args
            .explain(&request, &self.moment, &Words)
            .unwrap_or_else(|| Explanation::of_parameters(&request));
        let plan = Plan::new(&endpoint, &request, explanation);
        let builder = self.builder(&endpoint)?;
        self.warn_of_plaintext();

        if let Some(consent) = args.consent() {
            if !consent.execute {
                builder.build()?;
                return Ok(Report::plan(&plan));
            }
            let client = self.client(builder)?;
            self.ask(&plan, consent)?;
            return self.call(&client, &request, &plan);
        }
        debug_assert_eq!(plan.effect, Effect::Read, "a write asks for consent");
        let client = self.client(builder)?;
        self.call(&client, &request, &plan)
    }

    fn endpoint(&self) -> Result<String, Failure> {
        self.options
            .endpoint
            .clone()
            .or_else(|| self.surroundings.variable("OMS_ENDPOINT"))
            .ok_or_else(|| {
                Failure::usage(
                    "there is no endpoint",
                    "Give --endpoint, or set OMS_ENDPOINT.",
                )
            })
    }

    fn builder(&self, endpoint: &str) -> Result<ClientBuilder<Client>, Failure> {
        let timeout = self.options.timeout;
        let may_have_left = Arc::clone(&self.may_have_left);
        let builder = Client::builder(endpoint)
            .timeout(timeout)
            // Below the total, or else a timeout would not tell whether anything was sent.
            .connect_timeout(CONNECT_TIMEOUT.min(timeout / 2))
            .allow_plaintext(self.options.allow_plaintext)
            .on_abandoned(move |_| may_have_left.store(true, Ordering::SeqCst));
        let Some(path) = &self.options.cacert else {
            return Ok(builder);
        };
        match fs::read(path) {
            Ok(certificates) => Ok(builder.ca_certificate(certificates)),
            Err(error) => Err(Failure::usage(
                format!("{} cannot be read: {error}", path.display()),
                "Give --cacert a PEM file.",
            )),
        }
    }

    /// Said each time, so that nobody gets used to a flag in a script.
    fn warn_of_plaintext(&mut self) {
        if self.options.allow_plaintext {
            output::note(
                "warning: --allow-plaintext: anyone on the way of an http:// request can read the credentials\n",
                self.surroundings,
            );
        }
    }

    fn client(&mut self, builder: ClientBuilder<Client>) -> Result<Client, Failure> {
        let auth = credentials::load(&self.options.credentials, self.surroundings)?;
        Ok(builder.auth(auth).build()?)
    }

    fn ask(&mut self, plan: &Plan, consent: &Consent) -> Result<(), Failure> {
        output::note(&plan.to_text(), self.surroundings);
        confirm(&plan.explanation.subject, consent, self.surroundings)
    }

    fn call<A>(&mut self, client: &Client, request: &A, plan: &Plan) -> Result<Report, Failure>
    where
        A: Action<Data: Serialize>,
    {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|error| {
                Failure::new(
                    Exit::Internal,
                    format!("the runtime cannot start: {error}"),
                    "Try again.",
                )
            })?;
        let surroundings = &mut *self.surroundings;
        let sent = runtime.block_on(send(client, request, |grace| {
            let text = format!(
                "interrupted: the request may be on the way; waiting {} s for its answer; interrupt again to leave\n",
                grace.as_secs()
            );
            output::note(&text, surroundings);
        }));
        Ok(match sent {
            Sent::Finished(Ok(reply)) => Report::accepted(plan, &reply),
            Sent::Finished(Err(error)) => Report::failed(plan, &error),
            Sent::Abandoned if self.may_have_left.load(Ordering::SeqCst) => Report::abandoned(plan),
            Sent::Abandoned => Report::interrupted(plan),
        })
    }
}
