//! Runs one action: plan, guard, ask, write down, send once, report.

use std::path::PathBuf;

use oms_client::{Action, Client};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::Exit;
use crate::action::ActionArgs;
use crate::args::Consent;
use crate::body;
use crate::confirm::{self, Question};
use crate::connect;
use crate::failure::Failure;
use crate::guard;
use crate::journal::Recorder;
use crate::plan::{Explanation, Plan};
use crate::report::Report;
use crate::saved::SavedPlan;
use crate::send::{Sent, send};
use crate::session::Session;
use crate::time::Moment;
use crate::wording::Words;

/// Runs one action.
pub(crate) struct Runner<'r, 's> {
    session: Session<'r, 's>,
    mode: Mode,
}

/// What is done with an action that changes something.
#[derive(Debug)]
pub(crate) enum Mode {
    /// It is planned, and sent where that was asked for.
    Act,
    /// Its plan is saved.
    Save(Option<PathBuf>),
    /// It was saved, and is now sent as it was saved.
    Apply,
}

impl<'r, 's> Runner<'r, 's> {
    pub(crate) fn new(session: Session<'r, 's>, mode: Mode) -> Self {
        Self { session, mode }
    }

    /// Runs an action to its end and reports what came of it.
    pub(crate) fn run<A: ActionArgs>(mut self, args: &A) -> Exit {
        let report = self
            .attempt(args)
            .unwrap_or_else(|failure| Report::stopped(&failure));
        self.session.print(&report)
    }

    /// Runs an action with parameters that are given as JSON.
    pub(crate) fn run_body<A>(
        mut self,
        body: &Value,
        consent: Option<&Consent>,
        explain: impl FnOnce(&A, &Moment) -> Option<Explanation>,
    ) -> Exit
    where
        A: Action<Data: Serialize> + DeserializeOwned,
    {
        let report = body::request::<A>(body)
            .and_then(|request| {
                let explanation = explain(&request, &self.session.moment);
                self.carry_out(&request, explanation, consent)
            })
            .unwrap_or_else(|failure| Report::stopped(&failure));
        self.session.print(&report)
    }

    /// Reports that nothing was run.
    pub(crate) fn refuse(mut self, failure: &Failure) -> Exit {
        self.session.print(&Report::stopped(failure))
    }

    fn attempt<A: ActionArgs>(&mut self, args: &A) -> Result<Report, Failure> {
        let request = args.request(&self.session.moment)?;
        let explanation = args.explain(&request, &self.session.moment, &Words);
        self.carry_out(&request, explanation, args.consent())
    }

    /// Everything that can refuse comes before the question, so that nobody consents to what cannot be sent.
    fn carry_out<A>(
        &mut self,
        request: &A,
        explanation: Option<Explanation>,
        consent: Option<&Consent>,
    ) -> Result<Report, Failure>
    where
        A: Action<Data: Serialize>,
    {
        if !matches!(self.mode, Mode::Save(_)) {
            self.session.refuse_output_file()?;
        }
        request.check()?;
        let settings = &self.session.settings;
        let explanation = explanation.unwrap_or_else(|| Explanation::of_parameters(request));
        let mut plan = Plan::new(settings.endpoint()?, request, explanation);
        plan.profile = settings.profile_name().map(ToOwned::to_owned);
        plan.production = settings.is_production();
        connect::warn_of_plaintext(&mut self.session);
        if consent.is_some() {
            guard::announce(&self.session, &mut plan);
        }
        match (consent, &self.mode) {
            (None, Mode::Act) => self.read(request, &plan),
            (None, _) => Err(Failure::usage(
                format!("{} only reads, so there is nothing to plan", plan.action),
                "Run it as it is.",
            )),
            (Some(consent), Mode::Save(path)) => {
                let path = path.clone();
                self.save(request, &plan, consent, path)
            }
            (Some(consent), _) if !consent.execute => self.show(&plan),
            (Some(consent), _) => self.write(request, &plan, consent),
        }
    }

    fn read<A>(&mut self, request: &A, plan: &Plan) -> Result<Report, Failure>
    where
        A: Action<Data: Serialize>,
    {
        let client = connect::client(&mut self.session)?;
        let result = self.session.block_on(client.call(request))?;
        Ok(match result {
            Ok(reply) => Report::accepted(plan, &reply),
            Err(error) => Report::failed(plan, &error),
        })
    }

    /// Shows the plan, and sends nothing.
    fn show(&mut self, plan: &Plan) -> Result<Report, Failure> {
        connect::builder(&self.session)?.build()?;
        Ok(Report::plan(plan))
    }

    fn save<A: Action>(
        &mut self,
        request: &A,
        plan: &Plan,
        consent: &Consent,
        path: Option<PathBuf>,
    ) -> Result<Report, Failure> {
        let Some(path) = path else {
            return self.show(plan);
        };
        connect::builder(&self.session)?.build()?;
        let saved = SavedPlan::new(request, plan, &self.session)?.answering(
            consent.position.allow_skip,
            consent.position.i_know_logs_exist,
        );
        saved.write(&path)?;
        Ok(Report::saved(plan, &path))
    }

    fn write<A>(&mut self, request: &A, plan: &Plan, consent: &Consent) -> Result<Report, Failure>
    where
        A: Action<Data: Serialize>,
    {
        let client = connect::client(&mut self.session)?;
        let from_file = matches!(self.mode, Mode::Apply);
        guard::production(plan, consent, from_file)?;
        let recorder = Recorder::open(
            self.session.journal()?,
            plan,
            self.session.settings.allow_plaintext.value,
            consent.no_lock,
            self.session.surroundings,
        )?;
        let mut questions = guard::age(plan, consent, &self.session)?;
        questions.extend(guard::repeated(plan, consent, &recorder, &self.session)?);
        self.ask(plan, consent, &questions, &recorder)?;
        self.send(&client, request, plan, &recorder)
    }

    /// Shows the plan and asks. While it asks, an interrupt ends the command and is written down.
    fn ask(
        &mut self,
        plan: &Plan,
        consent: &Consent,
        questions: &[Question],
        recorder: &Recorder,
    ) -> Result<(), Failure> {
        let text = plan.to_text(self.session.printer.stderr);
        self.session.note(&text);
        let interrupts = self.session.surroundings.interrupts.clone();
        interrupts.watch().map_err(|error| {
            Failure::new(
                Exit::Internal,
                format!("interrupts cannot be caught: {error}"),
                "Try again.",
            )
        })?;
        interrupts.end_process_after(recorder.farewell(self.session.surroundings.time()));
        let confirmed = confirm::confirm(
            &plan.explanation.subject,
            consent,
            questions,
            self.session.surroundings,
        );
        interrupts.only_count();
        confirmed
    }

    /// Writes the intent down, sends, and writes down what came of it.
    fn send<A>(
        &mut self,
        client: &Client,
        request: &A,
        plan: &Plan,
        recorder: &Recorder,
    ) -> Result<Report, Failure>
    where
        A: Action<Data: Serialize>,
    {
        let runtime = self.session.take_runtime()?;
        let seq = recorder.announce(self.session.surroundings.time())?;
        let interrupts = self.session.surroundings.interrupts.clone();
        let session = &mut self.session;
        let sent = runtime.block_on(send(client, request, interrupts, |grace| {
            session.note(&format!(
                "interrupted: the request may be on the way; waiting {} s for its answer; interrupt again to leave\n",
                grace.as_secs()
            ));
        }));
        self.session.return_runtime(runtime);
        let mut report = match sent {
            Sent::Finished(result) => match *result {
                Ok(reply) => Report::accepted(plan, &reply),
                Err(error) => Report::failed(plan, &error),
            },
            Sent::Abandoned if self.session.may_have_left() => Report::abandoned(plan),
            Sent::Abandoned => Report::interrupted(plan),
        };
        report.journal = Some(seq);
        self.close(recorder, seq, &report);
        Ok(report.with_way_out())
    }

    /// What came of the request is known here, even where it cannot be written down.
    fn close(&mut self, recorder: &Recorder, seq: u64, report: &Report) {
        let now = self.session.surroundings.time();
        if let Err(failure) = recorder.close(seq, report, now) {
            self.session.warn(&format!(
                "{}; journal entry {seq} stays open until `oms journal resolve {seq}`",
                failure.message
            ));
        }
    }
}
