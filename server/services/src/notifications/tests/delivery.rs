//! A letter waits for a dead server, is never lost, and is given up in sight of all.

use super::*;
use crate::accounts::request_reset;
use domain::accounts::ResetRequest;
use domain::text::EmailAddress;
use std::collections::BTreeSet;
use tokio::net::TcpListener;

const SENDER: &str = "Shared AI Marketplace <noreply@market.test>";

/// A mail server that is not there: its port was free a moment ago.
async fn dead_server() -> Mailer {
    let port = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    Mailer::smtp(&format!("smtp://127.0.0.1:{port}"), SENDER).unwrap()
}

#[tokio::test]
async fn a_dead_server_delays_a_letter_with_growing_pauses_and_then_it_arrives() {
    let office = Office::with_one_approver().await;
    office.submitted(&TD, "S0019").await;
    let broken = office.neighbour(dead_server().await).await;
    for (tries, pause) in (1..).zip([30, 60, 120, 240, 480]) {
        assert_eq!(round(&broken).await, Delivered { sent: 0, delayed: 1, given_up: 0 });
        assert_eq!(round(&broken).await, Delivered::default(), "before the pause is over");
        let letter = letters(&office).await.remove(0);
        let now = broken.clock.now();
        assert_eq!((letter.attempts, letter.next_at), (tries, now.plus_seconds(pause).millis()));
        assert!(letter.last_error.starts_with("sending mail: "), "{}", letter.last_error);
        assert!(letter.sent_at.is_none());
        broken.clock.set(now.plus_seconds(pause - 1));
        assert_eq!(round(&broken).await, Delivered::default(), "a second early");
        broken.clock.set(now.plus_seconds(pause));
    }
    let mended = office.neighbour(Mailer::memory()).await;
    mended.clock.set(broken.clock.now());
    assert_eq!(round(&mended).await, Delivered { sent: 1, delayed: 0, given_up: 0 });
    let letter = letters(&office).await.remove(0);
    assert_eq!(mended.mailer.sent()[0].message_id, format!("<{}@marketplace>", letter.id));
    assert_eq!(letter.sent_at, Some(mended.clock.now().millis()));
    assert_eq!(round(&mended).await, Delivered::default());
}

#[tokio::test]
async fn a_request_does_not_wait_for_a_dead_server() {
    let office = Office::with_one_approver().await;
    let broken = office.neighbour(dead_server().await).await;
    let form = ResetRequest { email: EmailAddress::parse("tm.chan@td.sample.hk").unwrap() };
    request_reset(&Caller::new(domain::actor::Actor::Public, &broken), form, "192.0.2.7").await.unwrap();
    assert_eq!(letters(&office).await.len(), 1);
    assert_eq!(round(&broken).await.delayed, 1);
}

#[tokio::test]
async fn after_twelve_tries_a_letter_is_given_up_and_the_log_says_so() {
    let office = Office::with_one_approver().await;
    office.submitted(&TD, "S0019").await;
    let broken = office.neighbour(dead_server().await).await;
    let began = broken.clock.now();
    for _ in 1..12 {
        assert_eq!(round(&broken).await.delayed, 1);
        let next = letters(&office).await[0].next_at;
        broken.clock.set(domain::time::Timestamp::from_millis(next));
    }
    let hours = (broken.clock.now().millis() - began.millis()) / 3_600_000;
    assert_eq!(hours, 12);
    assert_eq!(round(&broken).await, Delivered { sent: 0, delayed: 0, given_up: 1 });
    assert_eq!(office.log().await.last().unwrap(), "letter.given_up");
    let letter = letters(&office).await.remove(0);
    assert_eq!((letter.attempts, letter.given_up_at), (12, Some(broken.clock.now().millis())));
    assert!(letter.last_error.starts_with("sending mail: "), "{}", letter.last_error);
    broken.clock.set(broken.clock.now().plus_minutes(24 * 60));
    assert_eq!(round(&broken).await, Delivered::default());
}

#[tokio::test]
async fn a_letter_that_may_have_arrived_is_sent_again_under_the_same_message_id() {
    let office = Office::with_one_approver().await;
    office.submitted(&TD, "S0019").await;
    assert_eq!(round(&office.services).await.sent, 1);
    // The server stopped between sending and remembering: the letter is still leased.
    office.damage("update outbox set sent_at = null").await.unwrap();
    assert_eq!(round(&office.services).await, Delivered::default());
    office.pass_minutes(2);
    assert_eq!(round(&office.services).await, Delivered::default());
    office.services.clock.set(office.services.clock.now().plus_seconds(1));
    assert_eq!(round(&office.services).await.sent, 1);
    let sent = office.services.mailer.sent();
    assert_eq!(sent.len(), 2);
    assert_eq!(sent[0].message_id, sent[1].message_id);
}

#[tokio::test]
async fn workers_at_once_send_each_letter_once() {
    let office = Office::with_one_approver().await;
    office.submitted_many(15).await;
    let workers = [
        Arc::clone(&office.services),
        office.neighbour(Mailer::memory()).await,
        office.neighbour(Mailer::memory()).await,
    ];
    let (a, b, c) = tokio::join!(round(&workers[0]), round(&workers[1]), round(&workers[2]));
    let sent: Vec<_> = workers.iter().flat_map(|worker| worker.mailer.sent()).map(|mail| mail.message_id).collect();
    assert_eq!((sent.len(), a.sent + b.sent + c.sent), (15, 15));
    assert_eq!(sent.iter().collect::<BTreeSet<_>>().len(), 15);
}

#[tokio::test]
async fn more_letters_than_one_round_takes_all_leave_in_the_next() {
    let office = Office::with_one_approver().await;
    office.submitted_many(25).await;
    assert_eq!(office.letters().await.len(), 25);
}

#[tokio::test]
async fn while_a_slow_server_takes_one_letter_another_worker_sends_the_rest() {
    let office = Office::with_one_approver().await;
    office.submitted_many(4).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("smtp://{}", listener.local_addr().unwrap());
    let slow = office.neighbour(Mailer::smtp(&url, SENDER).unwrap()).await;
    let worker = tokio::spawn({
        let slow = Arc::clone(&slow);
        async move { round(&slow).await }
    });
    // The first letter's connection is open and nobody answers; the other three are free to go.
    let (connection, _) = listener.accept().await.unwrap();
    assert_eq!(round(&office.services).await.sent, 3);
    drop(listener);
    drop(connection);
    assert_eq!(worker.await.unwrap(), Delivered { sent: 0, delayed: 1, given_up: 0 });
    let ids: BTreeSet<_> = office.services.mailer.sent().into_iter().map(|mail| mail.message_id).collect();
    assert_eq!(ids.len(), 3);
}

#[tokio::test]
async fn a_letter_to_somebody_who_is_gone_does_not_hold_up_the_others() {
    let office = Office::with_one_approver().await;
    office.submitted(&TD, "S0019").await;
    office.submitted(&TD, "S0026").await;
    let first = letters(&office).await.remove(0).id;
    let id = first.simple().to_string();
    let id = if office.services.db.is_sqlite() { format!("x'{id}'") } else { format!("'{id}'") };
    office.damage(&format!("update outbox set letter = 'unheard_of' where id = {id}")).await.unwrap();
    assert_eq!(round(&office.services).await, Delivered { sent: 1, delayed: 1, given_up: 0 });
}

#[tokio::test]
async fn only_the_service_itself_delivers() {
    let office = Office::with_one_approver().await;
    assert!(deliver(&office.public()).await.is_err());
    assert!(deliver(&office.person("admin").await).await.is_err());
}
