//! Before an award somebody looks whether the recommended bidder is who it says it is.
//!
//! Four checks, each with who made it, when and on what evidence; the newest of a kind counts. A gate, not an
//! opinion: while one check is open there is no award. Papers that a bidder hands over about itself prove
//! nothing, so letters of authorisation are confirmed with whoever issued them. A check that has no object, such
//! as letters where the bid relies on none, is closed with the reason as its evidence. Rule A11.

use crate::coded;
use crate::ids::PersonId;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

coded! {
    /// What is looked into.
    CheckKind {
        /// The company's entry in the register.
        CompanySearch = "company_search",
        /// The address is real and the company is there.
        Address = "address",
        /// Earlier customers were asked.
        References = "references",
        /// Letters of authorisation, confirmed with those who issued them.
        AuthorisationLetters = "authorisation_letters",
    }
}

coded! {
    /// What a check found.
    CheckResult {
        /// As the bidder says.
        Satisfactory = "satisfactory",
        /// Not as the bidder says.
        Unsatisfactory = "unsatisfactory",
        /// The bid relies on nothing of the kind.
        NotApplicable = "not_applicable",
    }
}

/// One check that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// What was looked into.
    pub kind: CheckKind,
    /// Who looked.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
    /// What it rests on: the paper, its number, or why there is nothing to check.
    pub evidence: String,
    /// Who confirmed it at the source; asked of letters only.
    pub confirmed_by_issuer: Option<String>,
    /// What was found.
    pub result: CheckResult,
}

/// Why a check still stands in the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum OpenCheck {
    /// Nobody made it.
    NotMade(CheckKind),
    /// It names no evidence.
    NoEvidence(CheckKind),
    /// It was not confirmed by the issuer.
    NotAtSource(CheckKind),
    /// It cannot be left out: every bidder has a company and an address.
    CannotBeLeftOut(CheckKind),
    /// It found something wrong.
    Failed(CheckKind),
}

/// Every check that stands in the way of an award, in the order of the list.
pub fn open_checks(checks: &[Check]) -> Vec<OpenCheck> {
    CheckKind::ALL.iter().filter_map(|kind| open_check(*kind, checks)).collect()
}

fn open_check(kind: CheckKind, checks: &[Check]) -> Option<OpenCheck> {
    let newest = checks.iter().filter(|check| check.kind == kind).max_by_key(|check| check.at);
    let Some(check) = newest else {
        return Some(OpenCheck::NotMade(kind));
    };
    let names_somebody = |text: &str| !text.trim().is_empty();
    if !names_somebody(&check.evidence) {
        return Some(OpenCheck::NoEvidence(kind));
    }
    let confirmed = check.confirmed_by_issuer.as_deref().is_some_and(names_somebody);
    match (check.result, kind) {
        (CheckResult::Unsatisfactory, _) => Some(OpenCheck::Failed(kind)),
        (CheckResult::NotApplicable, CheckKind::CompanySearch | CheckKind::Address) => {
            Some(OpenCheck::CannotBeLeftOut(kind))
        }
        (CheckResult::Satisfactory, CheckKind::AuthorisationLetters) if !confirmed => {
            Some(OpenCheck::NotAtSource(kind))
        }
        (CheckResult::Satisfactory | CheckResult::NotApplicable, _) => None,
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use uuid::Uuid;

    fn check(kind: CheckKind) -> Check {
        Check {
            kind,
            by: PersonId(Uuid::from_u128(70)),
            at: Timestamp::from_millis(1_000),
            evidence: "search 4711".into(),
            confirmed_by_issuer: Some("sales manager of the maker".into()),
            result: CheckResult::Satisfactory,
        }
    }

    pub(crate) fn all_checks() -> Vec<Check> {
        CheckKind::ALL.iter().map(|kind| check(*kind)).collect()
    }

    #[test]
    fn a11_every_check_must_have_been_made() {
        assert_eq!(open_checks(&all_checks()), []);
        let none: Vec<_> = CheckKind::ALL.iter().map(|kind| OpenCheck::NotMade(*kind)).collect();
        assert_eq!(open_checks(&[]), none);
        for kind in CheckKind::ALL {
            let without: Vec<_> = all_checks().into_iter().filter(|check| check.kind != *kind).collect();
            assert_eq!(open_checks(&without), [OpenCheck::NotMade(*kind)]);
        }
    }

    #[test]
    fn a11_letters_count_only_when_their_issuer_confirmed_them() {
        for kind in CheckKind::ALL {
            for confirmed in [None, Some(String::from("  "))] {
                let mut checks = all_checks();
                checks.retain(|check| check.kind != *kind);
                checks.push(Check { confirmed_by_issuer: confirmed, ..check(*kind) });
                let open = open_checks(&checks);
                let letters = *kind == CheckKind::AuthorisationLetters;
                assert_eq!(open == [OpenCheck::NotAtSource(*kind)], letters, "{kind:?}");
                assert_eq!(open.is_empty(), !letters, "{kind:?}");
            }
        }
    }

    #[test]
    fn a11_a_check_without_evidence_or_with_a_bad_finding_stays_open() {
        for (result, evidence, expected) in [
            (CheckResult::Satisfactory, "", Some(OpenCheck::NoEvidence(CheckKind::Address))),
            (CheckResult::Satisfactory, "visit", None),
            (CheckResult::Unsatisfactory, "visit", Some(OpenCheck::Failed(CheckKind::Address))),
            (CheckResult::NotApplicable, "visit", Some(OpenCheck::CannotBeLeftOut(CheckKind::Address))),
        ] {
            let mut checks = all_checks();
            let at = Timestamp::from_millis(2_000);
            checks.push(Check { result, evidence: evidence.into(), at, ..check(CheckKind::Address) });
            assert_eq!(open_checks(&checks), expected.into_iter().collect::<Vec<_>>(), "{result:?} {evidence:?}");
        }
    }

    #[test]
    fn a11_the_newest_check_of_a_kind_counts() {
        let bad = Check {
            result: CheckResult::Unsatisfactory,
            at: Timestamp::from_millis(999),
            ..check(CheckKind::CompanySearch)
        };
        let mut checks = all_checks();
        checks.push(bad.clone());
        assert_eq!(open_checks(&checks), []);
        checks.push(Check { at: Timestamp::from_millis(1_001), ..bad });
        assert_eq!(open_checks(&checks), [OpenCheck::Failed(CheckKind::CompanySearch)]);
    }

    #[test]
    fn a11_letters_may_be_left_out_where_a_bid_relies_on_none() {
        let mut checks = all_checks();
        checks.pop();
        checks.push(Check {
            result: CheckResult::NotApplicable,
            confirmed_by_issuer: None,
            ..check(CheckKind::AuthorisationLetters)
        });
        assert_eq!(open_checks(&checks), []);
    }
}
