//! Examples: what was recorded must agree with what is declared, and with what the vendor's table says unless a discrepancy says why not.

mod answer;
mod envelope;
mod value;

pub(crate) use envelope::Envelope;

use super::observed::Observed;
use crate::codes::Code;
use crate::diagnostics::{Diagnostic, Problems, Span};
use crate::json::{Member, Node};
use crate::raw::{Action, Discrepancy, Example, Root, Spec};
use crate::shapes::Shapes;
use crate::sources::Sources;
use crate::text_forms::nearest;

pub(super) fn check(sources: &Sources, spec: &Spec, shapes: &Shapes<'_>, problems: &mut Problems) {
    for (name, cases) in &spec.examples {
        let Some(action) = spec.actions.iter().find(|action| action.stem == *name) else {
            orphans(sources, spec, name, cases.values().next(), problems);
            continue;
        };
        // Where the envelope or the action is not known, every field would be called unknown.
        if !action.readable || !spec.root.readable {
            continue;
        }
        let mut checker = Checker {
            root: &spec.root,
            action,
            shapes,
            request: true,
            open: false,
            problems,
        };
        for example in cases.values() {
            checker.example(example);
        }
    }
    for action in spec
        .actions
        .iter()
        .filter(|action| action.readable && spec.root.readable)
    {
        complete(action, spec, problems);
    }
}

/// Examples in a folder of no action.
fn orphans(
    sources: &Sources,
    spec: &Spec,
    name: &str,
    example: Option<&Example>,
    problems: &mut Problems,
) {
    let Some(file) =
        example.and_then(|example| example.request.as_ref().or(example.response.as_ref()))
    else {
        return;
    };
    let path = sources
        .get(file.file)
        .map_or("", |source| source.path.as_str());
    let diagnostic = Diagnostic::new(
        Code::ExampleWithoutAction,
        Span::start_of(file.file),
        format!("`{path}` belongs to no action"),
    );
    problems.push(
        match nearest(name, spec.actions.iter().map(|action| action.stem.as_str())) {
            Some(known) => diagnostic.label(format!("did you mean the folder `{known}`?")),
            None => diagnostic.label(format!("there is no spec/actions/{name}.toml")),
        },
    );
}

/// Without a request nothing shows how the action is called, without a success nothing shows what it answers.
fn complete(action: &Action, spec: &Spec, problems: &mut Problems) {
    let cases = || {
        spec.examples
            .get(&action.stem)
            .into_iter()
            .flat_map(|cases| cases.values())
    };
    let place = action
        .name
        .as_ref()
        .map_or(Span::start_of(action.file), |name| name.span);
    if !cases().any(|example| example.request.is_some()) {
        problems.push(
            Diagnostic::new(
                Code::NoRequestExample,
                place,
                format!("no example shows how `{}` is called", action.stem),
            )
            .label("this action")
            .help(format!(
                "add spec/examples/{}/<case>.request.json",
                action.stem
            )),
        );
    }
    let envelope = Envelope::of(&spec.root);
    let unreadable = |example: &Example| {
        example
            .response
            .as_ref()
            .is_some_and(|file| file.root.is_none())
    };
    let success = |example: &Example| {
        let root = example
            .response
            .as_ref()
            .and_then(|file| file.root.as_ref());
        root.and_then(|root| envelope.verdict(root)) == Some(true)
    };
    if !cases().any(|example| unreadable(example) || success(example)) {
        problems.push(
            Diagnostic::new(
                Code::NoSuccessExample,
                place,
                format!("no example shows a successful answer of `{}`", action.stem),
            )
            .label("this action")
            .help(format!(
                "add spec/examples/{}/<case>.response.json",
                action.stem
            )),
        );
    }
}

struct Checker<'a, 'p> {
    root: &'a Root,
    action: &'a Action,
    shapes: &'a Shapes<'a>,
    /// Whether a request is looked at: only what is sent is held to rules.
    request: bool,
    /// Whether fields that are not declared may stand in the object that is looked at.
    open: bool,
    problems: &'p mut Problems,
}

impl<'a> Checker<'a, '_> {
    fn example(&mut self, example: &Example) {
        if let Some(root) = example.request.as_ref().and_then(|file| file.root.as_ref()) {
            (self.request, self.open) = (true, false);
            self.object(
                "request",
                root,
                &self.action.request.iter().collect::<Vec<_>>(),
                self.action.name.as_ref().map(|name| name.span),
            );
        }
        if let Some(root) = example
            .response
            .as_ref()
            .and_then(|file| file.root.as_ref())
        {
            (self.request, self.open) = (false, self.action.complete == Some(false));
            self.response(root);
        }
    }

    /// The discrepancy that tells of what stands at a place. Those of the root file tell of the envelope.
    fn excuse(&self, place: &str, node: Option<&Node>) -> Option<&'a Discrepancy> {
        let mut all = self
            .action
            .discrepancies
            .iter()
            .chain(&self.root.discrepancies);
        all.find(|discrepancy| {
            let here = discrepancy.at.as_ref().is_some_and(|at| at.value == place);
            let observed = discrepancy
                .observed
                .as_ref()
                .and_then(|observed| Observed::parse(&observed.value));
            here && observed.is_some_and(|observed| observed.is_shown_by(node))
        })
    }

    fn unknown_field(
        &mut self,
        of: &str,
        member: &Member,
        known: Option<&str>,
        declared: Option<Span>,
    ) {
        let diagnostic = Diagnostic::new(
            Code::ExampleUnknownField,
            member.key.span,
            format!("`{}` is no field of {of}", member.key.value.escape_debug()),
        );
        let diagnostic = match known {
            Some(known) => diagnostic.label(format!("did you mean `{known}`?")),
            None => diagnostic.label("not declared"),
        };
        self.problems.push(match declared {
            Some(declared) => diagnostic
                .also(declared, "declared here")
                .help("declare it, or mend the example"),
            None => diagnostic,
        });
    }

    fn wrong_type(&mut self, node: &Node, expected: &str, declared: Span) {
        self.problems.push(
            Diagnostic::new(
                Code::ExampleWrongType,
                node.span,
                format!(
                    "{expected} is declared, the example is {}",
                    node.kind_word()
                ),
            )
            .label("this example")
            .also(declared, "declared here")
            .help("mend the type or the example"),
        );
    }
}
