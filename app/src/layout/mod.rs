//! The site's frame: head, strip, masthead, footer, and the page for what went wrong.

use crate::components::icons;
use crate::i18n::{footer, frame, nav};
use crate::routes::Route;
use crate::visit::Visit;
use domain::accounts::Role;
use domain::locale::Locale;
use domain::permissions::{Action, allows};
use domain::text::Text;
use domain::time::Day;
use leptos::config::LeptosOptions;
use leptos::hydration::HydrationScripts;
use leptos::nonce::use_nonce;
use leptos::prelude::*;

/// The framework wakes islands when the browser is idle. A browser that draws nothing may never be, so a tenth of a second
/// is the longest it waits.
const WAKE_SOON: &str = "((idle) => {
  if (idle) window.requestIdleCallback = (act) => idle.call(window, act, { timeout: 100 });
})(window.requestIdleCallback);";

/// What the head and the frame must know of a page.
#[derive(Debug, Clone, Default)]
pub struct Meta {
    title: String,
    private: bool,
    islands: bool,
    bad: bool,
    current: Option<&'static str>,
}

impl Meta {
    /// A page with this title.
    pub fn titled(title: impl Into<String>) -> Meta {
        Meta { title: title.into(), ..Meta::default() }
    }

    /// Not for search engines and never kept.
    pub fn private(mut self) -> Meta {
        self.private = true;
        self
    }

    /// Something on it moves.
    pub fn with_islands(mut self) -> Meta {
        self.islands = true;
        self
    }

    /// Its form was refused, which the title says first.
    pub fn refused(mut self, refused: bool) -> Meta {
        self.bad = refused;
        self
    }

    /// The entry of the menu it belongs to, by path.
    pub fn under(mut self, path: &'static str) -> Meta {
        self.current = Some(path);
        self
    }

    /// Not for search engines and never kept.
    pub fn is_private(&self) -> bool {
        self.private
    }
}

/// The whole document around a page's main part.
pub fn shell(visit: &Visit, meta: &Meta, main: AnyView) -> impl IntoView + use<> {
    let locale = visit.locale();
    let site = frame::SITE.to(locale);
    let error = if meta.bad { frame::ERROR_PREFIX.to(locale) } else { "" };
    // The framework puts a mark behind text, which a title would show; so it is escaped here.
    let title = format!("{error}{} – {site}", meta.title).replace('&', "&amp;").replace('<', "&lt;");
    let assets = &visit.state().assets;
    let public_url = visit.caller().services().public_url.clone();
    let alternates = Locale::ALL.map(|other| {
        let href = format!("{public_url}{}", visit.in_language(other));
        view! { <link rel="alternate" hreflang=other.lang() href=href/> }
    });
    let scripts = (meta.islands).then(|| assets.browser_half()).flatten().map(|stem| {
        let options = LeptosOptions::builder().output_name(stem.to_owned()).site_pkg_dir("pkg").build();
        view! {
            <script nonce=use_nonce() inner_html=WAKE_SOON></script>
            <HydrationScripts options=options islands=true/>
        }
    });
    view! {
        <!DOCTYPE html>
        <html lang=locale.lang()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <title inner_html=title></title>
                <meta name="color-scheme" content="light dark"/>
                {meta.private.then(|| view! { <meta name="robots" content="noindex"/> })}
                {alternates}
                <link rel="alternate" hreflang="x-default" href=format!("{public_url}/")/>
                {assets.stylesheet().map(|href| view! { <link rel="stylesheet" href=href.to_owned()/> })}
                {assets.mark().map(|href| view! { <link rel="icon" type="image/svg+xml" href=href.to_owned()/> })}
                {scripts}
            </head>
            <body>
                <a class="skip" href="#main">{frame::SKIP.to(locale)}</a>
                {header(visit, meta)}
                {main}
                {foot(visit)}
            </body>
        </html>
    }
}

fn header(visit: &Visit, meta: &Meta) -> impl IntoView + use<> {
    let locale = visit.locale();
    let languages = Locale::ALL.map(|other| {
        let (short, full) = match other {
            Locale::ZhHant => (frame::ZH_HANT_SHORT, frame::ZH_HANT),
            Locale::ZhHans => (frame::ZH_HANS_SHORT, frame::ZH_HANS),
            Locale::En => (frame::EN_SHORT, frame::EN),
        };
        let current = (other == locale).then_some("true");
        view! {
            <li>
                <a href=visit.in_language(other) lang=other.lang() hreflang=other.lang() aria-current=current>
                    <span aria-hidden="true">{short.to(locale)}</span>
                    <span class="sr">{full.to(locale)}</span>
                </a>
            </li>
        }
    });
    view! {
        <header>
            <div class="strip">
                <div class="wrap">
                    <p>{frame::STRIP.to(locale)}</p>
                    <nav aria-label=frame::LANGUAGE.to(locale)>
                        <ul role="list" class="langs">{languages}</ul>
                    </nav>
                </div>
            </div>
            <div class="masthead">
                <div class="wrap">
                    <a class="brand" href=visit.to(Route::Home)>
                        {icons::mark()}
                        <span>
                            <b>{frame::SITE.to(locale)}</b>
                            <small>{frame::TAGLINE.to(locale)}</small>
                        </span>
                    </a>
                    <details class="fold fold--menu">
                        <summary>{nav::MENU.to(locale)}</summary>
                        {menu(visit, meta)}
                    </details>
                </div>
            </div>
        </header>
    }
}

fn menu(visit: &Visit, meta: &Meta) -> impl IntoView + use<> {
    let locale = visit.locale();
    let current = meta.current;
    let link = |route: Route<'_>, path: &'static str, text: Text| {
        let here = (current == Some(path)).then_some("page");
        view! { <a href=visit.to(route) aria-current=here>{text.to(locale)}</a> }.into_any()
    };
    let counted = |route: Route<'_>, path: &'static str, text: Text, count: u64, what: Text| {
        let here = (current == Some(path)).then_some("page");
        let badge = (count > 0).then(|| {
            view! { <span class="count"><span class="sr">{what.to(locale)}</span>{count}</span> }
        });
        view! { <a href=visit.to(route) aria-current=here>{text.to(locale)}" "{badge}</a> }.into_any()
    };
    let actor = visit.caller().actor();
    let officer = actor.officer();
    let mut links =
        vec![link(Route::Catalogue, "/solutions", nav::CATALOGUE), link(Route::OpenTenders, "/tenders", nav::TENDERS)];
    if allows(Action::ReadTenders, actor) {
        links.push(link(Route::WorkTenders, "/workspace/tenders", nav::OWN_TENDERS));
    }
    if allows(Action::ReadOrders, actor) {
        links.push(link(Route::Orders, "/orders", nav::ORDERS));
    }
    let decides = officer.is_some_and(|officer| {
        officer.has(Role::DepartmentApprover) || officer.has(Role::Curator) || officer.has(Role::Head)
    });
    if decides {
        links.push(counted(Route::Approvals, "/workspace/approvals", nav::APPROVALS, visit.waiting(), nav::WAITING));
    }
    if allows(Action::ReviewSpend, actor) {
        links.push(link(Route::Spend(None, None), "/spend", nav::SPEND));
    }
    if allows(Action::ReadOwnFile, actor) {
        links.push(link(Route::Company, "/supplier", nav::COMPANY));
    }
    if officer.is_some_and(|officer| officer.has(Role::Vetting) || officer.has(Role::Head)) {
        links.push(link(Route::Vetting, "/workspace/suppliers", nav::SUPPLIERS));
    }
    if allows(Action::ReadContracts, actor) {
        links.push(link(Route::WorkContracts, "/workspace/contracts", nav::OWN_CONTRACTS));
    }
    if allows(Action::ReadOwnBid, actor) {
        links.push(link(Route::OwnBids, "/supplier/bids", nav::OWN_BIDS));
    }
    if allows(Action::ReadOwnContract, actor) {
        links.push(link(Route::CompanyContracts, "/supplier/contracts", nav::COMPANY_CONTRACTS));
    }
    links.push(counted(Route::Shortlist, "/shortlist", nav::SHORTLIST, visit.shortlisted(), nav::ITEMS));
    let account = match officer {
        Some(officer) => {
            let organisation = officer.organisation_name.get(locale).to_owned();
            let roles = officer.roles.iter().filter_map(|role| crate::i18n::role::find(role.code()));
            let roles = roles.map(|role| role.to(locale)).collect::<Vec<_>>().join(frame::LIST_COMMA.to(locale));
            view! {
                <button type="button" class="menu__toggle" popovertarget="account-menu">
                    {officer.name.clone()}{frame::LIST_COMMA.to(locale)}{organisation.clone()}
                </button>
                <div class="menu" id="account-menu" popover="auto">
                    <p class="menu__who"><b>{officer.name.clone()}</b>{organisation}{frame::LIST_COMMA.to(locale)}{roles}</p>
                    <ul role="list">
                        <li><a href=visit.to(Route::Account)>{nav::ACCOUNT.to(locale)}</a></li>
                        <li><form method="post" action=visit.to(Route::SignOut)><button>{nav::SIGN_OUT.to(locale)}</button></form></li>
                    </ul>
                </div>
            }
            .into_any()
        }
        None => link(Route::SignIn, "/sign-in", nav::SIGN_IN),
    };
    view! { <nav class="nav" aria-label=nav::MAIN.to(locale)>{links}{account}</nav> }
}

fn foot(visit: &Visit) -> impl IntoView + use<> {
    let locale = visit.locale();
    let list = |heading: Text, links: Vec<(Route<'_>, Text)>| {
        let items: Vec<_> = links
            .into_iter()
            .map(|(route, text)| view! { <li><a href=visit.to(route)>{text.to(locale)}</a></li> })
            .collect();
        view! {
            <nav aria-label=heading.to(locale)>
                <h2>{heading.to(locale)}</h2>
                <ul role="list">{items}</ul>
            </nav>
        }
    };
    let account = match visit.caller().actor().officer() {
        Some(_) => (Route::Account, nav::ACCOUNT),
        None => (Route::SignIn, nav::SIGN_IN),
    };
    let (year, month, day) = crate::about::REVIEWED;
    let reviewed = Day::of(year, month, day).map(|on| {
        view! { <p>{footer::REVIEWED.to(locale)}{crate::components::day(visit, on)}</p> }
    });
    view! {
        <footer class="foot">
            <div class="wrap">
                <div class="tiles">
                    {list(footer::USE, vec![(Route::Catalogue, footer::BROWSE), (Route::OpenTenders, footer::FIND_TENDERS), (Route::Awards, footer::AWARDS), (Route::Alerts, footer::ALERTS), (Route::Shortlist, nav::SHORTLIST), (Route::Register, nav::REGISTER), account])}
                    {list(footer::OPENNESS, vec![(Route::HowWeCount, footer::HOW_WE_COUNT), (Route::Log, footer::LOG), (Route::Suppliers, footer::SUPPLIERS), (Route::Contracts, footer::CONTRACTS)])}
                    {list(footer::SUPPORT, vec![(Route::Help, footer::HELP), (Route::Accessibility, footer::ACCESSIBILITY)])}
                    {list(footer::TERMS, vec![(Route::Privacy, footer::PRIVACY)])}
                </div>
                <div class="base">
                    <p>{footer::TIMES.to(locale)}</p>
                    {reviewed}
                </div>
            </div>
        </footer>
    }
}

/// Where a page stands: home, then each step with its link. A last step that is the page itself is no link.
pub fn crumbs(visit: &Visit, mut steps: Vec<(String, String)>) -> impl IntoView + use<> {
    let locale = visit.locale();
    let path = |address: &str| address.split(['?', '#']).next().unwrap_or_default().to_owned();
    let here = path(&visit.path_and_query());
    let current = steps.pop_if(|(href, _)| path(href) == here);
    let current = current.map(|(_, text)| view! { <li><span aria-current="page">{text}</span></li> });
    let items: Vec<_> = steps.into_iter().map(|(href, text)| view! { <li><a href=href>{text}</a></li> }).collect();
    view! {
        <div class="wrap">
            <nav class="crumbs" aria-label=frame::BREADCRUMB.to(locale)>
                <ol role="list">
                    <li><a href=visit.to(Route::Home)>{frame::HOME.to(locale)}</a></li>
                    {items}
                    {current}
                </ol>
            </nav>
        </div>
    }
}

/// The page for what is missing, refused or broken: what happened, and a way on.
pub fn lost(visit: &Visit, title: Text, text: &str, incident: &str) -> impl IntoView + use<> {
    let locale = visit.locale();
    let code = (!incident.is_empty()).then(|| {
        let line = crate::i18n::error::INCIDENT.fill(locale, &[("code", incident)]);
        view! { <p class="lost__code">{line}</p> }
    });
    view! {
        <main id="main" tabindex="-1" class="wrap main">
            <div class="lost">
                <h1>{title.to(locale)}</h1>
                <p>{text.to_owned()}</p>
                <form role="search" action=visit.to(Route::Catalogue)>
                    <div class="field">
                        <label for="q">{crate::i18n::search::LABEL.to(locale)}</label>
                        <div class="search">
                            <input class="input" id="q" name="q" type="search"/>
                            <button class="btn btn--quiet">{icons::magnifier()}" "{crate::i18n::search::BUTTON.to(locale)}</button>
                        </div>
                    </div>
                </form>
                {code}
                <p class="mt4"><a href=visit.to(Route::Home)>{frame::HOME.to(locale)}</a></p>
            </div>
        </main>
    }
}

/// What was done just now, at the top of the page one was sent to; not above what is wrong with the next form.
pub fn banner(visit: &Visit) -> Option<impl IntoView + use<>> {
    if visit.answers_a_form() {
        return None;
    }
    let done = crate::i18n::done::find(visit.query().get("done"))?;
    let text = done.to(visit.locale());
    Some(view! { <div class="banner banner--good" role="status">{icons::good()}<p>{text}</p></div> })
}
