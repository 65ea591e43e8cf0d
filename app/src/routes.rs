//! Every address a page links to, written once.

use domain::bids::{self, EnvelopeKind};
use domain::catalogue::SearchQuery;
use domain::catalogue::views::ListingCard;
use domain::ids::BidId;
use domain::locale::Locale;
use domain::spend::views::Figure;
use domain::suppliers;
use domain::tenders::{Section, TenderQuery};
use domain::time::FinancialYear;

/// Somewhere to go.
#[derive(Debug, Clone)]
pub enum Route<'a> {
    /// The front page.
    Home,
    /// The catalogue, searched.
    Solutions(&'a SearchQuery),
    /// The whole catalogue.
    Catalogue,
    /// A search for these words.
    Search(&'a str),
    /// A solution by its card.
    Solution(&'a ListingCard),
    /// A solution by slug and reference joined.
    SolutionPath(&'a str),
    /// Solutions side by side, by reference.
    Compare(&'a [String]),
    /// The same as a file.
    CompareFile(&'a [String]),
    /// The shortlist.
    Shortlist,
    /// A reuse request for the solution with this reference.
    ReuseNew(&'a str),
    /// Orders.
    Orders,
    /// An order.
    Order(&'a str),
    /// A returned request, to be changed.
    OrderEdit(&'a str),
    /// An order's usage report.
    Usage(&'a str),
    /// What waits for one.
    Approvals,
    /// Spend of a year and department.
    Spend(Option<FinancialYear>, Option<&'a str>),
    /// The rows behind a figure.
    Figure(Figure, FinancialYear, Option<&'a str>),
    /// Spend by department as a file.
    SpendFile(FinancialYear, Option<&'a str>),
    /// The rows behind a figure as a file.
    FigureFile(Figure, FinancialYear, Option<&'a str>),
    /// Published tenders, searched.
    Tenders(&'a TenderQuery),
    /// Published tenders.
    OpenTenders,
    /// A published tender.
    Tender(&'a str),
    /// A published document of a tender, by its SHA-256.
    TenderFile(&'a str, &'a str),
    /// Letters about tenders.
    Alerts,
    /// A department's tenders.
    WorkTenders,
    /// A new tender.
    TenderNew,
    /// Bad weather or an outage.
    Postpone,
    /// A tender in the workspace.
    WorkTender(&'a str),
    /// A draft's check page.
    TenderCheck(&'a str),
    /// A new addendum.
    AddendumNew(&'a str),
    /// The openers of a tender and their keys.
    Openers(&'a str),
    /// A section of a draft.
    TenderSection(&'a str, Section),
    /// A document of a draft, by its SHA-256.
    DraftFile(&'a str, &'a str),
    /// One's own bid for a tender.
    Bid(&'a str),
    /// A copy of what is written of it.
    BidCopy(&'a str),
    /// A task of it.
    BidTask(&'a str, bids::Section),
    /// A receipt, by its number.
    BidReceipt(&'a str, usize),
    /// A sealed envelope that a receipt names, by the receipt's number and the envelope's kind.
    BidEnvelope(&'a str, usize, &'a str),
    /// Handing in what was sealed on one's own machine.
    BidSealed(&'a str),
    /// What a sealing tool must know.
    SealingFile(&'a str),
    /// One's own bid, once it was opened.
    OwnOpened(&'a str),
    /// The key of an envelope of one's own that was sealed here just now.
    BidKey(&'a str, usize, &'a str),
    /// Opening one's own envelope, which could not be read, with its key.
    BidRescue(&'a str),
    /// A file of it, by its SHA-256.
    OwnOpenedFile(&'a str, &'a str),
    /// One's own sealing key.
    SealingKey,
    /// What a tool must know to make one.
    KeyFile,
    /// Its recovery sheet.
    KeySheet,
    /// A test envelope for it.
    RehearsalFile,
    /// The opening of a tender's bids.
    Opening(&'a str, EnvelopeKind),
    /// What an opener's tool must know.
    OpeningFile(&'a str, EnvelopeKind),
    /// The evaluation of a tender's bids.
    Evaluation(&'a str),
    /// Interests of its panel.
    EvaluationInterests(&'a str),
    /// One's own scoring sheet.
    EvaluationMarks(&'a str),
    /// The sheet for one bid.
    EvaluationBid(&'a str, BidId),
    /// A file of an opened bid, by its SHA-256.
    EvaluationFile(&'a str, BidId, &'a str),
    /// The panel's marks.
    EvaluationModeration(&'a str),
    /// The panel's marks of one bid.
    EvaluationSettle(&'a str, BidId),
    /// Opened prices.
    EvaluationPrices(&'a str),
    /// The ranking and the report.
    EvaluationReport(&'a str),
    /// What the panel asks a bidder about its price.
    PriceQuestion(&'a str),
    /// The award of a tender in the workspace.
    WorkAward(&'a str),
    /// How tenders ended.
    Awards,
    /// The same as a file.
    AwardsFile,
    /// The notice of how a tender ended.
    AwardNotice(&'a str),
    /// A supplier's own bids.
    OwnBids,
    /// Decisions on one's own company's bids.
    Outcomes,
    /// A decision on one's own company's bid.
    Outcome(&'a str),
    /// The directory of suppliers.
    Suppliers,
    /// The directory as a file.
    SuppliersFile,
    /// Ask to register a company.
    Register,
    /// What happens after that.
    RegisterSent,
    /// One's own company's file.
    Company,
    /// A section of it.
    CompanySection(suppliers::Section),
    /// Its people.
    CompanyPeople,
    /// Leaving.
    CompanyClose,
    /// The vetting officers' list.
    Vetting,
    /// A supplier, for officers.
    VettingOf(&'a str),
    /// The public register of contracts.
    Contracts,
    /// The register as a file.
    ContractsFile,
    /// A department's contracts.
    WorkContracts,
    /// Draw up a contract of the tender with this reference.
    ContractNew(&'a str),
    /// A contract in the workspace.
    WorkContract(&'a str),
    /// The form that writes a contract anew.
    ContractDraft(&'a str),
    /// One's own company's contracts.
    CompanyContracts,
    /// One of them.
    CompanyContract(&'a str),
    /// Sign in.
    SignIn,
    /// Sign out.
    SignOut,
    /// A forgotten password.
    ResetPassword,
    /// One's own account.
    Account,
    /// Help.
    Help,
    /// How figures are counted.
    HowWeCount,
    /// Accessibility statement.
    Accessibility,
    /// Privacy policy.
    Privacy,
    /// The log's published heads.
    Log,
    /// The same as a signed file.
    LogHeads,
    /// The proof that a receipt is in the log.
    BidReceiptProof(&'a str, usize),
}

impl Route<'_> {
    /// The address in a language.
    pub fn to(&self, locale: Locale) -> String {
        let base = format!("/{}", locale.segment());
        let with = |path: &str, pairs: Vec<(&str, String)>| with_query(format!("{base}{path}"), &pairs);
        match self {
            Route::Home => base,
            Route::Solutions(query) => with("/solutions", query.pairs()),
            Route::Catalogue => format!("{base}/solutions"),
            Route::Search(text) => with("/solutions", vec![("q", (*text).to_owned())]),
            Route::Solution(card) => format!("{base}/solutions/{}-{}", card.slug, card.reference.to_lowercase()),
            Route::SolutionPath(path) => format!("{base}/solutions/{path}"),
            Route::Compare(references) => {
                with("/solutions/compare", references.iter().map(|reference| ("s", reference.clone())).collect())
            }
            Route::CompareFile(references) => {
                with("/solutions/compare.csv", references.iter().map(|reference| ("s", reference.clone())).collect())
            }
            Route::Shortlist => format!("{base}/shortlist"),
            Route::ReuseNew(reference) => with("/reuse/new", vec![("solution", (*reference).to_owned())]),
            Route::Orders => format!("{base}/orders"),
            Route::Order(reference) => format!("{base}/orders/{reference}"),
            Route::OrderEdit(reference) => format!("{base}/orders/{reference}/edit"),
            Route::Usage(reference) => format!("{base}/orders/{reference}/usage"),
            Route::Approvals => format!("{base}/workspace/approvals"),
            Route::Spend(year, department) => with("/spend", scope(*year, *department)),
            Route::Figure(figure, year, department) => {
                with(&format!("/spend/{}", figure.slug()), scope(Some(*year), *department))
            }
            Route::SpendFile(year, department) => with("/spend.csv", scope(Some(*year), *department)),
            Route::FigureFile(figure, year, department) => {
                with(&format!("/spend/{}.csv", figure.slug()), scope(Some(*year), *department))
            }
            Route::Tenders(query) => with("/tenders", query.pairs()),
            Route::OpenTenders => format!("{base}/tenders"),
            Route::Tender(reference) => format!("{base}/tenders/{reference}"),
            Route::TenderFile(reference, file) => format!("{base}/tenders/{reference}/documents/{file}"),
            Route::Alerts => format!("{base}/alerts"),
            Route::WorkTenders => format!("{base}/workspace/tenders"),
            Route::TenderNew => format!("{base}/workspace/tenders/new"),
            Route::Postpone => format!("{base}/workspace/tenders/postpone"),
            Route::WorkTender(reference) => format!("{base}/workspace/tenders/{reference}"),
            Route::TenderCheck(reference) => format!("{base}/workspace/tenders/{reference}/check"),
            Route::Openers(reference) => format!("{base}/workspace/tenders/{reference}/openers"),
            Route::AddendumNew(reference) => format!("{base}/workspace/tenders/{reference}/addendum"),
            Route::TenderSection(reference, section) => {
                format!("{base}/workspace/tenders/{reference}/{}", section.code())
            }
            Route::DraftFile(reference, file) => format!("{base}/workspace/tenders/{reference}/files/{file}"),
            Route::Bid(reference) => format!("{base}/tenders/{reference}/bid"),
            Route::BidTask(reference, section) => format!("{base}/tenders/{reference}/bid/{}", section.code()),
            Route::BidReceipt(reference, number) => format!("{base}/tenders/{reference}/bid/receipts/{number}"),
            Route::BidEnvelope(reference, number, kind) => {
                format!("{base}/tenders/{reference}/bid/receipts/{number}/{kind}")
            }
            Route::BidSealed(reference) => format!("{base}/tenders/{reference}/bid/sealed"),
            Route::SealingFile(reference) => format!("{base}/tenders/{reference}/bid/sealing.json"),
            Route::BidKey(reference, number, kind) => {
                format!("{base}/tenders/{reference}/bid/receipts/{number}/{kind}/key")
            }
            Route::BidRescue(reference) => format!("{base}/tenders/{reference}/bid/rescue"),
            Route::OwnOpened(reference) => format!("{base}/tenders/{reference}/bid/opened"),
            Route::OwnOpenedFile(reference, file) => format!("{base}/tenders/{reference}/bid/opened/files/{file}"),
            Route::SealingKey => format!("{base}/account/sealing-key"),
            Route::KeyFile => format!("{base}/account/sealing-key/key.json"),
            Route::KeySheet => format!("{base}/account/sealing-key/sheet"),
            Route::RehearsalFile => format!("{base}/account/sealing-key/rehearsal.json"),
            Route::BidCopy(reference) => format!("{base}/tenders/{reference}/bid/copy.txt"),
            Route::Opening(reference, EnvelopeKind::Technical) => {
                format!("{base}/workspace/tenders/{reference}/opening")
            }
            Route::Opening(reference, EnvelopeKind::Price) => {
                format!("{base}/workspace/tenders/{reference}/price-opening")
            }
            Route::OpeningFile(reference, EnvelopeKind::Technical) => {
                format!("{base}/workspace/tenders/{reference}/opening/opening.json")
            }
            Route::OpeningFile(reference, EnvelopeKind::Price) => {
                format!("{base}/workspace/tenders/{reference}/price-opening/opening.json")
            }
            Route::Evaluation(reference) => format!("{base}/workspace/tenders/{reference}/evaluation"),
            Route::EvaluationInterests(reference) => {
                format!("{base}/workspace/tenders/{reference}/evaluation/interests")
            }
            Route::EvaluationMarks(reference) => format!("{base}/workspace/tenders/{reference}/evaluation/marks"),
            Route::EvaluationBid(reference, bid) => {
                format!("{base}/workspace/tenders/{reference}/evaluation/marks/{bid}")
            }
            Route::EvaluationFile(reference, bid, file) => {
                format!("{base}/workspace/tenders/{reference}/evaluation/marks/{bid}/files/{file}")
            }
            Route::EvaluationModeration(reference) => {
                format!("{base}/workspace/tenders/{reference}/evaluation/moderation")
            }
            Route::EvaluationSettle(reference, bid) => {
                format!("{base}/workspace/tenders/{reference}/evaluation/moderation/{bid}")
            }
            Route::EvaluationPrices(reference) => format!("{base}/workspace/tenders/{reference}/evaluation/prices"),
            Route::EvaluationReport(reference) => format!("{base}/workspace/tenders/{reference}/evaluation/report"),
            Route::PriceQuestion(reference) => format!("{base}/tenders/{reference}/price-question"),
            Route::WorkAward(reference) => format!("{base}/workspace/tenders/{reference}/award"),
            Route::Awards => format!("{base}/awards"),
            Route::AwardsFile => format!("{base}/awards.csv"),
            Route::AwardNotice(reference) => format!("{base}/awards/{reference}"),
            Route::OwnBids => format!("{base}/supplier/bids"),
            Route::Outcomes => format!("{base}/supplier/outcomes"),
            Route::Outcome(reference) => format!("{base}/supplier/outcomes/{reference}"),
            Route::Suppliers => format!("{base}/suppliers"),
            Route::SuppliersFile => format!("{base}/suppliers.csv"),
            Route::Register => format!("{base}/register"),
            Route::RegisterSent => format!("{base}/register/sent"),
            Route::Company => format!("{base}/supplier"),
            Route::CompanySection(section) => format!("{base}/supplier/{}", section.code()),
            Route::CompanyPeople => format!("{base}/supplier/people"),
            Route::CompanyClose => format!("{base}/supplier/close"),
            Route::Vetting => format!("{base}/workspace/suppliers"),
            Route::VettingOf(reference) => format!("{base}/workspace/suppliers/{reference}"),
            Route::Contracts => format!("{base}/contracts"),
            Route::ContractsFile => format!("{base}/contracts.csv"),
            Route::WorkContracts => format!("{base}/workspace/contracts"),
            Route::ContractNew(tender) => with("/workspace/contracts/new", vec![("tender", (*tender).to_owned())]),
            Route::WorkContract(reference) => format!("{base}/workspace/contracts/{reference}"),
            Route::ContractDraft(reference) => format!("{base}/workspace/contracts/{reference}/draft"),
            Route::CompanyContracts => format!("{base}/supplier/contracts"),
            Route::CompanyContract(reference) => format!("{base}/supplier/contracts/{reference}"),
            Route::SignIn => format!("{base}/sign-in"),
            Route::SignOut => format!("{base}/sign-out"),
            Route::ResetPassword => format!("{base}/reset-password"),
            Route::Account => format!("{base}/account"),
            Route::Help => format!("{base}/help"),
            Route::HowWeCount => format!("{base}/how-we-count"),
            Route::Accessibility => format!("{base}/accessibility"),
            Route::Privacy => format!("{base}/privacy"),
            Route::Log => format!("{base}/log"),
            Route::LogHeads => format!("{base}/log/heads.txt"),
            Route::BidReceiptProof(tender, number) => {
                format!("{base}/tenders/{tender}/bid/receipts/{number}/proof")
            }
        }
    }
}

fn scope(year: Option<FinancialYear>, department: Option<&str>) -> Vec<(&'static str, String)> {
    let year = year.map(|year| ("year", year.to_string()));
    let department = department.map(|department| ("department", department.to_owned()));
    year.into_iter().chain(department).collect()
}

/// A path with a query string of these pairs.
pub fn with_query<K: AsRef<str>>(path: String, pairs: &[(K, String)]) -> String {
    if pairs.is_empty() {
        return path;
    }
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (key, value) in pairs {
        query.append_pair(key.as_ref(), value);
    }
    format!("{path}?{}", query.finish())
}

/// A local path someone should come back to, if that is what it is: never another origin.
pub fn safe_return(path: &str) -> Option<&str> {
    let local = path.starts_with('/') && !path.starts_with("//") && !path.starts_with("/\\");
    let plain = path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    (local && plain && path.len() <= 1000).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_sent_to_another_origin() {
        for (path, safe) in [
            ("/en/orders?page=2", true),
            ("/zh-Hant/solutions?q=%E8%AA%9E", true),
            ("//evil.example", false),
            ("/\\evil.example", false),
            ("https://evil.example", false),
            ("/en\r\nSet-Cookie: a=b", false),
            ("/en/\u{8a9e}", false),
            ("", false),
        ] {
            assert_eq!(safe_return(path).is_some(), safe, "{path:?}");
        }
    }
}
