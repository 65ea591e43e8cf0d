//! Pages of contracts: the department's, the supplier's, and the public register.

pub(crate) mod company_page;
mod company_steps;
pub(crate) mod contract_page;
pub(crate) mod draft_page;
mod forms;
pub(crate) mod list_page;
pub(crate) mod new_page;
mod parts;
mod priced;
mod promises;
pub(crate) mod register_page;
mod steps;
