//! The parts of a tender's page that tell where it stands, and that take questions and watchers.

use super::tender_page::Shown;
use super::words;
use crate::components::{area, day, icons, input, moment, once, said, spoken, written};
use crate::forms::FormState;
use crate::i18n::{self, label, tender, tender_disruption, tender_ground};
use crate::routes::Route;
use crate::visit::Visit;
use domain::permissions::{Action, allows};
use domain::tenders::views::{PublicTender, QuestionView};
use domain::tenders::{AddendumKind, Cause, PublicNotice, Stage};
use leptos::prelude::*;

/// The way of a tender, with its dates.
pub(super) fn way(visit: &Visit, view: &PublicTender) -> AnyView {
    let locale = visit.locale();
    let notice = &view.notice;
    let now = visit.caller().now();
    let asking = now.day() <= notice.questions_until;
    let at = match view.stage {
        Stage::Published if asking => 1,
        Stage::Published => 2,
        Stage::Closed | Stage::OpenedTechnical => 3,
        Stage::Evaluating | Stage::OpenedPrice | Stage::Recommended => 4,
        _ => 5,
    };
    let stopped = matches!(view.stage, Stage::Cancelled | Stage::Unsuccessful);
    let steps = [
        (tender::STEP_PUBLISHED, Some(notice.published_at.day())),
        (tender::STEP_QUESTIONS, Some(notice.questions_until)),
        (tender::STEP_CLOSE, Some(notice.closes_at.day())),
        (tender::STEP_OPENING, None),
        (tender::STEP_EVALUATION, None),
        (tender::STEP_AWARD, None),
    ];
    let steps: Vec<_> = steps
        .into_iter()
        .enumerate()
        .map(|(index, (name, on))| {
            let class = match index {
                _ if stopped => "",
                index if index < at => "done",
                index if index == at => "now",
                _ => "",
            };
            let current = (class == "now").then_some("step");
            let on = on.map(|on| view! { <span class="num">{locale.short_date(on)}</span> });
            view! { <li class=class aria-current=current>{name.to(locale)}{on}</li> }
        })
        .collect();
    let stop = stopped.then(|| {
        let words = i18n::words(i18n::tender_stage::find, view.stage.code(), locale);
        view! { <li class="stop" aria-current="step">{words}</li> }
    });
    view! { <ol role="list" class="steps mt5" aria-label=tender::WAY.to(locale)>{steps}{stop}</ol> }.into_any()
}

/// The time left, or when it closed; the calendar.
pub(super) fn key_panel(visit: &Visit, shown: &Shown) -> AnyView {
    let locale = visit.locale();
    let notice = &shown.view.notice;
    let open = shown.view.stage == Stage::Published;
    let (days, hours, minutes) = words::left(notice.closes_at.millis() - visit.caller().now().millis());
    let clock = if days > 0 {
        view! { <p class="clock mt3"><b>{days}</b><span>{tender::DAYS.to(locale)}</span><b>{hours}</b><span>{tender::HOURS.to(locale)}</span></p> }.into_any()
    } else {
        view! { <p class="clock mt3"><b>{hours}</b><span>{tender::HOURS.to(locale)}</span><b>{minutes}</b><span>{tender::MINUTES.to(locale)}</span></p> }.into_any()
    };
    let heading = if open { tender::COUNTDOWN } else { tender::CLOSING_TIME };
    let closes = view! {
        <p class="meta">
            <time datetime=notice.closes_at.to_rfc3339()>{locale.date_with_weekday(notice.closes_at.day())}<br/>{locale.time(notice.closes_at)}</time>
            {i18n::frame::LIST_COMMA.to(locale)}{tender::HONG_KONG_TIME.to(locale)}
        </p>
    };
    // Who is not signed in is asked to on the way.
    let actor = visit.caller().actor();
    let words = match actor.officer() {
        None => Some(tender::PREPARE_BID),
        Some(_) => allows(Action::WriteBid, actor).then_some(i18n::bid::YOUR_BID),
    };
    let bid = words.map(|words| {
        let href = visit.to(Route::Bid(&notice.reference));
        view! { <p class="mt3"><a class="btn btn--wide" href=href>{words.to(locale)}</a></p> }
    });
    let ics = format!("{}.ics", visit.to(Route::Tender(&notice.reference)));
    let below = if open {
        view! {
            {clock}{closes}{bid}
            <p class="mt3"><a class="btn btn--quiet btn--wide" href=ics>{tender::CALENDAR.to(locale)}</a></p>
            <p class="mt3"><a class="btn btn--quiet btn--wide" href="#watch">{tender::WATCH.to(locale)}</a></p>
            <p class="meta mt3">{tender::SEALED.to(locale)}</p>
        }
        .into_any()
    } else {
        let said = match shown.view.stage {
            Stage::Cancelled | Stage::Unsuccessful | Stage::Complete => tender::IS_OVER,
            stage if stage >= Stage::OpenedTechnical => tender::BIDS_ARE_OPEN,
            _ => tender::IS_CLOSED,
        };
        view! { <p class="mt3">{said.to(locale)}</p>{closes} }.into_any()
    };
    view! {
        <section class="panel panel--key key-panel" aria-labelledby="closing">
            <h2 id="closing" class="t-md">{heading.to(locale)}</h2>
            {below}
        </section>
    }
    .into_any()
}

/// Links to the parts of the page.
pub(super) fn on_page(visit: &Visit, view: &PublicTender) -> AnyView {
    let locale = visit.locale();
    let answered = view.questions.iter().filter(|question| question.answer.is_some()).count();
    let counted = |text: domain::text::Text, count: usize| text.fill(locale, &[("count", &count.to_string())]);
    let links = [
        ("#need", tender::OVERVIEW.to(locale).to_owned()),
        ("#documents", counted(tender::DOCUMENTS_COUNT, view.notice.documents.len())),
        ("#questions", counted(tender::QUESTIONS_COUNT, answered)),
        ("#addenda", counted(tender::ADDENDA_COUNT, view.addenda.len())),
        ("#criteria", tender::CRITERIA.to(locale).to_owned()),
        ("#history", tender::HISTORY.to(locale).to_owned()),
    ];
    let links = links.map(|(href, text)| view! { <a href=href>{text}</a> });
    view! { <nav class="subnav" aria-label=tender::ON_PAGE.to(locale)>{links}</nav> }.into_any()
}

/// The newest addendum, first thing to read.
pub(super) fn latest_addendum(visit: &Visit, view: &PublicTender) -> Option<AnyView> {
    let addendum = view.addenda.first()?;
    let locale = visit.locale();
    let head = tender::LATEST_ADDENDUM
        .fill(locale, &[("number", &addendum.number.to_string()), ("day", &locale.date(addendum.issued_at.day()))]);
    let close = match addendum.moved_to {
        Some(at) => tender::MOVED.fill(locale, &[("closes", &locale.moment(at))]),
        None => tender::SAME_CLOSE.to(locale).to_owned(),
    };
    let text = view! {
        <div class="note note--warn mt5">{icons::warn()}
            <p><b>{head}</b>" "{said(&addendum.text)}" "{close}" "<a href="#addenda">{tender::SEE_CHANGES.to(locale)}</a></p>
        </div>
    };
    Some(text.into_any())
}

/// Questions and answers, and the form to ask.
pub(super) fn questions(visit: &Visit, shown: &Shown) -> AnyView {
    let locale = visit.locale();
    let view = &shown.view;
    let until = locale.date_with_weekday(view.notice.questions_until);
    let asking = view.stage == Stage::Published && visit.caller().today() <= view.notice.questions_until;
    let text = if asking { tender::QUESTIONS_TEXT } else { tender::QUESTIONS_OVER };
    let rows: Vec<_> = view.questions.iter().map(|question| one_question(visit, question)).collect();
    let empty = rows.is_empty().then(|| view! { <p class="mt3">{tender::NO_QUESTIONS.to(locale)}</p> });
    let form = view.may_ask.then(|| {
        let state = state_of(shown, "ask");
        view! {
            <form method="post" class="form mt4">
                {once(visit, &state)}
                {area(visit, &state, "question", label::QUESTION, Some(tender::ASK_HINT.to(locale).to_owned()), "4")}
                <button class="btn" name="do" value="ask">{tender::SEND_QUESTION.to(locale)}</button>
            </form>
        }
    });
    let hint = (asking && !view.may_ask).then(|| {
        let public = visit.caller().actor().officer().is_none();
        let link = public.then(|| view! { " "<a href=visit.to(Route::SignIn)>{i18n::nav::SIGN_IN.to(locale)}</a> });
        view! { <p class="meta mt3">{tender::ASK_SIGN_IN.to(locale)}{link}</p> }
    });
    view! {
        <section class="mt6" aria-labelledby="questions">
            <h2 id="questions">{tender::QUESTIONS.to(locale)}</h2>
            <p class="meta">{text.fill(locale, &[("day", &until)])}</p>
            <ul role="list" class="qa mt3">{rows}</ul>
            {empty}{form}{hint}
        </section>
    }
    .into_any()
}

fn one_question(visit: &Visit, question: &QuestionView) -> AnyView {
    let locale = visit.locale();
    let asked = tender::QUESTION.fill(locale, &[("text", &question.text)]);
    let body = match (&question.answer, question.answered_at) {
        (Some(answer), Some(at)) => view! {
            <div>{written(visit, &tender::ANSWER.fill(locale, &[("text", answer)]))}</div>
            <p class="meta num">{tender::ANSWERED.fill(locale, &[("day", &locale.date(at.day()))])}</p>
        }
        .into_any(),
        _ => view! { <p class="meta">{tender::OWN_QUESTION.to(locale)}</p> }.into_any(),
    };
    let lot = question.asked_of.as_ref().map(|reference| {
        let text = tender::ASKED_OF_LOT.fill(locale, &[("reference", reference)]);
        view! { <p class="meta num">{text}</p> }
    });
    view! { <li><h3>{spoken(visit, &asked)}</h3>{body}{lot}</li> }.into_any()
}

/// Addenda with what they change.
pub(super) fn addenda(visit: &Visit, view: &PublicTender) -> AnyView {
    let locale = visit.locale();
    let rows: Vec<_> = view
        .addenda
        .iter()
        .map(|addendum| {
            let kind = i18n::words(i18n::tender_addendum::find, addendum.kind.code(), locale);
            let close = match addendum.moved_to {
                Some(at) => tender::MOVED.fill(locale, &[("closes", &locale.moment(at))]),
                None => tender::SAME_CLOSE.to(locale).to_owned(),
            };
            let again = (addendum.kind == AddendumKind::Substantial)
                .then(|| view! { <p>{tender::CONFIRM_BIDS.to(locale)}</p> });
            view! {
                <li>
                    <h3>{tender::ADDENDUM.fill(locale, &[("number", &addendum.number.to_string())])}</h3>
                    <p>{said(&addendum.text)}</p>
                    <p>{close}</p>
                    {again}
                    <p class="meta">{kind}{i18n::frame::DOT.to(locale)}{moment(visit, addendum.issued_at)}</p>
                </li>
            }
        })
        .collect();
    let empty = rows.is_empty().then(|| view! { <p class="mt3">{tender::NO_ADDENDA.to(locale)}</p> });
    view! {
        <section class="mt6" aria-labelledby="addenda">
            <h2 id="addenda">{tender::ADDENDA.to(locale)}</h2>
            <ul role="list" class="qa mt3">{rows}</ul>
            {empty}
        </section>
    }
    .into_any()
}

/// Weather or an outage moved the close: said where everybody looks first.
pub(super) fn postponed(visit: &Visit, view: &PublicTender) -> Option<AnyView> {
    let locale = visit.locale();
    let Cause::Postponed { kind } = &view.notice.cause else { return None };
    let kind = i18n::words(tender_disruption::find, kind.code(), locale);
    let what = tender::CAUSE_POSTPONED.fill(locale, &[("kind", &kind)]);
    let closes = tender::CLOSES_THEN.fill(locale, &[("closes", &locale.moment(view.notice.closes_at))]);
    let text = format!("{what}{}{closes}", i18n::frame::DOT.to(locale));
    Some(view! { <div class="note note--warn mt5">{icons::warn()}<p>{text}</p></div> }.into_any())
}

/// Keys that bids were sealed to count no more: what bidders must do, said where everybody looks first.
pub(super) fn keys_void(visit: &Visit, view: &PublicTender) -> Option<AnyView> {
    let locale = visit.locale();
    let is_void = |notice: &&PublicNotice| matches!(notice.cause, Cause::KeysChanged { is_void: true, .. });
    let found = view.revisions.iter().map(|(notice, _)| notice).filter(is_void).max_by_key(|notice| notice.revision);
    let changed = found.filter(|_| view.stage == Stage::Published)?;
    let closes = locale.moment(view.notice.closes_at);
    let text = tender::KEYS_VOID.fill(locale, &[("day", &locale.moment(changed.at)), ("closes", &closes)]);
    Some(view! { <div class="note note--warn mt5">{icons::warn()}<p>{text}</p></div> }.into_any())
}

/// Every revision with what it changed and the hash of its text.
pub(super) fn history(visit: &Visit, view: &PublicTender) -> AnyView {
    let locale = visit.locale();
    let rows: Vec<_> = view
        .revisions
        .iter()
        .map(|(notice, hash)| {
            let what = match &notice.cause {
                Cause::Published => tender::REVISION_1.to(locale).to_owned(),
                Cause::Answered { .. } => tender::CAUSE_ANSWERED.to(locale).to_owned(),
                Cause::Addendum { number } => tender::CAUSE_ADDENDUM.fill(locale, &[("number", &number.to_string())]),
                Cause::Extended => tender::CAUSE_EXTENDED.to(locale).to_owned(),
                Cause::Postponed { kind } => {
                    let kind = i18n::words(tender_disruption::find, kind.code(), locale);
                    tender::CAUSE_POSTPONED.fill(locale, &[("kind", &kind)])
                }
                Cause::KeysChanged { is_void: true, .. } => tender::CAUSE_KEYS_VOID.to(locale).to_owned(),
                Cause::KeysChanged { is_void: false, .. } => tender::CAUSE_KEYS.to(locale).to_owned(),
                Cause::Cancelled { ground } => {
                    let ground = i18n::words(tender_ground::find, ground.code(), locale);
                    tender::CAUSE_CANCELLED.fill(locale, &[("ground", &ground)])
                }
            };
            let closes = tender::CLOSES_THEN.fill(locale, &[("closes", &locale.moment(notice.closes_at))]);
            view! {
                <li class="done">
                    <div>
                        <b>{what}</b>
                        <p class="meta">{moment(visit, notice.at)}{i18n::frame::DOT.to(locale)}{closes}</p>
                        <p class="meta break">{tender::HASH.fill(locale, &[("sha256", hash)])}</p>
                    </div>
                </li>
            }
        })
        .collect();
    view! {
        <section class="mt6" aria-labelledby="history">
            <h2 id="history">{tender::HISTORY.to(locale)}</h2>
            <ol role="list" class="timeline mt3">{rows}</ol>
        </section>
    }
    .into_any()
}

/// Key facts and the contact rule.
pub(super) fn facts(visit: &Visit, view: &PublicTender) -> AnyView {
    let locale = visit.locale();
    let notice = &view.notice;
    let term = (notice.months > 0).then(|| {
        view! { <div><dt>{tender::TERM.to(locale)}</dt><dd>{tender::MONTHS.count(locale, i64::from(notice.months))}</dd></div> }
    });
    let framework = notice.is_framework.then(|| {
        view! { <div><dt>{tender::FRAMEWORK.to(locale)}</dt><dd>{tender::FRAMEWORK_TEXT.to(locale)}</dd></div> }
    });
    let agreement = if notice.agreement_applies { tender::GPA } else { tender::NO_GPA };
    view! {
        <div class="panel">
            <h2 class="t-md">{tender::FACTS.to(locale)}</h2>
            <dl class="facts mt3">
                <div><dt>{tender::DEPARTMENT.to(locale)}</dt><dd>{view.department.clone()}</dd></div>
                <div><dt>{tender::VALUE.to(locale)}</dt><dd class="num">{words::value(locale, notice.value)}<small>{tender::VALUE_TEXT.to(locale)}</small></dd></div>
                {term}
                {framework}
                <div><dt>{tender::CATEGORY.to(locale)}</dt><dd>{i18n::words(i18n::category::find, notice.category.code(), locale)}</dd></div>
                <div><dt>{tender::AGREEMENT.to(locale)}</dt><dd>{agreement.to(locale)}</dd></div>
                <div><dt>{tender::VALID_UNTIL.to(locale)}</dt><dd>{day(visit, notice.valid_until)}</dd></div>
                <div><dt>{tender::CONTACT.to(locale)}</dt><dd>{tender::CONTACT_TEXT.to(locale)}</dd></div>
            </dl>
            <p class="meta mt3">{tender::WEATHER.to(locale)}</p>
        </div>
    }
    .into_any()
}

/// Be told of changes: one button when signed in, an address otherwise.
pub(super) fn watch(visit: &Visit, shown: &Shown) -> AnyView {
    let locale = visit.locale();
    let form = if visit.caller().actor().officer().is_some() {
        let (step, text) = if shown.view.follows { ("unfollow", tender::UNFOLLOW) } else { ("follow", tender::FOLLOW) };
        view! {
            <form method="post" class="mt3"><button class="btn btn--quiet btn--wide" name="do" value=step>{text.to(locale)}</button></form>
        }
        .into_any()
    } else {
        let state = state_of(shown, "watch");
        view! {
            <form method="post" class="form mt3" novalidate>
                {input(visit, &state, "email", label::EMAIL, None, "email", "")}
                <button class="btn btn--quiet btn--wide" name="do" value="watch">{tender::WATCH_BUTTON.to(locale)}</button>
            </form>
        }
        .into_any()
    };
    view! {
        <section class="panel" aria-labelledby="watch">
            <h2 id="watch" class="t-md">{tender::WATCH.to(locale)}</h2>
            <p class="meta mt2">{tender::WATCH_TEXT.to(locale)}</p>
            {form}
        </section>
    }
    .into_any()
}

/// What was typed and refused belongs to the form that was sent.
fn state_of(shown: &Shown, step: &str) -> FormState {
    if shown.form.fields.get("do") == step { shown.form.clone() } else { FormState::default() }
}
