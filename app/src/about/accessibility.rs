//! The accessibility statement.

use super::{Block, Page, Part};
use crate::i18n::{about, access as texts};
use crate::routes::Route;
use Block::{Link, Points, Words};

pub(super) static PAGE: Page = Page {
    title: texts::TITLE,
    lede: texts::LEDE,
    parts: &[
        Part {
            id: "built",
            heading: texts::BUILT,
            blocks: &[Points(&[
                texts::KEYBOARD,
                texts::SCRIPT,
                texts::STRUCTURE,
                texts::ERRORS,
                texts::COLOUR,
                texts::ZOOM,
                texts::MOTION,
                texts::CHARTS,
                texts::LANGUAGE,
                texts::PASSWORDS,
            ])],
        },
        Part { id: "checked", heading: texts::CHECKED, blocks: &[Words(texts::AXE), Words(texts::AXE_LIMITS)] },
        Part {
            id: "not-yet",
            heading: texts::NOT_YET,
            blocks: &[Points(&[
                texts::NO_USER,
                texts::NO_AUDIT,
                texts::ENGLISH_ONLY,
                texts::TABLES,
                texts::TIME_LIMIT,
            ])],
        },
        Part {
            id: "tell-us",
            heading: texts::TELL_US,
            blocks: &[Words(texts::TELL_US_TEXT), Words(texts::OTHER_WAY), Link(Route::Help, about::TO_HELP)],
        },
    ],
};
