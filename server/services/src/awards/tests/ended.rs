//! Whoever had a bid in for a tender that ended without a winner reads what happened, and nobody else does.

use super::*;
use crate::bids;
use crate::evaluation;
use crate::testing::PASSWORD;
use domain::awards::views::{NoWinner, OutcomeResult};
use domain::tenders::CancelGround;

async fn listed(office: &Office, who: &str) -> (Vec<OutcomeResult>, Vec<bool>) {
    let caller = office.person(who).await;
    let results = outcomes(&caller, Locale::En).await.unwrap().into_iter().map(|row| row.result).collect();
    (results, bids::browse(&caller).await.unwrap().into_iter().map(|row| row.has_outcome).collect())
}

#[tokio::test]
async fn a_bidder_of_a_tender_that_nobody_could_win_reads_why_with_its_own_marks() {
    let office = Office::sample().await;
    let offers = [(BIDDER, "1,300,000"), (RIVAL, "1,400,000")];
    let opened = office.bids_opened(&TD_TENDERS, &offers).await;
    let at = opened.reference.as_str();
    office.all_declared(&TD_TENDERS, at).await;
    assert!(matches!(ended(&office.person(BIDDER).await, Locale::En, at).await, Err(Failure::NotFound)));
    office.technically_final(&TD_TENDERS, at, &[(BIDDER, 25), (RIVAL, 0)]).await;
    let officer = office.person(TD_TENDERS.procurement).await;
    declare_unsuccessful(&officer, at, &form(&[("reason", "No bid reached the pass mark.")])).await.unwrap();
    let letters = office.letters().await;
    let subjects = ["No award was made", "未能批出合約", "未能批出合约"];
    for who in [BIDDER, RIVAL, TD_TENDERS.approver, "yt.tam", crate::testing::CURATOR] {
        let told = |(to, subject): &(String, String)| {
            to.starts_with(who) && subjects.iter().any(|words| subject.contains(words))
        };
        assert!(letters.iter().any(told), "{who}: {letters:?}");
    }

    let criteria = evaluation::show(&officer, at).await.unwrap().criteria;
    for (who, percent) in [(BIDDER, 25), (RIVAL, 0)] {
        let caller = office.person(who).await;
        assert!(matches!(outcome(&caller, Locale::En, at).await, Err(Failure::NotFound)));
        let view = ended(&caller, Locale::En, at).await.unwrap();
        assert_eq!(view.why, NoWinner::Unsuccessful { reason: "No bid reached the pass mark.".to_owned() });
        assert_eq!(view.ended_at, office.services.clock.now());
        assert_eq!(view.marks.len(), criteria.len());
        for (mark, asked) in view.marks.iter().zip(&criteria) {
            let most = i64::from(asked.criterion.maximum.hundredths());
            assert_eq!((mark.out_of, mark.criterion.as_str()), (most, asked.name.en.as_str()), "{who}");
            assert!(mark.mark <= most * percent / 100 && !mark.reason.is_empty(), "{who}");
        }
        assert_eq!(listed(&office, who).await, (vec![OutcomeResult::Unsuccessful], vec![true]));
    }
    assert!(matches!(ended(&office.person("wl.pang").await, Locale::En, at).await, Err(Failure::NotFound)));
    assert!(matches!(ended(&officer, Locale::En, at).await, Err(Failure::Forbidden(_))));
}

#[tokio::test]
async fn a_bidder_of_a_tender_that_was_called_off_reads_the_ground_unless_it_took_its_bid_back() {
    let office = Office::sample().await;
    office.keys_held(&TD_TENDERS).await;
    let at = office.tender_published(&TD_TENDERS).await;
    for who in [BIDDER, RIVAL] {
        office.bid_written(who, &at, "We do.", "1,300,000").await;
        bids::submit(&office.person(who).await, &at, office.submission(), PASSWORD).await.unwrap();
    }
    bids::withdraw(&office.person(RIVAL).await, &at, office.submission(), PASSWORD).await.unwrap();
    office.called_off(&TD_TENDERS, &at).await;

    let view = ended(&office.person(BIDDER).await, Locale::En, &at).await.unwrap();
    assert_eq!((view.why, view.marks.len()), (NoWinner::Cancelled(CancelGround::RequirementGone), 0));
    assert_eq!(listed(&office, BIDDER).await, (vec![OutcomeResult::Cancelled], vec![true]));
    assert!(matches!(ended(&office.person(RIVAL).await, Locale::En, &at).await, Err(Failure::NotFound)));
    assert_eq!(listed(&office, RIVAL).await, (vec![], vec![false]));
}
