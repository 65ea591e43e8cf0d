//! What the public is told about an award, and by when.
//!
//! A notice is complete or it does not exist. Rule A1: contents asked for by GPA XVI:2, with our number of bids and
//! basis. Rule M14: a target, an alarm and a limit, counted in calendar days from the day of the award.

use super::AwardRefusal;
use super::recommendation::AwardBasis;
use crate::coded;
use crate::money::Money;
use crate::rulebook;
use crate::tenders::Route;
use crate::text::Trilingual;
use crate::time::Day;
use serde::{Deserialize, Serialize};

coded! {
    /// How the tender was let.
    AwardMethod {
        /// Everybody could bid.
        Open = "open",
        /// Those found qualified could bid.
        Selective = "selective",
        /// Chosen suppliers were asked; this is justified in the notice.
        Limited = "limited",
        /// Contractors of a framework agreement competed again.
        MiniCompetition = "mini_competition",
    }
}

impl AwardMethod {
    /// The method that a tender's route says by itself; below the ceiling of quotations more than one is possible.
    pub fn of_route(route: Route) -> Option<AwardMethod> {
        match route {
            Route::OpenTender => Some(AwardMethod::Open),
            Route::Quotation | Route::SinglePurchase => None,
        }
    }
}

coded! {
    /// A part of the notice.
    NoticeField {
        /// What was bought.
        Description = "description",
        /// The procuring entity's name.
        EntityName = "entity_name",
        /// The procuring entity's address.
        EntityAddress = "entity_address",
        /// The winner's name.
        SupplierName = "supplier_name",
        /// The winner's address.
        SupplierAddress = "supplier_address",
        /// The value, above zero and, as a range, the right way round.
        Value = "value",
        /// Why the tender was limited.
        Justification = "justification",
        /// How many bids there were, one at the least.
        Bids = "bids",
    }
}

/// The value told to the public.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum NoticeValue {
    /// What the winner gets.
    Winner(Money),
    /// The highest and the lowest bid that were considered.
    Considered {
        /// Highest.
        highest: Money,
        /// Lowest.
        lowest: Money,
    },
}

/// The public notice of an award.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AwardNotice {
    /// What was bought, nature and quantity.
    pub description: Trilingual,
    /// The procuring entity.
    pub entity_name: Trilingual,
    /// Its address.
    pub entity_address: Trilingual,
    /// The winner.
    pub supplier_name: Trilingual,
    /// Its address.
    pub supplier_address: Trilingual,
    /// The value.
    pub value: NoticeValue,
    /// The day of the award.
    pub awarded_on: Day,
    /// How it was let.
    pub method: AwardMethod,
    /// Why it was limited; asked for only then.
    pub justification: Option<Trilingual>,
    /// How many bids there were.
    pub bids: u32,
    /// What decided.
    pub basis: AwardBasis,
}

impl AwardNotice {
    /// The notice as it may appear, or everything it still lacks.
    pub fn complete(self) -> Result<AwardNotice, AwardRefusal> {
        let missing: Vec<_> = NoticeField::ALL.iter().copied().filter(|field| self.lacks(*field)).collect();
        if missing.is_empty() { Ok(self) } else { Err(AwardRefusal::NoticeIncomplete { missing }) }
    }

    fn lacks(&self, field: NoticeField) -> bool {
        match field {
            NoticeField::Description => is_blank(&self.description),
            NoticeField::EntityName => is_blank(&self.entity_name),
            NoticeField::EntityAddress => is_blank(&self.entity_address),
            NoticeField::SupplierName => is_blank(&self.supplier_name),
            NoticeField::SupplierAddress => is_blank(&self.supplier_address),
            NoticeField::Value => match self.value {
                NoticeValue::Winner(value) => value <= Money::ZERO,
                NoticeValue::Considered { highest, lowest } => lowest <= Money::ZERO || highest < lowest,
            },
            NoticeField::Justification => {
                self.method == AwardMethod::Limited && self.justification.as_ref().is_none_or(is_blank)
            }
            NoticeField::Bids => self.bids == 0,
        }
    }
}

fn is_blank(text: &Trilingual) -> bool {
    [&text.en, &text.zh_hant, &text.zh_hans].iter().any(|text| text.trim().is_empty())
}

/// The days a notice is measured by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoticeDates {
    /// Last day of the target.
    pub target_on: Day,
    /// Day from which a missing notice raises an alarm.
    pub alarm_on: Day,
    /// Last day allowed.
    pub limit_on: Day,
}

/// How a notice stands against its days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoticeStanding {
    /// Within the target.
    OnTime,
    /// Past the target, before the alarm.
    PastTarget,
    /// The alarm is on.
    Alarm,
    /// Past the limit.
    Overdue,
}

/// The days by which an award of this day is measured.
pub fn notice_dates(awarded_on: Day) -> NoticeDates {
    let days = |table, default| awarded_on.plus_days(rulebook::on(table, awarded_on).unwrap_or(default));
    NoticeDates {
        target_on: days(rulebook::AWARD_NOTICE_TARGET_DAYS, 30),
        alarm_on: days(rulebook::AWARD_NOTICE_ALARM_DAYS, 60),
        limit_on: days(rulebook::AWARD_NOTICE_LIMIT_DAYS, 72),
    }
}

impl NoticeDates {
    /// How a notice that appeared on this day, or has not appeared by it, stands.
    pub fn standing(self, day: Day) -> NoticeStanding {
        if day > self.limit_on {
            NoticeStanding::Overdue
        } else if day >= self.alarm_on {
            NoticeStanding::Alarm
        } else if day > self.target_on {
            NoticeStanding::PastTarget
        } else {
            NoticeStanding::OnTime
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notice() -> AwardNotice {
        let text = |text| Trilingual::same(text);
        AwardNotice {
            description: text("triage of complaints, 400 users"),
            entity_name: text("Transport Department"),
            entity_address: text("Kowloon"),
            supplier_name: text("Example Limited"),
            supplier_address: text("New Territories"),
            value: NoticeValue::Winner(Money::from_cents(1)),
            awarded_on: Day::parse("2026-07-20").unwrap(),
            method: AwardMethod::Open,
            justification: None,
            bids: 1,
            basis: AwardBasis::CombinedScore,
        }
    }

    fn check(change: impl FnOnce(&mut AwardNotice), missing: &[NoticeField]) {
        let mut notice = notice();
        change(&mut notice);
        let found = match notice.complete() {
            Ok(_) => vec![],
            Err(AwardRefusal::NoticeIncomplete { missing }) => missing,
            Err(other) => panic!("{other:?}"),
        };
        assert_eq!(found, missing);
    }

    #[test]
    fn a1_a_notice_names_every_part_it_lacks() {
        check(|_| {}, &[]);
        check(|notice| notice.description.zh_hant.clear(), &[NoticeField::Description]);
        check(|notice| notice.entity_name = Trilingual::default(), &[NoticeField::EntityName]);
        check(|notice| notice.entity_address.en = " ".into(), &[NoticeField::EntityAddress]);
        check(|notice| notice.supplier_name.zh_hans.clear(), &[NoticeField::SupplierName]);
        check(|notice| notice.supplier_address.en.clear(), &[NoticeField::SupplierAddress]);
        check(
            |notice| (notice.bids, notice.value) = (0, NoticeValue::Winner(Money::ZERO)),
            &[NoticeField::Value, NoticeField::Bids],
        );
    }

    #[test]
    fn a1_a_range_of_values_runs_from_low_to_high() {
        let range = |highest, lowest| NoticeValue::Considered {
            highest: Money::from_cents(highest),
            lowest: Money::from_cents(lowest),
        };
        check(|notice| notice.value = range(5, 5), &[]);
        check(|notice| notice.value = range(4, 5), &[NoticeField::Value]);
        check(|notice| notice.value = range(4, 0), &[NoticeField::Value]);
    }

    #[test]
    fn a1_only_a_limited_tender_is_justified() {
        for method in AwardMethod::ALL {
            let limited = *method == AwardMethod::Limited;
            let expected: &[_] = if limited { &[NoticeField::Justification] } else { &[] };
            check(|notice| notice.method = *method, expected);
        }
        check(
            |notice| {
                notice.method = AwardMethod::Limited;
                notice.justification = Some(Trilingual::same("only one maker"));
            },
            &[],
        );
    }

    #[test]
    fn m14_target_alarm_and_limit_are_counted_from_the_award() {
        let awarded = Day::parse("2026-07-20").unwrap();
        for (days, standing) in [
            (0, NoticeStanding::OnTime),
            (30, NoticeStanding::OnTime),
            (31, NoticeStanding::PastTarget),
            (59, NoticeStanding::PastTarget),
            (60, NoticeStanding::Alarm),
            (72, NoticeStanding::Alarm),
            (73, NoticeStanding::Overdue),
        ] {
            assert_eq!(notice_dates(awarded).standing(awarded.plus_days(days)), standing, "{days}");
        }
    }
}
