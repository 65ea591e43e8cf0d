//! A key on paper is the key, and taking it is noted.

use super::*;
use domain::bids::KeyUse;
use officers::read_sheet;
use sea_orm::prelude::*;

#[tokio::test]
async fn an_official_takes_the_sheet_of_the_own_key_which_is_logged_each_time() {
    let office = Office::sample().await;
    for (who, serves) in [
        ("yf.kwok", KeyUse::Opener),
        ("yt.tam", KeyUse::Recovery),
        ("sl.chow", KeyUse::Custodian),
        ("ph.lam", KeyUse::Custodian),
    ] {
        let caller = office.person(who).await;
        let made = make_key(&caller, PASSWORD).await.unwrap();
        let view = sheet(&caller).await.unwrap();
        assert_eq!((view.serves, &view.fingerprint), (serves, &made.fingerprint), "{who}");
        let typed: Vec<_> = view.lines.iter().map(|line| line.groups.concat() + &line.check).collect();
        let key = read_sheet(&typed.join("\n")).unwrap();
        key.unwrap(&Passphrase::parse(&made.passphrase).unwrap()).unwrap();
    }
    let (key, head) = (crate::entities::sealing_keys::Column::Purpose, office.person("yt.tam").await);
    assert!(show(&head).await.unwrap().is_some());
    crate::entities::sealing_keys::Entity::update_many()
        .col_expr(key, Expr::value("officer"))
        .exec(office.services.db.writer())
        .await
        .unwrap();
    assert_eq!(show(&head).await.unwrap(), None, "a key for another office is none for this one");
    assert_eq!(office.log().await.iter().filter(|event| *event == "sealing_key.sheet_taken").count(), 4);
    assert!(matches!(sheet(&office.person("tm.chan").await).await, Err(crate::Failure::Forbidden(_))));
}
