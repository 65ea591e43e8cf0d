//! Payments are recorded, and the office reviews budget, committed, actual and what reuse saved.

mod figure;
mod record_payment;
mod review;
mod store;

pub use figure::figure;
pub use record_payment::record_payment;
pub use review::{Headline, Scope, headline, review};

#[cfg(test)]
mod tests;
