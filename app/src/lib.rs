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
mod multipart;
mod no_language;
mod render;
pub mod routes;
mod site;
mod visit;

mod components;
mod download;
mod layout;

mod about;
mod accounts;
mod awards;
mod bids;
mod catalogue;
mod contracts;
mod evaluation;
mod home_page;
mod home_tasks;
mod home_work;
mod orders;
mod spend;
mod suppliers;
mod tenders;

pub use assets::Assets;
pub use site::{AppState, Entry, Site};
pub use visit::{ClientAddress, RequestId, SESSION_COOKIE, SESSION_COOKIE_OVER_TLS, locale_of, wants};

/// The site map: every page and form, with the function that answers.
pub fn site() -> Site {
    // Drawing a page starts small tasks; they run where everything else runs. A second call changes nothing.
    let _ = any_spawner::Executor::init_tokio();
    let mut site = Site::default();
    site.get("/", no_language::choose_language);
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

    site.get("/tenders", tenders::feeds::list_of_reader);
    site.get("/tenders.csv", tenders::feeds::csv_of_reader);
    site.get("/tenders.atom", tenders::feeds::atom_of_reader);
    site.get("/tenders/{reference}", tenders::feeds::tender_of_reader);
    site.get("/{locale}/tenders", tenders::list_page::get);
    site.get("/{locale}/tenders.csv", tenders::feeds::csv);
    site.get("/{locale}/tenders.atom", tenders::feeds::atom);
    site.get("/{locale}/tenders/{reference}", tenders::tender_page::get);
    site.post("/{locale}/tenders/{reference}", tenders::tender_page::post);
    site.get("/{locale}/tenders/{reference}/documents/{file}", tenders::files::get);
    site.get("/{locale}/alerts", tenders::alerts_page::get);
    site.post("/{locale}/alerts", tenders::alerts_page::post);
    site.get("/{locale}/alerts/{secret}", tenders::alerts_page::get_confirm);
    site.post("/{locale}/alerts/{secret}", tenders::alerts_page::post_confirm);
    site.get("/{locale}/alerts/{secret}/stop", tenders::alerts_page::get_stop);
    site.post("/{locale}/alerts/{secret}/stop", tenders::alerts_page::post_stop);
    site.get("/{locale}/workspace/tenders", tenders::work_list_page::get);
    site.get("/{locale}/workspace/tenders/new", tenders::new_page::get);
    site.post("/{locale}/workspace/tenders/new", tenders::new_page::post);
    site.get("/{locale}/workspace/tenders/postpone", tenders::postpone_page::get);
    site.post("/{locale}/workspace/tenders/postpone", tenders::postpone_page::post);
    site.get("/{locale}/workspace/tenders/{reference}", tenders::work_page::get);
    site.post("/{locale}/workspace/tenders/{reference}", tenders::work_page::post);
    site.get("/{locale}/workspace/tenders/{reference}/check", tenders::check_page::get);
    site.post("/{locale}/workspace/tenders/{reference}/check", tenders::check_page::post);
    site.get("/{locale}/workspace/tenders/{reference}/addendum", tenders::addendum_page::get);
    site.post("/{locale}/workspace/tenders/{reference}/addendum", tenders::addendum_page::post);
    site.get("/{locale}/workspace/tenders/{reference}/openers", tenders::openers_page::get);
    site.post("/{locale}/workspace/tenders/{reference}/openers", tenders::openers_page::post);
    site.get("/{locale}/workspace/tenders/{reference}/{section}", tenders::section_page::get);
    site.post("/{locale}/workspace/tenders/{reference}/{section}", tenders::section_page::post);
    site.get("/{locale}/workspace/tenders/{reference}/files/{file}", tenders::files::get_draft);

    site.get("/{locale}/workspace/tenders/{reference}/opening", bids::opening_page::get);
    site.post("/{locale}/workspace/tenders/{reference}/opening", bids::opening_page::post);
    site.get("/{locale}/workspace/tenders/{reference}/price-opening", bids::opening_page::get_prices);
    site.post("/{locale}/workspace/tenders/{reference}/price-opening", bids::opening_page::post_prices);
    site.get("/{locale}/workspace/tenders/{reference}/opening/opening.json", bids::officer_files::get_opening);
    site.get(
        "/{locale}/workspace/tenders/{reference}/price-opening/opening.json",
        bids::officer_files::get_price_opening,
    );
    site.get("/{locale}/account/sealing-key/key.json", bids::officer_files::get_key);
    site.get("/{locale}/account/sealing-key/rehearsal.json", bids::officer_files::get_rehearsal);
    site.get("/{locale}/account/sealing-key/sheet", bids::sheet_page::get);
    site.post("/{locale}/account/sealing-key/sheet", bids::sheet_page::post);
    site.get("/{locale}/tenders/{reference}/bid", bids::bid_page::get);
    site.post("/{locale}/tenders/{reference}/bid", bids::bid_page::post);
    site.get("/{locale}/tenders/{reference}/bid/sealed", bids::sealed_page::get);
    site.post("/{locale}/tenders/{reference}/bid/sealed", bids::sealed_page::post);
    site.get("/{locale}/tenders/{reference}/bid/sealing.json", bids::sealing_file::get);
    site.post("/{locale}/tenders/{reference}/bid/receipts/{number}/{kind}/key", bids::receipt::key);
    site.get("/{locale}/tenders/{reference}/bid/rescue", bids::rescue_page::get);
    site.post("/{locale}/tenders/{reference}/bid/rescue", bids::rescue_page::post);
    site.get("/{locale}/tenders/{reference}/bid/opened", bids::opened_page::get);
    site.get("/{locale}/tenders/{reference}/bid/opened/files/{file}", bids::opened_page::file);
    site.get("/{locale}/tenders/{reference}/bid/copy.txt", bids::check_task::copy);
    site.get("/{locale}/tenders/{reference}/bid/{task}", bids::task_page::get);
    site.post("/{locale}/tenders/{reference}/bid/{task}", bids::task_page::post);
    site.get("/{locale}/tenders/{reference}/bid/receipts/{number}", bids::receipt::get);
    site.get("/{locale}/tenders/{reference}/bid/receipts/{number}/{kind}", bids::receipt::envelope);
    site.get("/{locale}/account/sealing-key", bids::key_page::get);
    site.post("/{locale}/account/sealing-key", bids::key_page::post);
    site.get("/{locale}/contracts", contracts::register_page::get);
    site.get("/{locale}/contracts.csv", contracts::register_page::csv);
    site.get("/{locale}/workspace/contracts", contracts::list_page::get);
    site.get("/{locale}/workspace/contracts/new", contracts::new_page::get);
    site.post("/{locale}/workspace/contracts/new", contracts::new_page::post);
    site.get("/{locale}/workspace/contracts/{reference}", contracts::contract_page::get);
    site.post("/{locale}/workspace/contracts/{reference}", contracts::contract_page::post);
    site.get("/{locale}/workspace/contracts/{reference}/draft", contracts::draft_page::get);
    site.post("/{locale}/workspace/contracts/{reference}/draft", contracts::draft_page::post);
    site.get("/{locale}/supplier/contracts", contracts::company_page::list);
    site.get("/{locale}/supplier/contracts/{reference}", contracts::company_page::get);
    site.post("/{locale}/supplier/contracts/{reference}", contracts::company_page::post);
    site.get("/{locale}/workspace/tenders/{reference}/evaluation", evaluation::overview_page::get);
    site.post("/{locale}/workspace/tenders/{reference}/evaluation", evaluation::overview_page::post);
    site.get("/{locale}/workspace/tenders/{reference}/evaluation/interests", evaluation::interests_page::get);
    site.post("/{locale}/workspace/tenders/{reference}/evaluation/interests", evaluation::interests_page::post);
    site.get("/{locale}/workspace/tenders/{reference}/evaluation/marks", evaluation::sheet_page::get);
    site.post("/{locale}/workspace/tenders/{reference}/evaluation/marks", evaluation::sheet_page::post);
    site.get("/{locale}/workspace/tenders/{reference}/evaluation/marks/{bid}", evaluation::bid_page::get);
    site.post("/{locale}/workspace/tenders/{reference}/evaluation/marks/{bid}", evaluation::bid_page::post);
    site.get("/{locale}/workspace/tenders/{reference}/evaluation/marks/{bid}/files/{file}", evaluation::bid_page::file);
    site.get("/{locale}/workspace/tenders/{reference}/evaluation/moderation", evaluation::moderation_page::get);
    site.post("/{locale}/workspace/tenders/{reference}/evaluation/moderation", evaluation::moderation_page::post);
    site.get("/{locale}/workspace/tenders/{reference}/evaluation/moderation/{bid}", evaluation::settle_page::get);
    site.post("/{locale}/workspace/tenders/{reference}/evaluation/moderation/{bid}", evaluation::settle_page::post);
    site.get("/{locale}/workspace/tenders/{reference}/evaluation/prices", evaluation::prices_page::get);
    site.post("/{locale}/workspace/tenders/{reference}/evaluation/prices", evaluation::prices_page::post);
    site.get("/{locale}/workspace/tenders/{reference}/evaluation/report", evaluation::report_page::get);
    site.post("/{locale}/workspace/tenders/{reference}/evaluation/report", evaluation::report_page::post);
    site.get("/{locale}/tenders/{reference}/price-question", evaluation::question_page::get);
    site.post("/{locale}/tenders/{reference}/price-question", evaluation::question_page::post);
    site.get("/{locale}/awards", awards::notices_page::get);
    site.get("/{locale}/awards.csv", awards::notices_page::csv);
    site.get("/{locale}/awards/{reference}", awards::notice_page::get);
    site.get("/{locale}/workspace/tenders/{reference}/award", awards::award_page::get);
    site.post("/{locale}/workspace/tenders/{reference}/award", awards::award_page::post);
    site.get("/{locale}/supplier/bids", bids::list_page::get);
    site.get("/{locale}/supplier/outcomes", awards::outcomes_page::get);
    site.get("/{locale}/supplier/outcomes/{reference}", awards::outcome_page::get);
    site.post("/{locale}/supplier/outcomes/{reference}", awards::outcome_page::post);

    site.get("/{locale}/spend", spend::spend_page::get);
    site.get("/{locale}/spend.csv", spend::download::get);
    site.get("/{locale}/spend/{figure}", spend::figure_page::get);

    site.get("/{locale}/suppliers", suppliers::directory_page::get);
    site.get("/{locale}/suppliers.csv", suppliers::directory_page::get_file);
    site.get("/{locale}/register", suppliers::register_page::get);
    site.post("/{locale}/register", suppliers::register_page::post);
    site.get("/{locale}/register/sent", suppliers::register_page::sent);
    site.get("/{locale}/supplier", suppliers::file_page::get);
    site.post("/{locale}/supplier", suppliers::file_page::post);
    site.get("/{locale}/supplier/people", suppliers::people_page::get);
    site.post("/{locale}/supplier/people", suppliers::people_page::post);
    site.get("/{locale}/supplier/close", suppliers::close_page::get);
    site.post("/{locale}/supplier/close", suppliers::close_page::post);
    site.get("/{locale}/supplier/{section}", suppliers::section_page::get);
    site.post("/{locale}/supplier/{section}", suppliers::section_page::post);
    site.get("/{locale}/workspace/suppliers", suppliers::queue_page::get);
    site.get("/{locale}/workspace/suppliers/{reference}", suppliers::vetting_page::get);
    site.post("/{locale}/workspace/suppliers/{reference}", suppliers::vetting_page::post);

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
    site.get("/{locale}/log", about::log_page::get);
    site.get("/{locale}/log/heads.txt", about::log_page::file);
    site.get("/{locale}/tenders/{reference}/bid/receipts/{number}/proof", bids::receipt::proof);
    site
}
