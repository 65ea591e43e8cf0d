//! A company's people: its administrators invite them, change what they may do and end their access.

use super::section_fields as fields;
use crate::components::{error_summary, input, once};
use crate::forms::{FormState, Posted, attempt};
use crate::i18n::{self, company_people as texts, form as form_text, label, nav, role};
use crate::layout::{Meta, banner, crumbs};
use crate::render;
use crate::routes::{Route, with_query};
use crate::visit::{Visit, see_other};
use axum::response::Response;
use domain::accounts::Role;
use domain::form::Fields;
use domain::refusal::Refusal;
use domain::suppliers::views::{ColleagueView, FileView};
use domain::suppliers::{ColleagueForm, parse_roles};
use leptos::prelude::*;
use services::suppliers::{self, ColleagueStep};
use services::{Caller, Failure};

const ROLES: [Role; 3] = [Role::SupplierAdmin, Role::SupplierBidder, Role::SupplierViewer];

/// `GET /{locale}/supplier/people`
pub async fn get(visit: Visit) -> Response {
    let mut typed = Fields::default();
    typed.set("language", visit.locale().segment());
    page(&visit, FormState::filled(typed)).await
}

/// `POST /{locale}/supplier/people`: `do` is `invite`, `roles` or `end`.
pub async fn post(posted: Posted) -> Response {
    let visit = posted.visit.clone();
    match take(&posted).await {
        Ok(done) => see_other(&with_query(visit.to(Route::CompanyPeople), &[("done", done.to_owned())])),
        Err(Failure::Refused(refusal)) => page(&visit, FormState::refused(posted.fields, refusal)).await,
        Err(failure) => visit.failed(failure).await,
    }
}

async fn take(posted: &Posted) -> Result<&'static str, Failure> {
    let (caller, fields) = (posted.visit.caller(), &posted.fields);
    caller.officer()?;
    match fields.get("do") {
        "invite" => {
            caller.may(domain::permissions::Action::KeepOwnFile)?;
            let form = ColleagueForm::parse(fields)?;
            let once = posted.once().ok_or(Failure::Refused(Refusal::FormExpired))?;
            suppliers::invite_colleague(caller, once, &form).await?;
            Ok("colleague_invited")
        }
        "roles" => {
            caller.may(domain::permissions::Action::KeepOwnFile)?;
            let step = ColleagueStep::Roles(parse_roles(fields)?);
            change(caller, fields, step).await?;
            Ok("colleague_changed")
        }
        "end" => {
            change(caller, fields, ColleagueStep::End).await?;
            Ok("colleague_ended")
        }
        _ => Err(Failure::NotFound),
    }
}

async fn change(caller: &Caller, fields: &Fields, step: ColleagueStep) -> Result<(), Failure> {
    caller.may(domain::permissions::Action::KeepOwnFile)?;
    let view = suppliers::show_own(caller).await?;
    let person = view.people.iter().find(|one| one.person.to_string() == fields.get("person"));
    suppliers::change_colleague(caller, person.ok_or(Failure::NotFound)?.person, step).await
}

async fn page(visit: &Visit, form: FormState) -> Response {
    let view = attempt!(visit, suppliers::show_own(visit.caller()).await);
    let meta = Meta::titled(texts::TITLE.to(visit.locale())).private().refused(form.is_refused()).under("/supplier");
    render::page(visit, form.status(), meta, (view, form), |visit, (view, form)| draw(visit, view, form)).await
}

fn draw(visit: &Visit, view: &FileView, form: &FormState) -> AnyView {
    let locale = visit.locale();
    let people: Vec<_> = view.people.iter().map(|one| colleague(visit, view, one)).collect();
    let invite = view.may_keep.then(|| invitation(visit, form));
    view! {
        {crumbs(visit, vec![(visit.to(Route::Company), nav::COMPANY.to(locale).to_owned())])}
        <main id="main" tabindex="-1" class="wrap main main--after-crumbs">
            {banner(visit)}
            {error_summary(visit, form)}
            <h1>{texts::TITLE.to(locale)}</h1>
            <p class="mt2">{texts::LEDE.to(locale)}</p>
            <ul role="list" class="rows mt5">{people}</ul>
            {invite}
        </main>
    }
    .into_any()
}

fn colleague(visit: &Visit, view: &FileView, one: &ColleagueView) -> AnyView {
    let locale = visit.locale();
    let held: Vec<_> = one
        .roles
        .iter()
        .map(|held| view! { <span class="tag">{i18n::words(role::find, held.code(), locale)}</span>" " })
        .collect();
    let waits = (!one.joined).then(|| view! { <span class="tag tag--plum">{texts::INVITED.to(locale)}</span> });
    let me = one.is_me.then(|| texts::YOU.to(locale));
    let steps = view.may_keep.then(|| steps(visit, one));
    view! {
        <li>
            <div>
                <h2 class="rows__title">{one.name.clone()}{me}</h2>
                <p class="meta">{one.email.clone()}</p>
                <p class="roles mt2">{held}{waits}</p>
                {steps}
            </div>
        </li>
    }
    .into_any()
}

/// What an administrator may do about a colleague.
fn steps(visit: &Visit, one: &ColleagueView) -> AnyView {
    let locale = visit.locale();
    let who = texts::OF.fill(locale, &[("name", &one.name)]);
    let boxes: Vec<_> = ROLES
        .iter()
        .map(|offered| {
            let id = format!("{}-{}", offered.code(), one.person);
            choice(visit, id, *offered, one.roles.contains(offered))
        })
        .collect();
    view! {
        <details class="help mt3">
            <summary><span>{texts::CHANGE.to(locale)}<span class="sr">{who.clone()}</span></span></summary>
            <form method="post" class="form" action=visit.to(Route::CompanyPeople)>
                <input type="hidden" name="person" value=one.person.to_string()/>
                <fieldset class="choices"><legend>{label::ROLES.to(locale)}</legend>{boxes}</fieldset>
                <div class="actions">
                    <button class="btn btn--quiet" name="do" value="roles">{texts::SAVE_ROLES.to(locale)}<span class="sr">{who.clone()}</span></button>
                </div>
            </form>
            <form method="post" class="form mt3" action=visit.to(Route::CompanyPeople)>
                <input type="hidden" name="person" value=one.person.to_string()/>
                <p>{texts::END_TEXT.to(locale)}</p>
                <button class="btn btn--quiet btn--danger" name="do" value="end">{texts::END.to(locale)}<span class="sr">{who}</span></button>
            </form>
        </details>
    }
    .into_any()
}

fn choice(visit: &Visit, id: String, offered: Role, ticked: bool) -> AnyView {
    view! {
        <label class="choice">
            <input type="checkbox" id=id name="roles" value=offered.code() checked=ticked/>
            <span>{i18n::words(role::find, offered.code(), visit.locale())}</span>
        </label>
    }
    .into_any()
}

fn invitation(visit: &Visit, form: &FormState) -> AnyView {
    let locale = visit.locale();
    // What was typed and refused for a colleague who is there already is not an invitation.
    let state = if matches!(form.fields.get("do"), "roles" | "end") { FormState::default() } else { form.clone() };
    let error = state.problem("roles").map(|problem| {
        let text = i18n::rule(locale, &problem.rule);
        view! { <span class="error"><span class="sr">{form_text::ERROR.to(locale)}</span>{text}</span> }
    });
    let boxes: Vec<_> = ROLES
        .iter()
        .map(|offered| {
            // The first box is where the list of problems leads.
            let id =
                if *offered == Role::SupplierAdmin { "roles".to_owned() } else { format!("roles-{}", offered.code()) };
            choice(visit, id, *offered, state.fields.all("roles").any(|code| code == offered.code()))
        })
        .collect();
    let class = if error.is_some() { "field field--bad choices" } else { "field choices" };
    view! {
        <section class="section" aria-labelledby="invite">
            <h2 id="invite">{texts::INVITE.to(locale)}</h2>
            <p class="mt2">{texts::INVITE_TEXT.to(locale)}</p>
            <form method="post" class="form mt4" action=visit.to(Route::CompanyPeople) novalidate>
                {once(visit, &state)}
                {input(visit, &state, "colleague_name", label::COLLEAGUE_NAME, None, "text", "")}
                {input(visit, &state, "email", label::EMAIL, None, "email", "")}
                <fieldset class=class><legend>{label::ROLES.to(locale)}</legend>{error}{boxes}</fieldset>
                {fields::language(visit, &state)}
                <button class="btn" name="do" value="invite">{texts::SEND.to(locale)}</button>
            </form>
        </section>
    }
    .into_any()
}
