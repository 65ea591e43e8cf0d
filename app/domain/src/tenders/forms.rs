//! Reads the forms of a draft's sections into an [`Edit`].
//!
//! Texts may be left empty, for a draft is saved unfinished; a number, a day or a choice that cannot be read is
//! refused, each by its field. `do` names what a form with rows does: `put`, `drop` or `save`.

use super::edit::{Basis, Edit};
use super::lots::Lot;
use super::nominee::Part;
use super::people::{Assessor, Opener};
use super::price_lines::{ITEM, MOST_OF_A_LINE, UNIT};
use super::requirement::{Requirement, Weight};
use super::route::{BuyerKind, Estimate, Purchase, Subject};
use super::scheme::{Criterion, Envelopes, WHOLE, Weights};
use super::{ConflictAssessment, Means, Section, TenderRefusal, Timetable};
use crate::catalogue::Category;
use crate::evaluation::price_schedule::{LineNumber, ScheduleLine};
use crate::form::{Fields, Problem, Reader, Rule};
use crate::ids::{BudgetLineId, CriterionId, ListingId, LotId, OrganisationId, PersonId, RequirementId};
use crate::money::Money;
use crate::refusal::Refusal;
use crate::text::Trilingual;
use crate::time::Day;
use uuid::Uuid;

/// Longest title, in characters.
pub const TITLE: usize = 160;
/// Longest text of a section, in characters.
pub const TEXT: usize = 1500;
/// Longest requirement, in characters.
pub const REQUIREMENT: usize = 500;
/// Longest reason, in characters.
pub const REASON: usize = 500;

/// What reading a form needs to know besides its fields.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// Who fills it in.
    pub person: PersonId,
    /// Today.
    pub today: Day,
    /// The id of a row that is new.
    pub new_id: Uuid,
    /// The organisation of somebody who can be named for a part; `None` for nobody.
    pub organisation_of: &'a dyn Fn(PersonId, Part) -> Option<OrganisationId>,
    /// The solution with a reference such as `S0001`.
    pub listing_of: &'a dyn Fn(&str) -> Option<ListingId>,
}

impl std::fmt::Debug for Context<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Context").field("person", &self.person).field("today", &self.today).finish_non_exhaustive()
    }
}

/// Reads the form of a section. Documents come as files and are not read here.
pub fn read(section: Section, fields: &Fields, context: &Context<'_>) -> Result<Edit, Refusal> {
    let dropping = fields.get("do") == "drop";
    let edit = match section {
        Section::Need => need(fields, context)?,
        Section::Lots if dropping => Edit::DropLot(LotId(row(fields)?)),
        Section::Lots => lot(fields, context)?,
        Section::Requirements if dropping => Edit::DropRequirement(RequirementId(row(fields)?)),
        Section::Requirements => requirement(fields, context)?,
        Section::PriceSchedule if dropping => Edit::DropPriceLine(line_row(fields).ok_or_else(no_row)?),
        Section::PriceSchedule => price_line(fields)?,
        Section::MarkingScheme if dropping => Edit::DropCriterion(CriterionId(row(fields)?)),
        Section::MarkingScheme if fields.get("do") == "put" => criterion(fields, context)?,
        Section::MarkingScheme => Edit::Basis(basis(fields)?),
        Section::Timetable => Edit::Timetable(timetable(fields, context)?),
        Section::People => people(fields, context)?,
        Section::Budget => budget(fields)?,
        Section::Conflicts => conflicts(fields, context)?,
        Section::Documents => return Err(vec![Problem { field: "file".into(), rule: Rule::Required }].into()),
    };
    Ok(edit)
}

/// Text in three languages, each of at most so many characters; fields `…_en`, `…_zh_hant`, `…_zh_hans`.
pub fn trilingual(reader: &mut Reader<'_>, name: &str, longest: usize) -> Option<Trilingual> {
    let zh_hant = reader.optional_text(&format!("{name}_zh_hant"), longest);
    let zh_hans = reader.optional_text(&format!("{name}_zh_hans"), longest);
    let en = reader.optional_text(&format!("{name}_en"), longest);
    Some(Trilingual { en: en?, zh_hant: zh_hant?, zh_hans: zh_hans? })
}

/// Text in three languages of which English and Traditional Chinese must be there.
pub fn both_official(reader: &mut Reader<'_>, name: &str, longest: usize) -> Option<Trilingual> {
    let zh_hant = reader.text(&format!("{name}_zh_hant"), longest);
    let zh_hans = reader.optional_text(&format!("{name}_zh_hans"), longest);
    let en = reader.text(&format!("{name}_en"), longest);
    Some(Trilingual { en: en?, zh_hant: zh_hant?, zh_hans: zh_hans? })
}

fn row(fields: &Fields) -> Result<Uuid, Vec<Problem>> {
    Uuid::parse_str(fields.get("row")).map_err(|_| no_row())
}

fn no_row() -> Vec<Problem> {
    vec![Problem { field: "row".into(), rule: Rule::NotAChoice }]
}

/// The id of the row that is changed, or a new one.
fn row_or_new(fields: &Fields, context: &Context<'_>) -> Uuid {
    row(fields).unwrap_or(context.new_id)
}

fn need(fields: &Fields, context: &Context<'_>) -> Result<Edit, Vec<Problem>> {
    let mut reader = Reader::new(fields);
    let title = trilingual(&mut reader, "title", TITLE);
    let category = reader.choice("category", Category::parse);
    let need = trilingual(&mut reader, "need", TEXT);
    let mut considered = Vec::new();
    // Those ticked among the results, and those kept from before.
    for reference in fields.all("considered").filter(|reference| !reference.trim().is_empty()).take(20) {
        match (context.listing_of)(reference.trim()) {
            Some(listing) if considered.contains(&listing) => {}
            Some(listing) => considered.push(listing),
            None => reader.refuse("considered", Rule::NotAChoice),
        }
    }
    let why = trilingual(&mut reader, "why", TEXT);
    reader.finish(|| {
        Some(Edit::Need { title: title?, category: category?, need: need?, considered, why_not_reuse: why? })
    })
}

fn lot(fields: &Fields, context: &Context<'_>) -> Result<Edit, Vec<Problem>> {
    let mut reader = Reader::new(fields);
    let title = both_official(&mut reader, "lot", TITLE);
    // One lot needs no part of the estimate, so nothing is typed.
    let estimate = match fields.get("lot_estimate").trim() {
        "" => Some(None),
        _ => reader.money("lot_estimate").map(Some),
    };
    let id = LotId(row_or_new(fields, context));
    reader.finish(|| Some(Edit::PutLot(Lot { id, title: title?, estimate: estimate? })))
}

fn requirement(fields: &Fields, context: &Context<'_>) -> Result<Edit, Vec<Problem>> {
    let mut reader = Reader::new(fields);
    let text = both_official(&mut reader, "text", REQUIREMENT);
    let weight = reader.choice("weight", |code| match code {
        "essential" => Some(Weight::Essential),
        id => Uuid::parse_str(id).ok().map(|id| Weight::Scored(CriterionId(id))),
    });
    let lot = which_lot(&mut reader);
    let justification = reader.optional_text("justification", REASON);
    let id = RequirementId(row_or_new(fields, context));
    reader.finish(|| {
        let requirement = Requirement { id, lot, text: text?, weight: weight?, justification: justification? };
        Some(Edit::PutRequirement(requirement))
    })
}

/// The lot that something is for; `None` for all lots, also when what was chosen is refused.
fn which_lot(reader: &mut Reader<'_>) -> Option<LotId> {
    let chosen = reader.fields().get("lot").to_owned();
    let parsed = Uuid::parse_str(&chosen).ok();
    if parsed.is_none() && !chosen.is_empty() {
        reader.refuse("lot", Rule::NotAChoice);
    }
    parsed.map(LotId)
}

fn line_row(fields: &Fields) -> Option<LineNumber> {
    fields.get("row").parse().ok().map(LineNumber)
}

fn price_line(fields: &Fields) -> Result<Edit, Vec<Problem>> {
    let mut reader = Reader::new(fields);
    let description = both_official(&mut reader, "item", ITEM);
    let unit = both_official(&mut reader, "unit", UNIT);
    let quantity = reader.number("quantity", 1, MOST_OF_A_LINE);
    let (row, is_optional) = (line_row(fields), fields.ticked("optional"));
    let lot = which_lot(&mut reader);
    reader.finish(|| {
        // A new line is numbered where it is put in.
        let line = row.unwrap_or(LineNumber(0));
        let line = ScheduleLine { line, lot, description: description?, unit: unit?, quantity: quantity?, is_optional };
        Some(Edit::PutPriceLine { row, line })
    })
}

/// Marks or percent with at most two decimals, in hundredths, from `least` to 100.00.
fn hundredths(reader: &mut Reader<'_>, field: &str, least: u32) -> Option<u32> {
    let read = reader.percent(field)?;
    if read > i64::from(WHOLE) {
        reader.refuse(field, Rule::Above(100));
        return None;
    }
    if read < i64::from(least) {
        reader.refuse(field, Rule::Below(1));
        return None;
    }
    u32::try_from(read).ok()
}

fn criterion(fields: &Fields, context: &Context<'_>) -> Result<Edit, Vec<Problem>> {
    let mut reader = Reader::new(fields);
    let name = both_official(&mut reader, "criterion", TITLE);
    let maximum = hundredths(&mut reader, "maximum", 1);
    let pass = if fields.get("criterion_pass").trim().is_empty() {
        Some(None)
    } else {
        hundredths(&mut reader, "criterion_pass", 0).map(Some)
    };
    if let (Some(maximum), Some(Some(pass))) = (maximum, pass)
        && pass > maximum
    {
        reader.refuse("criterion_pass", Rule::Above(i64::from(maximum / 100)));
    }
    let id = CriterionId(row_or_new(fields, context));
    let innovation = fields.ticked("innovation");
    reader
        .finish(|| Some(Edit::PutCriterion(Criterion { id, name: name?, maximum: maximum?, pass: pass?, innovation })))
}

fn basis(fields: &Fields) -> Result<Basis, Refusal> {
    let mut reader = Reader::new(fields);
    let basis = reader.choice("basis", |code| ["scored", "price_only"].contains(&code).then(|| code.to_owned()));
    if basis.as_deref() == Some("price_only") {
        let reason = reader.optional_text("price_only_reason", REASON);
        let single = fields.ticked("single_envelope");
        let envelopes = if single { Envelopes::Single } else { Envelopes::Two };
        let approved_by = Uuid::parse_str(fields.get("directorate")).ok().map(PersonId);
        return Ok(reader.finish(|| Some(Basis::PriceOnly { envelopes, approved_by, reason: reason? }))?);
    }
    let technical = hundredths(&mut reader, "technical", 0);
    let price = hundredths(&mut reader, "price", 0);
    let pass = hundredths(&mut reader, "pass", 0);
    let weights_reason = reader.optional_text("weights_reason", REASON);
    let innovation_reason = reader.optional_text("innovation_reason", REASON);
    let (technical, price, pass, weights_reason, innovation_reason) =
        reader.finish(|| Some((technical?, price?, pass?, weights_reason?, innovation_reason?)))?;
    let weights = Weights::new(technical, price).map_err(Refusal::from)?;
    Ok(Basis::Scored { weights, pass, weights_reason, innovation_reason })
}

fn timetable(fields: &Fields, context: &Context<'_>) -> Result<Timetable, Vec<Problem>> {
    let mut reader = Reader::new(fields);
    let latest = context.today.plus_days(730);
    let publishes_on = reader.day("publishes_on", context.today, latest);
    let closes_on = reader.day("closes_on", context.today, latest);
    let questions_end_days = reader.number("questions_end_days", 0, 365);
    let validity_days = reader.number("validity_days", 0, 1000);
    let planned = fields.get("planned_notice_on").trim();
    let planned_notice_on = if planned.is_empty() {
        Some(None)
    } else {
        reader.day("planned_notice_on", Day::from_number(0), latest).map(Some)
    };
    let urgency = reader.optional_text("urgency", REASON);
    let commercial = fields.ticked("commercial");
    reader.finish(|| {
        let urgency = urgency.filter(|reason| !reason.is_empty());
        let means = Means { commercial, planned_notice_on: planned_notice_on?, urgency, ..Means::electronic() };
        Some(Timetable {
            publishes_on: publishes_on?,
            closes_on: closes_on?,
            questions_end_days: u64::try_from(questions_end_days?).ok()?,
            validity_days: u64::try_from(validity_days?).ok()?,
            means,
        })
    })
}

fn people(fields: &Fields, context: &Context<'_>) -> Result<Edit, Vec<Problem>> {
    let mut reader = Reader::new(fields);
    let known = |id: &str, part: Part| {
        let person = Uuid::parse_str(id).ok().map(PersonId)?;
        (context.organisation_of)(person, part).map(|organisation| (person, organisation))
    };
    match fields.get("do") {
        "drop_opener" => Ok(Edit::DropOpener(PersonId(row(fields)?))),
        "drop" => Ok(Edit::DropAssessor(PersonId(row(fields)?))),
        "put_opener" => {
            let person = reader.choice("opener", |id| known(id, Part::Opener));
            let section = reader.text("opener_section", 80);
            reader.finish(|| Some(Edit::PutOpener(Opener { person: person?.0, section: section? })))
        }
        "put" => {
            let person = reader.choice("assessor", |id| known(id, Part::Assessor));
            let team = reader.text("assessor_team", 80);
            reader.finish(|| {
                let (person, organisation) = person?;
                Some(Edit::PutAssessor(Assessor { person, team: team?, organisation }))
            })
        }
        _ => {
            let mut optional = |field: &str, part| match fields.get(field) {
                "" => None,
                _ => reader.choice(field, |id| known(id, part)).map(|(person, _)| person),
            };
            let (chair, approver) = (optional("chair", Part::Assessor), optional("approver", Part::Approver));
            reader.finish(|| Some(Edit::Leads { chair, approver }))
        }
    }
}

/// Money that may be left empty for nothing.
fn optional_money(reader: &mut Reader<'_>, field: &str) -> Option<Money> {
    if reader.fields().get(field).trim().is_empty() { Some(Money::ZERO) } else { reader.money_or_nothing(field) }
}

fn budget(fields: &Fields) -> Result<Edit, Refusal> {
    let mut reader = Reader::new(fields);
    let one_off = optional_money(&mut reader, "one_off");
    let monthly = optional_money(&mut reader, "monthly");
    let is_framework = fields.ticked("framework");
    // A framework lasts four years at most (M18).
    let months = reader.number("term_months", i64::from(is_framework), if is_framework { 48 } else { 120 });
    let options = ["option_1", "option_2", "option_3"].map(|field| optional_money(&mut reader, field));
    let subject = reader.choice("subject", Subject::parse);
    let line = match fields.get("budget_line") {
        "" => None,
        id => match Uuid::parse_str(id) {
            Ok(id) => Some(BudgetLineId(id)),
            Err(_) => {
                reader.refuse("budget_line", Rule::NotAChoice);
                None
            }
        },
    };
    let computerisation = fields.ticked("computerisation");
    let purchase = reader.finish(|| {
        let [first, second, third] = options;
        let options = [first?, second?, third?].into_iter().filter(|option| *option > Money::ZERO).collect();
        let months = u32::try_from(months?).ok()?;
        let estimate = Estimate { one_off: one_off?, monthly: monthly?, months, options };
        Some(Purchase {
            estimate,
            other_lots: Money::ZERO,
            subject: subject?,
            buyer: BuyerKind::Department,
            computerisation,
            is_framework,
        })
    })?;
    purchase.estimate.total().map_err(|refusal: TenderRefusal| Refusal::from(refusal))?;
    Ok(Edit::Budget { line, purchase })
}

fn conflicts(fields: &Fields, context: &Context<'_>) -> Result<Edit, Vec<Problem>> {
    let mut reader = Reader::new(fields);
    let finding = reader.text("finding", TEXT);
    let (by, on) = (context.person, context.today);
    reader.finish(|| Some(Edit::Conflicts(ConflictAssessment { by, on, finding: finding? })))
}
