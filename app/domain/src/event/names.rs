//! What each event is called in the log, and whose history it belongs to.

use super::Event;
use uuid::Uuid;

impl Event {
    /// Its name in the log, such as `reuse.submitted`.
    pub fn name(&self) -> &'static str {
        match self {
            Event::OfficeSampled { .. } => "office.sampled",
            Event::TendersSampled { .. } => "tenders.sampled",
            Event::RegisterKept { .. } => "register.kept",
            Event::PersonInvited { .. } => "person.invited",
            Event::PersonJoined { .. } => "person.joined",
            Event::SessionStarted { .. } => "session.started",
            Event::SessionRefused { .. } => "session.refused",
            Event::SessionEnded { .. } => "session.ended",
            Event::PasswordResetRequested { .. } => "password.reset_requested",
            Event::PasswordChanged { .. } => "password.changed",
            Event::PersonRolesChanged { .. } => "person.roles_changed",
            Event::PersonDisabled { .. } => "person.disabled",
            Event::InvitationRefused { .. } => "invitation.refused",
            Event::SupplierApplied { .. } => "supplier.applied",
            Event::SupplierRegistered { .. } => "supplier.registered",
            Event::SupplierFileKept { .. } => "supplier.file_kept",
            Event::SupplierMoved { .. } => "supplier.moved",
            Event::SupplierVouched { .. } => "supplier.vouched",
            Event::SupplierHelped { .. } => "supplier.helped",
            Event::SupplierReminded { .. } => "supplier.reminded",
            Event::ListingsImported { .. } => "listings.imported",
            Event::ShortlistAdded { .. } => "shortlist.added",
            Event::ShortlistRemoved { .. } => "shortlist.removed",
            Event::ReuseSubmitted { .. } => "reuse.submitted",
            Event::ReuseEndorsed { .. } => "reuse.endorsed",
            Event::ReuseRejected { .. } => "reuse.rejected",
            Event::ReuseApproved { .. } => "reuse.approved",
            Event::ReuseReturned { .. } => "reuse.returned",
            Event::OrderCancelled { .. } => "order.cancelled",
            Event::DeploymentMoved { .. } => "deployment.moved",
            Event::UsageReported { .. } => "usage.reported",
            Event::PaymentRecorded { .. } => "payment.recorded",
            Event::LetterGivenUp { .. } => "letter.given_up",
            Event::Tender(event) => event.name(),
            Event::Bid(event) => event.name(),
            Event::Custody(event) => event.name(),
            Event::Contract(event) => event.name(),
            Event::Evaluation(event) => event.name(),
            Event::Award(event) => event.name(),
        }
    }

    /// The thing whose history this belongs to, if it is one thing.
    pub fn subject(&self) -> Option<Uuid> {
        match self {
            Event::PersonInvited { person, .. }
            | Event::PersonJoined { person }
            | Event::SessionStarted { person, .. }
            | Event::SessionEnded { person, .. }
            | Event::PasswordResetRequested { person }
            | Event::PasswordChanged { person }
            | Event::SupplierApplied { person, .. } => Some(person.0),
            // A supplier's people belong to the history of its file.
            Event::PersonRolesChanged { organisation, .. }
            | Event::PersonDisabled { organisation, .. }
            | Event::InvitationRefused { organisation, .. }
            | Event::SupplierRegistered { organisation, .. }
            | Event::SupplierFileKept { organisation, .. }
            | Event::SupplierMoved { organisation, .. }
            | Event::SupplierVouched { organisation, .. }
            | Event::SupplierHelped { organisation, .. }
            | Event::SupplierReminded { organisation, .. } => Some(organisation.0),
            Event::ShortlistAdded { organisation, .. } | Event::ShortlistRemoved { organisation, .. } => {
                Some(organisation.0)
            }
            Event::ReuseSubmitted { order, .. }
            | Event::ReuseEndorsed { order }
            | Event::ReuseRejected { order, .. }
            | Event::ReuseApproved { order, .. }
            | Event::ReuseReturned { order, .. }
            | Event::OrderCancelled { order, .. }
            | Event::DeploymentMoved { order, .. }
            | Event::UsageReported { order, .. }
            | Event::PaymentRecorded { order, .. } => Some(order.0),
            Event::LetterGivenUp { letter, .. } => Some(*letter),
            Event::Tender(event) => event.subject(),
            Event::Bid(event) => event.subject(),
            Event::Custody(event) => event.subject(),
            Event::Contract(event) => Some(event.subject()),
            Event::Evaluation(event) => Some(event.tender().0),
            Event::Award(event) => Some(event.tender().0),
            Event::OfficeSampled { .. }
            | Event::TendersSampled { .. }
            | Event::RegisterKept { .. }
            | Event::ListingsImported { .. }
            | Event::SessionRefused { .. } => None,
        }
    }
}
