//! An action.

use super::{Lowering, discrepancies, names, optional, since, source, texts, value};
use crate::check::Resolved;
use crate::language::TypeExpression;
use crate::raw::{Action, Paging, shapes};
use crate::{ir, raw};

impl Lowering<'_> {
    pub(crate) fn action(&self, action: &Action, resolved: &[Resolved<'_>]) -> ir::Action {
        let wire_name = action.wire_name();
        let stem = action.type_stem();
        let provenance = action.provenance.unwrap_or(ir::Provenance::Page);
        let open = action.complete == Some(false);
        let request: Vec<_> = action
            .request
            .iter()
            .map(|field| super::field::field(&stem, field, provenance))
            .collect();
        let types = shapes::of_action(action);
        ir::Action {
            wire_name: wire_name.to_owned(),
            title: action.title().to_owned(),
            ident: action.ident(),
            command: action.command(),
            command_also: texts(&action.command_also),
            summary: value(action.summary.as_ref()),
            doc: value(action.doc.as_ref()),
            effect: match action.effect.as_ref().map(|effect| effect.value.as_str()) {
                Some("read") => ir::Effect::Read,
                _ => ir::Effect::Write,
            },
            repeatable: action.repeatable.unwrap_or_default(),
            impact: value(action.impact.as_ref()),
            afterwards: optional(action.afterwards.as_ref()),
            twice: optional(action.twice.as_ref()),
            leads_to: texts(&action.leads_to),
            subject: self.subject_of(action),
            moves: action
                .moves
                .as_ref()
                .and_then(|moves| self.moves(action, moves)),
            copies: self.copies(action),
            group: optional(action.group.as_ref()),
            word: self.word(action),
            since: since(&action.since),
            provenance,
            complete: !open,
            further: action.further.unwrap_or_default(),
            deprecated: optional(action.deprecated.as_ref()),
            source: source(&action.source),
            other_sources: texts(&action.other_sources),
            paging: action
                .paging
                .as_ref()
                .and_then(|paging| self.paging(action, paging)),
            request,
            data: action.data.as_ref().map(|data| ir::Data {
                ty: Self::ty(|| format!("{stem}Data"), &data.typed),
                presence: data.presence.unwrap_or(ir::Presence::Required),
                one_or_list: data.typed.one_or_list.is_some(),
                doc: value(data.doc.as_ref()),
                documented: data.documented.as_ref().map(|(_, text)| text.value.clone()),
                provenance: data.provenance.unwrap_or(provenance),
            }),
            types: types
                .iter()
                .map(|inline| self.inline(inline, open, provenance, None))
                .collect(),
            examples: self.examples(action, resolved),
            discrepancies: discrepancies(&action.discrepancies),
            path: self
                .sources
                .get(action.file)
                .map(|source| source.path.clone())
                .unwrap_or_default(),
            type_stem: stem,
        }
    }

    /// Names the read as it is sent, which is how actions are found in the model.
    fn copies(&self, action: &Action) -> Option<ir::Copies> {
        let read = action.copies.as_ref()?;
        let copied = |field: &raw::Field| {
            let place = field.copied_from.as_ref()?;
            Some(ir::Copied {
                wire_name: field.name.value.clone(),
                from: names(place),
            })
        };
        let read = self.spec.action(&read.value)?;
        Some(ir::Copies {
            action: read.wire_name().to_owned(),
            parameters: action.request.iter().filter_map(copied).collect(),
        })
    }

    fn paging(&self, action: &Action, paging: &Paging) -> Option<ir::Paging> {
        let ident_of = |name: &Option<crate::report::Text>| {
            let name = name.as_ref()?;
            action.parameter(&name.value).map(raw::Field::ident)
        };
        let data = action.data.as_ref()?;
        let stem = action.type_stem();
        let (list, items, path) = match &*paging.items {
            None => (data, None, format!("{stem}Data")),
            Some(name) => {
                let field = self
                    .shapes
                    .fields_of(&data.typed)
                    .into_iter()
                    .find(|field| field.name.value == name.value)?;
                let prefix = match self.shapes.base_of(&data.typed)? {
                    (Some(shape), _) => shape.name.value.clone(),
                    (None, _) => format!("{stem}Data"),
                };
                (field, Some(field.ident()), field.path(&prefix))
            }
        };
        let Some(TypeExpression::List(item)) = &list.typed.expression else {
            return None;
        };
        Some(ir::Paging {
            page_number: ident_of(&paging.page_number)?,
            page_size: ident_of(&paging.page_size)?,
            items,
            item: super::types::expression(|| path, item),
            items_presence: list.presence.unwrap_or(ir::Presence::Required),
        })
    }
}
