//! What is shown follows what happened, here at once and on another server within half a second.

use super::*;
use crate::{Caller, Mailer};
use domain::actor::Actor;
use domain::deployments::DeploymentCommand;

#[tokio::test]
async fn a_change_made_here_shows_at_once() {
    let office = Office::sample().await;
    let status = async || found(&office, &[("q", "S0019")]).await.page.rows[0].clone();
    let before = status().await;
    let ceiling =
        async || show(&office.public(), Locale::En, "S0019").await.unwrap().contract.as_ref().unwrap().ceiling_left;
    let full = ceiling().await;
    let reference = office.approved(&TD, "S0019").await;
    assert_eq!(full - ceiling().await, domain::money::Money::from_dollars(131_000));
    for command in [DeploymentCommand::StartProvisioning, DeploymentCommand::BeginPilot] {
        office.step(TD.user, &reference, command).await.unwrap();
    }
    assert_eq!(status().await.trials, before.trials + 1);
    office.step(TD.user, &reference, DeploymentCommand::GoLive).await.unwrap();
    let after = status().await;
    assert_eq!((after.adopters, after.trials), (before.adopters + 1, before.trials));
    assert_eq!(crate::impact::home(&office.public(), Locale::En).await.unwrap().solutions, 40);
}

#[tokio::test]
async fn a_change_made_by_another_server_shows_after_half_a_second() {
    let office = Office::sample().await;
    let neighbour = office.neighbour(Mailer::memory()).await;
    let adopters = async || {
        let public = Caller::new(Actor::Public, &neighbour);
        let answer = search(&public, Locale::En, query(&[("q", "S0019")])).await.unwrap();
        let page = show(&public, Locale::En, "S0019").await.unwrap();
        let home = crate::impact::home(&public, Locale::En).await.unwrap();
        (answer.page.rows[0].adopters, page.adopters.len(), home.reuses)
    };
    let before = adopters().await;
    office.live(&TD, "S0019").await;
    let at = neighbour.clock.now().millis();
    neighbour.clock.set(domain::time::Timestamp::from_millis(at + 499));
    assert_eq!(adopters().await, before);
    neighbour.clock.set(domain::time::Timestamp::from_millis(at + 500));
    assert_eq!(adopters().await, (before.0 + 1, before.1 + 1, before.2 + 1));
}

#[tokio::test]
async fn an_import_shows_on_another_server_too() {
    let office = Office::sample().await;
    let neighbour = office.neighbour(Mailer::memory()).await;
    let total = async || {
        let public = Caller::new(Actor::Public, &neighbour);
        search(&public, Locale::En, query(&[])).await.unwrap().page.total
    };
    assert_eq!(total().await, 40);
    imported(&office, PUBLISHED).await;
    assert_eq!(total().await, 40);
    neighbour.clock.set(neighbour.clock.now().plus_seconds(1));
    assert_eq!(total().await, 2_173);
}

#[tokio::test]
async fn an_empty_catalogue_is_searched_and_fills() {
    let office = Office::open().await;
    let answer = found(&office, &[("q", "anything")]).await;
    assert_eq!((answer.page.total, answer.page.number, answer.without_filters), (0, 1, 0));
    let home = crate::impact::home(&office.public(), Locale::En).await.unwrap();
    assert_eq!((home.solutions, home.references, home.most_reused.len()), (0, 0, 0));
    assert!(matches!(show(&office.public(), Locale::En, "S0001").await, Err(Failure::NotFound)));
    crate::sample::lay_out(&office.system()).await.unwrap().unwrap();
    assert_eq!(found(&office, &[]).await.page.total, 40);
    let home = crate::impact::home(&office.public(), Locale::En).await.unwrap();
    assert_eq!((home.solutions, home.departments), (40, 78));
}

#[tokio::test]
async fn what_is_read_while_it_changes_is_not_kept_beyond_the_change() {
    let office = Office::sample().await;
    let mut readers = tokio::task::JoinSet::new();
    for _ in 0..4 {
        let public = office.public();
        readers.spawn(async move {
            for _ in 0..30 {
                show(&public, Locale::En, "S0019").await.unwrap();
                search(&public, Locale::En, query(&[("q", "S0019")])).await.unwrap();
            }
        });
    }
    let reference = office.live(&TD, "S0019").await;
    readers.join_all().await;
    let page = show(&office.public(), Locale::En, "S0019").await.unwrap();
    let order = crate::orders::show(&office.person(TD.officer).await, Locale::En, &reference).await.unwrap();
    assert!(
        page.adopters.iter().any(|adopter| adopter.department == order.row.department && adopter.live_since.is_some())
    );
}

#[tokio::test]
async fn of_two_who_look_at_once_after_a_change_one_draws_the_card_anew() {
    let office = Office::sample().await;
    let public = office.public();
    public.services().shelf.refresh(&public).await.unwrap();
    let shown = async || cards_of(&public, "S0019").await;
    let before = shown().await;
    office.live(&TD, "S0019").await;
    public.services().shelf.refresh(&public).await.unwrap();
    let (one, other) = tokio::join!(shown(), shown());
    assert_eq!((one, other), (before + 1, before));
    assert_eq!(shown().await, before + 1);
}

/// How many use the solution, as its card says.
async fn cards_of(caller: &Caller, reference: &str) -> usize {
    let asked = super::super::search_listings::question(&query(&[("q", reference)]), 0, 1);
    let found = caller.services().shelf.read(|index| index.search(&asked)).unwrap();
    let ids: Vec<_> = found.ids.into_iter().map(sea_orm::prelude::Uuid::from_bytes).collect();
    super::super::cards::cards(caller, Locale::En, &ids).await.unwrap()[0].adopters
}
