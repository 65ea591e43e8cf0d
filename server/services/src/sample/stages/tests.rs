use super::{Staged, Until};
use crate::audit::{Verified, verify};
use crate::entities::{audit_entries, awarded_contracts, tenders};
use crate::testing::{Office, SUPPLIER_ADMIN};
use crate::{contracts, sample};
use domain::contracts::ContractPhase;
use domain::locale::Locale;
use domain::tenders::{Stage, TenderState};
use sea_orm::prelude::*;
use std::collections::BTreeSet;

/// What a tender that went so far says of itself.
fn stage_of(until: Until) -> &'static [Stage] {
    match until {
        Until::Bids => &[Stage::Published],
        Until::Closed => &[Stage::Closed],
        Until::Opened | Until::Interests => &[Stage::OpenedTechnical],
        Until::Marking => &[Stage::Evaluating, Stage::Cancelled],
        Until::Moderation | Until::TechnicalFinal => &[Stage::Evaluating],
        Until::Unsuccessful => &[Stage::Unsuccessful],
        Until::PriceQuery | Until::Reported => &[Stage::OpenedPrice],
        Until::Recommended => &[Stage::Recommended],
        Until::Awarded => &[Stage::AwardedPending],
        _ => &[Stage::Complete],
    }
}

#[tokio::test]
async fn the_sample_office_has_tenders_in_every_state_and_its_log_is_whole() {
    let (office, staged) = Office::at_work().await;
    let rows = tenders::Entity::find().all(office.services.db.reader()).await.unwrap();
    let wrong: Vec<String> = staged
        .iter()
        .filter_map(|one| {
            let row = rows.iter().find(|row| row.reference == one.reference).unwrap();
            assert!(row.sample, "{} is not marked as a sample", row.reference);
            let stage = crate::tenders::tender_of(row).unwrap().stage(office.services.clock.now());
            (!stage_of(one.until).contains(&stage)).then(|| format!("{one:?} is {stage:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    let states: BTreeSet<&str> = rows.iter().map(|row| row.state.as_str()).collect();
    assert_eq!(states, TenderState::ALL.iter().map(|state| state.code()).collect());
    assert!(matches!(verify(&office.system()).await.unwrap(), Verified::Whole { .. }));
    let late = audit_entries::Entity::find().filter(audit_entries::Column::At.gt(office.services.clock.now().millis()));
    assert_eq!(late.count(office.services.db.reader()).await.unwrap(), 0, "something lies ahead");
    its_contracts_wait_for_a_signature_are_in_force_and_near_their_end(&office, &staged).await;
    what_its_supplier_signed_waits_for_every_approver_of_the_department(&office, &staged).await;
}

async fn what_its_supplier_signed_waits_for_every_approver_of_the_department(office: &Office, staged: &[Staged]) {
    let one = staged.iter().find(|one| one.until == Until::ContractSent).unwrap();
    let reference = one.contract.as_deref().unwrap();
    let signature = office.signature(reference).await;
    contracts::sign_for_company(&office.person(SUPPLIER_ADMIN).await, reference, &signature).await.unwrap();
    for (who, waits) in [("cy.yip", true), ("wy.cheng", true), ("tk.hui", false), ("sm.lee", false)] {
        let listed = contracts::browse(&office.person(who).await, Locale::En, 1).await.unwrap().page.rows;
        let found = listed.iter().any(|row| row.reference == reference && row.waits_for_me);
        assert_eq!(found, waits, "{who}");
    }
}

async fn its_contracts_wait_for_a_signature_are_in_force_and_near_their_end(office: &Office, staged: &[Staged]) {
    for (until, who, phase) in [
        (Until::ContractSent, "tk.hui", ContractPhase::Ready),
        (Until::ContractActive, "cw.leung", ContractPhase::Active),
        (Until::ContractSpent, "tk.hui", ContractPhase::Expiring),
        (Until::ContractCompleted, "cw.leung", ContractPhase::Completed),
    ] {
        let one = staged.iter().find(|one| one.until == until).unwrap();
        let reference = one.contract.as_deref().unwrap();
        let view = contracts::show(&office.person(who).await, Locale::En, reference).await.unwrap();
        assert_eq!(view.row.phase, phase, "{reference}");
    }
    let spent = awarded_contracts::Entity::find().filter(awarded_contracts::Column::WarnedSpent.eq(true));
    assert_eq!(spent.count(office.services.db.reader()).await.unwrap(), 2);
    promises_of_its_bids_were_kept_late_missed_and_are_open(office).await;
    its_bids_price_several_lines(office, staged).await;
}

async fn promises_of_its_bids_were_kept_late_missed_and_are_open(office: &Office) {
    let register = contracts::read_register(&office.public(), Locale::En, "", 1).await.unwrap();
    let counts = |count: fn(&domain::contracts::PromiseTally) -> u32| register.tally.iter().map(count).sum::<u32>();
    let standings = [counts(|one| one.kept), counts(|one| one.late), counts(|one| one.missed), counts(|one| one.open)];
    assert_eq!(standings, [3, 1, 1, 2]);
}

async fn its_bids_price_several_lines(office: &Office, staged: &[Staged]) {
    let reported = staged.iter().rfind(|one| one.until == Until::Reported).unwrap();
    let bid = office.bid_of("mk.tse", &reported.reference, "cl.yuen").await;
    let seen = crate::openings::opened_bid(&office.person("mk.tse").await, &reported.reference, bid).await.unwrap();
    assert_eq!((seen.promises.len(), seen.price.unwrap().lines.len()), (2, 4));
    let mut lines = Vec::new();
    for one in staged.iter().filter(|one| one.until == Until::Bids) {
        let own = crate::bids::show(&office.person("ym.lam").await, &one.reference).await.unwrap();
        lines.push(own.lines.len());
    }
    assert!(lines.contains(&4), "{lines:?}");
}

#[tokio::test]
async fn it_can_be_laid_out_on_other_days() {
    for day in ["2027-02-11", "2027-04-07"] {
        let office = Office::open().await;
        office.on(day);
        sample::lay_out(&office.system()).await.unwrap().unwrap();
        let laid_out = sample::run_tenders(&office.system()).await;
        assert!(laid_out.is_ok(), "{day}: {laid_out:?}");
    }
}
