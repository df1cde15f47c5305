//! The arrows between the modules of the crates that make the client: the spec, the generator and
//! xtask.
//!
//! The folders and files at the top of a crate are its layers. An import points down, and no more
//! than two files import each other.

use std::collections::BTreeSet;

use super::sources::{Layer, Sources, assert_is_ordered, drawn};

/// The layers of each crate, from the top down.
const LAYERS: &[(&str, &[Layer])] = &[
    (
        "crates/oms-spec/src",
        &[
            ("findings", &["raw", "source", "report"]),
            ("evolution", &["command", "source", "ir"]),
            ("command", &["language", "ir"]),
            ("format", &["language"]),
            ("warnings", &["ir"]),
            (
                "lower",
                &[
                    "check", "raw", "syntax", "source", "language", "report", "ir",
                ],
            ),
            (
                "check",
                &["raw", "syntax", "source", "language", "report", "ir"],
            ),
            ("raw", &["syntax", "source", "language", "report", "ir"]),
            ("syntax", &["source", "report"]),
            ("source", &["language", "report", "ir"]),
            ("language", &["report", "ir"]),
            ("report", &[]),
            ("ir", &[]),
        ],
    ),
    (
        "crates/oms-codegen/src",
        &[
            ("cli", &["example", "context", "rust"]),
            ("sim", &["client", "example", "context", "rust"]),
            ("wire", &["example", "context", "rust"]),
            ("reference", &["example", "context", "rust", "sanitize"]),
            ("openapi", &["rust", "sanitize"]),
            ("python", &["example", "context", "rust"]),
            ("client", &["example", "context", "rust"]),
            ("example", &["context", "rust"]),
            ("context", &["rust"]),
            ("rust", &[]),
            ("sanitize", &[]),
        ],
    ),
    (
        "xtask/src",
        &[
            (
                "sync",
                &[
                    "codegen",
                    "exports",
                    "evolution_page",
                    "front_page",
                    "tree",
                    "cli",
                    "console",
                    "failure",
                ],
            ),
            ("evolution_page", &["evolution", "spec", "failure"]),
            ("front_page", &["tree", "failure"]),
            (
                "quickstart",
                &["codegen", "calls", "cli", "console", "process", "failure"],
            ),
            (
                "codegen",
                &["tree", "spec", "spec_files", "cli", "console", "failure"],
            ),
            (
                "dist",
                &[
                    "exports", "manifest", "calls", "process", "cli", "console", "disk", "failure",
                ],
            ),
            (
                "evolution",
                &["spec", "spec_files", "cli", "console", "failure"],
            ),
            (
                "import",
                &[
                    "new_action",
                    "tree",
                    "spec",
                    "evidence",
                    "spec_files",
                    "cli",
                    "console",
                    "disk",
                    "failure",
                ],
            ),
            (
                "ci",
                &[
                    "book", "foreign", "python", "manifest", "files", "cli", "console", "process",
                    "disk", "failure",
                ],
            ),
            (
                "book",
                &["files", "calls", "console", "process", "disk", "failure"],
            ),
            (
                "semver",
                &[
                    "calls",
                    "spec",
                    "spec_files",
                    "cli",
                    "console",
                    "process",
                    "disk",
                    "failure",
                ],
            ),
            (
                "foreign",
                &["exports", "calls", "console", "process", "failure"],
            ),
            (
                "python",
                &["exports", "calls", "console", "process", "failure"],
            ),
            (
                "exports",
                &["tree", "spec", "spec_files", "cli", "console", "failure"],
            ),
            ("manifest", &["failure"]),
            ("soak", &["calls", "cli", "console", "process", "failure"]),
            ("fuzz", &["calls", "cli", "console", "process", "failure"]),
            ("new_action", &["spec_files", "console", "failure"]),
            ("tidy", &["files", "console", "failure"]),
            ("spec_format", &["tree", "spec_files", "console", "failure"]),
            ("tree", &["parallel", "cli", "console", "disk", "failure"]),
            ("spec", &["spec_files", "console", "failure"]),
            ("evidence", &["files", "disk", "failure"]),
            ("spec_files", &["parallel", "disk", "failure"]),
            ("files", &["failure"]),
            ("calls", &["console", "process", "failure"]),
            ("console", &["failure"]),
            ("cli", &[]),
            ("parallel", &[]),
            ("process", &[]),
            ("disk", &[]),
            ("failure", &[]),
        ],
    ),
];

#[test]
fn imports_between_the_layers_of_a_crate_point_down() {
    for (folder, layers) in LAYERS {
        let sources = Sources::of(folder);
        assert_is_ordered(layers);
        assert_eq!(
            sources.between_layers(),
            drawn(layers),
            "{folder}: the table has every layer and every arrow, and no other: see ARCHITECTURE.md"
        );
    }
}

#[test]
fn no_circle_of_more_than_two_files_is_in_these_crates() {
    for (folder, _) in LAYERS {
        let sources = Sources::of(folder);
        let round: Vec<BTreeSet<&str>> = sources
            .circles()
            .into_iter()
            .filter(|circle| circle.len() > 2)
            .collect();
        assert_eq!(round, Vec::<BTreeSet<&str>>::new(), "{folder}");
    }
}
