//! What one reads right after sending a request: its reference, who decides next and by when, and what follows.

use crate::i18n::confirm;
use crate::visit::Visit;
use domain::orders::OrderState;
use domain::orders::views::OrderView;
use leptos::prelude::*;

/// The panel, on the page one is sent to after a request was sent and for as long as it waits for its first decision.
pub(super) fn confirmation(visit: &Visit, view: &OrderView) -> Option<AnyView> {
    let heading = match visit.query().get("done") {
        "submitted" => confirm::SENT,
        "resubmitted" => confirm::SENT_AGAIN,
        _ => return None,
    };
    if visit.answers_a_form() || view.row.state != OrderState::Submitted {
        return None;
    }
    let locale = visit.locale();
    let next = confirm::NEXT.fill(
        locale,
        &[("department", &view.row.department), ("day", &locale.date_with_weekday(view.row.decide_by()))],
    );
    Some(
        view! {
            <section class="confirm mt5" role="status" aria-labelledby="sent">
                <h2 id="sent">{heading.to(locale)}</h2>
                <p>{confirm::REFERENCE.to(locale)}<b class="confirm__ref">{view.row.reference.clone()}</b></p>
                <p>{next}</p>
                <h3 class="t-md mt4">{confirm::FOLLOWS.to(locale)}</h3>
                <ol class="next-steps">
                    <li>{confirm::THEN_OFFICE.to(locale)}</li>
                    <li>{confirm::THEN_SET_UP.to(locale)}</li>
                    <li>{confirm::THEN_LETTER.to(locale)}</li>
                </ol>
            </section>
        }
        .into_any(),
    )
}
