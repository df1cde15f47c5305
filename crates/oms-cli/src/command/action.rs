//! One action: a read is called and reported; a write is planned, and goes through the protocol if
//! that was asked for.

use std::borrow::Cow;

use oms_client::{Action, AnyAction, Client};
use serde::Serialize;

use super::copied::copied;
use super::keep::{NEVER_APPLIED, keep, not_kept};
use super::{awaited, listed};
use crate::act::preview::{self, Way};
use crate::act::{Asking, Consented, Planned, Proposed, Subject, guard, names, send};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::journal::SHORT_WHILE;
use crate::plan::arguments::{ActionArgs, ActionVisitor, CopyFacts};
use crate::plan::saved::SavedPlan;
use crate::plan::{Explanation, Plan, body};
use crate::report::Report;
use crate::session::{Consent, Session, Waiting, connect};
use crate::terminal::{CsvLines, Format};

pub(crate) struct Runner<'r, 's> {
    session: Session<'r, 's>,
    mode: Mode,
    /// The options of the wait for a change, for an action whose effect a look can show.
    waiting: Option<Waiting>,
}

/// The way in which an action that changes something is handled.
#[derive(Debug)]
pub(crate) enum Mode {
    /// It is planned, and sent where that was asked for.
    Act,
    /// Its plan is saved, or shown where it is given no place.
    Save,
    /// It was saved, and is now sent as it was saved.
    Apply(Box<SavedPlan>),
}

/// Runs the action that was typed.
impl ActionVisitor for Runner<'_, '_> {
    type Output = Exit;

    fn visit<A: ActionArgs>(self, args: Option<&A>) -> Exit {
        match args {
            Some(args) => self.run(args),
            None => self.refuse_name(A::FACTS.command),
        }
    }
}

/// Runs an action that is named, with parameters that are given as JSON.
pub(crate) struct BodyRunner<'b, 'r, 's> {
    pub(crate) runner: Runner<'r, 's>,
    pub(crate) body: &'b str,
    pub(crate) consent: Option<&'b Consent>,
    pub(crate) waiting: Option<&'b Waiting>,
}

impl BodyRunner<'_, '_, '_> {
    /// Runs the action of this name, in the form of the command line or of the wire.
    pub(crate) fn run(self, name: &str) -> Exit {
        crate::generated::visit(name, self).unwrap_or_else(|it| it.runner.refuse_name(name))
    }
}

impl ActionVisitor for BodyRunner<'_, '_, '_> {
    type Output = Exit;

    fn visit<A: ActionArgs>(mut self, _: Option<&A>) -> Exit {
        self.runner.waiting = self.waiting.cloned();
        self.runner.run_body::<A>(self.body, self.consent)
    }
}

impl<'r, 's> Runner<'r, 's> {
    pub(crate) fn new(session: Session<'r, 's>, mode: Mode) -> Self {
        Self {
            session,
            mode,
            waiting: None,
        }
    }

    /// Runs an action to its end and reports the result.
    pub(crate) fn run<A: ActionArgs>(mut self, args: &A) -> Exit {
        self.waiting = args.waiting().cloned();
        let result = names::settled(args, &mut self.session).and_then(|args| {
            let request = args.request(&self.session.moment)?;
            let explanation = Explanation::of(Some(&args), &request, &self.session.moment);
            self.carry_out(
                &request,
                explanation,
                args.consent(),
                |this, request, plan| match args.copy() {
                    Some(copy) => this.read_as(request, plan, copy),
                    None => this.read::<A>(request, plan),
                },
            )
        });
        self.session.conclude(result)
    }

    /// Runs an action that no generated type describes.
    pub(crate) fn run_any(
        mut self,
        request: &AnyAction,
        explanation: Explanation,
        consent: Option<&Consent>,
    ) -> Exit {
        let result = self.carry_out(request, explanation, consent, Self::read_once);
        self.session.conclude(result)
    }

    /// Runs an action with parameters that are given as JSON.
    pub(crate) fn run_body<A: ActionArgs>(mut self, body: &str, consent: Option<&Consent>) -> Exit {
        let named = if matches!(self.mode, Mode::Apply(_)) {
            // The one that was saved has IDs, and is sent as it is.
            Ok(Cow::Borrowed(body))
        } else {
            let effect = <A::Request as Action>::INFO.effect();
            names::settled_body(A::FACTS, body, effect, &mut self.session)
        };
        let result = named.and_then(|body| {
            let request = body::request::<A::Request>(&body)?;
            let explanation = Explanation::of::<A>(None, &request, &self.session.moment);
            self.carry_out(&request, explanation, consent, Self::read::<A>)
        });
        self.session.conclude(result)
    }

    /// Reports that no action has this name.
    pub(crate) fn refuse_name(mut self, name: &str) -> Exit {
        let failure = Failure::usage(
            format!("there is no action {:?}", oms_client::Shown(name)),
            "`oms --help` lists the actions.",
        );
        self.session.conclude(Err(failure))
    }

    /// Carries out an action. Everything that can refuse comes before the question, so that nobody
    /// consents to what cannot be sent.
    fn carry_out<A>(
        &mut self,
        request: &A,
        explanation: Explanation,
        consent: Option<&Consent>,
        read: impl FnOnce(&mut Self, &A, &Plan) -> Result<Report, Failure>,
    ) -> Result<Report, Failure>
    where
        A: Action<Data: Serialize>,
    {
        if !matches!(self.mode, Mode::Save) {
            self.session.refuse_output_file()?;
        }
        request.check()?;
        connect::check_version(&self.session, request)?;
        if let Some(moves) = &explanation.moves {
            guard::written(moves, &self.session.moment)?;
        }
        let settings = &self.session.settings;
        let plan = Plan::new(settings.endpoint()?, request, explanation);
        let mut plan = plan.with_profile(settings);
        let Some(consent) = consent else {
            return read(self, request, &plan);
        };
        if consent.guards_a_position() && plan.explanation.moves.is_none() {
            return Err(Failure::usage(
                format!("{} moves no position", plan.action),
                "Leave out the flags about positions.",
            ));
        }
        preview::announce(&self.session, &mut plan, None);
        match &self.mode {
            Mode::Save => self.save(request, &mut plan, consent),
            _ if !consent.execute => self.show(&mut plan, consent),
            _ => Ok(self.write(request, &mut plan, consent)),
        }
    }

    /// Reads once, or every page of a list where no page is named.
    fn read<A: ActionArgs>(
        &mut self,
        request: &A::Request,
        plan: &Plan,
    ) -> Result<Report, Failure> {
        let client = self.reader(plan)?;
        let limit = self.session.options.limit.unwrap_or(usize::MAX);
        let Some(mut list) = A::listing(&client, request) else {
            return self.read_once(request, plan);
        };
        if self.session.printer.is_line_by_line() && list.is_bare() {
            let is_csv = self.session.printer.format == Format::Csv;
            let csv = is_csv.then(|| CsvLines::under(A::FACTS.columns));
            return listed::pour(&mut *list, csv, plan, limit, &mut self.session);
        }
        let whole = self.session.block_on(list.whole(limit))?;
        if let Ok(list) = &whole {
            listed::warn_of_a_cut(list.end, list.reply.meta.total_count, &mut self.session);
        }
        Ok(Report::listed(plan, whole))
    }

    /// Reads once, and makes the parameters of another action of the answer.
    fn read_as<A>(
        &mut self,
        request: &A,
        plan: &Plan,
        copy: &'static CopyFacts,
    ) -> Result<Report, Failure>
    where
        A: Action<Data: Serialize>,
    {
        let client = self.reader(plan)?;
        let reply = match self.session.block_on(client.call(request))? {
            Ok(reply) => reply,
            Err(error) => return Ok(Report::read::<A::Data>(plan, Err(error))),
        };
        let mut answer = serde_json::to_value(&reply.data).unwrap_or_default();
        plan.answer_secrets.hide(&mut answer);
        let copied = copied(copy, &answer)?;
        if let Some(why) = &copied.refused {
            let command = copy.command;
            self.session.warn(&format!(
                "`oms {command}` would refuse this, so change it first: {why}"
            ));
        }
        Ok(Report::copied(plan, copied.parameters, &copied.text))
    }

    fn read_once<A>(&mut self, request: &A, plan: &Plan) -> Result<Report, Failure>
    where
        A: Action<Data: Serialize>,
    {
        let client = self.reader(plan)?;
        let result = self.session.block_on(client.call(request))?;
        Ok(Report::read(plan, result))
    }

    /// Returns the client with which an action is read that is not to be planned.
    fn reader(&mut self, plan: &Plan) -> Result<Client, Failure> {
        if matches!(self.mode, Mode::Act) {
            return connect::client(&mut self.session);
        }
        Err(Failure::usage(
            format!("{} only reads, so there is nothing to plan", plan.action),
            "Run it as it is.",
        ))
    }

    /// Shows the plan, and sends nothing.
    fn show(&mut self, plan: &mut Plan, consent: &Consent) -> Result<Report, Failure> {
        self.preview(plan, consent)?;
        Ok(Report::plan(plan))
    }

    fn preview(&mut self, plan: &mut Plan, consent: &Consent) -> Result<(), Failure> {
        connect::check(&mut self.session)?;
        let way = Way::find(&mut self.session, consent);
        way.show(&mut self.session, plan, consent);
        Ok(())
    }

    fn save<A: Action>(
        &mut self,
        request: &A,
        plan: &mut Plan,
        consent: &Consent,
    ) -> Result<Report, Failure> {
        let Some(place) = self.session.plan_place() else {
            let shown = self.show(plan, consent)?;
            return Ok(not_kept(shown, &self.session));
        };
        self.session.refuse_simulator(NEVER_APPLIED)?;
        self.preview(plan, consent)?;
        let saved = SavedPlan::new(request, plan, &self.session)?;
        keep(&saved, plan, &place, &self.session)
    }

    /// Writes. Everything up to the consent can refuse, and sends nothing; everything after it has
    /// an outcome.
    fn write<A>(&mut self, request: &A, plan: &mut Plan, consent: &Consent) -> Report
    where
        A: Action<Data: Serialize>,
    {
        match self.consented(plan, consent) {
            Ok((client, consented)) => {
                let settled = send(consented, &mut self.session, &client, request, None);
                match &self.waiting {
                    Some(waiting) if waiting.wait => {
                        awaited::report(plan, &settled, waiting, &mut self.session, &client)
                    }
                    _ => Report::settled(plan, &settled),
                }
            }
            Err(failure) => Report::stopped(&failure).about(plan),
        }
    }

    fn consented(
        &mut self,
        plan: &mut Plan,
        consent: &Consent,
    ) -> Result<(Client, Consented), Failure> {
        let session = &mut self.session;
        let saved = match &self.mode {
            Mode::Apply(saved) => Some(&**saved),
            _ => None,
        };
        if let Some(saved) = saved {
            saved.check_words(plan)?;
            if let Some(moves) = &mut plan.explanation.moves {
                moves.relative |= saved.relative;
            }
        }
        guard::production(plan, consent)?;
        let client = connect::client(session)?;
        let planned = Planned::new([Subject::of(plan)]);
        let looked = planned.look(session, &client, consent, None)?;
        // A look that failed is told before anything else that it would have shown.
        looked.seen(plan)?;
        looked.describe(plan, session);
        let step = Proposed {
            plan,
            line: None,
            asked_within: Some(SHORT_WHILE),
            planned_from: saved.and_then(SavedPlan::expected),
        };
        let cleared = looked.clear(session, consent, vec![step])?;
        let asking = Asking {
            text: plan.to_text(session.printer.stderr),
            yes: consent.to_each.yes.as_deref(),
            tasks: None,
            digest: consent.digest.as_deref(),
        };
        let agreed = cleared.ask(session, &client, &asking)?;
        Ok((client, agreed.into_one()?))
    }
}
