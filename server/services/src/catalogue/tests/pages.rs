//! A solution's page, cards by reference and a team's shortlist.

use super::*;

#[tokio::test]
async fn a_page_is_found_by_its_reference_in_any_case() {
    let office = Office::sample().await;
    let page = show(&office.public(), Locale::En, "S0004").await.unwrap();
    assert_eq!(page.card.name.text, "Licence document checker");
    assert_eq!(show(&office.public(), Locale::En, "s0004").await.unwrap(), page);
    for unknown in ["S9999", "0004", "", "S0004 ", "licence-document-checker", "S0004'--"] {
        assert!(matches!(show(&office.public(), Locale::En, unknown).await, Err(Failure::NotFound)), "{unknown:?}");
    }
}

#[tokio::test]
async fn a_page_says_what_its_file_says() {
    let office = Office::sample().await;
    let page = show(&office.public(), Locale::ZhHant, "S0004").await.unwrap();
    assert_eq!(
        (page.card.owner.as_str(), page.card.supplier.as_deref()),
        ("食物環境衞生署", Some("埗頭燈文件系統有限公司"))
    );
    assert_eq!(
        (page.card.slug.as_str(), page.card.sample, page.card.startup),
        ("licence-document-checker", true, true)
    );
    let rates: Vec<_> = page.card.rates.iter().map(|rate| (rate.kind.code(), rate.amount.plain())).collect();
    assert_eq!(rates, [("once", "80000.00".to_owned()), ("month", "12000.00".to_owned()), ("unit", "3.20".to_owned())]);
    assert_eq!(page.evidence.len(), 2);
    assert_eq!((page.evidence[0].value.as_str(), page.evidence[0].measure.as_str()), ("96.2%", "欠缺文件的發現率"));
    let adopters: Vec<_> = page.adopters.iter().map(|one| one.department.as_str()).collect();
    let expected = ["食物環境衞生署", "民政事務總署", "社會福利署", "運輸署", "勞工處", "環境保護署", "海事處"];
    assert_eq!(adopters, expected);
    assert_eq!((page.card.adopters, page.card.adopter_names.len(), page.card.trials), (7, 3, 0));
    let contract = page.contract.as_ref().unwrap();
    assert_eq!((contract.reference.as_str(), contract.ceiling.plain()), ("FEHD-2025-0034", "9500000.00".to_owned()));
    assert!(contract.ceiling_left < contract.ceiling && !contract.ceiling_left.is_negative());
    assert_eq!((page.assurance.len(), page.languages.len(), page.source.is_some()), (3, 2, false));
    assert!(
        [&page.description, &page.limits, &page.human_review]
            .iter()
            .all(|said| said.other.is_none() && !said.text.is_empty())
    );
}

#[tokio::test]
async fn every_page_can_be_read_in_every_language() {
    let office = Office::sample().await;
    for number in 1..=40 {
        for locale in Locale::ALL {
            let page = show(&office.public(), locale, &format!("S{number:04}")).await.unwrap();
            assert!(page.card.name.other.is_none() && !page.card.owner.is_empty(), "S{number:04} {locale:?}");
            assert_eq!(page.card.adopters + page.card.trials, page.adopters.len(), "S{number:04}");
        }
    }
}

#[tokio::test]
async fn cards_come_in_the_order_asked_for_and_unknown_ones_are_left_out() {
    let office = Office::sample().await;
    let wanted = ["s0021", "S0001", "S9999", "S0040"].map(str::to_owned);
    let cards = cards_for(&office.public(), Locale::En, &wanted).await.unwrap();
    let references: Vec<_> = cards.iter().map(|card| card.reference.as_str()).collect();
    assert_eq!(references, ["S0021", "S0001", "S0040"]);
}

#[tokio::test]
async fn a_team_keeps_one_shortlist() {
    let office = Office::sample().await;
    let (officer, finance) = (office.person(TD.officer).await, office.person(TD.finance).await);
    for reference in ["S0005", "s0005", "S0026"] {
        add_to_shortlist(&officer, reference).await.unwrap();
        office.pass_minutes(1);
    }
    let listed = shortlist(&finance, Locale::En).await.unwrap();
    assert_eq!(listed.len(), 2);
    let mut references = shortlisted(&finance).await.unwrap();
    references.sort();
    assert_eq!(references, ["S0005", "S0026"]);
    assert_eq!(office.log().await, ["office.sampled", "shortlist.added", "shortlist.added"]);
    remove_from_shortlist(&finance, "s0005").await.unwrap();
    remove_from_shortlist(&finance, "S0005").await.unwrap();
    let listed = shortlist(&officer, Locale::En).await.unwrap();
    assert_eq!(listed.iter().map(|card| card.reference.as_str()).collect::<Vec<_>>(), ["S0026"]);
    assert_eq!(office.log().await.len(), 4);

    let other = office.person("pf.wong").await;
    assert!(shortlist(&other, Locale::En).await.unwrap().is_empty());
    assert!(matches!(add_to_shortlist(&officer, "S9999").await, Err(Failure::NotFound)));
    assert!(matches!(add_to_shortlist(&office.public(), "S0005").await, Err(Failure::SignInFirst)));
    assert!(matches!(add_to_shortlist(&office.person(CURATOR).await, "S0005").await, Err(Failure::Forbidden(_))));
    assert!(shortlisted(&office.public()).await.unwrap().is_empty());
}

#[tokio::test]
async fn the_newest_of_a_shortlist_stands_first() {
    let office = Office::sample().await;
    for reference in ["S0005", "S0026", "S0019"] {
        add_to_shortlist(&office.person(TD.officer).await, reference).await.unwrap();
        office.pass_minutes(1);
    }
    let listed = shortlist(&office.person(TD.officer).await, Locale::En).await.unwrap();
    assert_eq!(listed.iter().map(|card| card.reference.as_str()).collect::<Vec<_>>(), ["S0019", "S0026", "S0005"]);
}
