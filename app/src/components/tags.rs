//! States in words, one tag each.

use crate::i18n::{contract_phase, deployment_state, health, order_state, supplier_state};
use crate::visit::Visit;
use domain::contracts::ContractPhase;
use domain::deployments::DeploymentState;
use domain::orders::OrderState;
use domain::spend::Health;
use domain::suppliers::SupplierState;
use leptos::prelude::*;

/// Where an order stands.
pub fn order(visit: &Visit, state: OrderState) -> AnyView {
    let tone = match state {
        OrderState::Fulfilled | OrderState::Closed => "tag tag--good",
        OrderState::Returned | OrderState::Declined => "tag tag--warn",
        OrderState::Rejected | OrderState::Cancelled => "tag",
        OrderState::Approved | OrderState::InDelivery | OrderState::Ordered | OrderState::Accepted => "tag tag--info",
        OrderState::Draft | OrderState::Submitted | OrderState::CoordinatorReview => "tag tag--plum",
    };
    let words = order_state::find(state.code()).map_or("", |text| text.to(visit.locale()));
    view! { <span class=tone>{words}</span> }.into_any()
}

/// Where a deployment stands.
pub fn deployment(visit: &Visit, state: DeploymentState) -> AnyView {
    let tone = match state {
        DeploymentState::Live => "tag tag--good",
        DeploymentState::Degraded | DeploymentState::Suspended => "tag tag--warn",
        DeploymentState::Pilot | DeploymentState::Provisioning | DeploymentState::Planned => "tag tag--info",
        DeploymentState::Retiring | DeploymentState::Retired | DeploymentState::Abandoned => "tag",
    };
    let words = deployment_state::find(state.code()).map_or("", |text| text.to(visit.locale()));
    view! { <span class=tone>{words}</span> }.into_any()
}

/// Where a supplier's registration stands.
pub fn supplier(visit: &Visit, state: SupplierState) -> AnyView {
    let tone = match state {
        SupplierState::Verified => "tag tag--good",
        SupplierState::NeedsInfo | SupplierState::Expired => "tag tag--warn",
        SupplierState::Suspended | SupplierState::Debarred | SupplierState::Rejected => "tag tag--bad",
        SupplierState::Submitted | SupplierState::UnderReview => "tag tag--plum",
        SupplierState::Draft | SupplierState::Closed => "tag",
    };
    let words = supplier_state::find(state.code()).map_or("", |text| text.to(visit.locale()));
    view! { <span class=tone>{words}</span> }.into_any()
}

/// Where a contract stands.
pub fn contract(visit: &Visit, phase: ContractPhase) -> AnyView {
    let tone = match phase {
        ContractPhase::Active => "tag tag--good",
        ContractPhase::Expiring => "tag tag--warn",
        ContractPhase::Terminated => "tag tag--bad",
        ContractPhase::Ready | ContractPhase::SignedSupplier => "tag tag--plum",
        ContractPhase::Drafting => "tag tag--info",
        ContractPhase::Completed | ContractPhase::Cancelled => "tag",
    };
    let words = contract_phase::find(phase.code()).map_or("", |text| text.to(visit.locale()));
    view! { <span class=tone>{words}</span> }.into_any()
}

/// How a budget stands.
pub fn budget(visit: &Visit, state: Health) -> AnyView {
    let (tone, words) = match state {
        Health::OnTrack => ("tag tag--good", health::ON_TRACK),
        Health::Close => ("tag tag--warn", health::CLOSE),
        Health::Over => ("tag tag--bad", health::OVER),
    };
    view! { <span class=tone>{words.to(visit.locale())}</span> }.into_any()
}
