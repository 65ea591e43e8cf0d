//! What reuse avoided, against cases worked out by hand.

use super::*;
use crate::orders;
use domain::deployments::DeploymentCommand;

async fn avoided_by(office: &Office, solution: &str, scope: &Scope) -> Vec<(String, Money)> {
    let page = crate::catalogue::show(&office.public(), Locale::En, solution).await.unwrap();
    let rows = rows_of(office, Figure::Avoided, scope).await.rows;
    let rows = rows.into_iter().filter(|row| row.subject.text == page.card.name.text);
    rows.map(|row| (row.department, row.amount.unwrap())).collect()
}

#[tokio::test]
async fn public_document_translation_avoided_what_was_worked_out_by_hand() {
    let office = Office::sample().await;
    // Alone it costs 340,000, connecting it 15,000; a year costs 12 × 3,500 and 2.40 a page.
    // ISD was first. LCSD: 12 × 3,600 pages: 145,680. InvestHK: 12 × 1,500: 85,200. CSTB: 12 × 900: 67,920.
    let expected = [
        ("Culture, Sports and Tourism Bureau", 340_000 - 67_920 - 15_000),
        ("Invest Hong Kong", 340_000 - 85_200 - 15_000),
        ("Leisure and Cultural Services Department", 340_000 - 145_680 - 15_000),
    ];
    let expected = expected.map(|(department, dollars)| (department.to_owned(), Money::from_dollars(dollars)));
    assert_eq!(avoided_by(&office, "S0005", &everything()).await, expected);
    let last_year = Scope { year: Some(FinancialYear(2025)), department: None };
    assert_eq!(avoided_by(&office, "S0005", &last_year).await, []);
}

#[tokio::test]
async fn a_department_that_goes_live_adds_estimate_less_order_less_integration() {
    let office = Office::sample().await;
    let before = reviewed(&office, &everything()).await;
    let own_before = reviewed(&office, &of_department("TD")).await;
    let public_before = headline(&office.public()).await.unwrap();
    let reference = office.in_pilot(&TD, "S0026").await;
    assert_eq!(reviewed(&office, &everything()).await.avoided, before.avoided);
    office.step(TD.user, &reference, DeploymentCommand::GoLive).await.unwrap();

    // 560,000 alone; 12 × 6,000 and 12 × 50 × 5.50 for the order; 40,000 to connect.
    let more = Money::from_dollars(560_000 - 72_000 - 3_300 - 40_000);
    let after = reviewed(&office, &everything()).await;
    assert_eq!((after.avoided, after.reuses), (before.avoided + more, before.reuses + 1));
    let own = reviewed(&office, &of_department("TD")).await;
    assert_eq!((own.avoided, own.reuses), (own_before.avoided + more, own_before.reuses + 1));
    let public = headline(&office.public()).await.unwrap();
    assert_eq!((public.avoided, public.reuses), (public_before.avoided + more, public_before.reuses + 1));
    assert_eq!(public.avoided, after.avoided);
    let home = crate::impact::home(&office.public(), Locale::En).await.unwrap();
    assert_eq!((home.avoided, home.reuses), (after.avoided, after.reuses));

    let rows = rows_of(&office, Figure::Avoided, &of_department("TD")).await.rows;
    let row = rows.iter().find(|row| row.order.as_deref() == Some(reference.as_str())).unwrap();
    let worked_out = (Money::from_dollars(560_000), Money::from_dollars(75_300), Money::from_dollars(40_000));
    assert_eq!((row.worked_out, row.amount), (Some(worked_out), Some(more)));
}

#[tokio::test]
async fn a_row_names_the_order_that_is_in_use_and_not_one_that_was_called_off() {
    let office = Office::sample().await;
    let mut called_off = Vec::new();
    for _ in 0..3 {
        let reference = office.approved(&TD, "S0026").await;
        office.decide(TD.officer, &reference, domain::orders::Command::Cancel).await.unwrap();
        called_off.push(reference);
    }
    let live = office.live(&TD, "S0026").await;
    let abandoned = office.in_pilot(&TD, "S0019").await;
    office.step(TD.user, &abandoned, DeploymentCommand::Abandon).await.unwrap();
    for what in [Figure::Avoided, Figure::Adopting] {
        let rows = rows_of(&office, what, &of_department("TD")).await.rows;
        let named: Vec<_> = rows.iter().filter_map(|row| row.order.as_deref()).collect();
        assert_eq!(named.len(), rows.len(), "{what:?}");
        assert!(named.contains(&live.as_str()), "{what:?} {named:?}");
        assert!(called_off.iter().all(|reference| !named.contains(&reference.as_str())), "{what:?} {named:?}");
        for reference in named {
            let view = orders::show(&office.person(TD.officer).await, Locale::En, reference).await.unwrap();
            assert!(view.deployment.unwrap().state.is_adopted(), "{reference}");
        }
    }
}

#[tokio::test]
async fn a_reuse_without_an_estimate_is_counted_apart_where_it_happened() {
    let office = Office::sample().await;
    let before = reviewed(&office, &everything()).await;
    let rows = avoided_by(&office, "S0005", &everything()).await;
    office.damage("update listings set standalone_estimate_cents = null where reference = 'S0005'").await.unwrap();
    let after = reviewed(&office, &everything()).await;
    assert_eq!((before.without_estimate, after.without_estimate), (0, rows.len()));
    assert_eq!(after.reuses, before.reuses - rows.len());
    assert_eq!(after.avoided, before.avoided - rows.iter().map(|(_, amount)| *amount).sum());
    assert_eq!(reviewed(&office, &of_department("LCSD")).await.without_estimate, 1);
    assert_eq!(reviewed(&office, &of_department("TD")).await.without_estimate, 0);
}

#[tokio::test]
async fn the_front_page_begins_anew_with_the_financial_year_in_hong_kong() {
    let office = Office::sample().await;
    let avoided = async || {
        let home = crate::impact::home(&office.public(), Locale::En).await.unwrap();
        (home.avoided, home.reuses)
    };
    let so_far = avoided().await;
    assert!(so_far.0 > Money::ZERO && so_far.1 > 10, "{so_far:?}");
    let midnight = domain::time::Day::parse("2027-04-01").unwrap().starts_at();
    office.services.clock.set(midnight.plus_seconds(-1));
    assert_eq!(avoided().await, so_far);
    office.services.clock.set(midnight);
    assert_eq!(avoided().await, (Money::ZERO, 0));
}

#[tokio::test]
async fn the_front_page_counts_from_request_to_live_use() {
    let office = Office::sample().await;
    let headline = headline(&office.public()).await.unwrap();
    // Sample orders were asked for 14 to 22 days before they went live.
    assert!((14..=22).contains(&headline.median_days.unwrap()), "{headline:?}");
    assert_eq!(headline.adopting, reviewed(&office, &everything()).await.adopting);
    let empty = Office::open().await;
    let nothing = super::headline(&empty.public()).await.unwrap();
    assert_eq!((nothing.avoided, nothing.reuses, nothing.adopting, nothing.median_days), (Money::ZERO, 0, 0, None));
}
