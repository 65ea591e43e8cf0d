//! The officer who drew a contract up writes it anew, as long as it does not bind both sides.
//!
//! What the supplier had, and had signed perhaps, is another text then: it goes back to the desk, its signature falls away,
//! and it is sent again. Value and months stay those of award and tender (A6).

use super::framework::framework_term_fits;
use super::milestones::judge_milestones;
use super::{Contract, ContractCommand, ContractRefusal, Milestone, Term, Terms};
use crate::ids::PersonId;

impl Contract {
    /// The same contract with other terms, days and milestones; refused to everybody but its drafter, who for that reason
    /// neither signs it nor accepts work under it.
    pub fn rewrite(
        mut self,
        by: PersonId,
        (term, terms): (Term, Terms),
        milestones: Vec<Milestone>,
    ) -> Result<Contract, ContractRefusal> {
        self.state = self.state.after(ContractCommand::Rewrite)?;
        if by != self.drafted_by {
            return Err(ContractRefusal::NotTheDrafter);
        }
        judge_milestones(&milestones, self.value)?;
        if self.framework.is_some() {
            framework_term_fits(term)?;
        }
        self.term = term;
        self.terms = terms;
        self.milestones = milestones.into_iter().map(|asked| Milestone { acceptance: None, ..asked }).collect();
        self.ready_on = None;
        self.supplier_signature = None;
        Ok(self)
    }
}
