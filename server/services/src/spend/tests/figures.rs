//! The figures of the spend page are the sums of their rows.

use super::*;
use domain::spend::Position;
use domain::time::Day;

#[tokio::test]
async fn each_figure_is_the_sum_of_its_rows_for_every_year_and_department() {
    let office = Office::sample().await;
    let reference = office.approved(&TD, "S0019").await;
    office.decide(TD.officer, &reference, domain::orders::Command::Cancel).await.unwrap();
    office.live(&TD, "S0026").await;
    let mut compared = 0;
    for year in 2024..=2028 {
        for department in [None, Some("TD"), Some("SWD"), Some("HD"), Some("AUD")] {
            let scope = Scope { year: Some(FinancialYear(year)), department: department.map(str::to_owned) };
            let view = reviewed(&office, &scope).await;
            for (what, total) in [
                (Figure::Budget, view.total.budget),
                (Figure::Committed, view.total.committed),
                (Figure::Actual, view.total.actual),
                (Figure::Avoided, view.avoided),
            ] {
                let rows = rows_of(&office, what, &scope).await;
                assert_eq!(rows.total, Some(total), "{what:?} {scope:?}");
                let sum: Money = rows.rows.iter().filter_map(|row| row.amount).sum();
                assert_eq!(sum, total, "{what:?} {scope:?}");
                compared += usize::from(total != Money::ZERO);
            }
            let adopting = rows_of(&office, Figure::Adopting, &scope).await;
            assert_eq!((adopting.departments, adopting.total), (view.adopting, None), "{scope:?}");
            assert_eq!(view.reuses, rows_of(&office, Figure::Avoided, &scope).await.rows.len(), "{scope:?}");
            let (users, licences) = adopting
                .rows
                .iter()
                .filter_map(|row| row.users)
                .fold((0, 0), |sum, row| (sum.0 + row.0, sum.1 + row.1));
            if licences > 0 {
                let share = domain::deployments::metrics::utilisation(users, licences);
                assert_eq!(view.utilisation, share, "{scope:?}");
            }
        }
    }
    assert!(compared > 30, "only {compared} sums were not nothing");
}

#[tokio::test]
async fn departments_categories_and_months_add_up_to_the_whole() {
    let office = Office::sample().await;
    for year in 2025..=2028 {
        let scope = Scope { year: Some(FinancialYear(year)), department: None };
        let view = reviewed(&office, &scope).await;
        let sum = view.rows.iter().fold(Position::default(), |sum, row| sum.plus(row.position));
        assert_eq!(sum, view.total, "{year}");
        assert!(view.rows.windows(2).all(|pair| pair[0].position.budget >= pair[1].position.budget));
        let categories: Money = view.categories.iter().map(|(_, amount)| *amount).sum();
        assert_eq!(categories, view.total.committed, "{year}");
        for row in &view.rows {
            let own = reviewed(&office, &Scope { department: Some(row.code.clone()), ..scope.clone() }).await;
            assert_eq!(own.total, row.position, "{} {year}", row.code);
            assert_eq!(own.rows.len(), 1);
        }
    }
    let view = reviewed(&office, &everything()).await;
    assert_eq!(view.year, FinancialYear(2026));
    assert_eq!(view.months.len(), 8);
    assert!(
        view.months.windows(2).all(|pair| pair[0].committed <= pair[1].committed && pair[0].actual <= pair[1].actual)
    );
    // Every payment so far was made in a month that is shown; commitments may be of earlier years.
    assert_eq!(view.months.last().unwrap().actual, view.total.actual);
    assert_eq!(view.months.last().unwrap().committed, view.total.committed);
    assert_eq!(view.years, [2028, 2027, 2026, 2025].map(FinancialYear));
}

#[tokio::test]
async fn each_department_sees_its_own_money_and_no_others() {
    let office = Office::sample().await;
    let whole = reviewed(&office, &everything()).await;
    let td = whole.rows.iter().find(|row| row.code == "TD").unwrap().position;
    for who in [TD.officer, TD.approver, TD.user, TD.finance] {
        let caller = office.person(who).await;
        for scope in [everything(), of_department("TD")] {
            let own = review(&caller, Locale::En, &scope).await.unwrap();
            assert_eq!(own.total, td, "{who}");
            assert_eq!(own.department, Some(("TD".to_owned(), "Transport Department".to_owned())));
            assert!(own.choices.is_empty() && own.rows.len() == 1);
        }
        for code in ["SWD", "DPO", "NASA", "td", ""] {
            let other = review(&caller, Locale::En, &of_department(code)).await;
            assert!(matches!(other, Err(Failure::NotFound)), "{who} {code:?}");
            for what in Figure::ALL {
                let other = figure(&caller, Locale::En, what, &of_department(code)).await;
                assert!(matches!(other, Err(Failure::NotFound)), "{who} {code:?} {what:?}");
            }
        }
        for what in Figure::ALL {
            let rows = figure(&caller, Locale::En, what, &everything()).await.unwrap().rows;
            assert!(rows.iter().all(|row| row.department == "Transport Department"), "{who} {what:?}");
        }
    }
    for who in [REVIEWER, "ws.lau", "yt.tam", "sl.chow"] {
        assert_eq!(
            review(&office.person(who).await, Locale::En, &everything()).await.unwrap().total,
            whole.total,
            "{who}"
        );
    }
    assert!(matches!(
        review(&office.person("admin").await, Locale::En, &everything()).await,
        Err(Failure::Forbidden(_))
    ));
    assert!(matches!(review(&office.public(), Locale::En, &everything()).await, Err(Failure::SignInFirst)));
    let unknown = review(&office.person(REVIEWER).await, Locale::En, &of_department("NASA")).await;
    assert!(matches!(unknown, Err(Failure::NotFound)));
}

#[tokio::test]
async fn a_released_commitment_no_longer_counts() {
    let office = Office::sample().await;
    let before = reviewed(&office, &everything()).await.total;
    let reference = office.approved(&TD, "S0019").await;
    let during = reviewed(&office, &everything()).await.total;
    assert_eq!(during.committed, before.committed + Money::from_dollars(75_000));
    assert_eq!(during.left(), before.left() - Money::from_dollars(75_000));
    office.decide(TD.officer, &reference, domain::orders::Command::Cancel).await.unwrap();
    assert_eq!(reviewed(&office, &everything()).await.total, before);
}

#[tokio::test]
async fn somebody_is_active_when_a_current_report_says_so() {
    let office = Office::sample().await;
    let view = reviewed(&office, &everything()).await;
    assert_eq!(view.departments, 78);
    assert!(view.active > 0 && view.active <= view.adopting && view.adopting < view.departments);
    // Reports of October end on the 31st; 45 days later they are current for the last time.
    for (day, active) in [("2026-12-15", view.active), ("2026-12-16", 0)] {
        office.services.clock.set(Day::parse(day).unwrap().starts_at());
        assert_eq!(reviewed(&office, &everything()).await.active, active, "{day}");
    }
}

#[tokio::test]
async fn names_come_in_the_readers_language() {
    let office = Office::sample().await;
    let caller = office.person(REVIEWER).await;
    for (locale, name, line) in [
        (Locale::ZhHant, "運輸署", "TD-AI-01 人工智能服務"),
        (Locale::ZhHans, "运输署", "TD-AI-01 人工智能服务"),
        (Locale::En, "Transport Department", "TD-AI-01 Artificial intelligence services"),
    ] {
        let view = review(&caller, locale, &of_department("TD")).await.unwrap();
        assert_eq!((view.department.unwrap().1.as_str(), view.rows[0].name.as_str()), (name, name));
        let rows = figure(&caller, locale, Figure::Budget, &of_department("TD")).await.unwrap().rows;
        assert_eq!((rows[0].department.as_str(), rows[0].subject.text.as_str()), (name, line));
    }
}
