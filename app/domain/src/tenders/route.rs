//! The route a purchase takes, computed from its estimate and never typed.
//!
//! single purchase (T1) → quotation (T2) → open tender (T3), by the whole term with every option (T-a). The same
//! amount says whether the procurement agreement applies (T4), who approves (T5), and whether vetting (T6) or the
//! finance committee (T7) is needed. Everything is looked up by the publication day, so an old tender keeps its
//! rule (T-d). Ceilings are inclusive; the agreement applies from its threshold on.
//!
//! Source: thresholds of the rulebook; GPA Article II.

use super::TenderRefusal;
use crate::coded;
use crate::money::Money;
use crate::rulebook::{self, Dated};
use crate::time::Day;
use serde::{Deserialize, Serialize};

coded! {
    /// How a purchase is made, the least competition first.
    Route {
        /// Without competition (T1).
        SinglePurchase = "single_purchase",
        /// By written quotations (T2).
        Quotation = "quotation",
        /// By open tender (T3).
        OpenTender = "open_tender",
    }
}

coded! {
    /// Who approves a tender and its award, the lowest first (T5).
    ApprovingBody {
        /// The department's own tender committee.
        DepartmentCommittee = "department_committee",
        /// The Government Logistics Department Tender Board.
        LogisticsBoard = "logistics_board",
        /// The Central Tender Board.
        CentralBoard = "central_board",
    }
}

coded! {
    /// What is bought, as the agreement and the vetting rule tell it apart.
    Subject {
        /// Goods.
        Goods = "goods",
        /// Services.
        Services = "services",
        /// Construction works.
        Construction = "construction",
    }
}

coded! {
    /// Who buys, as the agreement tells it apart (T4).
    BuyerKind {
        /// A bureau or department.
        Department = "department",
        /// Another public body.
        PublicBody = "public_body",
    }
}

impl ApprovingBody {
    /// The body above; the highest stands above itself.
    pub fn higher(self) -> ApprovingBody {
        match self {
            ApprovingBody::DepartmentCommittee => ApprovingBody::LogisticsBoard,
            ApprovingBody::LogisticsBoard | ApprovingBody::CentralBoard => ApprovingBody::CentralBoard,
        }
    }

    /// The body that approves this amount on this day (T5).
    pub fn for_amount(amount: Money, on: Day) -> ApprovingBody {
        if amount <= ceiling(rulebook::DEPARTMENT_COMMITTEE, on) {
            ApprovingBody::DepartmentCommittee
        } else if amount <= ceiling(rulebook::LOGISTICS_BOARD, on) {
            ApprovingBody::LogisticsBoard
        } else {
            ApprovingBody::CentralBoard
        }
    }
}

impl Route {
    /// The route of this amount on this day.
    pub fn for_amount(amount: Money, on: Day) -> Route {
        if amount <= ceiling(rulebook::SMALL_PURCHASE, on) {
            Route::SinglePurchase
        } else if amount <= ceiling(rulebook::QUOTATION, on) {
            Route::Quotation
        } else {
            Route::OpenTender
        }
    }

    /// The largest amount of the route; an open tender has none.
    pub fn ceiling(self, on: Day) -> Option<Money> {
        match self {
            Route::SinglePurchase => Some(ceiling(rulebook::SMALL_PURCHASE, on)),
            Route::Quotation => Some(ceiling(rulebook::QUOTATION, on)),
            Route::OpenTender => None,
        }
    }
}

/// What a purchase is expected to cost over its whole term.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Estimate {
    /// Paid once: set-up, licences, hardware.
    pub one_off: Money,
    /// Paid every month of the term.
    pub monthly: Money,
    /// Months of the term, without options.
    pub months: u32,
    /// What each option adds if it is taken, over its own whole term.
    pub options: Vec<Money>,
}

impl Estimate {
    /// The whole term with every option (T-a).
    ///
    /// Refused when a part is below zero, when all of it is nothing, or when it is too large to be counted.
    pub fn total(&self) -> Result<Money, TenderRefusal> {
        let parts = || [self.one_off, self.monthly].into_iter().chain(self.options.iter().copied());
        if parts().any(Money::is_negative) {
            return Err(TenderRefusal::EstimateNotPositive);
        }
        let term = self.monthly.times(i64::from(self.months)).and_then(|term| term.plus(self.one_off));
        let total = self.options.iter().fold(term, |sum, option| sum.and_then(|sum| sum.plus(*option)));
        match total {
            None => Err(TenderRefusal::EstimateTooLarge),
            Some(Money::ZERO) => Err(TenderRefusal::EstimateNotPositive),
            Some(total) => Ok(total),
        }
    }
}

/// What is bought and by whom, as far as thresholds depend on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Purchase {
    /// Its estimate.
    pub estimate: Estimate,
    /// What the other lots are expected to cost that it was approved with; thresholds look at all of it.
    #[serde(default)]
    pub other_lots: Money,
    /// What is bought.
    pub subject: Subject,
    /// Who buys.
    pub buyer: BuyerKind,
    /// It is a computerisation project (T7).
    pub computerisation: bool,
    /// It is for a framework: every department may order under it, and the estimate is its ceiling (A7).
    #[serde(default)]
    pub is_framework: bool,
}

/// Everything that follows from the amount and the day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Procedure {
    /// The whole term with every option, of this lot.
    pub total: Money,
    /// What the other lots are expected to cost.
    pub other_lots: Money,
    /// The route.
    pub route: Route,
    /// Written quotations to ask for; 0 on other routes (T2).
    pub quotations: u32,
    /// The procurement agreement applies (T4).
    pub agreement_applies: bool,
    /// Who approves the tender (T5).
    pub body: ApprovingBody,
    /// The recommended tenderer's finances are vetted (T6).
    pub needs_vetting: bool,
    /// The finance committee of the legislature must approve (T7).
    pub needs_finance_committee: bool,
}

impl Purchase {
    /// What is expected to be spent on the whole need, the other lots included.
    pub fn whole(&self) -> Result<Money, TenderRefusal> {
        self.estimate.total()?.plus(self.other_lots).ok_or(TenderRefusal::EstimateTooLarge)
    }

    /// The procedure of this purchase if it is published on this day (T-d).
    pub fn procedure(&self, on: Day) -> Result<Procedure, TenderRefusal> {
        let (total, whole) = (self.estimate.total()?, self.whole()?);
        let route = Route::for_amount(whole, on);
        let quotations = match route {
            Route::Quotation if whole <= ceiling(rulebook::FEW_QUOTATIONS, on) => 2,
            Route::Quotation => 5,
            Route::SinglePurchase | Route::OpenTender => 0,
        };
        let threshold = match (self.subject, self.buyer) {
            (Subject::Construction, _) => rulebook::AGREEMENT_CONSTRUCTION,
            (Subject::Goods | Subject::Services, BuyerKind::Department) => rulebook::AGREEMENT_DEPARTMENT,
            (Subject::Goods | Subject::Services, BuyerKind::PublicBody) => rulebook::AGREEMENT_PUBLIC_BODY,
        };
        Ok(Procedure {
            total,
            other_lots: self.other_lots,
            route,
            quotations,
            agreement_applies: whole >= ceiling(threshold, on),
            body: ApprovingBody::for_amount(whole, on),
            needs_vetting: needs_vetting(self.subject, total, on),
            needs_finance_committee: self.computerisation && needs_finance_committee(whole, on),
        })
    }
}

impl Procedure {
    /// Who must approve an award at this price: the body of the price, never one below the tender's own, and the
    /// body above it when the price is above the route's ceiling (T-c). A lot counts with what the others are
    /// expected to cost.
    pub fn award_body(&self, price: Money, on: Day) -> ApprovingBody {
        let price = price.plus(self.other_lots).unwrap_or(Money::LARGEST);
        let above = self.route.ceiling(on).is_some_and(|ceiling| price > ceiling);
        let own = if above { self.body.higher() } else { self.body };
        own.max(ApprovingBody::for_amount(price, on))
    }
}

/// A contract of this amount needs the recommended tenderer's finances vetted (T6).
pub fn needs_vetting(subject: Subject, amount: Money, on: Day) -> bool {
    let limit = match subject {
        Subject::Goods => rulebook::on(rulebook::VETTING_GOODS, on).flatten(),
        Subject::Services => rulebook::on(rulebook::VETTING_SERVICES, on).flatten(),
        Subject::Construction => None,
    };
    limit.is_some_and(|limit| amount > limit)
}

/// A computerisation project of this cost needs the approval of the legislature's finance committee (T7).
pub fn needs_finance_committee(cost: Money, on: Day) -> bool {
    cost > ceiling(rulebook::FINANCE_COMMITTEE, on)
}

/// The ceiling in force; nothing at all, the strictest, if a table were empty.
pub(super) fn ceiling(table: &[Dated<Money>], on: Day) -> Money {
    rulebook::on(table, on).unwrap_or(Money::ZERO)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn purchase(cents: i64) -> Purchase {
        Purchase {
            estimate: Estimate { one_off: Money::from_cents(cents), monthly: Money::ZERO, months: 12, options: vec![] },
            other_lots: Money::ZERO,
            subject: Subject::Services,
            buyer: BuyerKind::Department,
            computerisation: true,
            is_framework: false,
        }
    }

    #[test]
    fn t1_t2_t3_the_route_changes_one_cent_above_each_ceiling() {
        for (cents, route, quotations) in [
            (1, Route::SinglePurchase, 0),
            (50_000_00, Route::SinglePurchase, 0),
            (50_000_01, Route::Quotation, 2),
            (500_000_00, Route::Quotation, 2),
            (500_000_01, Route::Quotation, 5),
            (1_400_000_00, Route::Quotation, 5),
            (1_400_000_01, Route::OpenTender, 0),
        ] {
            let procedure = purchase(cents).procedure(day("2026-05-04")).unwrap();
            assert_eq!((procedure.route, procedure.quotations), (route, quotations), "{cents}");
        }
    }

    #[test]
    fn t_a_the_estimate_counts_the_whole_term_and_every_option() {
        let mut purchase = purchase(40_000_00);
        purchase.estimate.monthly = Money::from_dollars(100);
        purchase.estimate.months = 60;
        purchase.estimate.options = vec![Money::from_dollars(3_000), Money::from_dollars(1_000)];
        let procedure = purchase.procedure(day("2026-05-04")).unwrap();
        assert_eq!((procedure.total, procedure.route), (Money::from_dollars(50_000), Route::SinglePurchase));
        purchase.estimate.options.push(Money::from_cents(1));
        assert_eq!(purchase.procedure(day("2026-05-04")).unwrap().route, Route::Quotation);
    }

    #[test]
    fn an_estimate_of_nothing_below_nothing_or_beyond_counting_is_refused() {
        let total = |one_off, monthly, months, option| {
            let money = Money::from_cents;
            let options = vec![money(option)];
            Estimate { one_off: money(one_off), monthly: money(monthly), months, options }.total()
        };
        assert_eq!(total(0, 0, 12, 0), Err(TenderRefusal::EstimateNotPositive));
        assert_eq!(total(10, 0, 0, -1), Err(TenderRefusal::EstimateNotPositive));
        assert_eq!(total(10, -1, 0, 0), Err(TenderRefusal::EstimateNotPositive));
        assert_eq!(total(i64::MAX, 0, 0, 1), Err(TenderRefusal::EstimateTooLarge));
        assert_eq!(total(0, i64::MAX, 2, 0), Err(TenderRefusal::EstimateTooLarge));
        assert_eq!(total(1, 2, 3, 4), Ok(Money::from_cents(11)));
    }

    #[test]
    fn t4_the_agreement_applies_from_its_threshold_on() {
        for (subject, buyer, dollars) in [
            (Subject::Services, BuyerKind::Department, 1_379_040),
            (Subject::Goods, BuyerKind::PublicBody, 4_243_200),
            (Subject::Construction, BuyerKind::Department, 53_040_000),
            (Subject::Construction, BuyerKind::PublicBody, 53_040_000),
        ] {
            for (cents, applies) in [(-1, false), (0, true), (1, true)] {
                let purchase = Purchase { subject, buyer, ..purchase(dollars * 100 + cents) };
                let procedure = purchase.procedure(day("2026-05-04")).unwrap();
                assert_eq!(procedure.agreement_applies, applies, "{subject:?} {buyer:?} {cents}");
            }
        }
    }

    #[test]
    fn t5_the_approving_body_follows_the_amount() {
        for (cents, body) in [
            (5_000_000_00, ApprovingBody::DepartmentCommittee),
            (5_000_000_01, ApprovingBody::LogisticsBoard),
            (30_000_000_00, ApprovingBody::LogisticsBoard),
            (30_000_000_01, ApprovingBody::CentralBoard),
        ] {
            assert_eq!(purchase(cents).procedure(day("2026-05-04")).unwrap().body, body, "{cents}");
        }
    }

    #[test]
    fn t6_t_d_goods_are_vetted_only_when_published_in_2026_or_later() {
        for (subject, cents, published, vetted) in [
            (Subject::Services, 15_000_000_00, "2026-05-04", false),
            (Subject::Services, 15_000_000_01, "2026-05-04", true),
            (Subject::Services, 15_000_000_01, "2025-12-31", true),
            (Subject::Goods, 15_000_000_01, "2025-12-31", false),
            (Subject::Goods, 15_000_000_01, "2026-01-01", true),
            (Subject::Goods, 15_000_000_00, "2026-01-01", false),
        ] {
            let purchase = Purchase { subject, ..purchase(cents) };
            let procedure = purchase.procedure(day(published)).unwrap();
            assert_eq!(procedure.needs_vetting, vetted, "{subject:?} {cents} {published}");
        }
    }

    #[test]
    fn t7_computerisation_above_twenty_million_goes_to_the_finance_committee() {
        for (cents, computerisation, needed) in
            [(20_000_000_00, true, false), (20_000_000_01, true, true), (20_000_000_01, false, false)]
        {
            let purchase = Purchase { computerisation, ..purchase(cents) };
            let procedure = purchase.procedure(day("2026-05-04")).unwrap();
            assert_eq!(procedure.needs_finance_committee, needed, "{cents} {computerisation}");
        }
    }

    #[test]
    fn t_c_a_best_bid_above_the_routes_ceiling_goes_one_body_higher() {
        let on = day("2026-05-04");
        for (estimate, price, body) in [
            (1_300_000_00, 1_400_000_00, ApprovingBody::DepartmentCommittee),
            (1_300_000_00, 1_400_000_01, ApprovingBody::LogisticsBoard),
            (40_000_00, 50_000_01, ApprovingBody::LogisticsBoard),
            (4_000_000_00, 5_000_000_00, ApprovingBody::DepartmentCommittee),
            (4_000_000_00, 5_000_000_01, ApprovingBody::LogisticsBoard),
            (31_000_000_00, 1_000_000_00, ApprovingBody::CentralBoard),
        ] {
            let procedure = purchase(estimate).procedure(on).unwrap();
            assert_eq!(procedure.award_body(Money::from_cents(price), on), body, "{estimate} {price}");
        }
    }

    proptest! {
        #[test]
        fn a_larger_estimate_never_needs_less_competition_or_a_lower_body(a in 1..i64::MAX, b in 1..i64::MAX) {
            let on = day("2026-05-04");
            let (less, more) = (a.min(b), a.max(b));
            let (less, more) = (purchase(less).procedure(on).unwrap(), purchase(more).procedure(on).unwrap());
            prop_assert!(less.route <= more.route && less.body <= more.body);
            prop_assert!(less.agreement_applies <= more.agreement_applies);
        }
    }
}
