//! The words that are typed to run an action.

use crate::ir::{Action, Api, Group};
use crate::language::names;

impl Action {
    /// Its name on the command line by itself, whatever group it is in.
    #[must_use]
    pub fn own_command(&self) -> String {
        names::free_command(&self.command, "action")
    }
}

impl Api {
    /// The words that are typed to run an action: the command of its group and its name inside of
    /// it, or its own name where its group has no command.
    #[must_use]
    pub fn typed(&self, action: &Action) -> String {
        match (self.group_of(action), &action.word) {
            (Some(group), Some(word)) => format!("{} {word}", self.group_command(group)),
            _ => action.own_command(),
        }
    }

    /// Everything that can be typed to run an action: what the help shows, the action's name by
    /// itself, and its further names.
    #[must_use]
    pub fn all_typed(&self, action: &Action) -> Vec<String> {
        let mut all = vec![self.typed(action), action.own_command()];
        all.extend(action.command_also.iter().cloned());
        all
    }

    /// The group whose command an action is a part of.
    #[must_use]
    pub fn group_of(&self, action: &Action) -> Option<&Group> {
        let heading = action.group.as_ref()?;
        self.groups.iter().find(|group| group.heading == *heading)
    }

    /// The command of a group, which is no other's: the checker compares all of them.
    #[must_use]
    pub fn group_command(&self, group: &Group) -> String {
        names::free_command(&group.command, "group")
    }

    /// The actions that can be made from the answer of a read, with the word that asks for each:
    /// the last one of its command.
    pub fn copies_of<'a>(&'a self, read: &'a Action) -> impl Iterator<Item = (&'a Action, String)> {
        let is_read = read.effect == crate::ir::Effect::Read;
        let made = self.actions.iter().filter(move |action| {
            let copies = action.copies.as_ref();
            is_read && copies.is_some_and(|copies| copies.action == read.wire_name)
        });
        made.map(|action| {
            let words = self.typed(action);
            let word = words.split(' ').next_back().unwrap_or_default();
            (action, word.to_owned())
        })
    }
}
