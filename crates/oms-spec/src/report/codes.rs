//! The stable codes of the diagnostics.
//!
//! A code keeps its meaning for good: people search for it. The groups are S0 files and syntax, S1
//! keys and values, S2 names, S3 types, S4 envelope and probe, S5 examples, S6 discrepancies.
//! `docs/diagnostics.md` has a paragraph for each.

use std::fmt;

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $text:literal,)+) => {
        /// The kind of problem that a diagnostic reports.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Code {
            /// Every code, in order.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The code as it is printed, such as `S101`.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)+
                }
            }
        }
    };
}

codes! {
    /// A file is not UTF-8.
    NotUtf8 = "S001",
    /// A file is too large to be a spec file.
    TooLarge = "S002",
    /// Values are nested too deep.
    TooDeep = "S003",
    /// A TOML file cannot be parsed.
    TomlSyntax = "S004",
    /// A TOML key occurs twice in one table.
    DuplicateKey = "S005",
    /// An example is not JSON.
    JsonSyntax = "S006",
    /// A JSON key occurs twice in one object.
    DuplicateJsonKey = "S007",
    /// A file has no place in the spec.
    UnknownFile = "S008",
    /// The root file is missing.
    MissingRoot = "S009",
    /// A text holds a character that cannot be seen.
    HiddenCharacter = "S010",
    /// The manual block of the root file cannot be told from the rest.
    BrokenManual = "S011",
    /// A key is not known in its table.
    UnknownKey = "S101",
    /// A required key is missing.
    MissingKey = "S102",
    /// A value has the wrong TOML type.
    WrongValueType = "S103",
    /// A value is none of the words that its key takes.
    UnknownWord = "S104",
    /// A text is empty.
    EmptyText = "S105",
    /// A key has no meaning beside the other values of its table.
    MisplacedKey = "S106",
    /// A version is not three numbers.
    MalformedVersion = "S107",
    /// A source is not an https address.
    MalformedUrl = "S108",
    /// The path or the query key of the dispatch cannot be in a request line.
    MalformedDispatch = "S109",
    /// A set of characters cannot be read.
    MalformedCharacters = "S110",
    /// A pattern cannot be read.
    MalformedPattern = "S111",
    /// A text that belongs on one line goes over several.
    SeveralLines = "S112",
    /// A name cannot become a Rust name or a file name.
    UnusableName = "S201",
    /// Two names become the same one in what is generated.
    NameCollision = "S202",
    /// The name of a type means something else already.
    ReservedTypeName = "S203",
    /// An action and its file have different names.
    ActionNameMismatch = "S204",
    /// A type is not known.
    UnknownType = "S301",
    /// A type expression cannot be read.
    MalformedType = "S302",
    /// An object without fields or an enumeration without values, or the reverse.
    FieldsMismatch = "S303",
    /// A type holds itself.
    InfiniteType = "S304",
    /// A rule does not fit the type that it is beside, or contradicts another one.
    RuleMismatch = "S305",
    /// A default does not fit the type of its field.
    DefaultMismatch = "S306",
    /// A union cannot be told by the field beside it.
    UnionMismatch = "S307",
    /// The parameters or the items of a paged action do not fit.
    PagingMismatch = "S308",
    /// A subject is named that is not declared, or declared and named by nothing.
    UnknownSubject = "S309",
    /// It cannot be told which parameter names what an action acts on.
    SubjectMismatch = "S310",
    /// A read cannot show a subject as is said.
    LookMismatch = "S311",
    /// The parameters of an action that moves a position cannot say where to.
    MoveMismatch = "S312",
    /// A parameter cannot be copied from the answer of a read as is said.
    CopyMismatch = "S313",
    /// The envelope lacks a role that the client cannot do without.
    MissingRole = "S401",
    /// Two fields of the envelope have the same role.
    DuplicateRole = "S402",
    /// A field of the envelope cannot be what its role says.
    RoleMismatch = "S403",
    /// The probe is no read that can be asked for without parameters.
    ProbeMismatch = "S404",
    /// Examples of an action that does not exist.
    ExampleWithoutAction = "S501",
    /// The file name of an example does not say what it is.
    ExampleFileName = "S502",
    /// An action has no example of a successful answer.
    NoSuccessExample = "S503",
    /// An example lacks a required field.
    ExampleLacksField = "S504",
    /// An example has a field that is not declared.
    ExampleUnknownField = "S505",
    /// A value of an example has another type than declared.
    ExampleWrongType = "S506",
    /// A value of an example is null where null is not declared.
    ExampleNull = "S507",
    /// A value of an example breaks a rule of its shape.
    ExampleBreaksRule = "S508",
    /// The verdict of an example and its error code contradict each other.
    ExampleVerdict = "S509",
    /// An action has no example of a request.
    NoRequestExample = "S510",
    /// A value of an example differs from a declared one by case alone.
    ExampleSpelling = "S511",
    /// An example contradicts the vendor's type word.
    ContradictsDocumented = "S601",
    /// An example contradicts the vendor's unit.
    ContradictsUnit = "S602",
    /// The example of a discrepancy no longer shows what was observed.
    StaleDiscrepancy = "S603",
    /// A discrepancy is at a place that is not declared.
    DiscrepancyPlace = "S604",
    /// A discrepancy excuses nothing.
    UselessDiscrepancy = "S605",
    /// A discrepancy names an example that does not exist.
    DiscrepancyExample = "S606",
    /// A discrepancy's stand-in is missing, out of place, or breaks the rule itself.
    StandIn = "S607",
    /// The observation of a discrepancy is neither a kind nor a pattern.
    MalformedObserved = "S608",
    /// A discrepancy and its field quote the vendor's table in two ways.
    QuotedTwoWays = "S609",
    /// A discrepancy does not rest on evidence, or says that it does not although it does.
    Unfounded = "S610",
    /// An evidence file cannot be read.
    UnreadableEvidence = "S611",
}

impl fmt::Display for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}
