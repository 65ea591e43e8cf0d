//! What a section of a draft refuses at once, because no later section can mend it.
//!
//! A draft may be unfinished, but a day on which no tender closes, or an opener who wrote the tender, is not unfinished:
//! it is wrong, and is said where it was typed. What is only missing is told by [`Draft::tasks`].

use super::nominee::Part;
use super::people::PeopleGap;
use super::{Basis, Draft, Edit, TenderRefusal};
use crate::form::{Problem, Rule};
use crate::time::Day;

impl Edit {
    /// What is wrong with it, field by field; `draft` is the draft as it would become.
    pub fn problems(&self, draft: &Draft) -> Vec<Problem> {
        let of_person = |field: &str, gap: Option<PeopleGap>| gap.map(|gap| problem(field, Rule::Person(gap)));
        match self {
            Edit::Timetable(timetable) => {
                let against =
                    timetable.problems(draft.agreement_applies(timetable.publishes_on), timetable.publishes_on);
                against.into_iter().map(|refusal| problem(field_of(&refusal), Rule::Timetable(refusal))).collect()
            }
            Edit::PutOpener(opener) => {
                of_person("opener", draft.against(opener.person, Part::Opener)).into_iter().collect()
            }
            Edit::PutAssessor(assessor) => {
                of_person("assessor", draft.against(assessor.person, Part::Assessor)).into_iter().collect()
            }
            Edit::Leads { chair, approver } => {
                let chair = chair.and_then(|chair| match draft.people.assesses(chair) {
                    false => Some(PeopleGap::NoChair),
                    true => draft.is_author(chair).then_some(PeopleGap::ChairDrafted),
                });
                let approver = approver.and_then(|approver| draft.against(approver, Part::Approver));
                [of_person("chair", chair), of_person("approver", approver)].into_iter().flatten().collect()
            }
            // Nobody approves doing without a marking scheme in what they wrote.
            Edit::Basis(Basis::PriceOnly { approved_by: Some(person), .. }) if draft.is_author(*person) => {
                of_person("directorate", Some(PeopleGap::ApproverDrafted)).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }
}

impl Draft {
    /// The agreement's longer period counts; without an estimate it is asked for.
    pub(super) fn agreement_applies(&self, publishes_on: Day) -> bool {
        self.procedure(publishes_on).map_or(true, |procedure| procedure.agreement_applies)
    }
}

fn problem(field: &str, rule: Rule) -> Problem {
    Problem { field: field.into(), rule }
}

/// The field of the timetable's form that a broken rule is about.
fn field_of(refusal: &TenderRefusal) -> &'static str {
    match refusal {
        TenderRefusal::QuestionDaysOutside { .. } => "questions_end_days",
        TenderRefusal::ValidityTooShort { .. } => "validity_days",
        _ => "closes_on",
    }
}

#[cfg(test)]
mod tests {
    use super::super::people::tests::{person, usual};
    use super::super::{Envelopes, Means, Opener, Timetable};
    use super::*;
    use crate::catalogue::Category;
    use crate::ids::OrganisationId;
    use uuid::Uuid;

    fn draft() -> Draft {
        let mut draft = Draft::new(person(1), OrganisationId(Uuid::from_u128(1)), Category::Chat);
        draft.people = usual();
        draft
    }

    fn refused(edit: Edit) -> Vec<String> {
        let problems = edit.problems(&edit.clone().apply(draft()));
        problems.into_iter().map(|problem| problem.field).collect()
    }

    #[test]
    fn m1_m4_m8_m13_every_date_that_cannot_hold_is_marked_at_once() {
        for (closes_on, questions_end_days, validity_days, fields) in [
            ("2026-05-29", 10, 90, &[][..]),
            ("2026-05-28", 10, 90, &["closes_on"]),
            ("2026-05-30", 10, 90, &["closes_on"]),
            ("2026-07-01", 10, 90, &["closes_on"]),
            ("2028-05-30", 10, 90, &["closes_on"]),
            ("2026-05-29", 11, 90, &["questions_end_days"]),
            ("2026-05-30", 6, 89, &["closes_on", "questions_end_days", "validity_days"]),
        ] {
            let day = |text| Day::parse(text).unwrap();
            let edit = Edit::Timetable(Timetable {
                publishes_on: day("2026-05-04"),
                closes_on: day(closes_on),
                questions_end_days,
                validity_days,
                means: Means::electronic(),
            });
            assert_eq!(refused(edit), fields, "{closes_on}");
        }
    }

    #[test]
    fn s10_nobody_is_named_who_drafted_or_has_another_part() {
        let price_only = |number| {
            let (approved_by, reason) = (Some(person(number)), "standard licences".into());
            Edit::Basis(Basis::PriceOnly { envelopes: Envelopes::Two, approved_by, reason })
        };
        let opener = |number| Edit::PutOpener(Opener { person: person(number), section: "registry".into() });
        for (edit, fields) in [
            (opener(1), &["opener"][..]),
            (opener(21), &["opener"]),
            (opener(31), &["opener"]),
            (opener(14), &[]),
            (Edit::Leads { chair: Some(person(21)), approver: Some(person(31)) }, &[]),
            (Edit::Leads { chair: None, approver: None }, &[]),
            (price_only(1), &["directorate"]),
            (price_only(41), &[]),
            (Edit::Leads { chair: Some(person(99)), approver: Some(person(1)) }, &["chair", "approver"]),
            (Edit::Leads { chair: Some(person(21)), approver: Some(person(22)) }, &["approver"]),
        ] {
            assert_eq!(refused(edit.clone()), fields, "{edit:?}");
        }
    }
}
