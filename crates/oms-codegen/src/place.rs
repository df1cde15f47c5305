//! Where the client's generated code stands, and how others name it.

/// Where the client's generated code stands, and how others name it.
///
/// The workspace has one client. The tests compile further ones, each as a module of one crate.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// Path of the module that holds the generated one, as its own crate writes it: `crate`, or `crate::lists`.
    pub root: &'a str,
    /// The same module, as users of the crate write it: `oms_client`, or `fixtures::lists`.
    pub users: &'a str,
    /// The folder of the spec, as the generated tests see it.
    pub spec: &'a str,
}

impl Place<'static> {
    /// The client of the workspace.
    pub const WORKSPACE: Self = Self {
        root: "crate",
        users: "oms_client",
        spec: "../../../spec",
    };
}
