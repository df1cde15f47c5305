//! A parameter as it is given on the command line.

use std::collections::BTreeSet;

use crate::ir::{
    Action, Effect, Field, Member, NamedTypes, Presence, SecretForm, TimeUnit, Type, TypeDef,
    TypeKind,
};

/// The flags that the command has beside those of an action. A parameter of the same name gets
/// another one; a test over the help of the command keeps the list.
pub const RESERVED_FLAGS: [&str; 37] = [
    "again",
    "allow-plaintext",
    "allow-skip",
    "as",
    "assume-no-intermediary",
    "auth-token-file",
    "cacert",
    "client-certificate",
    "client-key",
    "color",
    "endpoint",
    "execute",
    "expect-current",
    "file",
    "help",
    "i-know-logs-exist",
    "journal",
    "jq",
    "json",
    "limit",
    "no-lock",
    "no-preflight",
    "output",
    "password-file",
    "password-stdin",
    "profile",
    "proxy",
    "query",
    "simulator",
    "timeout",
    "tz",
    "user",
    "verbose",
    "version",
    "wait",
    "wait-timeout",
    "yes",
];

/// The flag for the new position of a subject, which has one name in every command.
const NEW_POSITION: &str = "to";

/// One parameter, as its flag takes it.
#[derive(Debug, Clone)]
pub struct Flag<'a> {
    /// The parameter.
    pub field: &'a Field,
    /// Name of the flag, without dashes.
    pub name: String,
    /// The name after the parameter, where the flag has another one.
    pub also: Option<String>,
    /// The form of one value.
    pub form: FlagForm<'a>,
    /// Says whether the flag may be given several times.
    pub repeated: bool,
    /// The type of one value.
    pub ty: &'a Type,
    /// The field that tells whether null is sent.
    pub null: String,
}

/// The form of a value on the command line.
#[derive(Debug, Clone, Copy)]
pub enum FlagForm<'a> {
    /// A moment, which is known only once the clock was read. One that is not sent as seconds is
    /// converted.
    Moment {
        /// Says whether it is converted.
        converted: bool,
    },
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer,
    /// Any number.
    Number,
    /// A text without rules of its own.
    Text,
    /// A text with rules.
    Checked,
    /// The ID of a subject, or a name that leads to it.
    Named(&'a str),
    /// A whole number of a type of its own.
    Numbered(Option<TimeUnit>),
    /// A member of an enumeration.
    Member(&'a [Member]),
    /// JSON text.
    Json,
    /// A secret, in a file: a command line is visible to others.
    Secret,
    /// JSON that holds a secret, in a file.
    SecretJson,
}

impl<'a> Flag<'a> {
    /// Returns the flags of all parameters, first the one that names the subject of the action.
    ///
    /// Of two with one name, the first keeps it, so that a parameter that is added at the end
    /// renames none.
    #[must_use]
    pub fn all(action: &'a Action, types: &NamedTypes<'a>) -> Vec<Self> {
        let fields = action.request.iter();
        let mut flags: Vec<Self> = Vec::new();
        let mut taken: BTreeSet<String> = RESERVED_FLAGS.map(str::to_owned).into();
        for field in fields.filter(|field| field.constant.is_none()) {
            let mut flag = Self::new(field, &action.request, types);
            while flag.names().iter().any(|name| taken.contains(name)) {
                flag.name = format!("parameter-{}", flag.name);
            }
            taken.extend(flag.names());
            flags.push(flag);
        }
        let position = action.moves.as_ref().map(|moves| &moves.position);
        let is_free = flags.iter().all(|flag| flag.name != NEW_POSITION);
        for flag in flags.iter_mut().filter(|_| is_free) {
            if position == Some(&flag.field.ident) {
                let name = std::mem::replace(&mut flag.name, NEW_POSITION.to_owned());
                flag.also = Some(name);
            }
        }
        let subject = action.subject.as_ref();
        flags.sort_by_key(|flag| subject.is_none_or(|subject| subject.ident != flag.field.ident));
        flags
    }

    fn new(field: &'a Field, fields: &[Field], types: &NamedTypes<'a>) -> Self {
        let (repeated, ty) = match &field.ty {
            Type::List(element) if is_repeatable(field, element, types) => (true, &**element),
            ty => (false, ty),
        };
        let form = form(ty, types);
        let suffix = if form.is_file() { "-from" } else { "" };
        let name = format!("{}{suffix}", field.flag);
        let mut null = format!("{}_null", field.ident);
        while fields.iter().any(|other| other.ident == null) {
            null.push('_');
        }
        Self {
            field,
            name,
            also: None,
            form,
            repeated,
            ty,
            null,
        }
    }

    /// Returns the parameter that may be given without its flag: the one that names the subject of
    /// the action, or the only ID that a read needs.
    #[must_use]
    pub fn positional(action: &Action, flags: &[Self]) -> Option<usize> {
        let is_named = |flag: &Self| {
            matches!(flag.form, FlagForm::Named(_)) && flag.is_required() && !flag.repeated
        };
        let mut named = flags.iter().enumerate().filter(|(_, flag)| is_named(flag));
        if let Some(subject) = &action.subject {
            let found = named.find(|(_, flag)| flag.field.ident == subject.ident);
            return found.map(|(place, _)| place);
        }
        let (first, second) = (named.next()?, named.next());
        (action.effect == Effect::Read && second.is_none()).then_some(first.0)
    }

    /// Returns the names that can be typed, with that of the flag that sends null.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        let null = self.is_nullable().then(|| self.null_name());
        let names = std::iter::once(self.name.clone());
        names.chain(self.also.clone()).chain(null).collect()
    }

    /// Returns the name of the flag that sends null.
    #[must_use]
    pub fn null_name(&self) -> String {
        format!("{}-null", self.name)
    }

    /// Returns whether the flag must be given.
    #[must_use]
    pub fn is_required(&self) -> bool {
        self.field.presence == Presence::Required
    }

    /// Returns whether null can be sent in place of a value, which a flag of its own says.
    #[must_use]
    pub fn is_nullable(&self) -> bool {
        matches!(
            self.field.presence,
            Presence::Nullable | Presence::OptionalNullable
        )
    }
}

impl FlagForm<'_> {
    /// Returns whether the flag takes the name of a file.
    #[must_use]
    pub fn is_file(self) -> bool {
        matches!(self, Self::Secret | Self::SecretJson)
    }

    /// Returns whether a value is written on the command line as it is, not as JSON.
    #[must_use]
    pub fn is_flat(self) -> bool {
        !matches!(self, Self::Json | Self::SecretJson)
    }
}

/// Returns whether each element of a list has a flag of its own.
fn is_repeatable(field: &Field, element: &Type, types: &NamedTypes<'_>) -> bool {
    let form = form(element, types);
    let flat = form.is_flat() && !form.is_file() && !matches!(form, FlagForm::Moment { .. });
    flat && field.presence != Presence::OptionalNullable && field.presence != Presence::Nullable
}

fn form<'a>(ty: &Type, types: &NamedTypes<'a>) -> FlagForm<'a> {
    match ty {
        Type::Boolean => FlagForm::Boolean,
        Type::Integer => FlagForm::Integer,
        Type::Number => FlagForm::Number,
        Type::String => FlagForm::Text,
        Type::Named(name) => match types.kind(name) {
            Some(TypeKind::EpochSeconds { raw, .. }) => FlagForm::Moment { converted: *raw },
            Some(TypeKind::UtcDateTime) => FlagForm::Moment { converted: true },
            Some(TypeKind::Text(_)) => match types.definition(name) {
                Some(TypeDef {
                    identifies: Some(subject),
                    ..
                }) => FlagForm::Named(subject),
                _ => FlagForm::Checked,
            },
            Some(TypeKind::Integer(_)) => FlagForm::Numbered(None),
            Some(TypeKind::Duration { unit, .. }) => FlagForm::Numbered(Some(*unit)),
            Some(TypeKind::Enum(members)) => FlagForm::Member(members),
            Some(TypeKind::Secret(SecretForm::Plain | SecretForm::Base64)) => FlagForm::Secret,
            Some(
                TypeKind::Object { .. }
                | TypeKind::Union(_)
                | TypeKind::Keyed(_)
                | TypeKind::Secret(SecretForm::Json),
            )
            | None => json(ty, types),
        },
        Type::Any | Type::List(_) | Type::Map(_) => json(ty, types),
    }
}

fn json(ty: &Type, types: &NamedTypes<'_>) -> FlagForm<'static> {
    if ty.innermost().is_some_and(|name| types.holds_secret(name)) {
        FlagForm::SecretJson
    } else {
        FlagForm::Json
    }
}
