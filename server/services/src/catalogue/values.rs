//! The choices of each facet, and which of them a listing has.

use crate::entities::{listing_rates, listings};
use crate::search::{FacetId, ValueId};
use domain::catalogue::{
    Access, AssuranceKind, Category, DataLevel, Facet, Hosting, Language, RateKind, RiskTier, Stage, SupplierSize,
};

/// Codes of a facet's choices, in the order they are shown.
pub fn choices(facet: Facet) -> Vec<&'static str> {
    match facet {
        Facet::Kind => vec!["shared", "reference"],
        Facet::Task => Category::ALL.iter().map(|choice| choice.code()).collect(),
        Facet::Data => DataLevel::ALL.iter().map(|choice| choice.code()).collect(),
        Facet::Get => vec![Access::CallOff.code(), Access::InHouse.code(), Access::Trial.code()],
        Facet::Works => Language::ALL.iter().map(|choice| choice.code()).collect(),
        Facet::Assurance => AssuranceKind::ALL.iter().map(|choice| choice.code()).collect(),
        Facet::Hosting => Hosting::ALL.iter().map(|choice| choice.code()).collect(),
        Facet::Size => {
            let sizes = SupplierSize::ALL.iter().map(|choice| choice.code());
            sizes.chain(["startup", "government"]).collect()
        }
        Facet::Price => vec!["none", "month", "user_month", "unit", "once"],
        Facet::Risk => RiskTier::ALL.iter().map(|choice| choice.code()).collect(),
        Facet::Status => vec!["in_use", "on_trial", "not_in_use", "suspended", "retired"],
    }
}

pub(super) fn facet_id(facet: Facet) -> FacetId {
    let position = Facet::ALL.iter().position(|other| *other == facet);
    FacetId(position.unwrap_or(usize::from(u8::MAX)) as u8)
}

pub(super) fn facet_of(id: FacetId) -> Option<Facet> {
    Facet::ALL.get(usize::from(id.0)).copied()
}

/// A value nobody has stands for choices that do not exist, so that they find nothing.
pub(super) fn value_id(facet: Facet, code: &str) -> ValueId {
    let position = choices(facet).iter().position(|choice| *choice == code);
    ValueId(position.map_or(u16::MAX, |position| position as u16))
}

pub(super) fn value_of(facet: Facet, id: ValueId) -> Option<&'static str> {
    choices(facet).get(usize::from(id.0)).copied()
}

/// What search must know of a listing beside its row.
pub(super) struct Beside<'a> {
    pub rates: &'a [listing_rates::Model],
    pub assurance: &'a [String],
    pub adopters: usize,
    pub trials: usize,
}

/// Every facet value of a listing.
pub(super) fn values_of(row: &listings::Model, beside: &Beside<'_>) -> Vec<(FacetId, ValueId)> {
    let mut values: Vec<(Facet, &str)> = Vec::new();
    let reference = row.access == Access::Reference.code();
    values.push((Facet::Kind, if reference { "reference" } else { "shared" }));
    values.push((Facet::Task, &row.category));
    let optional = [
        (Facet::Data, row.data_ceiling.as_deref()),
        (Facet::Hosting, row.hosting.as_deref()),
        (Facet::Risk, row.risk_tier.as_deref()),
        (Facet::Size, row.supplier_size.as_deref()),
    ];
    values.extend(optional.into_iter().filter_map(|(facet, value)| Some((facet, value?))));
    values.extend(row.languages.split(',').filter(|code| !code.is_empty()).map(|code| (Facet::Works, code)));
    values.extend(beside.assurance.iter().map(|kind| (Facet::Assurance, kind.as_str())));
    if !reference {
        values.push((Facet::Get, &row.access));
        if row.access == Access::InHouse.code() {
            values.push((Facet::Size, "government"));
        }
        if row.startup {
            values.push((Facet::Size, "startup"));
        }
        values.extend(price_models(row, beside.rates).into_iter().map(|model| (Facet::Price, model)));
        let status = match Stage::parse(&row.stage) {
            Some(Stage::Suspended) => "suspended",
            Some(Stage::Retired) => "retired",
            _ if beside.adopters > 0 => "in_use",
            _ if beside.trials > 0 => "on_trial",
            _ => "not_in_use",
        };
        values.push((Facet::Status, status));
    }
    values.into_iter().map(|(facet, code)| (facet_id(facet), value_id(facet, code))).collect()
}

fn price_models(row: &listings::Model, rates: &[listing_rates::Model]) -> Vec<&'static str> {
    if rates.is_empty() {
        return if row.access == Access::InHouse.code() { vec!["none"] } else { Vec::new() };
    }
    let has = |kind: RateKind| rates.iter().any(|rate| rate.kind == kind.code());
    RateKind::ALL.iter().copied().filter(|kind| has(*kind)).map(RateKind::code).collect()
}

/// The amount a list is sorted by: the smallest that recurs, nothing for entries without a rate card.
pub(super) fn sort_price(row: &listings::Model, rates: &[listing_rates::Model]) -> Option<i64> {
    if rates.is_empty() && row.access == Access::InHouse.code() {
        return Some(0);
    }
    rates.iter().filter(|rate| rate.kind != RateKind::Once.code()).map(|rate| rate.amount_cents).min()
}
