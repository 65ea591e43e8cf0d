//! People sign in and out, choose passwords and look after their sessions.

pub mod account_page;
mod browser;
pub mod password_page;
pub mod reset_page;
pub mod sign_in_page;
