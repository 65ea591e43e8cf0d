//! What a refusal about a tender says, and what is missing in a draft.

use super::{gap as gaps, refused, rule as rules, tender_body, tender_document, tender_stage, words};
use domain::locale::Locale;
use domain::tenders::{Gap, PeopleGap, Stage, TenderRefusal};
use domain::text::Text;

/// Marks or percent held in hundredths: `60`, `72.5`.
pub fn hundredths(value: u64) -> String {
    let (whole, rest) = (value / 100, value % 100);
    match (rest, rest % 10) {
        (0, _) => whole.to_string(),
        (_, 0) => format!("{whole}.{}", rest / 10),
        _ => format!("{whole}.{rest:02}"),
    }
}

/// The words of a refusal.
pub fn of_tender(locale: Locale, refusal: &TenderRefusal) -> String {
    use TenderRefusal as No;
    let plain = |text: Text| text.to(locale).to_owned();
    let stage =
        |text: Text, stage: Stage| text.fill(locale, &[("stage", &words(tender_stage::find, stage.code(), locale))]);
    let marks = |value: u32| hundredths(u64::from(value));
    match refusal {
        No::NotNow { stage: at, .. } => stage(refused::TENDER_NOT_NOW, *at),
        No::NotReady { gaps } => {
            let listed: Vec<_> = gaps.iter().map(|one| gap(locale, one)).collect();
            refused::NOT_READY.fill(locale, &[("gaps", &listed.join(super::frame::LIST_SEMICOLON.to(locale)))])
        }
        No::NoOpener { gaps } => {
            let listed: Vec<_> = gaps.iter().map(|one| gap(locale, &Gap::People(*one))).collect();
            refused::NO_OPENER.fill(locale, &[("gaps", &listed.join(super::frame::LIST_SEMICOLON.to(locale)))])
        }
        No::EstimateNotPositive => plain(refused::ESTIMATE_NOT_POSITIVE),
        No::EstimateTooLarge => plain(refused::ESTIMATE_TOO_LARGE),
        No::NotNoonOnAWorkingDay { .. } => plain(refused::NOT_NOON),
        No::HolidaysUnknown { .. } => plain(refused::HOLIDAYS_UNKNOWN),
        No::CloseTooEarly { earliest, .. } => {
            refused::CLOSE_TOO_EARLY.fill(locale, &[("earliest", &locale.date(*earliest))])
        }
        No::CloseNotLater { current } => {
            refused::CLOSE_NOT_LATER.fill(locale, &[("current", &locale.moment(*current))])
        }
        No::PublicationDayPassed { planned } => {
            refused::PUBLICATION_PASSED.fill(locale, &[("day", &locale.date(*planned))])
        }
        No::QuestionDaysOutside { least, most } => {
            refused::QUESTION_DAYS.fill(locale, &[("least", &least.to_string()), ("most", &most.to_string())])
        }
        No::QuestionsOver { last_day } => refused::QUESTIONS_OVER.fill(locale, &[("day", &locale.date(*last_day))]),
        No::ValidityTooShort { least } => refused::VALIDITY_SHORT.fill(locale, &[("least", &least.to_string())]),
        No::ValidityOver { ended_on } => refused::VALIDITY_OVER.fill(locale, &[("day", &locale.date(*ended_on))]),
        No::AlreadyAnswered => plain(refused::ALREADY_ANSWERED),
        No::TextNeeded => plain(refused::TEXT_NEEDED),
        No::ReasonNeeded => plain(refused::REASON_NEEDED),
        No::WeightsNot100 { technical, price } => {
            let sum = hundredths(u64::from(*technical) + u64::from(*price));
            refused::WEIGHTS_NOT_100.fill(locale, &[("sum", &sum)])
        }
        No::WeightsNeedReason { least, most } => {
            refused::WEIGHTS_REASON.fill(locale, &[("least", &marks(*least)), ("most", &marks(*most))])
        }
        No::InnovationNeedsReason { usual } => refused::INNOVATION_REASON.fill(locale, &[("usual", &marks(*usual))]),
        No::MarksNot100 { marks } => refused::MARKS_NOT_100.fill(locale, &[("marks", &hundredths(*marks))]),
        No::CriterionUnusable { .. } => plain(refused::CRITERION_UNUSABLE),
        No::PassMarkTooHigh { .. } => plain(refused::PASS_TOO_HIGH),
        No::SingleEnvelopeNeedsPriceOnly => plain(refused::SINGLE_ENVELOPE),
        No::PriceOnlyNotApproved => plain(refused::PRICE_ONLY_NOT_APPROVED),
        No::TieBreaksIncomplete => plain(refused::TIE_BREAKS),
        No::OwnDraft => plain(refused::OWN_DRAFT),
        No::OpensOrAssesses { .. } => plain(refused::OPENS_OR_ASSESSES),
        No::BodyTooLow { needed } => {
            refused::BODY_TOO_LOW.fill(locale, &[("body", &words(tender_body::find, needed.code(), locale))])
        }
        No::SecondPersonNeeded => plain(refused::SECOND_PERSON),
        No::FundsNotReserved { needed, reserved } => refused::FUNDS_NOT_RESERVED
            .fill(locale, &[("needed", &locale.money(*needed)), ("reserved", &locale.money(*reserved))]),
        No::KeysMissing { .. } => plain(refused::KEYS_MISSING),
        No::NotTheOpeners => plain(refused::NOT_OPENERS),
        No::NoBids => plain(refused::NO_BIDS),
        No::BidsStand { .. } => plain(refused::BIDS_STAND),
        No::DeclarationsMissing { .. } => plain(refused::DECLARATIONS_MISSING),
        No::ConflictsNotRenewed { opened_on } => {
            refused::CONFLICTS_NOT_RENEWED.fill(locale, &[("day", &locale.date(*opened_on))])
        }
        No::TechnicalReportNotSigned => plain(refused::TECHNICAL_UNSIGNED),
        No::NotTheChair => plain(refused::NOT_CHAIR),
        No::PriceQueriesOpen { .. } => plain(refused::PRICE_QUERIES),
        No::DueDiligenceIncomplete => plain(refused::DUE_DILIGENCE),
        No::NotVetted => plain(refused::NOT_VETTED),
        No::PriceNotPositive => plain(refused::PRICE_NOT_POSITIVE),
        No::GroundNotYetPossible { stage: at } => stage(refused::GROUND_NOT_YET, *at),
        No::StandstillRuns { until } => refused::STANDSTILL.fill(locale, &[("until", &super::until(locale, *until))]),
        No::ChallengeTooLate { ended_at } => {
            refused::CHALLENGE_LATE.fill(locale, &[("until", &super::until(locale, *ended_at))])
        }
        No::ChallengeOpen => plain(refused::CHALLENGE_OPEN),
        No::NoChallenge => plain(refused::NO_CHALLENGE),
        No::FileKindUnknown => plain(refused::FILE_KIND),
        No::FileEmpty => plain(refused::FILE_EMPTY),
        No::FileTooLarge { most } => refused::FILE_LARGE.fill(locale, &[("most", &(most / 1024 / 1024).to_string())]),
        No::TooManyDocuments { most } => refused::TOO_MANY_DOCUMENTS.fill(locale, &[("most", &most.to_string())]),
        No::NoCancellationProposed => plain(refused::NO_CANCELLATION),
    }
}

/// The words of something missing in a draft.
pub fn gap(locale: Locale, gap: &Gap) -> String {
    let plain = |text: Text| text.to(locale).to_owned();
    let document = |text: Text, kind: domain::tenders::DocumentKind| {
        text.fill(locale, &[("document", &words(tender_document::find, kind.code(), locale))])
    };
    match gap {
        Gap::TitleMissing => plain(gaps::TITLE_MISSING),
        Gap::NeedMissing => plain(gaps::NEED_MISSING),
        Gap::WhyNotReuseMissing => plain(gaps::WHY_NOT_REUSE_MISSING),
        Gap::NoLots => plain(gaps::NO_LOTS),
        Gap::LotUnusable(_) => plain(gaps::LOT_UNUSABLE),
        Gap::TooManyLots(most) => gaps::TOO_MANY_LOTS.fill(locale, &[("count", &most.to_string())]),
        Gap::LotEstimateMissing(_) => plain(gaps::LOT_ESTIMATE_MISSING),
        Gap::LotEstimatesDiffer { lots, total } => {
            let (lots, total) = (locale.money(*lots), locale.money(*total));
            gaps::LOT_ESTIMATES_DIFFER.fill(locale, &[("lots", &lots), ("total", &total)])
        }
        Gap::LotWithoutRequirements(_) => plain(gaps::LOT_WITHOUT_REQUIREMENTS),
        Gap::LotWithoutPrices(_) => plain(gaps::LOT_WITHOUT_PRICES),
        Gap::PriceLineUnusable(_) => plain(gaps::PRICE_LINE_UNUSABLE),
        Gap::TooManyPriceLines(most) => gaps::TOO_MANY_PRICE_LINES.count(locale, *most as i64),
        Gap::NoRequirements => plain(gaps::NO_REQUIREMENTS),
        Gap::RequirementUnusable(_) => plain(gaps::REQUIREMENT_UNUSABLE),
        Gap::ConcernUnanswered(concern) => gaps::CONCERN.fill(locale, &[("words", &concern.words)]),
        Gap::SchemeMissing => plain(gaps::SCHEME_MISSING),
        Gap::Scheme(refusal) | Gap::Timetable(refusal) | Gap::Estimate(refusal) => of_tender(locale, refusal),
        Gap::TimetableMissing => plain(gaps::TIMETABLE_MISSING),
        Gap::People(people) => of_people(locale, *people),
        Gap::BudgetLineMissing => plain(gaps::BUDGET_LINE_MISSING),
        Gap::EstimateMissing => plain(gaps::ESTIMATE_MISSING),
        Gap::DocumentMissing(kind) => document(gaps::DOCUMENT_MISSING, *kind),
        Gap::DocumentUnusable(kind) => document(gaps::DOCUMENT_UNUSABLE, *kind),
        Gap::ConflictsNotAssessed => plain(gaps::CONFLICTS),
    }
}

/// What is said at a date of the timetable that cannot hold.
pub(super) fn of_date(locale: Locale, refusal: &TenderRefusal) -> String {
    match refusal {
        TenderRefusal::NotNoonOnAWorkingDay { .. } => rules::NO_WORKING_DAY.to(locale).to_owned(),
        TenderRefusal::CloseTooEarly { earliest, .. } => {
            rules::CLOSE_TOO_EARLY.fill(locale, &[("earliest", &locale.date_with_weekday(*earliest))])
        }
        other => of_tender(locale, other),
    }
}

/// What is said at the name of somebody who may not have a part.
pub(super) fn of_nominee(locale: Locale, gap: PeopleGap) -> String {
    let text = match gap {
        PeopleGap::OpenerDrafted { .. } | PeopleGap::ChairDrafted | PeopleGap::ApproverDrafted => {
            rules::WROTE_THE_DRAFT
        }
        PeopleGap::TwoParts { .. } => rules::HAS_ANOTHER_PART,
        PeopleGap::NoChair => rules::CHAIR_OF_PANEL,
        other => return of_people(locale, other),
    };
    text.to(locale).to_owned()
}

fn of_people(locale: Locale, gap: PeopleGap) -> String {
    let text = match gap {
        PeopleGap::OpenersFromTwoSections => gaps::OPENERS,
        PeopleGap::OpenerDrafted { .. } => gaps::OPENER_DRAFTED,
        PeopleGap::PanelTooSmall { least } => return gaps::PANEL_SMALL.count(locale, least as i64),
        PeopleGap::PanelOfOneTeam => gaps::PANEL_ONE_TEAM,
        PeopleGap::PanelWithoutUsers => gaps::PANEL_WITHOUT_USERS,
        PeopleGap::NoChair => gaps::NO_CHAIR,
        PeopleGap::ChairDrafted => gaps::CHAIR_DRAFTED,
        PeopleGap::ApproverDrafted => gaps::APPROVER_DRAFTED,
        PeopleGap::TwoParts { .. } => gaps::TWO_PARTS,
    };
    text.to(locale).to_owned()
}
