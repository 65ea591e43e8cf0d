//! From the signed report to the approving body's word.

use super::*;

#[tokio::test]
async fn a_recommendation_is_filed_once_by_the_chair_or_procurement_and_by_nobody_else() {
    let office = Office::sample().await;
    let reported = office.report_laid_out(&TD_TENDERS, PRICE, Rival::Second).await;
    let fields = office.recommendation_form(&TD_TENDERS, &reported).await;
    let at = reported.reference.as_str();
    let file = async |who: &str| recommend(&office.person(who).await, at, &fields).await;
    assert_eq!(tender(file(TD_TENDERS.panel[1]).await), TenderRefusal::NotTheChair);
    assert_eq!(tender(file(TD_TENDERS.officer).await), TenderRefusal::NotTheChair);
    assert!(is_not_found(file(SWD_TENDERS.procurement).await));
    assert!(is_forbidden(file(TD_TENDERS.approver).await));
    file(TD_TENDERS.panel[0]).await.unwrap();
    assert_eq!(state(&office, at).await, TenderState::Recommended);
    assert!(matches!(tender(file(TD_TENDERS.procurement).await), TenderRefusal::NotNow { .. }));
    assert_eq!(round_states(&office).await, [Round::Recommended]);
    let letters = office.letters().await;
    assert!(letters.iter().any(|(to, subject)| to.starts_with("mn.poon@") && subject.contains("批出合約待批")));
}

#[tokio::test]
async fn nothing_is_filed_without_a_signed_report_nor_on_a_report_that_changed() {
    let office = Office::sample().await;
    office.keys_held(&TD_TENDERS).await;
    let published = office.tender_published(&TD_TENDERS).await;
    let officer = office.person(TD_TENDERS.procurement).await;
    assert!(matches!(tender(recommend(&officer, &published, &form(&[])).await), TenderRefusal::NotNow { .. }));
    let office = Office::sample().await;
    let reported = office.report_laid_out(&TD_TENDERS, PRICE, Rival::Second).await;
    let mut fields = office.recommendation_form(&TD_TENDERS, &reported).await;
    fields.set("version", "7");
    let officer = office.person(TD_TENDERS.procurement).await;
    assert_eq!(refusal(recommend(&officer, &reported.reference, &fields).await), Refusal::ChangedMeanwhile);
}

#[tokio::test]
async fn a11_no_recommendation_is_filed_while_a_check_is_open_and_every_one_is_named() {
    let office = Office::sample().await;
    let reported = office.report_laid_out(&TD_TENDERS, PRICE, Rival::Second).await;
    let officer = office.person(TD_TENDERS.procurement).await;
    let mut fields = office.recommendation_form(&TD_TENDERS, &reported).await;
    fields.set("result_address", "unsatisfactory");
    fields.set("result_company_search", "not_applicable");
    let open = [OpenCheck::CannotBeLeftOut(CheckKind::CompanySearch), OpenCheck::Failed(CheckKind::Address)];
    let blockers = open.map(ApprovalBlocker::DueDiligence).into();
    assert_eq!(award(recommend(&officer, &reported.reference, &fields).await), AwardRefusal::NotReady { blockers });
    fields.set("issuer", "");
    fields.set("evidence_references", " ");
    fields.set(&reason_field(reported.second), "");
    let wrong = fields_refused(recommend(&officer, &reported.reference, &fields).await);
    assert_eq!(wrong, [reason_field(reported.second), "evidence_references".to_owned(), "issuer".to_owned()]);
    assert_eq!(state(&office, &reported.reference).await, TenderState::OpenedPrice);
}

#[tokio::test]
async fn s10_nobody_of_the_panel_nor_the_drafter_nor_who_filed_it_approves() {
    let office = Office::sample().await;
    let reported = office.recommended(&TD_TENDERS, PRICE, Rival::Second).await;
    let at = reported.reference.as_str();
    for (who, column) in [(TD_TENDERS.panel[0], ""), (TD_TENDERS.procurement, "filed"), (TD_TENDERS.officer, "")] {
        office.damage(&format!("update memberships set role = 'd_approver' where person_id = (select id from people where email like '{who}@%')")).await.unwrap();
        let refused = refusal(office.decide_award(who, at, "approve").await);
        match (who, refused) {
            (_, Refusal::Award(AwardRefusal::NotReady { blockers })) if who == TD_TENDERS.panel[0] => {
                assert!(matches!(blockers[..], [ApprovalBlocker::ApproverOnPanel { .. }]), "{blockers:?}");
            }
            (_, Refusal::Award(AwardRefusal::OwnRecommendation)) if column == "filed" => {}
            (_, Refusal::Tender(TenderRefusal::OwnDraft)) if who == TD_TENDERS.officer => {}
            (who, other) => panic!("{who}: {other:?}"),
        }
    }
    assert_eq!(state(&office, at).await, TenderState::Recommended);
}

#[tokio::test]
async fn t5_the_value_of_the_award_names_the_body_and_a_lower_one_reads_that_it_needs_a_higher() {
    let office = Office::sample().await;
    let reported = office.recommended(&TD_TENDERS, 5_000_001, Rival::Second).await;
    let at = reported.reference.as_str();
    let view = show(&office.person(TD_TENDERS.approver).await, Locale::En, at).await.unwrap();
    let higher = vec![ApprovalBlocker::HigherBodyNeeded { tier: ApprovingBody::LogisticsBoard }];
    assert_eq!((view.blockers, view.may), (higher.clone(), vec![AwardStep::Return]));
    let refused = office.decide_award(TD_TENDERS.approver, at, "approve").await;
    assert_eq!(award(refused), AwardRefusal::NotReady { blockers: higher });
    assert!(is_not_found(office.decide_award(SWD_TENDERS.approver, at, "approve").await));
    office.decide_award(BOARD, at, "approve").await.unwrap();
    assert_eq!(state(&office, at).await, TenderState::AwardedPending);
}

#[tokio::test]
async fn t6_a_large_award_waits_for_the_vetting_of_finances() {
    let office = Office::sample().await;
    let reported = office.report_laid_out(&TD_TENDERS, 15_000_001, Rival::Second).await;
    let officer = office.person(TD_TENDERS.procurement).await;
    let mut fields = office.recommendation_form(&TD_TENDERS, &reported).await;
    fields.set("vetting", "");
    assert_eq!(fields_refused(recommend(&officer, &reported.reference, &fields).await), ["vetting"]);
    fields.set("vetting", "failed");
    let refused = AwardRefusal::NotReady { blockers: vec![ApprovalBlocker::VettingMissing] };
    assert_eq!(award(recommend(&officer, &reported.reference, &fields).await), refused);
    fields.set("vetting", "passed");
    recommend(&officer, &reported.reference, &fields).await.unwrap();
    let worse = form(&[("vetting", "failed"), ("vetting_evidence", "Accounts of 2026")]);
    record_vetting(&officer, &reported.reference, &worse).await.unwrap();
    assert_eq!(award(office.decide_award(BOARD, &reported.reference, "approve").await), refused);
}

#[tokio::test]
async fn m13_an_award_after_the_bids_last_day_needs_the_bidders_written_extension() {
    let office = Office::sample().await;
    let reported = office.recommended(&TD_TENDERS, PRICE, Rival::Second).await;
    let at_ref = reported.reference.as_str();
    office.services.clock.set(at("2027-03-19", 600));
    let lapsed = ApprovalBlocker::BidLapsed { bid: reported.first, last_day: Some(day("2027-03-18")) };
    let refused = AwardRefusal::NotReady { blockers: vec![lapsed] };
    assert_eq!(award(office.decide_award(TD_TENDERS.approver, at_ref, "approve").await), refused);
    let officer = office.person(TD_TENDERS.procurement).await;
    let extend = async |written: &str, until: &str| {
        extend_validity(&officer, at_ref, &form(&[("written_on", written), ("until", until)])).await
    };
    assert_eq!(fields_refused(extend("2027-03-20", "2027-05-01").await), ["written_on"]);
    extend("2027-03-18", "2027-04-30").await.unwrap();
    assert_eq!(award(extend("2027-03-19", "2027-04-30").await), AwardRefusal::NoExtension);
    office.decide_award(TD_TENDERS.approver, at_ref, "approve").await.unwrap();
}

#[tokio::test]
async fn s21_a_supplier_suspended_at_the_close_or_at_the_award_does_not_win() {
    let office = Office::sample().await;
    let reported = office.recommended(&TD_TENDERS, PRICE, Rival::Second).await;
    let step = async |who: &str, command: &str| {
        use crate::suppliers::{VettingStep, vet};
        use domain::suppliers::SupplierCommand;
        let caller = office.person(who).await;
        let fields = form(&[("comment", "Because of the test"), ("ends_on", "2027-06-30"), ("register_search", "S-1")]);
        let step = VettingStep::parse(SupplierCommand::parse(command).unwrap(), &fields, caller.today()).unwrap();
        vet(&caller, "SUP-0001", step).await
    };
    step("ch.poon", "suspend").await.unwrap();
    let barred = |at_close, at_award| AwardRefusal::NotReady {
        blockers: vec![ApprovalBlocker::SupplierBarred { at_close, at_award }],
    };
    let approve = async || office.decide_award(TD_TENDERS.approver, &reported.reference, "approve").await;
    assert_eq!(award(approve().await), barred(Eligibility::Eligible, Eligibility::Suspended));
    office.pass_minutes(60);
    step("sy.hui", "reinstate").await.unwrap();
    approve().await.unwrap();

    // One that was suspended over the close and is free again cannot win either.
    let office = Office::sample().await;
    let caller = office.person("ch.poon").await;
    {
        use crate::suppliers::{VettingStep, vet};
        use domain::suppliers::SupplierCommand;
        let fields = form(&[("comment", "Because of the test"), ("ends_on", "2027-06-30"), ("register_search", "S-1")]);
        let parse = |command, today| VettingStep::parse(command, &fields, today).unwrap();
        vet(&caller, "SUP-0001", parse(SupplierCommand::Suspend, caller.today())).await.unwrap();
        let reported = office.report_laid_out(&TD_TENDERS, PRICE, Rival::Second).await;
        let second = office.person("sy.hui").await;
        vet(&second, "SUP-0001", parse(SupplierCommand::Reinstate, second.today())).await.unwrap();
        let fields = office.recommendation_form(&TD_TENDERS, &reported).await;
        let officer = office.person(TD_TENDERS.procurement).await;
        let refused = recommend(&officer, &reported.reference, &fields).await;
        assert_eq!(award(refused), barred(Eligibility::Suspended, Eligibility::Eligible));
    }
}

#[tokio::test]
async fn a_check_that_turns_out_bad_later_stands_in_the_way_and_a_returned_recommendation_is_filed_anew() {
    let office = Office::sample().await;
    let reported = office.recommended(&TD_TENDERS, PRICE, Rival::Second).await;
    let at = reported.reference.as_str();
    let officer = office.person(TD_TENDERS.procurement).await;
    office.pass_minutes(1);
    let bad = form(&[("kind", "references"), ("result", "unsatisfactory"), ("evidence", "Call")]);
    record_check(&office.person(TD_TENDERS.procurement).await, at, &bad).await.unwrap();
    let blockers = vec![ApprovalBlocker::DueDiligence(OpenCheck::Failed(CheckKind::References))];
    assert_eq!(show(&officer, Locale::En, at).await.unwrap().blockers, blockers);
    let refused = office.decide_award(TD_TENDERS.approver, at, "approve").await;
    assert_eq!(award(refused), AwardRefusal::NotReady { blockers });
    let stale = form(&[("do", "approve"), ("version", "0")]);
    let approver = office.person(TD_TENDERS.approver).await;
    assert_eq!(refusal(decide(&approver, at, &stale).await), Refusal::ChangedMeanwhile);
    office.decide_award(TD_TENDERS.approver, at, "return").await.unwrap();
    assert_eq!(state(&office, at).await, TenderState::OpenedPrice);
    let fields = office.recommendation_form(&TD_TENDERS, &reported).await;
    recommend(&officer, at, &fields).await.unwrap();
    assert_eq!(round_states(&office).await, [Round::Returned, Round::Recommended]);
}

#[tokio::test]
async fn another_department_and_an_opener_know_nothing_of_an_award_and_a_drafter_reads_no_prices() {
    let office = Office::sample().await;
    let reported = office.recommended(&TD_TENDERS, PRICE, Rival::Second).await;
    let read = async |who: &str| show(&office.person(who).await, Locale::En, &reported.reference).await;
    for who in [SWD_TENDERS.procurement, SWD_TENDERS.approver, SWD_TENDERS.panel[0], TD_TENDERS.openers[0]] {
        assert!(is_not_found(read(who).await), "{who}");
    }
    for who in [BIDDER, RIVAL, "admin"] {
        assert!(is_forbidden(read(who).await), "{who}");
    }
    for who in [TD_TENDERS.procurement, TD_TENDERS.approver, TD_TENDERS.panel[2], BOARD, "sl.chow"] {
        assert_eq!(read(who).await.unwrap().summary.len(), 2, "{who}");
    }
    for who in [TD_TENDERS.officer, "yt.tam", "kc.mak"] {
        let view = read(who).await.unwrap();
        assert!(view.summary.is_empty() && view.round.is_some(), "{who}");
    }
    assert!(read("sl.chow").await.unwrap().may.is_empty());
}
