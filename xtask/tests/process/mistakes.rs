//! A spec with a mistake: the place and the advice are printed, nothing is written, and the end is
//! a failure.

use crate::support::{ACTION, Workspace};

/// An edit of the spec, and what is said about it.
struct Mistake {
    path: &'static str,
    from: &'static str,
    to: &'static str,
    says: &'static [&'static str],
}

const REQUEST: &str = "spec/examples/MovePosition/seed.request.json";

const MISTAKES: &[Mistake] = &[
    Mistake {
        path: ACTION,
        from: "presence ",
        to: "presense ",
        says: &[
            "error[S101]",
            "spec/actions/MovePosition.toml:12:1",
            "did you mean `presence`?",
        ],
    },
    Mistake {
        path: ACTION,
        from: "type       = \"integer\"",
        to: "type       = \"intger\"",
        says: &[
            "error[S301]",
            "spec/actions/MovePosition.toml:11:14",
            "did you mean `integer`?",
        ],
    },
    Mistake {
        path: ACTION,
        from: "\"required\"",
        to: "\"requird\"",
        says: &[
            "error[S104]",
            "spec/actions/MovePosition.toml:12:14",
            "did you mean `required`?",
        ],
    },
    Mistake {
        path: REQUEST,
        from: "100",
        to: "\"100\"",
        says: &[
            "error[S506]",
            "spec/examples/MovePosition/seed.request.json:1:13",
            "mend the example, or the type",
        ],
    },
    Mistake {
        path: ACTION,
        from: "\"number\"",
        to: "\"boolean\"",
        says: &[
            "error[S603]",
            "spec/actions/MovePosition.toml:23:14",
            "stale discrepancy",
        ],
    },
    Mistake {
        path: ACTION,
        from: "\n[discrepancy.position-type]\nat         = \"request.position\"\ndocumented = \"string\"\nobserved   = \"number\"\nexample    = \"seed\"\ndecision   = \"Send a number.\"\n",
        to: "",
        says: &[
            "error[S601]",
            "spec/examples/MovePosition/seed.request.json:1:13",
            "record it: a discrepancy",
        ],
    },
    Mistake {
        path: "spec/oms.toml",
        from: "query-key = \"Action\"",
        to: "query-key = \"Action",
        says: &["error[S004]", "spec/oms.toml:"],
    },
];

#[test]
fn each_mistake_is_told_with_its_place_and_nothing_is_written() {
    for mistake in MISTAKES {
        for workspace in [Workspace::new(), Workspace::generated()] {
            workspace.edit(mistake.path, mistake.from, mistake.to);
            let before = workspace.tree();
            for arguments in [
                &["spec", "check"][..],
                &["codegen"],
                &["codegen", "--check"],
                &["codegen", "--dry-run"],
            ] {
                let ended = workspace.run(arguments);
                ended.failed(mistake.says);
                ended.failed(&["nothing was written", "docs/diagnostics.md"]);
                assert_eq!(ended.stdout, "", "{arguments:?}");
            }
            assert_eq!(workspace.touched_since(&before), Vec::<String>::new());
        }
    }
}

#[test]
fn all_mistakes_are_told_at_once() {
    let workspace = Workspace::new();
    workspace.edit(ACTION, "presence ", "presense ");
    workspace.edit(
        ACTION,
        "type       = \"integer\"",
        "type       = \"intger\"",
    );
    workspace.run(&["spec", "check"]).failed(&[
        "error[S101]",
        "error[S301]",
        "2 mistakes in spec/",
    ]);
}
