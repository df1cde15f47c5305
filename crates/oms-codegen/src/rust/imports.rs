//! The `use` lines of a generated file: declared by the emitters that name something, ordered here.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::rust::tokens;

/// The path of a module, and names from it.
type Import<'a> = (&'a String, &'a BTreeSet<String>);

/// Names by the path of the module that they come from.
#[derive(Debug, Default, Clone)]
pub(crate) struct Imports {
    paths: BTreeMap<String, BTreeSet<String>>,
}

impl Imports {
    /// Imports `name` from the module at `path`.
    pub(crate) fn add(&mut self, path: &str, name: &str) {
        if !self
            .paths
            .get(path)
            .is_some_and(|names| names.contains(name))
        {
            self.paths
                .entry(path.to_owned())
                .or_default()
                .insert(name.to_owned());
        }
    }

    /// Imports several names from the module at `path`.
    pub(crate) fn add_all(&mut self, path: &str, names: &[&str]) {
        for name in names {
            self.add(path, name);
        }
    }

    /// Adds all names of others.
    pub(crate) fn extend(&mut self, others: &Self) {
        for (path, names) in &others.paths {
            for name in names {
                self.add(path, name);
            }
        }
    }

    /// Takes out everything from one module: what a module declares itself it need not import.
    pub(crate) fn remove_module(&mut self, path: &str) {
        self.paths.remove(path);
    }

    /// Takes out one name.
    pub(crate) fn remove(&mut self, path: &str, name: &str) {
        if let Some(names) = self.paths.get_mut(path)
            && names.remove(name)
            && names.is_empty()
        {
            self.paths.remove(path);
        }
    }

    /// Returns the `use` items: the standard library, other crates, this crate.
    ///
    /// A crate that something of the file shadows, such as the module of an action that is called
    /// `Std`, is named from the root of all crates.
    pub(crate) fn declarations(&self, shadows: &dyn Fn(&Ident) -> bool) -> TokenStream {
        let mut paths: Vec<_> = self.paths.iter().collect();
        paths.sort_by(|left, right| {
            let ranks = rank(left.0).cmp(&rank(right.0));
            ranks.then_with(|| compare(*left, *right))
        });
        paths
            .into_iter()
            .map(|(path, names)| declaration(path, names, shadows))
            .collect()
    }
}

/// Returns the position of the imports of a path among the others.
fn rank(path: &str) -> u8 {
    match path.split(':').next() {
        Some("std") => 0,
        Some("self") => 2,
        Some("super") => 3,
        Some("crate") => 4,
        _ => 1,
    }
}

/// Compares two imports as rustfmt does, by which several names follow one.
fn compare(left: Import<'_>, right: Import<'_>) -> Ordering {
    let (mut left, mut right) = (segments(left), segments(right));
    loop {
        return match (left.next(), right.next()) {
            (Some(one), Some(other)) => match order(one, other) {
                Ordering::Equal => continue,
                unequal => unequal,
            },
            (one, other) => one.is_some().cmp(&other.is_some()),
        };
    }
}

/// Returns the parts of the path of an import, and the name.
fn segments((path, names): Import<'_>) -> impl Iterator<Item = &str> {
    let name = match names.first() {
        Some(name) if names.len() == 1 => name,
        _ => "{",
    };
    // A character is found much faster than a text, and many paths are compared.
    path.split(':').step_by(2).chain([name])
}

/// Compares two names as rustfmt does, which has `_` before any letter.
pub(crate) fn order(left: &str, right: &str) -> Ordering {
    key(left).cmp(key(right))
}

fn key(name: &str) -> impl Iterator<Item = u8> {
    let name = name.strip_prefix("r#").unwrap_or(name);
    let early = |byte| if byte == b'_' { b' ' } else { byte };
    name.bytes().map(early)
}

/// Returns one `use` item.
fn declaration(
    path: &str,
    names: &BTreeSet<String>,
    shadows: &dyn Fn(&Ident) -> bool,
) -> TokenStream {
    let krate = path.split(':').next().map(tokens::ident);
    let path = tokens::path(path);
    let path = if krate.is_some_and(|krate| shadows(&krate)) {
        quote!(::#path)
    } else {
        path
    };
    let mut names: Vec<_> = names.iter().collect();
    names.sort_by(|left, right| order(left, right));
    let names = names.into_iter().map(|name| tokens::ident(name));
    if names.len() == 1 {
        quote!(use #path #(::#names)*;)
    } else {
        quote!(use #path::{#(#names),*};)
    }
}
