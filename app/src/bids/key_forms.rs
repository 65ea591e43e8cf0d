//! How an officer makes a key and tries it out: on the own device, on our server, or by the command.

use super::own_device::{travels, woken};
use crate::components::{Named, input, named_area, named_input};
use crate::forms::FormState;
use crate::i18n::{bid_promises, label, own_device, sealing_key as texts};
use crate::routes::Route;
use crate::visit::Visit;
use leptos::prelude::*;

/// The command that opens a test envelope.
const REHEARSE: &str = "marketplace rehearse rehearsal.json";
/// The command that makes a key.
const MAKE: &str = "marketplace key key.json --out key.txt";

/// Every way there is.
pub(super) fn draw(visit: &Visit, form: &FormState, has_key: bool) -> AnyView {
    let locale = visit.locale();
    let here = woken(visit, visit.to(Route::KeyFile), visit.to(Route::SealingKey), here(visit, has_key));
    let rehearse = has_key.then(|| rehearse(visit, form));
    let commands = has_key.then(|| rehearse_by_command(visit, form));
    view! {
        {here}
        <details class="help mt5" open=true data-part="other">
            <summary><span>{own_device::ON_SERVER_KEY.to(locale)}</span></summary>
            <div>
                {rehearse}
                {make(visit, form, has_key)}
                <h3 class="mt5">{own_device::COMMAND_TITLE.to(locale)}</h3>
                {commands}
                {make_by_command(visit, form)}
            </div>
        </details>
    }
    .into_any()
}

fn here(visit: &Visit, has_key: bool) -> AnyView {
    let (locale, form) = (visit.locale(), &FormState::default());
    let hint = texts::PASSPHRASE_HINT.to(locale);
    let passphrase = Named::of("here-passphrase", label::PASSPHRASE.to(locale)).hinted(hint);
    let again = Named::of("here-again", own_device::AGAIN.to(locale));
    let password = Named::of("here-password", label::PASSWORD.to(locale));
    let rehearsal = visit.to(Route::RehearsalFile);
    let rehearse = has_key.then(|| {
        view! {
            <h2 class="t-md">{own_device::HERE_REHEARSE.to(locale)}</h2>
            <p>{texts::REHEARSE_TEXT.to(locale)}</p>
            {named_input(visit, form, &passphrase, "text", "")}
            <button class="btn" type="button" data-part="rehearse" data-file=rehearsal>{own_device::HERE_REHEARSE_BUTTON.to(locale)}</button>
        }
    });
    let replaced = has_key.then(|| view! { <p>{texts::REPLACE_TEXT.to(locale)}</p> });
    view! {
        <p>{own_device::HERE_KEY_LEDE.to(locale)}</p>
        {rehearse}
        <h2 class="t-md mt5">{own_device::HERE_MAKE.to(locale)}</h2>
        <p>{own_device::HERE_MAKE_TEXT.to(locale)}</p>
        {replaced}
        <button class="btn btn--quiet" type="button" data-part="draw">{own_device::HERE_MAKE_BUTTON.to(locale)}</button>
        <div hidden data-part="drawn">
            <section class="confirm mt4" aria-labelledby="here-words">
                <h3 id="here-words" tabindex="-1">{own_device::WORDS_ONCE.to(locale)}</h3>
                <p class="confirm__ref"><code data-part="words"></code></p>
                <p>{own_device::WORDS_TEXT.to(locale)}</p>
                <p>{texts::FINGERPRINT.to(locale)}{bid_promises::COLON.to(locale)}<code class="break" data-part="fingerprint"></code></p>
            </section>
            <div class="form mt4">
                {named_input(visit, form, &again, "text", "")}
                {named_input(visit, form, &password, "password", "input--20")}
                <button class="btn" type="button" data-part="keep">{own_device::KEEP_BUTTON.to(locale)}</button>
            </div>
        </div>
        <p role="status" class="meta" data-part="progress"></p>
    }
    .into_any()
}

fn rehearse(visit: &Visit, form: &FormState) -> AnyView {
    let locale = visit.locale();
    view! {
        {travels(visit, own_device::SERVER_TEXT)}
        <form class="form mt4" method="post" novalidate>
            <p>{texts::REHEARSE_TEXT.to(locale)}</p>
            {input(visit, form, "passphrase", label::PASSPHRASE, Some(texts::PASSPHRASE_HINT.to(locale).to_owned()), "text", "")}
            <button class="btn btn--quiet" name="do" value="rehearse">{texts::REHEARSE.to(locale)}</button>
        </form>
    }
    .into_any()
}

fn make(visit: &Visit, form: &FormState, again: bool) -> AnyView {
    let locale = visit.locale();
    let (heading, text) = if again { (texts::REPLACE, texts::REPLACE_TEXT) } else { (texts::MAKE, texts::MAKE_TEXT) };
    view! {
        <section class="mt5" aria-labelledby="make">
            <h3 id="make">{heading.to(locale)}</h3>
            <p class="mt2">{text.to(locale)}" "{own_device::SERVER_MAKE_TEXT.to(locale)}</p>
            <form class="form mt4" method="post" novalidate>
                {input(visit, form, "password", label::PASSWORD, None, "password", "input--20")}
                <button class="btn btn--quiet" name="do" value="make">{texts::MAKE_BUTTON.to(locale)}</button>
            </form>
        </section>
    }
    .into_any()
}

fn rehearse_by_command(visit: &Visit, form: &FormState) -> AnyView {
    let locale = visit.locale();
    let answer = Named::of("answer", own_device::ANSWER.to(locale));
    view! {
        <ol class="mt3">
            <li><a href=visit.to(Route::RehearsalFile) download="rehearsal.json">{own_device::REHEARSAL_FILE.to(locale)}</a></li>
            <li>{own_device::STEP_REHEARSE.to(locale)}" "<code class="break">{REHEARSE}</code></li>
            <li>{own_device::STEP_REHEARSE_HAND_IN.to(locale)}</li>
        </ol>
        <form class="form mt4" method="post" novalidate>
            {named_area(visit, form, &answer, "4")}
            <button class="btn btn--quiet" name="do" value="answer">{own_device::HAND_IN_ANSWER.to(locale)}</button>
        </form>
    }
    .into_any()
}

fn make_by_command(visit: &Visit, form: &FormState) -> AnyView {
    let locale = visit.locale();
    let key = Named::of("key", own_device::KEY.to(locale));
    let password = Named::of("password", label::PASSWORD.to(locale)).within("keep");
    view! {
        <ol class="mt5">
            <li><a href=visit.to(Route::KeyFile) download="key.json">{own_device::KEY_FILE.to(locale)}</a></li>
            <li>{own_device::STEP_KEY.to(locale)}" "<code class="break">{MAKE}</code></li>
            <li>{own_device::STEP_KEY_HAND_IN.to(locale)}</li>
        </ol>
        <form class="form mt4" method="post" novalidate>
            {named_area(visit, form, &key, "5")}
            {named_input(visit, &FormState::default(), &password, "password", "input--20")}
            <button class="btn btn--quiet" name="do" value="keep">{own_device::HAND_IN_KEY.to(locale)}</button>
        </form>
    }
    .into_any()
}
