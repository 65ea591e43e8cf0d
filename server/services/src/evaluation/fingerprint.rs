//! What somebody looked at before signing, and what the log says was signed: a digest that tells nothing of it.
//!
//! The digest is a mark under the master key, because marks, prices and reasons are short enough to be guessed from a plain
//! one. Whoever holds the papers and the key works it out again.

use crate::caller::Caller;
use crate::failure::Failure;
use domain::bids::Digest;
use domain::evaluation::Evaluation;
use serde::Serialize;

/// Of the panel's marks and the bids that miss a requirement.
pub(super) fn of_marks(caller: &Caller, evaluation: &Evaluation) -> Result<Digest, Failure> {
    let papers = evaluation.papers();
    of(caller, &(evaluation.terms().tender, &papers.consensus, &papers.non_conforming))
}

/// Of the ranking, the draw and the recommendation.
pub(super) fn of_report(caller: &Caller, evaluation: &Evaluation) -> Result<Digest, Failure> {
    let papers = evaluation.papers();
    of(caller, &(evaluation.terms().tender, &papers.ranking, &papers.draw, &papers.recommendation, &papers.exclusions))
}

/// Of everything the ranking is worked out of.
pub(super) fn of_inputs(caller: &Caller, evaluation: &Evaluation) -> Result<Digest, Failure> {
    let papers = evaluation.papers();
    let marks = (&papers.sheets, &papers.consensus, &papers.non_conforming, &papers.corrections);
    of(caller, &("inputs", evaluation.terms().tender, marks, &papers.prices, &papers.queries, &papers.exclusions))
}

/// Of the ranking itself.
pub(super) fn of_ranking(caller: &Caller, evaluation: &Evaluation) -> Result<Digest, Failure> {
    of(caller, &("ranking", evaluation.terms().tender, &evaluation.papers().ranking))
}

/// Of the latest of some papers: a ruling, an exclusion, a correction, an assessment of conflicts, with its reason.
pub(super) fn of_latest<T: Serialize>(
    caller: &Caller,
    evaluation: &Evaluation,
    (what, papers): (&str, &[T]),
) -> Result<Digest, Failure> {
    of(caller, &(what, evaluation.terms().tender, papers.last()))
}

fn of(caller: &Caller, value: &impl Serialize) -> Result<Digest, Failure> {
    let json = serde_json::to_vec(value).map_err(|error| Failure::broken("marking what is signed", error))?;
    Ok(Digest(caller.services().secrets.mark("signed evaluations", &[&json])))
}
