//! What a refusal says to a person: the rule, its facts, and where it helps who can mend it.

use super::{deployment_state, order_state, refused, tender_refusals, words};
use domain::accounts::AccountRefusal;
use domain::deployments::DeploymentRefusal;
use domain::form::Rule;
use domain::locale::Locale;
use domain::orders::OrderRefusal;
use domain::refusal::Refusal;
use domain::spend::SpendRefusal;
use domain::suppliers::SupplierRefusal;

/// The words of a refusal.
pub fn refusal(locale: Locale, refusal: &Refusal) -> String {
    match refusal {
        Refusal::Form(problems) => {
            problems.first().map_or_else(|| refused::FORM.to(locale).to_owned(), |problem| rule(locale, &problem.rule))
        }
        Refusal::Account(account) => of_account(locale, account),
        Refusal::Order(order) => of_order(locale, order),
        Refusal::Bid(refusal) => super::bid_refusals::of_bid(locale, refusal),
        Refusal::SealingKey(refusal) => super::bid_refusals::of_key(locale, refusal),
        Refusal::Opening(refusal) => super::bid_refusals::of_opening(locale, refusal),
        Refusal::Evaluation(refusal) => super::evaluation_refusals::of_evaluation(locale, refusal),
        Refusal::Deployment(deployment) => of_deployment(locale, deployment),
        Refusal::Spend(spend) => of_spend(locale, spend),
        Refusal::Supplier(supplier) => of_supplier(locale, supplier),
        Refusal::Tender(tender) => tender_refusals::of_tender(locale, tender),
        Refusal::Contract(contract) => super::of_contract(locale, contract),
        Refusal::Award(award) => super::award_refusals::of_award(locale, award),
        Refusal::ChangedMeanwhile => refused::CHANGED_MEANWHILE.to(locale).to_owned(),
        Refusal::FormExpired => refused::FORM_EXPIRED.to(locale).to_owned(),
    }
}

fn of_account(locale: Locale, refusal: &AccountRefusal) -> String {
    let text = match refusal {
        AccountRefusal::WrongCredentials => refused::WRONG_CREDENTIALS,
        AccountRefusal::TooManyTries { until } => {
            return refused::TOO_MANY_TRIES.fill(locale, &[("time", &locale.moment(until.plus_seconds(59)))]);
        }
        AccountRefusal::LinkNotValid => refused::LINK_NOT_VALID,
        AccountRefusal::AlreadyInvited => refused::ALREADY_INVITED,
        AccountRefusal::NoSuchOrganisation => refused::NO_SUCH_ORGANISATION,
        AccountRefusal::MixedRoles => refused::MIXED_ROLES,
        AccountRefusal::NameNotValid => refused::NAME_NOT_VALID,
        AccountRefusal::RoleOfTheOffice { role } => {
            let role = words(super::role::find, role.code(), locale);
            return refused::ROLE_OF_THE_OFFICE.fill(locale, &[("role", &role)]);
        }
        AccountRefusal::RoleOfAnotherKind { role } => {
            let role = words(super::role::find, role.code(), locale);
            return refused::ROLE_OF_ANOTHER_KIND.fill(locale, &[("role", &role)]);
        }
    };
    text.to(locale).to_owned()
}

fn of_order(locale: Locale, refusal: &OrderRefusal) -> String {
    let money = |amount| locale.money(amount);
    match refusal {
        OrderRefusal::NotNow { state, .. } => {
            refused::ORDER_NOT_NOW.fill(locale, &[("state", &words(order_state::find, state.code(), locale))])
        }
        OrderRefusal::OwnRequest => refused::OWN_REQUEST.to(locale).to_owned(),
        OrderRefusal::AlreadyEndorsed => refused::ALREADY_ENDORSED.to(locale).to_owned(),
        OrderRefusal::NotOrderable => refused::NOT_ORDERABLE.to(locale).to_owned(),
        OrderRefusal::DataTooSensitive { asked, ceiling } => refused::DATA_TOO_SENSITIVE.fill(
            locale,
            &[
                ("asked", &words(super::data_level::find, asked.code(), locale)),
                ("ceiling", &words(super::data_level::find, ceiling.code(), locale)),
            ],
        ),
        OrderRefusal::OutsideContract { ends_on } => {
            refused::OUTSIDE_CONTRACT.fill(locale, &[("day", &locale.date(*ends_on))])
        }
        OrderRefusal::CeilingExceeded { left, price } => {
            refused::CEILING_EXCEEDED.fill(locale, &[("left", &money(*left)), ("price", &money(*price))])
        }
        OrderRefusal::BudgetExceeded { year, left, needed } => refused::BUDGET_EXCEEDED.fill(
            locale,
            &[("year", &locale.financial_year(*year)), ("left", &money(*left)), ("needed", &money(*needed))],
        ),
        OrderRefusal::Duplicate { reference, department } => {
            refused::DUPLICATE.fill(locale, &[("reference", reference), ("department", department.get(locale))])
        }
        OrderRefusal::AskedAlready { reference, department } => {
            refused::ASKED_ALREADY.fill(locale, &[("reference", reference), ("department", department.get(locale))])
        }
        OrderRefusal::PriceTooLarge => refused::PRICE_TOO_LARGE.to(locale).to_owned(),
    }
}

fn of_deployment(locale: Locale, refusal: &DeploymentRefusal) -> String {
    match refusal {
        DeploymentRefusal::NotNow { state, .. } => {
            refused::DEPLOYMENT_NOT_NOW.fill(locale, &[("state", &words(deployment_state::find, state.code(), locale))])
        }
        DeploymentRefusal::MoreUsersThanLicensed { licensed } => {
            refused::MORE_USERS.fill(locale, &[("licensed", &locale.number(*licensed))])
        }
        DeploymentRefusal::MonthNotReportable { latest, earliest } => refused::MONTH_NOT_REPORTABLE
            .fill(locale, &[("earliest", &locale.month(*earliest)), ("latest", &locale.month(*latest))]),
        DeploymentRefusal::NothingToReportYet { first } => refused::NOTHING_TO_REPORT_YET
            .fill(locale, &[("month", &locale.month(*first)), ("day", &locale.date(first.next().first_day()))]),
        DeploymentRefusal::BeforeStart { starts_on } => {
            refused::BEFORE_START.fill(locale, &[("day", &locale.date(*starts_on))])
        }
        DeploymentRefusal::CorrectionNeedsReason => refused::CORRECTION_NEEDS_REASON.to(locale).to_owned(),
    }
}

fn of_spend(locale: Locale, refusal: &SpendRefusal) -> String {
    match refusal {
        SpendRefusal::MoreThanPrice { left } => {
            refused::MORE_THAN_PRICE.fill(locale, &[("left", &locale.money(*left))])
        }
        SpendRefusal::NotCommitted => refused::NOT_COMMITTED.to(locale).to_owned(),
        SpendRefusal::InvoiceTwice { invoice } => refused::INVOICE_TWICE.fill(locale, &[("invoice", invoice)]),
        SpendRefusal::YearExhausted { year, left } => refused::YEAR_EXHAUSTED
            .fill(locale, &[("year", &locale.financial_year(*year)), ("left", &locale.money(*left))]),
    }
}

fn of_supplier(locale: Locale, refusal: &SupplierRefusal) -> String {
    let listed = |words: Vec<String>| words.join(super::frame::LIST_COMMA.to(locale));
    let text = match refusal {
        SupplierRefusal::NotNow { state, .. } => {
            let state = words(super::supplier_state::find, state.code(), locale);
            return refused::SUPPLIER_NOT_NOW.fill(locale, &[("state", &state)]);
        }
        SupplierRefusal::SectionsMissing { missing } => {
            let sections = missing.iter().map(|one| words(super::section::find, one.code(), locale)).collect();
            return refused::SECTIONS_MISSING.fill(locale, &[("sections", &listed(sections))]);
        }
        SupplierRefusal::DeclarationsMissing { missing } => {
            let made = missing.iter().map(|one| words(super::declaration::find, one.code(), locale)).collect();
            return refused::COMPANY_DECLARATIONS_MISSING.fill(locale, &[("declarations", &listed(made))]);
        }
        SupplierRefusal::CertificateExpired { expired_on } => {
            return refused::CERTIFICATE_EXPIRED.fill(locale, &[("day", &locale.date(*expired_on))]);
        }
        SupplierRefusal::EndsTooEarly { earliest } => {
            return refused::ENDS_TOO_EARLY.fill(locale, &[("day", &locale.date(*earliest))]);
        }
        SupplierRefusal::EndsTooLate { latest } => {
            return refused::ENDS_TOO_LATE.fill(locale, &[("day", &locale.date(*latest))]);
        }
        SupplierRefusal::StillEngaged { engagements } => {
            let count = |count: u32| locale.number(i64::from(count));
            let values = [
                ("bids", &*count(engagements.bids)),
                ("orders", &*count(engagements.orders)),
                ("contracts", &*count(engagements.contracts)),
            ];
            return refused::STILL_ENGAGED.fill(locale, &values);
        }
        SupplierRefusal::EmailNotConfirmed => refused::EMAIL_NOT_CONFIRMED,
        SupplierRefusal::AlreadyRegistered => refused::ALREADY_REGISTERED,
        SupplierRefusal::GaveInformation => refused::GAVE_INFORMATION,
        SupplierRefusal::EvidenceMissing => refused::EVIDENCE_MISSING,
        SupplierRefusal::SecondCheckMissing => refused::SECOND_CHECK_MISSING,
        SupplierRefusal::SameOfficer => refused::SAME_OFFICER,
        SupplierRefusal::NothingProposed => refused::NOTHING_PROPOSED,
        SupplierRefusal::DebarmentWaits => refused::DEBARMENT_WAITS,
        SupplierRefusal::ReasonMissing => refused::REASON_MISSING,
        SupplierRefusal::HearingMissing => refused::HEARING_MISSING,
        SupplierRefusal::NothingDue => refused::NOTHING_DUE,
        SupplierRefusal::LastAdministrator => refused::LAST_ADMINISTRATOR,
    };
    text.to(locale).to_owned()
}

/// The words of a rule that a field broke.
pub fn rule(locale: Locale, rule: &Rule) -> String {
    use super::rule as texts;
    let count = |text: domain::text::Text, count: i64| text.count(locale, count);
    match rule {
        Rule::Required => texts::REQUIRED.to(locale).to_owned(),
        Rule::TooLong(most) => count(texts::TOO_LONG, *most as i64),
        Rule::TooShort(least) => count(texts::TOO_SHORT, *least as i64),
        Rule::NotANumber => texts::NOT_A_NUMBER.to(locale).to_owned(),
        Rule::NotMoney => texts::NOT_MONEY.to(locale).to_owned(),
        Rule::Below(least) => count(texts::BELOW, *least),
        Rule::Above(most) => count(texts::ABOVE, *most),
        Rule::NotADay => texts::NOT_A_DAY.to(locale).to_owned(),
        Rule::Before(day) => texts::BEFORE.fill(locale, &[("day", &locale.date(*day))]),
        Rule::After(day) => texts::AFTER.fill(locale, &[("day", &locale.date(*day))]),
        Rule::NotAChoice => texts::NOT_A_CHOICE.to(locale).to_owned(),
        Rule::NotAWebsite => texts::NOT_A_WEBSITE.to(locale).to_owned(),
        Rule::NotACountry => texts::NOT_A_COUNTRY.to(locale).to_owned(),
        Rule::NotAPhone => texts::NOT_A_PHONE.to(locale).to_owned(),
        Rule::NotATime => texts::NOT_A_TIME.to(locale).to_owned(),
        Rule::NotALaterTime => texts::NOT_A_LATER_TIME.to(locale).to_owned(),
        Rule::NotATender => texts::NOT_A_TENDER.to(locale).to_owned(),
        Rule::NotAnEmail => texts::NOT_AN_EMAIL.to(locale).to_owned(),
        Rule::NotAName => texts::NOT_A_NAME.to(locale).to_owned(),
        Rule::MustBeTicked => texts::MUST_BE_TICKED.to(locale).to_owned(),
        Rule::CommonPassword => texts::COMMON_PASSWORD.to(locale).to_owned(),
        Rule::PasswordsDiffer => texts::PASSWORDS_DIFFER.to(locale).to_owned(),
        Rule::NotAMark { maximum, marking } => {
            let text = match marking {
                domain::evaluation::Marking::Points => texts::NOT_A_MARK_POINTS,
                _ => texts::NOT_A_MARK_GRADED,
            };
            text.fill(locale, &[("maximum", &super::hundredths(u64::from(*maximum)))])
        }
        Rule::MarkNeedsComment => texts::MARK_NEEDS_COMMENT.to(locale).to_owned(),
        Rule::MarksNeedDiscussion => texts::MARKS_NEED_DISCUSSION.to(locale).to_owned(),
        Rule::MarkOutsideNeedsReason => texts::MARK_OUTSIDE_NEEDS_REASON.to(locale).to_owned(),
        Rule::Envelope(fault) => super::words(super::envelope_fault::find, fault.code(), locale),
        Rule::BidKey(fault) => super::words(super::bid_key_fault::find, fault.code(), locale),
        Rule::Part(fault) => super::words(super::part_fault::find, fault.code(), locale),
        Rule::Year { from, to } => texts::YEAR.fill(locale, &[("from", &from.to_string()), ("to", &to.to_string())]),
        Rule::Timetable(refusal) => tender_refusals::of_date(locale, refusal),
        Rule::Person(gap) => tender_refusals::of_nominee(locale, *gap),
    }
}
