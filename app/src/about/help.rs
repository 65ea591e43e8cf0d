//! Help and contact.

use super::{Block, Page, Part};
use crate::i18n::{about, help as texts};
use crate::routes::Route;
use Block::{Heading, Link, Points, Terms, Words};

pub(super) static PAGE: Page = Page {
    title: texts::TITLE,
    lede: texts::LEDE,
    parts: &[
        Part {
            id: "tasks",
            heading: texts::TASKS,
            blocks: &[
                Heading(texts::DEPARTMENT),
                Points(&[
                    texts::DEPARTMENT_FIND,
                    texts::DEPARTMENT_ASK,
                    texts::DEPARTMENT_ENDORSE,
                    texts::DEPARTMENT_RUN,
                    texts::DEPARTMENT_PAY,
                ]),
                Link(Route::Catalogue, texts::TO_CATALOGUE),
                Heading(texts::SUPPLIER),
                Points(&[texts::SUPPLIER_READ, texts::SUPPLIER_FILTER, texts::SUPPLIER_TENDERS]),
                Heading(texts::OFFICE),
                Points(&[texts::OFFICE_DECIDE, texts::OFFICE_SPEND, texts::OFFICE_OWN]),
                Link(Route::HowWeCount, texts::TO_COUNTING),
            ],
        },
        Part {
            id: "signing-in",
            heading: texts::SIGNING_IN,
            blocks: &[
                Points(&[texts::REGISTERS, texts::INVITED, texts::PASSWORD, texts::WAITING, texts::ENDING]),
                Link(Route::Register, crate::i18n::register::TITLE),
                Link(Route::ResetPassword, texts::TO_RESET),
            ],
        },
        Part {
            id: "contact",
            heading: texts::CONTACT,
            blocks: &[Words(texts::ASK_FIRST), Words(texts::REFERENCE), Words(texts::NO_LINE)],
        },
        Part {
            id: "words",
            heading: texts::WORDS,
            blocks: &[Terms(&[
                (texts::SOLUTION, texts::SOLUTION_IS),
                (texts::REFERENCE_ENTRY, texts::REFERENCE_ENTRY_IS),
                (texts::SHORTLIST, texts::SHORTLIST_IS),
                (texts::REUSE, texts::REUSE_IS),
                (texts::REUSE_REQUEST, texts::REUSE_REQUEST_IS),
                (texts::CONTRACT, texts::CONTRACT_IS),
                (texts::CEILING, texts::CEILING_IS),
                (texts::DEPLOYMENT, texts::DEPLOYMENT_IS),
                (texts::PILOT, texts::PILOT_IS),
                (texts::GO_LIVE, texts::GO_LIVE_IS),
                (texts::USAGE_REPORT, texts::USAGE_REPORT_IS),
                (texts::BUDGET, texts::BUDGET_IS),
                (texts::COMMITTED, texts::COMMITTED_IS),
                (texts::ACTUAL, texts::ACTUAL_IS),
                (texts::AVOIDED, texts::AVOIDED_IS),
                (texts::DATA_LEVEL, texts::DATA_LEVEL_IS),
                (texts::AUDIT_LOG, texts::AUDIT_LOG_IS),
                (texts::COORDINATING_OFFICE, texts::COORDINATING_OFFICE_IS),
            ])],
        },
        Part {
            id: "more",
            heading: about::MORE,
            blocks: &[Link(Route::Accessibility, about::TO_ACCESSIBILITY), Link(Route::Privacy, about::TO_PRIVACY)],
        },
    ],
};
