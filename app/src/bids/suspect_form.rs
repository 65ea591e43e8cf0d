//! An officer gives a key up that may be known to somebody else.

use crate::components::{Named, named_input, named_select, named_summary};
use crate::forms::FormState;
use crate::i18n::{label, sealing_key as texts};
use crate::visit::Visit;
use leptos::prelude::*;
use services::keys::OwnKey;

/// It is this form that was sent.
pub(super) fn is_sent(form: &FormState) -> bool {
    form.fields.get("do") == "suspect"
}

/// What is wrong with it.
pub(super) fn summary(visit: &Visit, form: &FormState) -> Option<AnyView> {
    let locale = visit.locale();
    named_summary(visit, form, |field| match field {
        "suspect_key" => texts::SUSPECT_KEY.to(locale).to_owned(),
        _ => label::PASSWORD.to(locale).to_owned(),
    })
}

/// The form, folded away; nothing when there is no key to give up.
pub(super) fn draw(visit: &Visit, form: &FormState, own: &[OwnKey]) -> Option<AnyView> {
    let locale = visit.locale();
    let first = own.first()?;
    let is_tried = is_sent(form);
    let state = if is_tried { form.clone() } else { FormState::default() };
    let choice = |key: &OwnKey| {
        let text = if key.is_present { texts::SUSPECT_PRESENT } else { texts::SUSPECT_EARLIER };
        let time = locale.moment(key.made_at);
        (key.fingerprint.clone(), text.fill(locale, &[("fingerprint", &key.fingerprint), ("time", &time)]))
    };
    let which = match own.len() {
        1 => {
            let fingerprint = first.fingerprint.clone();
            view! { <input type="hidden" name="suspect_key" value=fingerprint/> }.into_any()
        }
        _ => {
            let field = Named::of("suspect_key", texts::SUSPECT_KEY.to(locale)).within("suspect");
            named_select(visit, &state, &field, own.iter().map(choice).collect()).into_any()
        }
    };
    let password = Named::of("password", label::PASSWORD.to(locale)).within("suspect");
    let form = view! {
        <details class="help mt5" open=is_tried>
            <summary><span>{texts::SUSPECT.to(locale)}</span></summary>
            <div>
                <p>{texts::SUSPECT_TEXT.to(locale)}</p>
                <form class="form mt4" method="post" novalidate>
                    <input type="hidden" name="form" value="suspect"/>
                    {which}
                    {named_input(visit, &state, &password, "password", "input--20")}
                    <button class="btn btn--quiet btn--danger" name="do" value="suspect">{texts::SUSPECT_BUTTON.to(locale)}</button>
                </form>
            </div>
        </details>
    };
    Some(form.into_any())
}
