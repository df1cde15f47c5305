//! The subjects that actions act on.

use super::{Lowering, names, optional, texts, value};
use crate::raw::{Action, Moves, SubjectChoice, Unit, subjects};
use crate::{ir, raw};

impl Lowering<'_> {
    /// The subjects, by name.
    pub(super) fn subjects(&self) -> Vec<ir::Subject> {
        let subjects = self.spec.root.subjects.iter();
        let mut lowered: Vec<_> = subjects
            .map(|subject| ir::Subject {
                name: subject.name.value.clone(),
                doc: value(subject.doc.as_ref()),
                looks: subject
                    .looks
                    .iter()
                    .filter_map(|look| self.look(look))
                    .collect(),
                list: self.list(subject),
            })
            .collect();
        lowered.sort_by(|left, right| left.name.cmp(&right.name));
        lowered
    }

    /// The read that lists all of a kind with their names: what is declared as such, or a look.
    fn list(&self, subject: &raw::Subject) -> Option<ir::Look> {
        let shows = |look: &raw::Look, fact| look.shows.iter().any(|(shown, _)| *shown == fact);
        let lists = |look: &&raw::Look| {
            look.by.is_none() && shows(look, ir::Fact::Id) && shows(look, ir::Fact::Name)
        };
        let mut all = subject.lists.iter().chain(&subject.looks);
        self.look(all.find(lists)?)
    }

    fn look(&self, look: &raw::Look) -> Option<ir::Look> {
        let action = self.spec.action(&look.action.value)?;
        let paging = action.paging.as_ref().filter(|_| look.by.is_none());
        Some(ir::Look {
            action: action.wire_name().to_owned(),
            by: optional(look.by.as_ref()),
            items: look.items.as_ref().map(names).unwrap_or_default(),
            pages: paging.and_then(|paging| {
                let size = &paging.page_size.as_ref()?.value;
                let field = action.parameter(size)?;
                Some(ir::LookPages {
                    number: paging.page_number.as_ref()?.value.clone(),
                    size: size.clone(),
                    most: field.rules().maximum.map(|(most, _)| most),
                })
            }),
            search: optional(look.search.as_ref()),
            all: texts(&look.all),
            shows: look
                .shows
                .iter()
                .map(|(fact, place)| (*fact, names(place)))
                .collect(),
            presence: action
                .data
                .as_ref()
                .and_then(|data| data.presence)
                .unwrap_or(ir::Presence::Required),
        })
    }

    /// The parameter that names what an action acts on.
    pub(super) fn subject_of(&self, action: &Action) -> Option<ir::SubjectParameter> {
        if !action.is_write() {
            return None;
        }
        let candidates = subjects::candidates(action, self.shapes);
        let candidate = match &action.subject {
            Some(SubjectChoice::None | SubjectChoice::Unreadable) => None,
            Some(SubjectChoice::Parameter(name)) => candidates
                .iter()
                .find(|candidate| candidate.field.name.value == name.value),
            None => candidates.first(),
        }?;
        Some(ir::SubjectParameter {
            subject: candidate.subject.value.clone(),
            wire_name: candidate.field.name.value.clone(),
            ident: candidate.field.ident(),
            is_list: candidate.is_list,
        })
    }

    /// The parameters of an action that moves a position.
    pub(super) fn moves(&self, action: &Action, moves: &Moves) -> Option<ir::Moves> {
        let position = action.parameter(&moves.position.as_ref()?.value)?;
        let (shape, _) = self.shapes.base_of(&position.typed)?;
        let raw = matches!(shape?.unit()?, Unit::EpochSeconds { raw: true, .. });
        Some(ir::Moves {
            position: position.ident(),
            raw,
            reverse: match &moves.reverse {
                Some(name) => Some(action.parameter(&name.value)?.ident()),
                None => None,
            },
        })
    }
}
