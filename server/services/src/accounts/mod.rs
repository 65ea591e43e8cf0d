//! People are invited, choose a password, sign in and out, and look after their sessions.
//!
//! Only hashes of secrets are kept: argon2id of passwords, SHA-256 of session tokens and one-time links.
//! Whether an address has an account shows nowhere: not in words, status or time.

mod change_access;
mod choose_password;
mod confirm_password;
mod end_session;
mod find_session;
mod invite;
mod request_reset;
mod sign_in;
mod store;
mod sweep;
pub(crate) mod throttle;

pub use change_access::{AccessStep, change_access};
pub(crate) use choose_password::begin_to_choose;
pub use choose_password::{LinkView, choose_password, read_link};
pub(crate) use confirm_password::confirm_password;
pub use end_session::{end_session, sign_out};
pub use find_session::{find_session, list_sessions};
pub use invite::{Invited, invite};
pub(crate) use invite::{Newcomer, add_person};
pub use request_reset::request_reset;
pub use sign_in::{NewSession, sign_in};
pub(crate) use store::{end_sessions, fresh_secret, government, insert_link, officer_of, owner_of_address, set_roles};
pub use sweep::{Swept, sweep};

#[cfg(test)]
mod tests;
