//! The supplier is paid: for what was accepted, once for each invoice, electronically, never above the value.
//!
//! Source: rule A9 and separation of duties: whoever accepted a milestone does not pay it.

use super::ContractRefusal;
use super::contract::Contract;
use super::funds::{left, total};
use super::state::ContractCommand;
use crate::coded;
use crate::ids::{OrganisationId, PaymentId, PersonId};
use crate::money::Money;
use crate::rulebook;
use crate::time::Day;

coded! {
    /// How money went.
    PaymentMethod {
        /// By bank transfer.
        BankTransfer = "bank_transfer",
        /// By the Faster Payment System.
        Fps = "fps",
        /// By cheque, as it used to be.
        Cheque = "cheque",
    }
}

/// A payment that was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payment {
    /// The payment.
    pub id: PaymentId,
    /// Number of the milestone it is for.
    pub milestone: u32,
    /// How much.
    pub amount: Money,
    /// The day it was made; its financial year is the year it is charged to.
    pub paid_on: Day,
    /// The supplier's invoice number, outer blanks removed.
    pub invoice: String,
    /// Who paid.
    pub payer: PersonId,
}

/// A payment to be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPayment {
    /// What is kept of it.
    pub payment: Payment,
    /// Who was paid.
    pub payee: OrganisationId,
    /// How.
    pub method: PaymentMethod,
    /// The payment, under any contract, that carries the same invoice of this supplier.
    pub earlier: Option<PaymentId>,
}

/// The invoice number as it is compared: blanks and the case of letters do not make another invoice.
pub fn invoice_key(invoice: &str) -> String {
    invoice.split_whitespace().collect::<String>().to_lowercase()
}

impl Contract {
    /// Paid so far.
    pub fn paid(&self) -> Money {
        total(self.payments.iter().map(|payment| payment.amount))
    }

    /// Paid so far for one milestone.
    pub fn paid_for(&self, number: u32) -> Money {
        total(self.payments.iter().filter(|payment| payment.milestone == number).map(|payment| payment.amount))
    }

    /// Share of the value that is paid, in basis points, once it calls for a warning on this day.
    pub fn spent_warning(&self, today: Day) -> Option<i64> {
        self.used_warning(self.paid(), today)
    }

    /// The same of what is used of it: paid, or ordered under a framework.
    pub fn used_warning(&self, used: Money, today: Day) -> Option<i64> {
        let points = rulebook::on(rulebook::SPENT_WARNING_POINTS, today).unwrap_or(8_000);
        let reached = 10_000 * i128::from(used.cents()) >= i128::from(points) * i128::from(self.value.cents());
        if reached { used.share_of(self.value) } else { None }
    }

    /// The finance officer records a payment.
    pub fn record_payment(mut self, new: NewPayment, today: Day) -> Result<Contract, ContractRefusal> {
        self.state = self.state.after(ContractCommand::RecordPayment)?;
        self.judge_payment(&new, today)?;
        self.payments.push(Payment { invoice: new.payment.invoice.trim().to_owned(), ..new.payment });
        Ok(self)
    }

    fn judge_payment(&self, new: &NewPayment, today: Day) -> Result<(), ContractRefusal> {
        let payment = &new.payment;
        if new.payee != self.supplier {
            return Err(ContractRefusal::NotTheSupplier);
        }
        if payment.amount <= Money::ZERO {
            return Err(ContractRefusal::AmountNotPositive);
        }
        if payment.paid_on > today {
            return Err(ContractRefusal::PaidLater);
        }
        let cheque_taken = rulebook::on(rulebook::PAYMENT_BY_CHEQUE, payment.paid_on).unwrap_or(false);
        if new.method == PaymentMethod::Cheque && !cheque_taken {
            return Err(ContractRefusal::NotElectronic);
        }
        self.judge_invoice(new)?;
        let number = payment.milestone;
        let found = self.milestones.iter().find(|milestone| milestone.number == number);
        let milestone = found.ok_or(ContractRefusal::NoSuchMilestone { number })?;
        let accepted = milestone.acceptance.as_ref().filter(|acceptance| acceptance.on <= payment.paid_on);
        let acceptance = accepted.ok_or(ContractRefusal::MilestoneNotAccepted { number })?;
        if acceptance.by == payment.payer {
            return Err(ContractRefusal::PayerAccepted);
        }
        let of_milestone = left(milestone.amount, self.paid_for(number));
        if payment.amount > of_milestone {
            return Err(ContractRefusal::MoreThanMilestone { left: of_milestone });
        }
        let of_value = left(self.value, self.paid());
        if payment.amount > of_value { Err(ContractRefusal::MoreThanValue { left: of_value }) } else { Ok(()) }
    }

    fn judge_invoice(&self, new: &NewPayment) -> Result<(), ContractRefusal> {
        let key = invoice_key(&new.payment.invoice);
        if key.is_empty() {
            return Err(ContractRefusal::ReasonMissing);
        }
        let own = self.payments.iter().find(|payment| invoice_key(&payment.invoice) == key);
        let earlier = new.earlier.or(own.map(|payment| payment.id));
        earlier.map_or(Ok(()), |payment| Err(ContractRefusal::InvoicePaid { payment }))
    }
}
