//! Runs one action: look, plan, guard, ask, write down, send once, report.

use std::path::PathBuf;

use oms_client::Action;
use serde::Serialize;

use crate::act::confirm::{self, Consenting, Question};
use crate::act::guard;
use crate::act::looking::Looking;
use crate::act::record::{self, Recorder};
use crate::act::submit::submit;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::journal::SHORT_WHILE;
use crate::plan::saved::SavedPlan;
use crate::plan::wording::Words;
use crate::plan::{ActionArgs, Explanation, Plan, body};
use crate::report::Report;
use crate::session::{Consent, Session, connect};
use crate::surroundings::Leaving;

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
    Apply(Box<SavedPlan>),
}

impl<'r, 's> Runner<'r, 's> {
    pub(crate) fn new(session: Session<'r, 's>, mode: Mode) -> Self {
        Self { session, mode }
    }

    /// Runs an action to its end and reports what came of it.
    pub(crate) fn run<A: ActionArgs>(mut self, args: &A) -> Exit {
        let result = args.request(&self.session.moment).and_then(|request| {
            let explanation = A::explain(Some(args), &request, &self.session.moment, &Words);
            self.carry_out(&request, explanation, args.consent())
        });
        self.report(result)
    }

    /// Runs an action with parameters that are given as JSON.
    pub(crate) fn run_body<A: ActionArgs>(mut self, body: &str, consent: Option<&Consent>) -> Exit {
        let result = body::request::<A::Request>(body).and_then(|request| {
            let explanation = A::explain(None, &request, &self.session.moment, &Words);
            self.carry_out(&request, explanation, consent)
        });
        self.report(result)
    }

    /// Reports that no action has this name.
    pub(crate) fn refuse_name(mut self, name: &str) -> Exit {
        let failure = Failure::usage(
            format!("there is no action {:?}", oms_client::Shown(name)),
            "`oms --help` lists the actions.",
        );
        self.report(Err(failure))
    }

    fn report(&mut self, result: Result<Report, Failure>) -> Exit {
        let report = result.unwrap_or_else(|failure| Report::stopped(&failure));
        self.session.print(&report)
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
        let Some(consent) = consent else {
            return self.read(request, &plan);
        };
        if consent.position.is_given() && plan.explanation.moves.is_none() {
            return Err(Failure::usage(
                format!("{} moves no position", plan.action),
                "Leave the flags about positions out.",
            ));
        }
        guard::announce(&self.session, &mut plan);
        match &self.mode {
            Mode::Save(Some(path)) => {
                let path = path.clone();
                self.save(request, &mut plan, consent, &path)
            }
            Mode::Save(None) => self.show(&mut plan, consent),
            _ if !consent.execute => self.show(&mut plan, consent),
            _ => self.write(request, &mut plan, consent),
        }
    }

    fn read<A>(&mut self, request: &A, plan: &Plan) -> Result<Report, Failure>
    where
        A: Action<Data: Serialize>,
    {
        if !matches!(self.mode, Mode::Act) {
            return Err(Failure::usage(
                format!("{} only reads, so there is nothing to plan", plan.action),
                "Run it as it is.",
            ));
        }
        let client = connect::client(&mut self.session)?;
        let result = self.session.block_on(client.call(request))?;
        Ok(match result {
            Ok(reply) => Report::accepted(plan, &reply),
            Err(error) => Report::failed(plan, &error),
        })
    }

    /// Shows the plan, and sends nothing.
    fn show(&mut self, plan: &mut Plan, consent: &Consent) -> Result<Report, Failure> {
        connect::builder(&self.session)?.build()?;
        Looking::for_plan(&mut self.session, plan, consent);
        self.warn_of_open(plan);
        Ok(Report::plan(plan))
    }

    /// Tells in a plan that an earlier request stands in its way, of which nobody knows what it came to.
    fn warn_of_open(&self, plan: &mut Plan) {
        // A plan alone needs no journal.
        let Ok(journal) = self.session.journal() else {
            return;
        };
        let allow_plaintext = self.session.settings.allow_plaintext.value;
        let recorder = Recorder::new(journal, plan, allow_plaintext, self.session.surroundings);
        if let Err(failure) = recorder.refuse_open() {
            plan.would_be_refused(&failure);
        }
        if let Ok(warning) = recorder.open_elsewhere() {
            plan.explanation.lines.extend(warning);
        }
    }

    fn save<A: Action>(
        &mut self,
        request: &A,
        plan: &mut Plan,
        consent: &Consent,
        path: &std::path::Path,
    ) -> Result<Report, Failure> {
        connect::builder(&self.session)?.build()?;
        Looking::for_plan(&mut self.session, plan, consent);
        let saved = SavedPlan::new(request, plan, &self.session)?.answering(
            consent.position.allow_skip,
            consent.position.i_know_logs_exist,
        );
        saved.write(path)?;
        Ok(Report::saved(plan, path))
    }

    fn write<A>(
        &mut self,
        request: &A,
        plan: &mut Plan,
        consent: &Consent,
    ) -> Result<Report, Failure>
    where
        A: Action<Data: Serialize>,
    {
        let client = connect::client(&mut self.session)?;
        let from_file = matches!(self.mode, Mode::Apply(_));
        guard::production(plan, consent, from_file)?;
        let journal = self.session.journal()?;
        let _lock = record::lock(&journal, plan, consent.no_lock, self.session.surroundings)?;
        let looking = match Looking::for_act(&mut self.session, &client, plan, consent)? {
            Ok(looking) => looking,
            Err(report) => return Ok(*report),
        };
        let recorder = Recorder::new(
            journal,
            plan,
            self.session.settings.allow_plaintext.value,
            self.session.surroundings,
        );
        // First, because what nobody knows the end of may be why the task is not as it should be.
        recorder.refuse_open()?;
        plan.explanation.lines.extend(recorder.open_elsewhere()?);
        looking.check(plan, consent, &self.session, self.saved())?;
        let mut questions = Vec::new();
        questions.extend(guard::age(plan, consent, &self.session)?);
        questions.extend(guard::repeated(
            plan,
            consent,
            &recorder,
            &self.session,
            SHORT_WHILE,
        )?);
        self.ask(plan, consent, &questions, looking.name(), &recorder)?;
        submit(&mut self.session, &client, request, plan, &recorder)
    }

    fn saved(&self) -> Option<&SavedPlan> {
        match &self.mode {
            Mode::Apply(saved) => Some(saved),
            _ => None,
        }
    }

    fn ask(
        &mut self,
        plan: &Plan,
        consent: &Consent,
        questions: &[Question],
        name: Option<&str>,
        recorder: &Recorder,
    ) -> Result<(), Failure> {
        let text = plan.to_text(self.session.printer.stderr);
        let farewell = recorder.farewell(self.session.surroundings.time());
        let subjects = [Some(plan.explanation.subject.as_str()), name];
        let subjects: Vec<&str> = subjects.into_iter().flatten().collect();
        let consenting = Consenting::to_one(&subjects, consent.yes.as_deref(), questions);
        confirm::ask(
            &mut self.session,
            &text,
            consenting,
            Leaving::unsent(farewell),
        )
    }
}
