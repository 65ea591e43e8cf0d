//! What people see and send; runs on the server only.
//!
//! Every page is HTML that is complete without script. A request becomes a [`Visit`] (who, when, which language);
//! a page loads its view through one operation and draws it; a form posts to its page's own path and is refused
//! (422, the typed values and marked fields), or done (303 to a page that can be reloaded). The site map below is
//! every address there is; the permission test walks it.

#![recursion_limit = "256"]

pub mod assets;
pub mod forms;
pub mod i18n;
mod render;
pub mod routes;
mod site;
mod visit;

mod components;
mod download;
mod layout;

mod about;
mod accounts;
mod catalogue;
mod home_page;
mod home_work;
mod orders;
mod spend;

pub use assets::Assets;
pub use site::{AppState, Entry, Site};
pub use visit::{ClientAddress, RequestId, SESSION_COOKIE, SESSION_COOKIE_OVER_TLS, locale_of, wants};

/// The site map: every page and form, with the function that answers.
pub fn site() -> Site {
    // Drawing a page starts small tasks; they run where everything else runs. A second call changes nothing.
    let _ = any_spawner::Executor::init_tokio();
    let mut site = Site::default();
    site.get("/", routes::choose_language);
    site.get("/{locale}", home_page::get);

    site.get("/{locale}/solutions", catalogue::search_page::get);
    site.get("/{locale}/solutions.csv", catalogue::download::get);
    site.get("/{locale}/solutions/suggestions", catalogue::suggestions::get);
    site.get("/{locale}/solutions/compare", catalogue::compare_page::get);
    site.get("/{locale}/solutions/compare.csv", catalogue::compare_download::get);
    site.get("/{locale}/solutions/{solution}", catalogue::solution_page::get);
    site.get("/{locale}/shortlist", catalogue::shortlist_page::get);
    site.post("/{locale}/shortlist", catalogue::shortlist_page::post);

    site.get("/{locale}/reuse/new", orders::reuse_page::get);
    site.post("/{locale}/reuse/new", orders::reuse_page::post);
    site.get("/{locale}/orders", orders::orders_page::get);
    site.get("/{locale}/orders/{reference}", orders::order_page::get);
    site.post("/{locale}/orders/{reference}", orders::order_page::post);
    site.get("/{locale}/orders/{reference}/edit", orders::reuse_page::get_edit);
    site.post("/{locale}/orders/{reference}/edit", orders::reuse_page::post_edit);
    site.get("/{locale}/orders/{reference}/usage", orders::usage_page::get);
    site.post("/{locale}/orders/{reference}/usage", orders::usage_page::post);
    site.get("/{locale}/workspace/approvals", orders::approvals_page::get);

    site.get("/{locale}/spend", spend::spend_page::get);
    site.get("/{locale}/spend.csv", spend::download::get);
    site.get("/{locale}/spend/{figure}", spend::figure_page::get);

    site.get("/{locale}/sign-in", accounts::sign_in_page::get);
    site.post("/{locale}/sign-in", accounts::sign_in_page::post);
    site.post("/{locale}/sign-out", accounts::sign_in_page::sign_out);
    site.get("/{locale}/reset-password", accounts::reset_page::get);
    site.post("/{locale}/reset-password", accounts::reset_page::post);
    site.get("/{locale}/reset-password/{secret}", accounts::password_page::get);
    site.post("/{locale}/reset-password/{secret}", accounts::password_page::post);
    site.get("/{locale}/invitation/{secret}", accounts::password_page::get);
    site.post("/{locale}/invitation/{secret}", accounts::password_page::post);
    site.get("/{locale}/account", accounts::account_page::get);
    site.post("/{locale}/account", accounts::account_page::post);

    site.get("/{locale}/help", about::help);
    site.get("/{locale}/how-we-count", about::how_we_count);
    site.get("/{locale}/accessibility", about::accessibility);
    site.get("/{locale}/privacy", about::privacy);
    site
}
