//! The panel's recommendation becomes an award: approved by the body its value needs, told to every bidder at once,
//! confirmed after the standstill, or set aside.
//!
//! Rows: `awards` (one round for each recommendation; the award as JSON of the domain's type, columns for what is
//! searched, checks and reasons closed), `award_letters` (what each bidder is told, closed), `challenges`, `debriefs`,
//! `award_notices` (what the public saw).

pub(crate) mod store;
