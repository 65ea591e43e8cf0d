//! Anybody is written to about tenders, with an account or without: asked for, confirmed by a link, stopped by a link.
//!
//! An address, and who watches with an account, is kept closed under the master key and found again by a mark, so that
//! a copy of the database names nobody. The two links' secrets are made from the master key and stand in letters alone; the
//! database holds their hashes. Whether an address watches already shows nowhere.

use super::store;
use crate::accounts::throttle;
use crate::caller::Caller;
use crate::change::Change;
use crate::entities::{memberships, people, tenders, watches};
use crate::failure::{Failure, Stored};
use crate::random::{hex, sha256};
use domain::accounts::{AccountRefusal, Role};
use domain::catalogue::Category;
use domain::coded;
use domain::form::{Fields, Reader, Rule};
use domain::ids::TenderId;
use domain::locale::Locale;
use domain::permissions::Action;
use domain::tenders::TenderEvent;
use domain::text::{EmailAddress, Trilingual};
use domain::time::Timestamp;
use sea_orm::prelude::*;
use sea_orm::{Condition, Set};

const PURPOSE: &str = "watch";
/// What stands before the id of somebody with an account, where an address stands for others; no address begins so.
const PERSON: &str = "person ";
/// Minutes within which a watch must be confirmed: three days.
const CONFIRM_MINUTES: i64 = 3 * 24 * 60;

coded! {
    /// What is watched.
    WatchScope {
        /// One tender.
        Tender = "tender",
        /// New tenders of a category.
        Category = "category",
        /// Every new tender.
        All = "all",
    }
}

/// A watch as its own links show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WatchView {
    /// What is watched.
    pub scope: WatchScope,
    /// The tender, if it is one.
    pub tender: Option<(String, Trilingual)>,
    /// The category, if it is one.
    pub category: Option<Category>,
    /// It is confirmed.
    pub confirmed: bool,
}

/// What a letter to a watcher needs.
pub(crate) struct Opened {
    /// Name of the person; empty for an address without one.
    pub name: String,
    /// Where it goes.
    pub email: String,
    /// Its language.
    pub locale: Locale,
    /// Secret of the link that confirms.
    pub confirm: String,
    /// Secret of the link that stops.
    pub stop: String,
    /// It is confirmed.
    pub confirmed: bool,
    /// The person belongs to a supplier, who may have a bid to look at.
    pub may_bid: bool,
}

/// Asks for letters to an address. The answer is the same whether or not it watches already.
///
/// Fields: `email`, `scope`, `tender` (a reference), `category`. `from` is the network address of the browser.
pub async fn ask_to_watch(caller: &Caller, locale: Locale, fields: &Fields, from: &str) -> Result<(), Failure> {
    caller.may(Action::WatchTenders)?;
    let mut reader = Reader::new(fields);
    let email = reader.choice("email", EmailAddress::parse);
    if email.is_none() && !fields.get("email").trim().is_empty() {
        reader.replace("email", Rule::NotAnEmail);
    }
    let scope = reader.choice("scope", WatchScope::parse);
    let category = if scope == Some(WatchScope::Category) {
        reader.choice("category", Category::parse).map(Some)
    } else {
        Some(None)
    };
    let (email, scope, category) = reader.finish(|| Some((email?, scope?, category?)))?;
    let tender = match scope {
        WatchScope::Tender => Some(store::public_row(caller.db(), fields.get("tender")).await?.id),
        _ => None,
    };
    let key = format!("watch:{}", hex(&caller.services().secrets.mark("watch-throttle", &[email.as_str().as_bytes()])));
    let change = caller.begin().await?;
    throttle::check_alone(&change, &key).await?;
    if let Some(until) = throttle::WATCHES.used_up(change.db(), from, change.now()).await? {
        return Err(AccountRefusal::TooManyTries { until }.into());
    }
    throttle::count(change.db(), &key, change.now()).await?;
    throttle::WATCHES.count(change.db(), from, change.now()).await?;
    let watched = Watched { scope, tender, category };
    let mark = watched.mark(caller, email.as_str().as_bytes());
    let known =
        watches::Entity::find().filter(watches::Column::Mark.eq(mark.to_vec())).one(change.db()).await.stored()?;
    let watch = match known {
        // A second request makes the letter anew, in the language asked for now; one that is confirmed stays as it is.
        Some(row) => {
            let again = watches::ActiveModel {
                asked_at: Set(change.now().millis()),
                locale: Set(locale.segment().to_owned()),
                ..Default::default()
            };
            watches::Entity::update_many()
                .set(again)
                .filter(watches::Column::Id.eq(row.id))
                .exec(change.db())
                .await
                .stored()?;
            row.id
        }
        None => {
            let id = change.new_id();
            let services = caller.services();
            let closed = services.secrets.close(&services.random, PURPOSE, id.as_bytes(), email.as_str().as_bytes())?;
            insert(&change, id, &watched, mark, To { closed, locale, asked_at: change.now(), confirmed_at: None })
                .await?;
            id
        }
    };
    change.commit(TenderEvent::WatchAsked { watch }.into()).await?;
    Ok(())
}

/// Confirms the watch of a link; a link that is too old or unknown is refused.
pub async fn confirm_watch(caller: &Caller, secret: &str) -> Result<WatchView, Failure> {
    caller.may(Action::WatchTenders)?;
    let change = caller.begin().await?;
    let row = by_hash(change.db(), watches::Column::ConfirmHash, secret).await?;
    let fresh = row.confirmed_at.is_some() || change.now() < store::at(row.asked_at).plus_minutes(CONFIRM_MINUTES);
    if !fresh {
        return Err(AccountRefusal::LinkNotValid.into());
    }
    let view = view_of(change.db(), &row).await?;
    if row.confirmed_at.is_none() {
        watches::Entity::update_many()
            .col_expr(watches::Column::ConfirmedAt, Expr::value(change.now().millis()))
            .filter(watches::Column::Id.eq(row.id))
            .exec(change.db())
            .await
            .stored()?;
        change.commit(TenderEvent::WatchConfirmed { watch: row.id }.into()).await?;
    }
    Ok(WatchView { confirmed: true, ..view })
}

/// What a link that confirms or stops is about, without doing it.
pub async fn read_stop(caller: &Caller, secret: &str) -> Result<WatchView, Failure> {
    caller.may(Action::WatchTenders)?;
    let row = match by_hash(caller.db(), watches::Column::StopHash, secret).await {
        Err(_) => by_hash(caller.db(), watches::Column::ConfirmHash, secret).await?,
        found => found?,
    };
    view_of(caller.db(), &row).await
}

/// Ends the watch of a link; nothing of it is kept.
pub async fn stop_watch(caller: &Caller, secret: &str) -> Result<(), Failure> {
    caller.may(Action::WatchTenders)?;
    let change = caller.begin().await?;
    let row = by_hash(change.db(), watches::Column::StopHash, secret).await?;
    watches::Entity::delete_by_id(row.id).exec(change.db()).await.stored()?;
    change.commit(TenderEvent::WatchStopped { watch: row.id }.into()).await?;
    Ok(())
}

/// Somebody signed in follows a tender, or no longer does; their address is known, so nothing is confirmed.
pub async fn follow(caller: &Caller, reference: &str, follows: bool) -> Result<(), Failure> {
    caller.may(Action::KeepOwnAccount)?;
    let officer = caller.officer()?;
    let change = caller.begin().await?;
    let tender = store::lock_public_row(&change, reference).await?;
    let watched = Watched { scope: WatchScope::Tender, tender: Some(tender.id), category: None };
    let mark = watched.mark(caller, officer.person.0.as_bytes());
    let known =
        watches::Entity::find().filter(watches::Column::Mark.eq(mark.to_vec())).one(change.db()).await.stored()?;
    let event = match (known, follows) {
        (None, true) => TenderEvent::WatchConfirmed { watch: insert_own(&change, &watched, mark, change.now()).await? },
        (Some(row), false) => {
            watches::Entity::delete_by_id(row.id).exec(change.db()).await.stored()?;
            TenderEvent::WatchStopped { watch: row.id }
        }
        _ => return Ok(()),
    };
    change.commit(event.into()).await?;
    Ok(())
}

/// Whoever begins a bid follows its tender, so that they hear when it changes, unless they do already. The watch is dated
/// from the publication: an instant of its own would show, beside the log, when a bid for this tender was begun or
/// handed in.
pub(crate) async fn follow_own_bid(change: &Change, tender: TenderId) -> Result<(), Failure> {
    let watched = Watched { scope: WatchScope::Tender, tender: Some(tender.0), category: None };
    let mark = watched.mark(change.caller(), change.caller().officer()?.person.0.as_bytes());
    let known = watches::Entity::find().filter(watches::Column::Mark.eq(mark.to_vec())).count(change.db());
    if known.await.stored()? == 0 {
        let row = tenders::Entity::find_by_id(tender.0).one(change.db()).await.stored()?;
        let since = row.and_then(|row| row.published_at).map_or(change.now(), store::at);
        insert_own(change, &watched, mark, since).await?;
    }
    Ok(())
}

/// A watch of somebody signed in. Who they are lies closed like an address: a supplier who follows a tender may be
/// about to bid for it.
async fn insert_own(change: &Change, watched: &Watched, mark: [u8; 32], since: Timestamp) -> Result<Uuid, Failure> {
    let (id, officer, services) = (change.new_id(), change.caller().officer()?, change.caller().services());
    let who = format!("{PERSON}{}", officer.person);
    let closed = services.secrets.close(&services.random, PURPOSE, id.as_bytes(), who.as_bytes())?;
    let confirmed_at = Some(since.millis());
    insert(change, id, watched, mark, To { closed, locale: officer.locale, asked_at: since, confirmed_at }).await?;
    Ok(id)
}

/// The one who looks follows this tender.
pub(super) async fn follows(caller: &Caller, tender: Uuid) -> Result<bool, Failure> {
    let Some(officer) = caller.actor().officer() else { return Ok(false) };
    let watched = Watched { scope: WatchScope::Tender, tender: Some(tender), category: None };
    let mark = watched.mark(caller, officer.person.0.as_bytes());
    let count = watches::Entity::find().filter(watches::Column::Mark.eq(mark.to_vec())).count(caller.db());
    Ok(count.await.stored()? > 0)
}

/// Confirmed watches that a tender concerns: of the tender itself, or of new tenders when it is new.
pub(crate) async fn watchers_of(change: &Change, tender: &tenders::Model, is_new: bool) -> Result<Vec<Uuid>, Failure> {
    let of_tender = Condition::all().add(watches::Column::TenderId.eq(tender.id));
    let of_new = Condition::any()
        .add(watches::Column::Scope.eq(WatchScope::All.code()))
        .add(watches::Column::Category.eq(tender.category.as_str()));
    let rows = watches::Entity::find()
        .filter(if is_new { of_new } else { of_tender })
        .filter(watches::Column::ConfirmedAt.is_not_null())
        .all(change.db())
        .await
        .stored()?;
    let mut ids: Vec<Uuid> = rows.into_iter().map(|row| row.id).collect();
    ids.sort_unstable();
    Ok(ids)
}

/// Opens a watch for a letter; `None` when it was stopped meanwhile or its person left.
pub(crate) async fn open_watch(caller: &Caller, watch: Uuid) -> Result<Option<Opened>, Failure> {
    let Some(row) = watches::Entity::find_by_id(watch).one(caller.db()).await.stored()? else { return Ok(None) };
    let secrets = &caller.services().secrets;
    let mut locale = Locale::from_segment(&row.locale).unwrap_or(Locale::ZhHant);
    let closed = row.email_closed.as_ref().ok_or_else(|| Failure::impossible("a watch of nobody"))?;
    let opened = secrets.open(PURPOSE, row.id.as_bytes(), closed)?;
    let who = String::from_utf8(opened).map_err(|error| Failure::broken("reading an address", error))?;
    let mut may_bid = false;
    let (name, email) = match who.strip_prefix(PERSON).map(Uuid::parse_str) {
        None => (String::new(), who),
        Some(Err(error)) => return Err(Failure::broken("reading who watches", error)),
        Some(Ok(person)) => {
            let person = people::Entity::find_by_id(person).one(caller.db()).await.stored()?;
            let Some(person) = person.filter(|person| person.disabled_at.is_none()) else { return Ok(None) };
            locale = Locale::from_segment(&person.locale).unwrap_or(locale);
            let reads = [Role::SupplierAdmin, Role::SupplierBidder, Role::SupplierViewer].map(Role::code);
            let roles = memberships::Entity::find().filter(memberships::Column::PersonId.eq(person.id));
            let roles = roles.filter(memberships::Column::Role.is_in(reads)).count(caller.db());
            may_bid = roles.await.stored()? > 0;
            (person.name, person.email)
        }
    };
    let confirmed = row.confirmed_at.is_some();
    Ok(Some(Opened {
        name,
        email,
        locale,
        confirm: confirm_secret(caller, watch),
        stop: stop_secret(caller, watch),
        confirmed,
        may_bid,
    }))
}

struct Watched {
    scope: WatchScope,
    tender: Option<Uuid>,
    category: Option<Category>,
}

impl Watched {
    /// The same for the same watcher and thing.
    fn mark(&self, caller: &Caller, watcher: &[u8]) -> [u8; 32] {
        let tender = self.tender.unwrap_or_default();
        let category = self.category.map_or("", Category::code);
        let facts = [watcher, self.scope.code().as_bytes(), tender.as_bytes(), category.as_bytes()];
        caller.services().secrets.mark(PURPOSE, &facts)
    }
}

struct To {
    closed: Vec<u8>,
    locale: Locale,
    asked_at: Timestamp,
    confirmed_at: Option<i64>,
}

async fn insert(change: &Change, id: Uuid, watched: &Watched, mark: [u8; 32], to: To) -> Result<(), Failure> {
    // What nobody confirmed in time is kept no longer than somebody next asks.
    let old = change.now().plus_minutes(-CONFIRM_MINUTES).millis();
    watches::Entity::delete_many()
        .filter(watches::Column::ConfirmedAt.is_null())
        .filter(watches::Column::AskedAt.lt(old))
        .exec(change.db())
        .await
        .stored()?;
    let hash = |secret: String| sha256(secret.as_bytes()).to_vec();
    let row = watches::ActiveModel {
        id: Set(id),
        scope: Set(watched.scope.code().to_owned()),
        tender_id: Set(watched.tender),
        category: Set(watched.category.map(|category| category.code().to_owned())),
        person_id: Set(None),
        email_closed: Set(Some(to.closed)),
        mark: Set(mark.to_vec()),
        locale: Set(to.locale.segment().to_owned()),
        confirm_hash: Set(hash(confirm_secret(change.caller(), id))),
        stop_hash: Set(hash(stop_secret(change.caller(), id))),
        asked_at: Set(to.asked_at.millis()),
        confirmed_at: Set(to.confirmed_at),
    };
    watches::Entity::insert(row).exec_without_returning(change.db()).await.stored()?;
    Ok(())
}

fn confirm_secret(caller: &Caller, watch: Uuid) -> String {
    hex(&caller.services().secrets.key("watch-confirm", &[watch.as_bytes()]))
}

fn stop_secret(caller: &Caller, watch: Uuid) -> String {
    hex(&caller.services().secrets.key("watch-stop", &[watch.as_bytes()]))
}

async fn by_hash(db: &impl ConnectionTrait, column: watches::Column, secret: &str) -> Result<watches::Model, Failure> {
    let hash = sha256(secret.as_bytes()).to_vec();
    let found = watches::Entity::find().filter(column.eq(hash)).one(db).await.stored()?;
    found.ok_or_else(|| AccountRefusal::LinkNotValid.into())
}

async fn view_of(db: &impl ConnectionTrait, row: &watches::Model) -> Result<WatchView, Failure> {
    let strange = || Failure::impossible("a watch of no known kind");
    let tender = match row.tender_id {
        Some(id) => tenders::Entity::find_by_id(id).one(db).await.stored()?.map(|tender| {
            let title =
                Trilingual { en: tender.title_en, zh_hant: tender.title_zh_hant, zh_hans: tender.title_zh_hans };
            (tender.reference, title)
        }),
        None => None,
    };
    Ok(WatchView {
        scope: WatchScope::parse(&row.scope).ok_or_else(strange)?,
        tender,
        category: row.category.as_deref().and_then(Category::parse),
        confirmed: row.confirmed_at.is_some(),
    })
}
