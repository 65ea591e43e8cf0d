use super::*;

#[tokio::test]
async fn both_sides_are_told_once_ninety_and_once_thirty_days_before_the_end() {
    let office = Office::sample().await;
    let reference = office.contract_in_force(&TD_TENDERS).await;
    let told = async |day: &str| {
        office.on(day);
        warn(&office.system()).await.unwrap()
    };
    // The last day is 31 January 2029.
    for (day, ending) in [("2028-11-01", 0), ("2028-11-02", 1), ("2028-11-03", 0), ("2029-01-01", 1), ("2029-01-02", 0)]
    {
        assert_eq!(told(day).await, Warned { spent: 0, ending }, "{day}");
    }
    let letters = office.letters().await;
    let ends =
        |who: &str| letters.iter().filter(|(to, subject)| to.starts_with(who) && subject.contains("屆滿")).count();
    assert_eq!(ends(SUPPLIER_ADMIN), 2);
    assert!(letters.iter().all(|(_, subject)| !subject.contains('{')));
    assert_eq!(seen(&office, &reference).await.row.phase, ContractPhase::Expiring);
}

#[tokio::test]
async fn eighty_per_cent_of_the_value_is_told_once_and_again_after_a_variation() {
    let office = Office::sample().await;
    let reference = office.contract_in_force(&TD_TENDERS).await;
    office.on("2027-03-26");
    accept(&office, &reference, "1").await.unwrap();
    accept(&office, &reference, "2").await.unwrap();
    pay(&office, &reference, "HL-1", "600,000", "1").await.unwrap();
    pay(&office, &reference, "HL-2", "199,999.99", "2").await.unwrap();
    assert_eq!(warn(&office.system()).await.unwrap(), Warned::default());
    pay(&office, &reference, "HL-3", "0.01", "2").await.unwrap();
    assert_eq!(warn(&office.system()).await.unwrap(), Warned { spent: 1, ending: 0 });
    assert_eq!(warn(&office.system()).await.unwrap(), Warned::default());
    assert_eq!(seen(&office, &reference).await.spent_warning, Some(8_000));
}

#[tokio::test]
async fn a_framework_needs_no_money_of_its_own_and_counts_orders_against_its_ceiling() {
    let office = Office::sample().await;
    let tender = office.awarded(&TD_TENDERS).await;
    let procurement = office.person(TD_TENDERS.procurement).await;
    announce_a_framework(&office, &tender).await;
    let fields = form(&[
        ("starts_on", "2027-02-01"),
        ("performance", "monthly"),
        ("service_levels", "99.5%"),
        ("data_terms", "stays here"),
    ]);
    let reference = draw_up(&procurement, office.once(), &tender, &fields).await.unwrap();
    make_ready(&procurement, &reference).await.unwrap();
    let view = seen(&office, &reference).await;
    assert!(view.row.is_framework && view.years.is_empty());
    assert_eq!(on_spend(&office, Figure::Committed, 2026, &reference).await, Money::ZERO);
}

/// The tender said from its draft on that departments will order under its contract.
async fn announce_a_framework(office: &Office, tender: &str) {
    use crate::entities::tenders;
    use sea_orm::prelude::*;
    let row = crate::tenders::load_published(office.services.db.reader(), tender).await.unwrap().1;
    let mut draft = row.draft.clone();
    draft.purchase.as_mut().unwrap().is_framework = true;
    let change = office.system().begin().await.unwrap();
    tenders::Entity::update_many()
        .col_expr(tenders::Column::DraftJson, Expr::value(serde_json::to_string(&draft).unwrap()))
        .filter(tenders::Column::Reference.eq(tender))
        .exec(change.db())
        .await
        .unwrap();
    change.commit(domain::bids::BidEvent::DraftSaved.into()).await.unwrap();
}
