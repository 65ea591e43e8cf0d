//! What is over is swept away, and nothing else.

use super::*;
use crate::entities::{once_tokens, one_time_links, sessions, throttles};
use crate::sample::PASSWORD;
use sea_orm::prelude::*;

const OWNER: &str = "tm.chan@td.sample.hk";

async fn rows(office: &Office) -> [u64; 4] {
    let db = office.services.db.reader();
    [
        throttles::Entity::find().count(db).await.unwrap(),
        once_tokens::Entity::find().count(db).await.unwrap(),
        one_time_links::Entity::find().count(db).await.unwrap(),
        sessions::Entity::find().count(db).await.unwrap(),
    ]
}

#[tokio::test]
async fn what_is_over_is_swept_away_and_a_second_time_there_is_nothing_to_sweep() {
    let office = Office::sample().await;
    office.submitted(&crate::testing::TD, "S0019").await;
    ask_for_reset(&office, OWNER).await;
    let secret = secret_of_newest_letter(&office).await;
    choose(&office, &secret, NEW_PASSWORD).await.unwrap();
    signed_in(&office, OWNER, NEW_PASSWORD).await;
    refusal(try_to_sign_in(&office, OWNER, PASSWORD).await);
    let before = rows(&office).await;
    assert!(before.iter().all(|count| *count > 0), "{before:?}");
    assert_eq!(sweep(&office.system()).await.unwrap(), Swept::default(), "all of it may still be needed");
    assert_eq!(rows(&office).await, before);

    office.pass_minutes(8 * 24 * 60);
    // An invitation that waits for its letter, and somebody who is signed in, stay.
    invite(&office.person(ADMINISTRATOR).await, invitation(Locale::En)).await.unwrap();
    let token = signed_in(&office, OWNER, NEW_PASSWORD).await;
    let log = office.log().await.len();
    let swept = sweep(&office.system()).await.unwrap();
    let [throttles, keys, links, sessions] = before;
    assert_eq!(swept, Swept { throttles: throttles - 1, keys, links, sessions });
    assert!(is_signed_in(&office, &token).await);
    choose(&office, &secret_of_newest_letter(&office).await, "another ferry after noon").await.unwrap();
    assert_eq!(sweep(&office.system()).await.unwrap(), Swept::default());
    assert_eq!(office.log().await.len(), log + 1, "sweeping is no entry; joining is");
    let by_somebody = sweep(&office.person(ADMINISTRATOR).await).await;
    assert!(matches!(by_somebody, Err(Failure::Forbidden(_))));
}
