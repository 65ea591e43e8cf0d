//! A bidder whose envelope nobody could read hears of it and keeps its remedies.

use super::*;
use crate::testing::OpenedTender;
use crate::{bids, evaluation};
use domain::awards::views::NoWinner;
use domain::bids::{BidState, EnvelopeKind, Unreadable};
use domain::form::Fields;

const OFFERS: [(&str, &str); 2] = [(BIDDER, "1,300,000"), (RIVAL, "1,400,000")];
const DAMAGED: Option<Unreadable> = Some(Unreadable::FingerprintDiffers);

/// A tender whose technical envelopes are open; those of `damaged` could not be read.
async fn opened(office: &Office, damaged: &[&str]) -> OpenedTender {
    let tender = office.bids_handed_in(&TD_TENDERS, &OFFERS).await;
    for who in damaged {
        office.envelope_damaged(who, &tender.reference, EnvelopeKind::Technical).await;
    }
    office.envelopes_opened(&TD_TENDERS, &tender, EnvelopeKind::Technical).await;
    tender
}

async fn own_state(office: &Office, who: &str) -> BidState {
    bids::browse(&office.person(who).await).await.unwrap()[0].state
}

fn why() -> Fields {
    form(&[("reason", "No envelope could be read.")])
}

#[tokio::test]
async fn a2_a_bidder_whose_envelope_could_not_be_read_is_told_of_the_decision_and_keeps_its_remedies() {
    let office = Office::sample().await;
    let tender = opened(&office, &[RIVAL]).await;
    let at_ref = tender.reference.as_str();
    assert_eq!(own_state(&office, RIVAL).await, BidState::Unreadable);
    assert_eq!(own_state(&office, BIDDER).await, BidState::Opened);
    office.all_declared(&TD_TENDERS, at_ref).await;
    office.technically_final(&TD_TENDERS, at_ref, &[(BIDDER, 75)]).await;
    office.envelopes_opened(&TD_TENDERS, &tender, EnvelopeKind::Price).await;
    office.report_signed(&TD_TENDERS, at_ref).await;
    let first = office.bid_of(TD_TENDERS.procurement, at_ref, BIDDER).await;
    let second = office.bid_of(TD_TENDERS.procurement, at_ref, RIVAL).await;
    let reported = Reported { reference: at_ref.to_owned(), first, second };
    let fields = office.recommendation_form(&TD_TENDERS, &reported).await;
    let officer = office.person(TD_TENDERS.procurement).await;
    recommend(&officer, at_ref, &fields).await.unwrap();
    office.decide_award(TD_TENDERS.approver, at_ref, "approve").await.unwrap();

    let rival = office.person(RIVAL).await;
    let view = outcome(&rival, Locale::En, at_ref).await.unwrap();
    assert_eq!((view.won, view.unreadable, view.marks.len()), (false, DAMAGED, 0));
    assert!(view.may_challenge && view.may_ask_debrief && view.winner_totals.combined.is_some());
    assert_eq!(outcome(&office.person(BIDDER).await, Locale::En, at_ref).await.unwrap().unreadable, None);
    office.letters().await;
    let sent = office.services.mailer.sent();
    let told = sent.iter().rfind(|mail| mail.to.1.starts_with(RIVAL)).unwrap();
    assert!(told.text.contains("储存的内容与收据所列不符"), "{}", told.text);
    ask_debrief(&rival, at_ref).await.unwrap();
    let today = office.services.clock.now().day().to_string();
    let ground = form(&[("ground", "The file was whole when I sent it."), ("ground_known_on", &today)]);
    challenge(&rival, office.once(), at_ref, &ground).await.unwrap();
    let explained = form(&[("bid", &second.to_string()), ("text", "The stored file had lost a bit.")]);
    deliver_debrief(&officer, at_ref, &explained).await.unwrap();
    let view = outcome(&rival, Locale::En, at_ref).await.unwrap();
    assert!(view.suspended && view.debrief.unwrap().delivered.is_some());
    assert_eq!(own_state(&office, RIVAL).await, BidState::Unreadable);
}

#[tokio::test]
async fn the_notice_of_an_award_counts_bids_that_nobody_could_read() {
    let office = Office::sample().await;
    let reported = office.award_active(&TD_TENDERS).await;
    let officer = office.person(TD_TENDERS.procurement).await;
    let notice = form(&[("method", "open"), ("address_en", "Middle Road"), ("address_zh_hant", "中間道")]);
    publish_notice(&officer, &reported.reference, &notice).await.unwrap();
    let shown = show_notice(&office.public(), Locale::En, &reported.reference).await.unwrap();
    let Ending::Awarded(notice) = shown.ending else { panic!("an award") };
    assert_eq!(notice.bids, 2);
}

#[tokio::test]
async fn e10_a_tender_none_of_whose_envelopes_could_be_read_is_ended_and_its_bidders_read_why() {
    let office = Office::sample().await;
    let tender = opened(&office, &[BIDDER, RIVAL]).await;
    let at_ref = tender.reference.as_str();
    let approver = office.person(TD_TENDERS.approver).await;
    assert_eq!(evaluation::show(&approver, at_ref).await.unwrap().to_do, [], "there is nothing to assess");
    let begun = evaluation::begin(&approver, at_ref, &form(&[("finding", "None.")])).await;
    assert_eq!(super::tender(begun), TenderRefusal::NoBids);
    let officer = office.person(TD_TENDERS.procurement).await;
    let may = show(&officer, Locale::En, at_ref).await.unwrap().may;
    assert_eq!(may, [AwardStep::DeclareUnsuccessful]);
    declare_unsuccessful(&officer, at_ref, &why()).await.unwrap();
    assert_eq!(state(&office, at_ref).await, TenderState::Unsuccessful);
    for who in [BIDDER, RIVAL] {
        let view = ended(&office.person(who).await, Locale::En, at_ref).await.unwrap();
        assert_eq!((view.unreadable, view.marks.len()), (DAMAGED, 0));
        assert_eq!(view.why, NoWinner::Unsuccessful { reason: "No envelope could be read.".to_owned() });
        assert_eq!(own_state(&office, who).await, BidState::Unreadable);
    }
    let shown = show_notice(&office.public(), Locale::En, at_ref).await.unwrap();
    assert!(matches!(shown.ending, Ending::Unsuccessful { bids: 2, .. }), "{:?}", shown.ending);
}

#[tokio::test]
async fn a_tender_with_one_bid_that_can_be_read_goes_on() {
    let office = Office::sample().await;
    let tender = opened(&office, &[RIVAL]).await;
    let officer = office.person(TD_TENDERS.procurement).await;
    let refused = super::tender(declare_unsuccessful(&officer, &tender.reference, &why()).await);
    assert_eq!(refused, TenderRefusal::BidsStand { count: 1 });
    assert!(show(&officer, Locale::En, &tender.reference).await.unwrap().may.is_empty());
}
