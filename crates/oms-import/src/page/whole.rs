//! The collected parts of an action as facts: rows become fields, and the payload is told from the
//! envelope.

use std::collections::BTreeSet;

use super::heads::Heads;
use super::sections::Sections;
use crate::facts::{Edition, Facts, Field, Form};
use crate::fields::{Fields, Part, Parts};
use crate::notice::Notice;
use crate::text::shown as plain;

impl Sections {
    /// The facts; `None` where no action is named, or nothing is known of it.
    pub(crate) fn facts(self, heads: &Heads, notices: &mut Vec<Notice>) -> Option<Facts> {
        let known =
            !(self.request.is_empty() && self.response.is_empty() && self.examples.is_empty());
        let action = self.action.clone().filter(|_| known)?;
        let community =
            self.community || (self.since.is_none() && heads.edition == Edition::Community);
        let mut complete = !self.cut;
        let parts = self.all_parts();
        let (envelope, data, of_answer) = self.answer(&parts.1, notices, &mut complete);
        let mut fields = Fields::new(&parts.0, self.request.iter());
        let request = fields.of(&self.request, &[]);
        let (of_request, mut lost) = fields.into_used_and_lost();
        complete &= !self.report_unused(&of_request, &of_answer, notices);
        let forms = self.forms.iter().map(|(name, of, rows)| {
            let (no_parts, around) = (Parts::new(), of.as_slice());
            let mut fields = Fields::new(&no_parts, rows.iter());
            let form = Form {
                name: name.clone(),
                of: of.clone(),
                fields: fields.of(rows, around),
            };
            lost.extend(fields.into_used_and_lost().1);
            form
        });
        let forms: Vec<Form> = forms.collect();
        complete &= lost.is_empty();
        notices.append(&mut lost);
        Some(Facts {
            line: action.line,
            action: action.text,
            address: self.address,
            title: heads.title.clone(),
            edition: if community {
                Edition::Community
            } else {
                Edition::Enterprise
            },
            language: heads.language,
            since: self.since,
            updated: heads.updated.clone(),
            complete,
            request,
            envelope,
            data,
            forms,
            examples: self.examples,
        })
    }

    /// The tables of their own for both halves: where a half has none of a name, the other one's
    /// describes the field.
    fn all_parts(&self) -> (Parts, Parts) {
        let with = |own: &Parts, other: &Parts| {
            let mut all = other.clone();
            all.extend(own.iter().map(|(name, part)| (name.clone(), part.clone())));
            all
        };
        (
            with(&self.request_parts, &self.response_parts),
            with(&self.response_parts, &self.request_parts),
        )
    }

    /// Reports the tables of their own that describe no field, and returns if there are any.
    fn report_unused(
        &self,
        of_request: &BTreeSet<String>,
        of_answer: &BTreeSet<String>,
        notices: &mut Vec<Notice>,
    ) -> bool {
        let request = (&self.request_parts, of_request);
        let answer = (&self.response_parts, of_answer);
        let lost = unused(request, answer).chain(unused(answer, request));
        let before = notices.len();
        notices.extend(lost.map(|(name, part)| {
            let what = format!(
                "the table of `{}` describes no field of the page",
                plain(name)
            );
            let help = "look at the page: the row that it describes is lost, or has another name";
            Notice::cut(part.line(), what, help)
        }));
        notices.len() > before
    }

    /// The envelope, the payload, and the names of the tables of their own that describe a part of
    /// them. Rows behind the payload that are no part of the envelope are a part of the payload.
    fn answer(
        &self,
        parts: &Parts,
        notices: &mut Vec<Notice>,
        complete: &mut bool,
    ) -> (Vec<Field>, Option<Field>, BTreeSet<String>) {
        let mut rows = self.response.clone();
        let payload = rows
            .iter()
            .position(|row| row.depth == 0 && is_payload(&row.name));
        for (at, row) in rows.iter_mut().enumerate() {
            let behind = payload.is_some_and(|payload| at > payload);
            if behind && row.depth == 0 && !is_envelope(&row.name) {
                *complete = false;
                row.depth = 1;
                notices.push(Notice::cut(
                    row.line,
                    format!(
                        "`{}` stands beside the payload, without the mark of a part of it",
                        plain(&row.name)
                    ),
                    "it was read as a part of the payload; look at the page",
                ));
            }
        }
        let mut reader = Fields::new(parts, rows.iter());
        let fields = reader.of(&rows, &[]);
        let (data, envelope) = fields
            .into_iter()
            .partition(|field: &Field| is_payload(&field.name));
        let data: Vec<Field> = data;
        let (used, mut lost) = reader.into_used_and_lost();
        *complete &= lost.is_empty();
        notices.append(&mut lost);
        (envelope, data.into_iter().next(), used)
    }
}

/// The tables of a half that describe no field, neither of it nor of the other half, which takes a
/// table where it has none of that name.
fn unused<'a>(
    (own, used): (&'a Parts, &'a BTreeSet<String>),
    (other, by_other): (&'a Parts, &'a BTreeSet<String>),
) -> impl Iterator<Item = (&'a String, &'a Part)> {
    own.iter().filter(move |(name, _)| {
        let taken = by_other.contains(*name) && !other.contains_key(*name);
        !(used.contains(*name) || taken)
    })
}

fn is_payload(name: &str) -> bool {
    name.eq_ignore_ascii_case("data")
}

fn is_envelope(name: &str) -> bool {
    const NAMES: &[&str] = &[
        "success",
        "errorDetail",
        "code",
        "message",
        "advice",
        "requestId",
        "pageNumber",
        "pageSize",
        "totalCount",
        "cost",
    ];
    NAMES.iter().any(|known| known.eq_ignore_ascii_case(name))
}
