//! Orders remember who sent their present text, and one-time keys what they were used for.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Nobody decides on a text of their own; a draft that was never sent has nobody here.
        let not_the_sender = "submitted_by is null or ((endorsed_by is null or endorsed_by <> submitted_by) \
                              and (approved_by is null or approved_by <> submitted_by))";
        let sent = uuid_null("submitted_by").check(Expr::cust(not_the_sender)).take();
        manager.alter_table(Table::alter().table("orders").add_column(sent).to_owned()).await?;
        let fill = Query::update().table("orders").value("submitted_by", Expr::col("created_by")).to_owned();
        manager.execute(fill).await?;

        let form = binary_null("form_sha256");
        manager.alter_table(Table::alter().table("once_tokens").add_column(form).to_owned()).await
    }
}
