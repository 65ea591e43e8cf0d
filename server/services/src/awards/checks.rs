//! Reading a due-diligence check or a vetting from a form.

use super::LONGEST;
use domain::awards::{Check, CheckKind, CheckResult, Vetting, VettingResult};
use domain::form::Reader;
use domain::ids::PersonId;
use domain::time::Timestamp;

/// A check of this kind in the form of a recommendation: `result_…`, `evidence_…` and, for letters, `issuer`.
pub(super) fn check(reader: &mut Reader<'_>, kind: CheckKind, by: PersonId, at: Timestamp) -> Option<Check> {
    let (result, evidence) = (format!("result_{}", kind.code()), format!("evidence_{}", kind.code()));
    named(reader, (kind, &result, &evidence), by, at)
}

/// A check whose fields have these names.
pub(super) fn named(
    reader: &mut Reader<'_>,
    (kind, result, evidence): (CheckKind, &str, &str),
    by: PersonId,
    at: Timestamp,
) -> Option<Check> {
    let result = reader.choice(result, CheckResult::parse);
    let evidence = reader.text(evidence, LONGEST);
    let at_source = kind == CheckKind::AuthorisationLetters && result == Some(CheckResult::Satisfactory);
    let issuer = if at_source { reader.text("issuer", LONGEST).map(Some) } else { Some(None) };
    Some(Check { kind, by, at, evidence: evidence?, confirmed_by_issuer: issuer?, result: result? })
}

/// A vetting: `vetting` and `vetting_evidence`.
pub(super) fn vetting(reader: &mut Reader<'_>, by: PersonId, at: Timestamp) -> Option<Vetting> {
    let result = reader.choice("vetting", VettingResult::parse);
    let evidence = reader.text("vetting_evidence", LONGEST);
    Some(Vetting { by, at, evidence: evidence?, result: result? })
}
