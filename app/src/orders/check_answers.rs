//! Check answers: what will be sent, what it costs and in which year, before it is sent.

use crate::catalogue::words;
use crate::components::{once, said, sample};
use crate::forms::FormState;
use crate::i18n::{self, form, frame, label, reuse};
use crate::visit::Visit;
use domain::form::Fields;
use domain::orders::{Quote, ReuseForm, Share};
use domain::rulebook;
use domain::text::Text;
use leptos::prelude::*;
use services::orders::ReuseOptions;

/// What the check page shows.
pub(super) struct Checked {
    pub options: ReuseOptions,
    pub fields: Fields,
    pub form: ReuseForm,
    pub quote: Quote,
    pub shares: Vec<Share>,
}

/// Draws the check page.
pub(super) fn draw(visit: &Visit, checked: &Checked) -> impl IntoView + use<> {
    let locale = visit.locale();
    let request = &checked.form.request;
    let line = checked.options.lines.iter().find(|line| line.id == request.budget_line);
    let line = line.map_or_else(String::new, |line| line.label.clone());
    let path = visit.path_and_query();
    // Each row has its own way back, which ends at its field.
    let row = |name: Text, text: String, field: &str| {
        let name = name.to(locale);
        view! {
            <div>
                <dt>{name}</dt>
                <dd>{text}</dd>
                <dd class="check-answers__do">
                    <button class="btn-link" name="step" value="change" formaction=format!("{path}#{field}")>
                        {frame::CHANGE.to(locale)}<span class="sr">{form::NAMED.fill(locale, &[("name", name)])}</span>
                    </button>
                </dd>
            </div>
        }
    };
    let units = (request.units > 0).then(|| row(label::UNITS, locale.number(request.units), "units"));
    let reason = (!request.reason.is_empty()).then(|| row(reuse::REASON, request.reason.clone(), "reason"));
    let dates =
        format!("{}{}{}", locale.date(request.starts_on), reuse::TO.to(locale), locale.date(request.last_day()));
    let carried = FormState::filled(checked.fields.clone());
    let hidden = hidden_again(checked);
    let again = hidden_again(checked);
    let days = rulebook::on(rulebook::REUSE_DECISION_WORKING_DAYS, visit.caller().today()).unwrap_or_default();
    let name = said(&checked.options.solution.card.name);
    view! {
        <main id="main" tabindex="-1" class="wrap main">
            <form method="post" action=visit.path_and_query()>
                {once(visit, &carried)}{again}
                <button class="btn-link back" name="step" value="change">{form::BACK.to(locale)}</button>
            </form>
            <div class="wizard">
                <p class="step-of">{reuse::STEP_2.to(locale)}</p>
                <h1>{reuse::CHECK_TITLE.to(locale)}</h1>
                <p class="lede mt2">{name}</p>
                <form method="post" action=visit.path_and_query() class="mt5">
                    <dl class="check-answers">
                        {row(label::USERS, locale.number(request.users), "users")}
                        {units}
                        {row(label::MONTHS, locale.number(request.months), "months")}
                        {row(reuse::DATES, dates, "starts_on")}
                        {row(label::DATA_LEVEL, i18n::words(i18n::data_level::find, request.data_level.code(), locale), "data_level")}
                        {row(label::BUDGET_LINE, line, "budget_line")}
                        {row(label::PURPOSE, request.purpose.clone(), "purpose")}
                        {reason}
                    </dl>
                    <h2 class="mt6">{reuse::PRICE.to(locale)}" "{sample(visit)}</h2>
                    {estimate(visit, &checked.quote, &checked.shares)}
                    <p class="meta mt3">{reuse::WHO_DECIDES.fill(locale, &[("days", &days.to_string())])}</p>
                    {once(visit, &carried)}{hidden}
                    <p class="mt5"><button class="btn" name="step" value="submit">{reuse::SUBMIT.to(locale)}</button></p>
                </form>
            </div>
        </main>
    }
}

fn hidden_again(checked: &Checked) -> Vec<AnyView> {
    checked
        .fields
        .pairs()
        .iter()
        .filter(|(name, _)| name != "step" && name != "once")
        .map(|(name, value)| view! { <input type="hidden" name=name.clone() value=value.clone()/> }.into_any())
        .collect()
}

/// The price line by line, its total, and its part in each financial year.
pub(super) fn estimate(visit: &Visit, quote: &Quote, shares: &[Share]) -> impl IntoView + use<> {
    let locale = visit.locale();
    let lines: Vec<_> = quote
        .lines
        .iter()
        .map(|line| {
            let quantity = locale.number(line.quantity);
            let text = reuse::LINE.fill(
                locale,
                &[
                    ("quantity", &quantity),
                    ("amount", &locale.money(line.rate.amount)),
                    ("per", &words::per(locale, &line.rate)),
                ],
            );
            view! { <div><dt>{text}</dt><dd>{locale.money(line.amount)}</dd></div> }
        })
        .collect();
    let years: Vec<_> = shares
        .iter()
        .map(|share| {
            let text = reuse::IN_YEAR.fill(locale, &[("year", &locale.financial_year(share.year))]);
            view! { <div><dt>{text}</dt><dd>{locale.money(share.amount)}</dd></div> }
        })
        .collect();
    view! {
        <div class="estimate mt3">
            <dl>
                {lines}
                <div class="estimate__total"><dt>{reuse::TOTAL.to(locale)}</dt><dd>{locale.money(quote.total)}</dd></div>
                {years}
            </dl>
        </div>
    }
}
