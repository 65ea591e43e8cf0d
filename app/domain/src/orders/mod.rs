//! A department asks to use what another department already has, and the order that follows.
//!
//! draft → submitted → (endorsed) coordinator review → approved → in delivery → fulfilled → closed,
//! or returned, rejected, declined, cancelled on the way. The price is computed from the rate card and
//! never typed. A department asks for a solution once: what it has or has asked for is named instead. Nobody
//! decides on a request of their own. The office approves under lock: no duplicate deployment, ceiling left,
//! allocation left in every financial year the order reaches.
//!
//! Source: call-off and reuse machine (3.7), framework ceiling (A7), budget invariant (6.2).

pub mod price;
pub mod request;
pub mod state;
pub mod views;

pub use price::{Quote, QuoteLine, Share, quote, schedule};
pub use request::{Quantities, ReuseForm, ReuseRequest};
pub use state::{Command, OrderState};

use crate::actor::Officer;
use crate::catalogue::{Access, DataLevel, Stage, orderable};
use crate::ids::{BudgetLineId, ListingId, OrderId, OrganisationId, PersonId};
use crate::money::Money;
use crate::text::Trilingual;
use crate::time::{Day, FinancialYear};
use serde::{Deserialize, Serialize};

/// Why something about an order was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum OrderRefusal {
    /// The step does not exist from where the order stands.
    NotNow {
        /// Where it stands.
        state: OrderState,
        /// What was asked.
        command: Command,
    },
    /// Nobody endorses or approves a request of their own.
    OwnRequest,
    /// The endorser may not approve the same request for the office.
    AlreadyEndorsed,
    /// The solution cannot be asked for now.
    NotOrderable,
    /// The data is more sensitive than the solution may handle.
    DataTooSensitive {
        /// What the request says.
        asked: DataLevel,
        /// The most it may handle.
        ceiling: DataLevel,
    },
    /// The use would start or go on after the contract's last day.
    OutsideContract {
        /// The contract's last day.
        ends_on: Day,
    },
    /// The contract's ceiling has less left than the price.
    CeilingExceeded {
        /// Left of the ceiling.
        left: Money,
        /// The price.
        price: Money,
    },
    /// The budget line has less left in a year than the order needs there.
    BudgetExceeded {
        /// The year.
        year: FinancialYear,
        /// Left in it.
        left: Money,
        /// Needed in it.
        needed: Money,
    },
    /// The department already uses, or is about to use, this solution.
    Duplicate {
        /// Reference of the order behind it.
        reference: String,
        /// The department.
        department: Trilingual,
    },
    /// The department asked for this solution before, and nobody has decided yet.
    AskedAlready {
        /// Reference of the request.
        reference: String,
        /// The department.
        department: Trilingual,
    },
    /// The price is too large to be counted.
    PriceTooLarge,
}

/// A request or order, as its rules see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// The order.
    pub id: OrderId,
    /// `RQ-2026-0042`.
    pub reference: String,
    /// What is asked for.
    pub listing: ListingId,
    /// Who asks.
    pub organisation: OrganisationId,
    /// Who wrote it.
    pub created_by: PersonId,
    /// Who sent the text as it now stands; nobody yet while it is a draft.
    pub submitted_by: Option<PersonId>,
    /// Who endorsed it for the department.
    pub endorsed_by: Option<PersonId>,
    /// What it asks.
    pub request: ReuseRequest,
    /// Its price, from the rate card.
    pub quote: Quote,
    pub(crate) state: OrderState,
}

/// What the rules must know about the solution behind an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Where the entry stands.
    pub stage: Stage,
    /// How it is had.
    pub access: Access,
    /// Most sensitive data it may handle.
    pub data_ceiling: Option<DataLevel>,
    /// Last day of the contract.
    pub contract_ends_on: Option<Day>,
}

/// What the office must know before it approves; read under lock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Headroom {
    /// Left of the contract's ceiling; `None` without a contract.
    pub ceiling_left: Option<Money>,
    /// Left of the budget line, by year.
    pub budget_left: Vec<(FinancialYear, Money)>,
    /// The deployment that the department already has.
    pub duplicate: Option<Holding>,
}

/// What a department has of a solution already, so that asking for it again would be a duplicate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holding {
    /// Reference of its order or request.
    pub reference: String,
    /// The department.
    pub department: Trilingual,
    /// Where that stands.
    pub state: OrderState,
    /// How far it is.
    pub kind: HoldingKind,
}

/// How far what a department has of a solution is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HoldingKind {
    /// Planned, tried or in use.
    Deployment,
    /// A request that nobody has decided on.
    UndecidedRequest,
}

impl Holding {
    /// Why the solution is not asked for once more.
    pub fn refusal(self) -> OrderRefusal {
        let Holding { reference, department, kind, .. } = self;
        match kind {
            HoldingKind::Deployment => OrderRefusal::Duplicate { reference, department },
            HoldingKind::UndecidedRequest => OrderRefusal::AskedAlready { reference, department },
        }
    }
}

impl Order {
    /// An order as it was stored.
    #[expect(clippy::too_many_arguments, reason = "one row, read in one place")]
    pub fn stored(
        id: OrderId,
        reference: String,
        listing: ListingId,
        organisation: OrganisationId,
        created_by: PersonId,
        submitted_by: Option<PersonId>,
        endorsed_by: Option<PersonId>,
        request: ReuseRequest,
        quote: Quote,
        state: OrderState,
    ) -> Order {
        Order { id, reference, listing, organisation, created_by, submitted_by, endorsed_by, request, quote, state }
    }

    /// Where it stands.
    pub fn state(&self) -> OrderState {
        self.state
    }

    /// The budget line it is charged to.
    pub fn budget_line(&self) -> BudgetLineId {
        self.request.budget_line
    }

    /// Its price by financial year.
    pub fn shares(&self) -> Vec<Share> {
        schedule(&self.quote, self.request.starts_on, self.request.months)
    }

    /// The officer sends it, as it now stands, to the department's approver.
    pub fn submit(mut self, by: PersonId, offer: &Offer, today: Day) -> Result<Order, OrderRefusal> {
        self.state = self.state.after(Command::Submit)?;
        offer.accepts(&self.request, today)?;
        self.submitted_by = Some(by);
        Ok(self)
    }

    /// The department's approver, who wrote none of it, sends it to the office.
    pub fn endorse(mut self, by: &Officer, room: &Headroom) -> Result<Order, OrderRefusal> {
        self.state = self.state.after(Command::Endorse)?;
        self.not_own(by)?;
        self.fits(room)?;
        self.endorsed_by = Some(by.person);
        Ok(self)
    }

    /// The department's approver says no.
    pub fn reject(mut self, by: &Officer) -> Result<Order, OrderRefusal> {
        self.state = self.state.after(Command::Reject)?;
        self.not_own(by)?;
        Ok(self)
    }

    /// The office says yes. `offer` and `room` are read under lock.
    pub fn approve(mut self, by: &Officer, offer: &Offer, room: &Headroom, today: Day) -> Result<Order, OrderRefusal> {
        self.state = self.state.after(Command::Approve)?;
        self.not_own(by)?;
        if self.endorsed_by == Some(by.person) {
            return Err(OrderRefusal::AlreadyEndorsed);
        }
        offer.accepts(&self.request, today)?;
        if let Some(holding) = &room.duplicate {
            return Err(holding.clone().refusal());
        }
        self.fits(room)?;
        Ok(self)
    }

    /// The office sends it back with what is missing.
    pub fn send_back(mut self, by: &Officer) -> Result<Order, OrderRefusal> {
        self.state = self.state.after(Command::Return)?;
        self.not_own(by)?;
        self.endorsed_by = None;
        Ok(self)
    }

    /// A step without further conditions of its own.
    pub fn step(mut self, command: Command) -> Result<Order, OrderRefusal> {
        self.state = self.state.after(command)?;
        Ok(self)
    }

    /// Somebody wrote this request: the first text of it, or the one that now stands.
    pub fn is_by(&self, person: PersonId) -> bool {
        self.created_by == person || self.submitted_by == Some(person)
    }

    fn not_own(&self, by: &Officer) -> Result<(), OrderRefusal> {
        if self.is_by(by.person) { Err(OrderRefusal::OwnRequest) } else { Ok(()) }
    }

    fn fits(&self, room: &Headroom) -> Result<(), OrderRefusal> {
        if let Some(left) = room.ceiling_left
            && self.quote.total > left
        {
            return Err(OrderRefusal::CeilingExceeded { left, price: self.quote.total });
        }
        // A line that was cut below what others claim of it still has room for what costs nothing.
        for share in self.shares().into_iter().filter(|share| share.amount > Money::ZERO) {
            let left = room.budget_left.iter().find(|(year, _)| *year == share.year);
            let left = left.map_or(Money::ZERO, |(_, left)| *left);
            if share.amount > left {
                return Err(OrderRefusal::BudgetExceeded { year: share.year, left, needed: share.amount });
            }
        }
        Ok(())
    }
}

impl Offer {
    /// It is ordered under a contract that was tendered; otherwise its owner provides it.
    pub fn is_under_contract(&self) -> bool {
        self.contract_ends_on.is_some()
    }

    /// Can this solution be used as the request says?
    pub fn accepts(&self, request: &ReuseRequest, today: Day) -> Result<(), OrderRefusal> {
        if !orderable(self.stage, self.access, self.contract_ends_on, today) {
            return Err(OrderRefusal::NotOrderable);
        }
        if let Some(ceiling) = self.data_ceiling
            && request.data_level > ceiling
        {
            return Err(OrderRefusal::DataTooSensitive { asked: request.data_level, ceiling });
        }
        if let Some(ends_on) = self.contract_ends_on
            && request.last_day() > ends_on
        {
            return Err(OrderRefusal::OutsideContract { ends_on });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
