//! The privacy policy: what is kept about people, why, for how long, and how they see it.

use super::{Block, Page, Part};
use crate::i18n::{about, privacy as texts};
use crate::routes::Route;
use Block::{Link, Points, Terms, Words};

pub(super) static PAGE: Page = Page {
    title: texts::TITLE,
    lede: texts::LEDE,
    parts: &[
        Part {
            id: "kept",
            heading: texts::KEPT,
            blocks: &[
                Words(texts::VISITORS),
                Terms(&[
                    (texts::ACCOUNT, texts::ACCOUNT_IS),
                    (texts::SESSIONS, texts::SESSIONS_IS),
                    (texts::TRIES, texts::TRIES_IS),
                    (texts::WORK, texts::WORK_IS),
                    (texts::LOG, texts::LOG_IS),
                    (texts::TECHNICAL, texts::TECHNICAL_IS),
                    (texts::LETTERS, texts::LETTERS_IS),
                ]),
                Words(texts::NEVER),
            ],
        },
        Part {
            id: "why",
            heading: texts::WHY,
            blocks: &[
                Points(&[texts::WHY_SIGN_IN, texts::WHY_DECIDE, texts::WHY_LETTERS, texts::WHY_LOG]),
                Words(texts::WHY_ONLY),
            ],
        },
        Part {
            id: "who",
            heading: texts::WHO,
            blocks: &[Points(&[texts::WHO_OWN, texts::WHO_OFFICE, texts::WHO_PUBLIC])],
        },
        Part {
            id: "cookies",
            heading: texts::COOKIES,
            blocks: &[
                Words(texts::COOKIES_TEXT),
                Terms(&[
                    (texts::COOKIE_SESSION, texts::COOKIE_SESSION_IS),
                    (texts::COOKIE_LANGUAGE, texts::COOKIE_LANGUAGE_IS),
                    (texts::COOKIE_SHORTLIST, texts::COOKIE_SHORTLIST_IS),
                ]),
            ],
        },
        Part {
            id: "how-long",
            heading: texts::HOW_LONG,
            blocks: &[Points(&[texts::LONG_LINKS, texts::LONG_LOG, texts::LONG_REST])],
        },
        Part {
            id: "your-rights",
            heading: texts::RIGHTS,
            blocks: &[
                Words(texts::RIGHTS_SEE),
                Words(texts::RIGHTS_ASK),
                Words(texts::RIGHTS_LOG),
                Link(Route::Help, about::TO_HELP),
            ],
        },
    ],
};
