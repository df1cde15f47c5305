//! Words that a generated name must not be.

/// Keywords of every edition so far; as identifiers they need `r#`.
pub(super) const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Keywords that cannot be identifiers even with `r#`.
pub(super) const UNESCAPABLE: &[&str] = &["crate", "self", "super"];

/// Names of the builders' and the client's own methods, and of methods that their derives bring: a setter or a method of the same name
/// would hide them.
pub(super) const VERBS: &[&str] = &[
    "build",
    "builder",
    "call",
    "check",
    "client",
    "clone",
    "default",
    "fmt",
    "from",
    "into",
    "new",
    // The field that keeps what is not declared.
    "other_fields",
    "send",
];

/// Variants that an enumeration cannot or already has.
pub(super) const VARIANTS: &[&str] = &["Self", "Unknown"];

/// Types and traits of Rust's prelude and of the client: a generated type of the same name would hide them from its own module or from the
/// users of the client.
const TYPES: &[&str] = &[
    // The prelude, and what derives name.
    "AsMut",
    "AsRef",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Deserialize",
    "Display",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "Err",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "FromStr",
    "Future",
    "Hash",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Self",
    "Send",
    "Serialize",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Vec",
    // The client.
    "Abandoned",
    "Action",
    "ActionInfo",
    "Advice",
    "Answer",
    "Auth",
    "Base64Secret",
    "Call",
    "Client",
    "ClientBuilder",
    "Cost",
    "Dispatcher",
    "Effect",
    "EpochSeconds",
    "Error",
    "Failure",
    "FakeTransport",
    "Fault",
    "FromDispatcher",
    "Given",
    "Headers",
    "IntegerRule",
    "Invalid",
    "Items",
    "Json",
    "KeyCase",
    "ListRule",
    "Meta",
    "NoData",
    "NotSent",
    "NotSentCause",
    "OtherFields",
    "Outcome",
    "Page",
    "Paged",
    "Pages",
    "PagesEnd",
    "Pattern",
    "Piece",
    "ReadRetry",
    "Reason",
    "Rejected",
    "Reply",
    "RetryPolicy",
    "Role",
    "Secret",
    "Sending",
    "Service",
    "Shown",
    "Since",
    "StartPosition",
    "TextRule",
    "Transport",
    "Unknown",
    "UnknownCause",
    "Unreadable",
    "UtcDateTime",
    "Version",
    "WireRequest",
    "WriteRetry",
];

/// Whether a type of this name would hide another one. `Maybe` starts the parameters of the builders.
pub(crate) fn is_taken_type(name: &str) -> bool {
    let parameter = name
        .strip_prefix("Maybe")
        .is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_uppercase()));
    parameter || TYPES.contains(&name)
}
