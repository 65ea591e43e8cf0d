//! What somebody looked at before signing, in a few letters that tell nothing of it.

use crate::caller::Caller;
use crate::failure::Failure;
use crate::random::hex;
use domain::evaluation::Evaluation;
use serde::Serialize;

/// Of the panel's marks and the bids that miss a requirement.
pub(super) fn of_marks(caller: &Caller, evaluation: &Evaluation) -> Result<String, Failure> {
    let papers = evaluation.papers();
    of(caller, &(evaluation.terms().tender, &papers.consensus, &papers.non_conforming))
}

/// Of the ranking, the draw and the recommendation.
pub(super) fn of_report(caller: &Caller, evaluation: &Evaluation) -> Result<String, Failure> {
    let papers = evaluation.papers();
    of(caller, &(evaluation.terms().tender, &papers.ranking, &papers.draw, &papers.recommendation, &papers.exclusions))
}

fn of(caller: &Caller, value: &impl Serialize) -> Result<String, Failure> {
    let json = serde_json::to_vec(value).map_err(|error| Failure::broken("marking what is signed", error))?;
    Ok(hex(&caller.services().secrets.mark("signed evaluations", &[&json])))
}
