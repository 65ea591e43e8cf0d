//! The form that is filled in and sealed on the bidder's own device.
//!
//! It stands in a template, which no browser shows or sends. A script copies it into the page without the names of its
//! fields, so that even a press of a button that went wrong sends nothing of it.

use super::price_task::{price_hint, price_label};
use super::promise_task;
use crate::components::{Named, area, checkbox, icons, named_area, named_input, select};
use crate::forms::FormState;
use crate::i18n::{self, bid as bid_texts, bid_section, form as form_text, label, sealed_bid as texts};
use crate::routes::Route;
use crate::visit::Visit;
use domain::bids::contents::LONGEST_RELATED;
use domain::bids::draft::LONGEST_ANSWER;
use domain::bids::{BidRefusal, FileKind, FileLimits, Section, Structure};
use domain::contracts::promises::MOST_PROMISED;
use domain::form::Rule;
use domain::refusal::Refusal;
use domain::tenders::views::said;
use islands::Sealing;
use leptos::prelude::*;
use services::bids::BidView;

/// The form with the script that wakes it; nothing where the build left no script.
pub(super) fn draw(visit: &Visit, view: &BidView) -> Option<AnyView> {
    let sealer = visit.state().assets.sealer()?.to_owned();
    visit.state().assets.browser_half()?;
    let (file, back) = (visit.to(Route::SealingFile(&view.reference)), visit.to(Route::BidSealed(&view.reference)));
    let children: Children = {
        let fields = fields(visit, view);
        Box::new(move || fields)
    };
    let words = words(visit, view);
    Some(view! { <Sealing script=format!("/pkg/{sealer}.js") wasm=format!("/pkg/{sealer}.wasm") file=file to=back words=words>{children()}</Sealing> }.into_any())
}

fn fields(visit: &Visit, view: &BidView) -> AnyView {
    let (locale, form) = (visit.locale(), &FormState::default());
    let technical = (view.structure == Structure::TwoEnvelopes).then(|| technical(visit, view, form));
    let lines: Vec<_> = view
        .lines
        .iter()
        .map(|line| {
            let field = Named::of(&line.field, price_label(visit, line)).hinted(price_hint(visit, line));
            named_input(visit, form, &field, "text", "input--10 input--num")
        })
        .collect();
    let password =
        Named::of("sealing-password", label::PASSWORD.to(locale)).hinted(bid_texts::PASSWORD_HINT.to(locale));
    view! {
        <div class="note">{icons::info()}<p>{texts::HERE_TEXT.to(locale)}</p></div>
        {technical}
        <h2 class="t-md mt5">{bid_texts::PRICE.to(locale)}</h2>
        <p class="mt2">{bid_texts::PRICES_TEXT.to(locale)}</p>
        {lines}
        <h2 class="t-md mt5">{bid_texts::FINISH.to(locale)}</h2>
        {checkbox(visit, form, "sealing-declared", bid_texts::NON_COLLUSION)}
        {checkbox(visit, form, "sealing-keys", texts::KEEP_KEYS)}
        {named_input(visit, form, &password, "password", "input--20")}
        <p role="status" class="meta" data-part="progress"></p>
        <button class="btn" type="button" data-part="seal">{texts::SEAL.to(locale)}</button>
    }
    .into_any()
}

fn technical(visit: &Visit, view: &BidView, form: &FormState) -> AnyView {
    let locale = visit.locale();
    let parties = vec![
        ("alone".to_owned(), bid_texts::ALONE.to(locale).to_owned()),
        ("others".to_owned(), bid_texts::WITH_OTHERS.to(locale).to_owned()),
    ];
    let answers: Vec<_> = view
        .requirements
        .iter()
        .map(|one| {
            let hint = if one.is_essential { bid_texts::ESSENTIAL } else { bid_texts::SCORED };
            let asked = said(&one.text, locale);
            let field = Named::of(&one.field, asked.text).spoken(asked.other).hinted(hint.to(locale));
            named_area(visit, form, &field, "5")
        })
        .collect();
    let asks_innovation = view.tasks.iter().any(|(section, _)| *section == Section::Innovation);
    let innovation = asks_innovation.then(|| {
        let choices = vec![
            ("none".to_owned(), bid_texts::NO_SUGGESTION.to(locale).to_owned()),
            ("offered".to_owned(), bid_texts::SUGGESTION.to(locale).to_owned()),
        ];
        let hint = Some(bid_texts::INNOVATION_TEXT.to(locale).to_owned());
        view! {
            {select(visit, form, "innovation", label::INNOVATION, hint, Some(form_text::CHOOSE), choices)}
            {area(visit, form, "suggestion", label::SUGGESTION, None, "6")}
        }
    });
    let promises = (view.term_months > 0).then(|| {
        view! {
            <h2 class="t-md mt5">{i18n::words(bid_section::find, Section::Promises.code(), locale)}</h2>
            {promise_task::rows(visit, view, form)}
        }
    });
    let related = Some(bid_texts::RELATED_HINT.to(locale).to_owned());
    let accept: Vec<_> = FileKind::ALL.iter().map(|kind| format!(".{}", kind.code())).collect();
    view! {
        <h2 class="t-md mt5">{bid_texts::OFFER.to(locale)}</h2>
        {select(visit, form, "parties", label::PARTIES, None, Some(form_text::CHOOSE), parties)}
        {area(visit, form, "related", label::RELATED, related, "3")}
        {answers}
        {innovation}
        <div class="field">
            <label for="files">{texts::FILES.to(locale)}</label>
            <span class="hint" id="files-hint">{bid_texts::FILE_HINT.to(locale)}" "{bid_texts::FILES_TEXT.to(locale)}</span>
            <input class="input" type="file" id="files" multiple=true aria-describedby="files-hint" accept=accept.join(",")/>
        </div>
        {promises}
    }
    .into_any()
}

/// What the script may have to say, in the page's language, by the name it asks for. `{name}` marks a file's name.
fn words(visit: &Visit, view: &BidView) -> Vec<(&'static str, String)> {
    let locale = visit.locale();
    let limits = FileLimits::on(visit.caller().today());
    let rule = |rule: Rule| i18n::rule(locale, &rule);
    let file = |refusal: BidRefusal| i18n::refusal(locale, &Refusal::Bid(refusal));
    let name = || "{name}".to_owned();
    vec![
        ("problem", form_text::PROBLEM.to(locale).to_owned()),
        ("error", form_text::ERROR.to(locale).to_owned()),
        ("required", rule(Rule::Required)),
        ("answer-long", rule(Rule::TooLong(LONGEST_ANSWER))),
        ("related-long", rule(Rule::TooLong(LONGEST_RELATED))),
        ("money", rule(Rule::NotMoney)),
        ("above-zero", rule(Rule::Below(1))),
        ("ticked", rule(Rule::MustBeTicked)),
        ("number", rule(Rule::NotANumber)),
        ("promise-large", rule(Rule::Above(MOST_PROMISED))),
        ("month-late", rule(Rule::Above(i64::from(view.term_months)))),
        ("file-kind", file(BidRefusal::FileKindNotAllowed { name: name() })),
        ("file-content", file(BidRefusal::FileContentDiffers { name: name(), kind: FileKind::Pdf })),
        ("file-large", file(BidRefusal::FileTooLarge { name: name(), most_bytes: limits.file_bytes })),
        ("files-many", file(BidRefusal::TooManyFiles { most: limits.count })),
        ("files-large", file(BidRefusal::BidTooLarge { most_bytes: limits.bid_bytes })),
        ("name-twice", texts::NAME_TWICE.to(locale).to_owned()),
        ("reading", texts::READING.to(locale).to_owned()),
        ("sealing", texts::SEALING.to(locale).to_owned()),
        ("sending", texts::SENDING.to(locale).to_owned()),
        ("sent", texts::SENT.to(locale).to_owned()),
        ("unreachable", texts::UNREACHABLE.to(locale).to_owned()),
        ("signed-out", texts::SIGNED_OUT.to(locale).to_owned()),
        ("failed", texts::FAILED.to(locale).to_owned()),
    ]
}
