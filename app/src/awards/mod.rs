//! Pages of awards: decided in the workspace, told to each bidder, and published for everybody.

pub mod award_page;
mod award_parts;
mod award_steps;
mod ended_page;
pub mod notice_page;
pub mod notices_page;
pub mod outcome_page;
mod outcome_parts;
pub mod outcomes_page;

use crate::i18n;
use domain::awards::views::Round;
use domain::locale::Locale;
use leptos::prelude::*;

/// Where a recommendation or an award stands, as a tag.
fn round_tag(locale: Locale, round: Round) -> AnyView {
    let class = match round {
        Round::Active => "tag tag--good",
        Round::Pending => "tag tag--info",
        Round::Recommended => "tag tag--plum",
        Round::Returned => "tag tag--warn",
        Round::Cancelled => "tag",
    };
    view! { <span class=class>{i18n::words(i18n::award_round::find, round.code(), locale)}</span> }.into_any()
}

/// A figure in hundredths: `93.33`; a dash word where there is none.
fn figure(hundredths: Option<i64>, none: &str) -> String {
    match hundredths.map(u64::try_from) {
        Some(Ok(value)) => format!("{}.{:02}", value / 100, value % 100),
        _ => none.to_owned(),
    }
}
