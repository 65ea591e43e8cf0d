//! One row type per table; private to this crate.

macro_rules! entity {
    ($module:ident, $table:literal, { $($(#[$meta:meta])* $field:ident: $type:ty,)* }) => {
        pub(crate) mod $module {
            use sea_orm::entity::prelude::*;

            #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
            #[sea_orm(table_name = $table)]
            pub struct Model { $($(#[$meta])* pub $field: $type,)* }

            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {}

            impl ActiveModelBehavior for ActiveModel {}
        }
    };
}

mod awarding;
mod catalogue;
mod evaluating;
mod money;
mod office;
mod sealed;
mod tendering;
mod vetting;

pub(crate) use awarding::*;
pub(crate) use catalogue::*;
pub(crate) use evaluating::*;
pub(crate) use money::*;
pub(crate) use office::*;
pub(crate) use sealed::*;
pub(crate) use tendering::*;
pub(crate) use vetting::*;
