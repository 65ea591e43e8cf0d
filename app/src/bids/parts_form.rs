//! How an opener brings a part of the keys: on the own device, on our server, or as the command made it.

use super::own_device::{travels, woken};
use super::sealed_page::picked;
use crate::components::{Named, input, named_input};
use crate::forms::FormState;
use crate::i18n::{self, label, opening as texts, own_device};
use crate::routes::Route;
use crate::visit::Visit;
use domain::bids::EnvelopeKind;
use leptos::prelude::*;

/// Every way there is.
pub(super) fn draw(visit: &Visit, reference: &str, kind: EnvelopeKind, form: &FormState) -> AnyView {
    let locale = visit.locale();
    let (file, to) = (visit.to(Route::OpeningFile(reference, kind)), visit.to(Route::Opening(reference, kind)));
    let hint = i18n::sealing_key::PASSPHRASE_HINT.to(locale);
    view! {
        <section class="section wizard" aria-labelledby="contribute">
            <h2 id="contribute">{texts::CONTRIBUTE.to(locale)}</h2>
            <p class="mt2">{texts::CONTRIBUTE_TEXT.to(locale)}</p>
            {woken(visit, file, to, here(visit))}
            <details class="help mt5" open=true data-part="other">
                <summary><span>{own_device::ON_SERVER_OPENING.to(locale)}</span></summary>
                <div>
                    {travels(visit, own_device::SERVER_TEXT)}
                    <form class="form mt4" method="post" novalidate>
                        {input(visit, form, "password", label::PASSWORD, None, "password", "input--20")}
                        {input(visit, form, "passphrase", label::PASSPHRASE, Some(hint.to_owned()), "text", "")}
                        <button class="btn btn--quiet">{texts::CONTRIBUTE_BUTTON.to(locale)}</button>
                    </form>
                    {command(visit, reference, kind, form)}
                </div>
            </details>
        </section>
    }
    .into_any()
}

fn here(visit: &Visit) -> AnyView {
    let (locale, form) = (visit.locale(), &FormState::default());
    let hint = i18n::sealing_key::PASSPHRASE_HINT.to(locale);
    let password = Named::of("here-password", label::PASSWORD.to(locale));
    let passphrase = Named::of("here-passphrase", label::PASSPHRASE.to(locale)).hinted(hint);
    view! {
        <p>{own_device::HERE_OPENING_TEXT.to(locale)}</p>
        {named_input(visit, form, &password, "password", "input--20")}
        {named_input(visit, form, &passphrase, "text", "")}
        <p role="status" class="meta" data-part="progress"></p>
        <button class="btn" type="button" data-part="contribute">{own_device::HERE_OPENING_BUTTON.to(locale)}</button>
    }
    .into_any()
}

fn command(visit: &Visit, reference: &str, kind: EnvelopeKind, form: &FormState) -> AnyView {
    let locale = visit.locale();
    let file = visit.to(Route::OpeningFile(reference, kind));
    let name = format!("{reference}.{}.opening.json", kind.code());
    let contribute = format!("marketplace contribute --opening {name} --out part.json");
    let password = Named::of("password", label::PASSWORD.to(locale)).within("made");
    view! {
        <h3 class="mt5">{own_device::COMMAND_TITLE.to(locale)}</h3>
        <ol class="mt3">
            <li><a href=file download=name>{own_device::OPENING_FILE.to(locale)}</a>" "{own_device::OPENING_FILE_NOTE.to(locale)}</li>
            <li>{own_device::STEP_PART.to(locale)}" "<code class="break">{contribute}</code></li>
            <li>{own_device::STEP_PART_HAND_IN.to(locale)}</li>
        </ol>
        <form class="form mt4" method="post" enctype="multipart/form-data" novalidate>
            {picked(visit, form, "part", (own_device::PART, own_device::PART_HINT), ".json")}
            {named_input(visit, &FormState::default(), &password, "password", "input--20")}
            <button class="btn btn--quiet">{own_device::HAND_IN_PART.to(locale)}</button>
        </form>
    }
    .into_any()
}
