//! A department asks for a solution, gets it, uses it and pays for it.

use super::*;
use crate::catalogue;
use crate::deployments::report_usage;
use crate::spend::record_payment;
use domain::deployments::{DeploymentCommand, DeploymentState, UsageForm};
use domain::orders::Share;
use domain::spend::PaymentForm;
use domain::time::{Day, FinancialYear};

/// Letters that came since the last look, as address and subject.
struct Letterbox<'a>(&'a Office, usize);

impl Letterbox<'_> {
    async fn new_ones(&mut self) -> Vec<(String, String)> {
        let all = self.0.letters().await;
        let mut new = all[self.1..].to_vec();
        self.1 = all.len();
        new.sort();
        new
    }
}

fn letter(to: &str, subject: &str) -> (String, String) {
    (format!("{to}.sample.hk"), subject.to_owned())
}

#[tokio::test]
async fn from_request_to_payment_each_step_tells_the_next_person() {
    let office = Office::with_one_approver().await;
    let mut letterbox = Letterbox(&office, 0);
    let officer = office.person(TD.officer).await;
    let name = catalogue::show(&officer, Locale::ZhHant, SLOPES).await.unwrap().card.name.text.clone();

    // 35,000 once and 160 for each of 50 users and 12 months: five months in 2026-27, seven in 2027-28.
    let fields = office.reuse_form(&officer, SLOPES).await;
    let (_, quote, shares) = work_out(&officer, SLOPES, None, &fields).await.unwrap();
    assert_eq!(quote.total, Money::from_dollars(131_000));
    let share = |year, dollars| Share { year: FinancialYear(year), amount: Money::from_dollars(dollars) };
    assert_eq!(shares, [share(2026, 75_000), share(2027, 56_000)]);
    let before = (left(&office, TD.officer, 2026).await, left(&office, TD.officer, 2027).await);

    let reference = request_reuse(&officer, office.once(), SLOPES, &fields).await.unwrap();
    assert!(reference.starts_with("RQ-2026-"), "{reference}");
    assert_eq!(state(&office, &reference).await, OrderState::Submitted);
    let about = |text: &str| format!("{}{name} [{reference}]", text);
    assert_eq!(letterbox.new_ones().await, [letter("sm.lee@td", &about("待你同意："))]);

    office.decide(TD.approver, &reference, Command::Endorse).await.unwrap();
    assert_eq!(state(&office, &reference).await, OrderState::CoordinatorReview);
    assert_eq!(letterbox.new_ones().await, [letter("ws.lau@dpo", &about("待你批核：運輸署申請重用"))]);

    assert_eq!(committed(&office, &reference).await, []);
    office.decide(CURATOR, &reference, Command::Approve).await.unwrap();
    assert_eq!(committed(&office, &reference).await, [(2026, 75_000_00, 0), (2027, 56_000_00, 0)]);
    let after = (left(&office, TD.officer, 2026).await, left(&office, TD.officer, 2027).await);
    assert_eq!(before, (after.0 + Money::from_dollars(75_000), after.1 + Money::from_dollars(56_000)));
    let expected = [letter("tm.chan@td", &about("已獲批准：")), letter("wk.ho@td", &about("可開始設置："))];
    assert_eq!(letterbox.new_ones().await, expected);
    let view = show(&officer, Locale::En, &reference).await.unwrap();
    assert_eq!(view.deployment.unwrap().state, DeploymentState::Planned);

    office.step(TD.user, &reference, DeploymentCommand::StartProvisioning).await.unwrap();
    assert_eq!(letterbox.new_ones().await, []);
    office.step(TD.user, &reference, DeploymentCommand::BeginPilot).await.unwrap();
    assert_eq!(letterbox.new_ones().await, [letter("ws.lau@dpo", &format!("運輸署已開始試用：{name} [{reference}]"))]);
    assert_eq!(state(&office, &reference).await, OrderState::InDelivery);
    let adopters =
        |page: &domain::catalogue::views::SolutionView| (page.card.adopters, page.card.trials, page.adopters.len());
    let (using, trying, listed) = adopters(&catalogue::show(&officer, Locale::En, SLOPES).await.unwrap());
    assert_eq!(trying, 1);

    office.step(TD.user, &reference, DeploymentCommand::GoLive).await.unwrap();
    assert_eq!(state(&office, &reference).await, OrderState::Fulfilled);
    let live = format!("{name}已在運輸署啟用 [{reference}]");
    let expected = [
        letter("tm.chan@td", &live),
        letter("wk.ho@td", &format!("請每月提交使用報告：{name} [{reference}]")),
        letter("ws.lau@dpo", &live),
    ];
    assert_eq!(letterbox.new_ones().await, expected);
    let page = catalogue::show(&officer, Locale::En, SLOPES).await.unwrap();
    assert_eq!(adopters(&page), (using + 1, trying - 1, listed));

    // November is reported when it is over.
    office.pass_minutes(9 * 24 * 60);
    let user = office.person(TD.user).await;
    let usage = form(&[
        ("period", "2026-11"),
        ("active_users", "41"),
        ("transactions", "900"),
        ("hours_saved", "120"),
        ("hours_method", "sampled"),
        ("problems", "0"),
    ]);
    report_usage(&user, office.once(), &reference, UsageForm::parse(&usage).unwrap()).await.unwrap();
    let finance = office.person(TD.finance).await;
    assert!(show(&finance, Locale::En, &reference).await.unwrap().may_pay);
    let payment = form(&[("invoice", "INV-1"), ("paid_on", "2026-11-22"), ("amount", "35,000")]);
    let payment = PaymentForm::parse(&payment, Day::parse("2026-11-22").unwrap()).unwrap();
    record_payment(&finance, office.once(), &reference, payment).await.unwrap();
    assert_eq!(letterbox.new_ones().await, []);

    let view = show(&officer, Locale::En, &reference).await.unwrap();
    let history: Vec<_> =
        view.history.iter().map(|entry| (entry.event.as_str(), entry.by.as_deref().unwrap_or(""))).collect();
    assert_eq!(
        history,
        [
            ("reuse.submitted", "Chan Tai Man"),
            ("reuse.endorsed", "Lee Siu Ming"),
            ("reuse.approved", "Lau Wing Sze"),
            ("deployment.moved.provisioning", "Ho Wai Kit"),
            ("deployment.moved.pilot", "Ho Wai Kit"),
            ("deployment.moved.live", "Ho Wai Kit"),
            ("usage.reported", "Ho Wai Kit"),
            ("payment.recorded", "Ng Ka Yan"),
        ]
    );
    assert!(view.history.windows(2).all(|pair| pair[0].position < pair[1].position));
    assert_eq!(view.deployment.unwrap().usage[0].reading.active_users, 41);
    assert_eq!(view.payments[0].amount, Money::from_dollars(35_000));
    assert_eq!((view.row.price, view.created_by.as_str()), (Money::from_dollars(131_000), "Chan Tai Man"));
    let verified = crate::audit::verify(&office.system()).await.unwrap();
    assert!(matches!(verified, crate::audit::Verified::Whole { size: 9, .. }), "{verified:?}");
}

#[tokio::test]
async fn letters_say_who_asks_for_what_at_which_price_and_lead_to_the_order() {
    let office = Office::with_one_approver().await;
    let reference = office.submitted(&SWD, SLOPES).await;
    office.letters().await;
    let letter = office.services.mailer.sent().remove(0);
    assert_eq!((letter.to.1.as_str(), letter.language), ("cy.yip@swd.sample.hk", "en-HK"));
    for said in [
        "Dear Yip Chi Yung,",
        "Wong Pui Fan asks for Slope",
        "for Social Welfare Department, at HK$131,000.",
        &format!("https://market.test/en/orders/{reference}\n"),
        "your role in Social Welfare Department",
    ] {
        assert!(letter.text.contains(said), "{said}: {}", letter.text);
    }
}

#[tokio::test]
async fn a_sample_pilot_that_goes_live_tells_its_own_department() {
    let office = Office::sample().await;
    let swd = office.person(SWD.user).await;
    let orders = browse(&swd, Locale::En, OrderList::All, 1).await.unwrap();
    let pilot = orders.rows.iter().find(|row| row.state == OrderState::InDelivery).unwrap();
    office.step(SWD.user, &pilot.reference, DeploymentCommand::GoLive).await.unwrap();
    let told: Vec<_> = office.letters().await.into_iter().map(|(to, _)| to).collect();
    assert!(told.contains(&"pf.wong@swd.sample.hk".to_owned()), "{told:?}");
    assert!(told.iter().all(|to| !to.contains("@td.")), "{told:?}");
}
