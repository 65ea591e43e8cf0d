//! Shutting a supplier out: proposed, agreed to, over.

use super::*;

#[test]
fn a_debarment_lasts_at_most_five_years_and_needs_a_hearing() {
    let now = at("2026-11-22");
    for (ends_on, accepted) in
        [("2026-11-22", false), ("2026-11-23", true), ("2031-11-21", true), ("2031-11-22", true), ("2031-11-23", false)]
    {
        let proposed = supplier(SupplierState::Suspended).propose_debarment(debarment(ends_on), now);
        assert_eq!(proposed.is_ok(), accepted, "{ends_on}");
    }
    let unheard = Debarment { hearing: " ".into(), ..debarment("2027-11-22") };
    let proposed = supplier(SupplierState::Verified).propose_debarment(unheard, now);
    assert_eq!(proposed, Err(SupplierRefusal::HearingMissing));
}

#[test]
fn a_debarment_takes_the_head_and_somebody_of_the_board() {
    use SupplierRefusal::{DebarmentWaits, EndsTooEarly, NothingProposed, ReasonMissing, SameOfficer};
    let (now, verified) = (at("2026-11-22"), supplier(SupplierState::Verified));
    assert_eq!(verified.clone().debar(person(7), now), Err(NothingProposed));
    let proposed = verified.propose_debarment(debarment("2027-03-01"), now).unwrap();
    assert!(proposed.may_bid(now), "a proposal stops nobody");
    // The board agrees to what it read, and nobody leaves meanwhile.
    assert_eq!(proposed.clone().propose_debarment(debarment("2031-11-22"), now), Err(DebarmentWaits));
    assert_eq!(proposed.clone().close(Engagements::default(), now), Err(DebarmentWaits));
    assert_eq!(proposed.clone().debar(person(9), now), Err(SameOfficer));
    assert_eq!(proposed.clone().turn_down_debarment(person(7), " ", now), Err(ReasonMissing));
    let turned_down = proposed.clone().turn_down_debarment(person(7), "not proven", now).unwrap();
    assert_eq!((turned_down.history.proposed.clone(), turned_down.state()), (None, SupplierState::Verified));
    // The board that takes its time past the last day has nothing to agree to.
    let late = EndsTooEarly { earliest: day("2027-03-02") };
    assert_eq!(proposed.clone().debar(person(7), at("2027-03-01")), Err(late));
    let debarred = proposed.debar(person(7), now).unwrap();
    assert!(!debarred.may_bid(now) && debarred.history.proposed.is_none());
}

#[test]
fn a_supplier_is_vetted_again_when_its_debarment_is_over() {
    let now = at("2026-11-22");
    let proposed = supplier(SupplierState::Verified).propose_debarment(debarment("2027-03-01"), now).unwrap();
    let debarred = proposed.debar(person(7), now).unwrap();
    assert_eq!(debarred.history.debarment.as_ref().unwrap().from, day("2026-11-22"));
    let refused = SupplierRefusal::NotNow { state: SupplierState::Debarred, command: SupplierCommand::Renew };
    assert_eq!(debarred.clone().renew(registration(), at("2027-02-28")), Err(refused));
    assert!(!debarred.may_bid(at("2027-03-01")));
    let again = debarred.renew(registration(), at("2027-03-01")).unwrap();
    assert_eq!(again.state(), SupplierState::UnderReview);
}
