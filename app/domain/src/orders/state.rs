//! Where an order stands and which steps there are.

use super::OrderRefusal;
use crate::coded;

coded! {
    /// Where a request or order stands.
    OrderState {
        /// Being written.
        Draft = "draft",
        /// With the department's approver.
        Submitted = "submitted",
        /// With the coordinating office.
        CoordinatorReview = "coordinator_review",
        /// Sent back by the office with comments.
        Returned = "returned",
        /// Approved; funds are committed.
        Approved = "approved",
        /// The order went to the supplier.
        Ordered = "ordered",
        /// The supplier accepted.
        Accepted = "accepted",
        /// The supplier declined.
        Declined = "declined",
        /// Being set up or tried out.
        InDelivery = "in_delivery",
        /// In live use.
        Fulfilled = "fulfilled",
        /// Paid and finished.
        Closed = "closed",
        /// Called off by the department.
        Cancelled = "cancelled",
        /// The department's approver said no.
        Rejected = "rejected",
    }
}

coded! {
    /// A step somebody takes.
    Command {
        /// Send to the department's approver.
        Submit = "submit",
        /// Send on to the coordinating office.
        Endorse = "endorse",
        /// Say no for the department.
        Reject = "reject",
        /// Say yes for the office.
        Approve = "approve",
        /// Send back with comments.
        Return = "return",
        /// Send the order to the supplier.
        IssueOrder = "issue_order",
        /// The supplier accepts.
        Accept = "accept",
        /// The supplier declines.
        Decline = "decline",
        /// Begin to set it up.
        Start = "start",
        /// The department confirms it is in live use.
        AcceptDelivery = "accept_delivery",
        /// Finish after the last payment.
        Close = "close",
        /// Call it off.
        Cancel = "cancel",
    }
}

use Command::{
    Accept, AcceptDelivery, Approve, Cancel, Close, Decline, Endorse, IssueOrder, Reject, Return, Start, Submit,
};
use OrderState::{
    Accepted, Approved, Cancelled, Closed, CoordinatorReview, Declined, Draft, Fulfilled, InDelivery, Ordered,
    Rejected, Returned, Submitted,
};

impl OrderState {
    /// The state after a step, or a refusal when there is no such step from here.
    pub fn after(self, command: Command) -> Result<OrderState, OrderRefusal> {
        let next = match (self, command) {
            (Draft | Returned, Submit) => Submitted,
            (Submitted, Endorse) => CoordinatorReview,
            (Submitted, Reject) => Rejected,
            (CoordinatorReview, Approve) => Approved,
            (CoordinatorReview, Return) => Returned,
            (Approved, IssueOrder) => Ordered,
            (Ordered, Accept) => Accepted,
            (Ordered, Decline) => Declined,
            (Declined, IssueOrder) => Ordered,
            (Approved | Accepted, Start) => InDelivery,
            (InDelivery, AcceptDelivery) => Fulfilled,
            (Fulfilled, Close) => Closed,
            (Draft | Submitted | CoordinatorReview | Returned | Approved | Ordered, Cancel) => Cancelled,
            (state, command) => return Err(OrderRefusal::NotNow { state, command }),
        };
        Ok(next)
    }

    /// Money is set aside for it.
    pub fn is_committed(self) -> bool {
        matches!(self, Approved | Ordered | Accepted | Declined | InDelivery | Fulfilled | Closed)
    }

    /// Asked for, and neither granted nor refused.
    pub fn is_undecided(self) -> bool {
        matches!(self, Draft | Submitted | CoordinatorReview | Returned)
    }

    /// Nothing more will happen to it.
    pub fn is_over(self) -> bool {
        matches!(self, Closed | Cancelled | Rejected)
    }
}
