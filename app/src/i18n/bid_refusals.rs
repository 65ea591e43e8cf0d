//! Refusals about bids, sealing keys and openings, in words.

use super::{bid_declaration, bid_section, bid_state, refused_bid as bid, refused_key as key, refused_opening, words};
use domain::bids::{BidRefusal, KeyRefusal, OpeningRefusal};
use domain::locale::Locale;
use domain::text::Text;

/// Words for a refusal about a bid.
pub(super) fn of_bid(locale: Locale, refusal: &BidRefusal) -> String {
    let plain = |text: Text| text.to(locale).to_owned();
    let list = |items: Vec<String>| items.join(super::frame::LIST_COMMA.to(locale));
    let bytes = |count: &u64| locale.bytes(*count);
    match refusal {
        BidRefusal::NotNow { state, .. } => {
            bid::NOT_NOW.fill(locale, &[("state", &words(bid_state::find, state.code(), locale))])
        }
        BidRefusal::NotPublished => plain(bid::NOT_PUBLISHED),
        BidRefusal::Late { received_at, closed_at } => bid::LATE
            .fill(locale, &[("received", &locale.exact_moment(*received_at)), ("closed", &locale.moment(*closed_at))]),
        BidRefusal::NotStored { received_at } => {
            bid::NOT_STORED.fill(locale, &[("received", &locale.exact_moment(*received_at))])
        }
        BidRefusal::NotLate => plain(bid::NOT_LATE),
        BidRefusal::AlreadyBidding { .. } => plain(bid::ALREADY_BIDDING),
        BidRefusal::NotThisBid => plain(bid::NOT_THIS_BID),
        BidRefusal::SupplierMayNotBid { standing } => bid::SUPPLIER_MAY_NOT_BID
            .fill(locale, &[("standing", &words(super::supplier_state::find, standing.code(), locale))]),
        BidRefusal::DeclarationsMissing { missing } => {
            let missing = missing.iter().map(|one| words(bid_declaration::find, one.code(), locale)).collect();
            bid::DECLARATIONS_MISSING.fill(locale, &[("list", &list(missing))])
        }
        BidRefusal::Incomplete { sections } => {
            let sections = sections.iter().map(|one| words(bid_section::find, one.code(), locale)).collect();
            bid::INCOMPLETE.fill(locale, &[("list", &list(sections))])
        }
        BidRefusal::WrongEnvelopes { .. } => plain(bid::WRONG_ENVELOPES),
        BidRefusal::OutdatedNotice { current } => {
            bid::OUTDATED_NOTICE.fill(locale, &[("revision", &locale.number(i64::from(*current)))])
        }
        BidRefusal::OtherKeySet { .. } => plain(bid::OTHER_KEY_SET),
        BidRefusal::SealedToVoidKeys { closes_at } => {
            bid::SEALED_TO_VOID_KEYS.fill(locale, &[("time", &locale.moment(*closes_at))])
        }
        BidRefusal::PasswordNotFresh => plain(bid::PASSWORD_NOT_FRESH),
        BidRefusal::SubmissionReused => plain(bid::SUBMISSION_REUSED),
        BidRefusal::NotLatestReceipt { .. } => plain(bid::NOT_LATEST_RECEIPT),
        BidRefusal::FileKindNotAllowed { name } => bid::FILE_KIND.fill(locale, &[("name", name)]),
        BidRefusal::FileContentDiffers { name, .. } => bid::FILE_CONTENT.fill(locale, &[("name", name)]),
        BidRefusal::FileTooLarge { name, most_bytes } => {
            bid::FILE_TOO_LARGE.fill(locale, &[("name", name), ("most", &bytes(most_bytes))])
        }
        BidRefusal::TooManyFiles { most } => {
            bid::TOO_MANY_FILES.fill(locale, &[("most", &locale.number(*most as i64))])
        }
        BidRefusal::BidTooLarge { most_bytes } => bid::BID_TOO_LARGE.fill(locale, &[("most", &bytes(most_bytes))]),
        BidRefusal::TextTooLong { most } => bid::TEXT_TOO_LONG.fill(locale, &[("most", &locale.number(*most as i64))]),
        BidRefusal::NegativePrice => plain(bid::NEGATIVE_PRICE),
        BidRefusal::PriceNotPositive => plain(bid::PRICE_NOT_POSITIVE),
        BidRefusal::PriceTooLarge => plain(bid::PRICE_TOO_LARGE),
        BidRefusal::ReasonMissing => plain(bid::REASON_MISSING),
        BidRefusal::OtherOpening => plain(bid::OTHER_OPENING),
        BidRefusal::AnswerOutstanding { due_at } => {
            bid::ANSWER_OUTSTANDING.fill(locale, &[("time", &super::until(locale, *due_at))])
        }
        BidRefusal::AnswerLate { due_at } => bid::ANSWER_LATE.fill(locale, &[("time", &super::until(locale, *due_at))]),
        BidRefusal::ExcludedSupplier { .. } => plain(bid::EXCLUDED_SUPPLIER),
    }
}

/// Words for a refusal about sealing keys.
pub(super) fn of_key(locale: Locale, refusal: &KeyRefusal) -> String {
    let number = |count: &usize| locale.number(*count as i64);
    let names = |people: &[String]| people.join(key::BETWEEN_NAMES.to(locale));
    match refusal {
        KeyRefusal::NoKey => key::NO_KEY.to(locale).to_owned(),
        KeyRefusal::WrongPassphrase => key::WRONG_PASSPHRASE.to(locale).to_owned(),
        KeyRefusal::NotAPassphrase => key::NOT_A_PASSPHRASE.to(locale).to_owned(),
        KeyRefusal::WrongPassword => key::WRONG_PASSWORD.to(locale).to_owned(),
        KeyRefusal::NotRehearsed { officers } => {
            key::NOT_REHEARSED.fill(locale, &[("count", &number(&officers.len()))])
        }
        KeyRefusal::NoAccess { people } => key::NO_ACCESS.fill(locale, &[("names", &names(people))]),
        KeyRefusal::TooOld { people } => key::TOO_OLD.fill(locale, &[("names", &names(people))]),
        KeyRefusal::OpensAlready => key::OPENS_ALREADY.to(locale).to_owned(),
        KeyRefusal::TooManyOpeners { most } => key::TOO_MANY_OPENERS.fill(locale, &[("most", &most.to_string())]),
        KeyRefusal::CanBeCountedOn { .. } => key::CAN_BE_COUNTED_ON.to(locale).to_owned(),
        KeyRefusal::CloseNotMoved { usable, needed } => {
            key::CLOSE_NOT_MOVED.fill(locale, &[("usable", &usable.to_string()), ("needed", &needed.to_string())])
        }
        KeyRefusal::TooFewOfficers { found, needed } => {
            key::TOO_FEW_OFFICERS.fill(locale, &[("found", &number(found)), ("needed", &number(needed))])
        }
        KeyRefusal::NoRecovery => key::NO_RECOVERY.to(locale).to_owned(),
        KeyRefusal::NotAKey => key::NOT_A_KEY.to(locale).to_owned(),
        KeyRefusal::OtherHolder => key::OTHER_HOLDER.to(locale).to_owned(),
        KeyRefusal::WeakWrap => key::WEAK_WRAP.to(locale).to_owned(),
        KeyRefusal::UsedKey => key::USED_KEY.to(locale).to_owned(),
        KeyRefusal::RehearsalOver => key::REHEARSAL_OVER.to(locale).to_owned(),
    }
}

/// Words for a refusal about an opening.
pub(super) fn of_opening(locale: Locale, refusal: &OpeningRefusal) -> String {
    use refused_opening as texts;
    let plain = |text: Text| text.to(locale).to_owned();
    match refusal {
        OpeningRefusal::NotClosed { closes_at } => {
            texts::NOT_CLOSED.fill(locale, &[("time", &locale.moment(*closes_at))])
        }
        OpeningRefusal::OpenedAlready => plain(texts::OPENED_ALREADY),
        OpeningRefusal::SameOfficer => plain(texts::SAME_OFFICER),
        OpeningRefusal::SameSection { section } => texts::SAME_SECTION.fill(locale, &[("section", section)]),
        OpeningRefusal::Author => plain(texts::AUTHOR),
        OpeningRefusal::PasswordNotFresh { .. } => plain(texts::PASSWORD_NOT_FRESH),
        OpeningRefusal::WindowPassed { lapsed_at } => {
            texts::WINDOW_PASSED.fill(locale, &[("time", &locale.moment(*lapsed_at))])
        }
        OpeningRefusal::OtherStructure { .. } => plain(texts::OTHER_STRUCTURE),
        OpeningRefusal::TechnicalNotLocked => plain(texts::TECHNICAL_NOT_LOCKED),
        OpeningRefusal::TechnicalNotSigned { .. } => plain(texts::TECHNICAL_NOT_SIGNED),
        OpeningRefusal::OtherTender
        | OpeningRefusal::OtherKind { .. }
        | OpeningRefusal::NotPassed { .. }
        | OpeningRefusal::Replaced
        | OpeningRefusal::Withdrawn
        | OpeningRefusal::Late
        | OpeningRefusal::Lapsed => plain(texts::NOT_THIS_ENVELOPE),
        OpeningRefusal::RecordDiffers => plain(texts::RECORD_DIFFERS),
        OpeningRefusal::OtherOpenerNeeded { envelopes } => {
            texts::OTHER_OPENER_NEEDED.fill(locale, &[("count", &locale.number(*envelopes as i64))])
        }
        OpeningRefusal::PartsDoNotOpen { envelopes } => {
            texts::PARTS_DO_NOT_OPEN.fill(locale, &[("count", &locale.number(*envelopes as i64))])
        }
    }
}
