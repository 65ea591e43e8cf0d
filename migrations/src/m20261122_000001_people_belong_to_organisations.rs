//! People belong to one organisation, hold roles there and sign in by sessions.

use crate::{coded, index, refers, unique};
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let organisations = Table::create()
            .table("organisations")
            .col(pk_uuid("id"))
            .col(string("code"))
            .col(coded("kind", &["bureau", "department", "supplier"]))
            .col(text("name_en"))
            .col(text("name_zh_hant"))
            .col(text("name_zh_hans"))
            .col(text("short_en"))
            .col(text("short_zh_hant"))
            .col(text("short_zh_hans"))
            .to_owned();
        manager.create_table(organisations).await?;
        manager.create_index(unique("organisations", &["code"])).await?;

        let people = Table::create()
            .table("people")
            .col(pk_uuid("id"))
            .col(uuid("organisation_id"))
            .col(string("email"))
            .col(text("name"))
            .col(coded("locale", &["zh-Hant", "zh-Hans", "en"]))
            .col(text_null("password_hash"))
            .col(big_integer("account_version").default(0))
            .col(big_integer("created_at"))
            .col(big_integer_null("disabled_at"))
            .foreign_key(&mut refers("people", "organisation_id", "organisations"))
            .to_owned();
        manager.create_table(people).await?;
        manager.create_index(unique("people", &["email"])).await?;
        manager.create_index(index("people", &["organisation_id"])).await?;

        let memberships = Table::create()
            .table("memberships")
            .col(uuid("person_id"))
            .col(string("role"))
            .primary_key(Index::create().col("person_id").col("role"))
            .foreign_key(&mut refers("memberships", "person_id", "people"))
            .to_owned();
        manager.create_table(memberships).await?;
        manager.create_index(index("memberships", &["role"])).await?;

        let sessions = Table::create()
            .table("sessions")
            .col(pk_uuid("id"))
            .col(binary("token_hash"))
            .col(uuid("person_id"))
            .col(big_integer("account_version"))
            .col(text("user_agent"))
            .col(big_integer("created_at"))
            .col(big_integer("seen_at"))
            .col(big_integer_null("ended_at"))
            .foreign_key(&mut refers("sessions", "person_id", "people"))
            .to_owned();
        manager.create_table(sessions).await?;
        manager.create_index(unique("sessions", &["token_hash"])).await?;
        manager.create_index(index("sessions", &["person_id"])).await?;

        let links = Table::create()
            .table("one_time_links")
            .col(pk_uuid("id"))
            .col(coded("kind", &["invitation", "told", "reset"]))
            .col(uuid("person_id"))
            .col(big_integer("account_version"))
            .col(binary_null("token_hash"))
            .col(big_integer("requested_at"))
            .col(big_integer_null("expires_at"))
            .col(big_integer_null("used_at"))
            .foreign_key(&mut refers("one_time_links", "person_id", "people"))
            .to_owned();
        manager.create_table(links).await?;
        manager.create_index(unique("one_time_links", &["token_hash"])).await?;
        manager.create_index(index("one_time_links", &["person_id"])).await?;

        let throttles = Table::create()
            .table("throttles")
            .col(string("key").primary_key())
            .col(big_integer("tries"))
            .col(big_integer("last_at"))
            .to_owned();
        manager.create_table(throttles).await
    }
}
