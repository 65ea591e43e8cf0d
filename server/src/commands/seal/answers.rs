//! The file of answers: printed to be filled in, and read when it is.

use anyhow::{Context, bail};
use bidding::SealingFile;
use domain::bids::contents::{answer_field, price_field, promise_field, promise_months_field};
use domain::contracts::PromiseKind;
use domain::form::Fields;
use domain::ids::RequirementId;
use domain::text::Trilingual;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write;

/// A file of answers as it is filled in.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Answers {
    #[serde(default)]
    related: String,
    #[serde(default)]
    suggestion: String,
    #[serde(default)]
    promises: BTreeMap<String, Promised>,
    #[serde(default)]
    prices: BTreeMap<String, String>,
    #[serde(default)]
    answers: BTreeMap<String, String>,
}

/// A promise as it is filled in.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Promised {
    amount: String,
    months: String,
}

/// What was filled in, by the fields that the page has for it; prices of the command line come first.
pub(super) fn fields(file: &SealingFile, text: &str, prices: &[String]) -> anyhow::Result<Fields> {
    let filled: Answers = toml::from_str(text).context("the file of answers cannot be read")?;
    let choice = |text: &str, empty: &str, other: &str| if text.trim().is_empty() { empty } else { other }.to_owned();
    let mut pairs = vec![
        ("parties".to_owned(), choice(&filled.related, "alone", "others")),
        ("innovation".to_owned(), choice(&filled.suggestion, "none", "offered")),
        ("related".to_owned(), filled.related),
        ("suggestion".to_owned(), filled.suggestion),
    ];
    for (id, answer) in filled.answers {
        let known = RequirementId::parse(&id).filter(|id| file.requirements.iter().any(|one| one.id == *id));
        let Some(known) = known else { bail!("the tender has no requirement {id}") };
        pairs.push((answer_field(known), answer));
    }
    for (kind, promised) in filled.promises {
        let known = PromiseKind::parse(&kind).filter(|_| file.term_months > 0);
        let Some(known) = known else { bail!("the tender takes no promise of {kind:?}") };
        pairs.push((promise_field(known), promised.amount));
        pairs.push((promise_months_field(known), promised.months));
    }
    let typed = prices.iter().map(|price| {
        let (line, amount) = price.split_once('=').with_context(|| format!("{price:?} is not LINE=AMOUNT"))?;
        Ok((line.to_owned(), amount.to_owned()))
    });
    let typed = typed.collect::<anyhow::Result<Vec<_>>>()?;
    for (line, amount) in typed.into_iter().chain(filled.prices) {
        let known = line.trim().parse().ok().filter(|line| file.lines.iter().any(|one| one.line == *line));
        let Some(known) = known else { bail!("the tender has no line {line:?} to be priced") };
        pairs.push((price_field(known), amount));
    }
    Ok(Fields::new(pairs))
}

/// A file of answers to be filled in.
pub(super) fn form(file: &SealingFile) -> String {
    let mut form = String::new();
    let mut say = |text: &str| {
        for line in text.lines() {
            // Writing into a text cannot fail.
            let _ = writeln!(form, "# {line}");
        }
    };
    say(&format!("Answers to {}, revision {} of its notice", file.reference, file.notice_revision));
    say(&in_two(&file.title));
    say(&format!("Closes at {} (UTC). Text between three quotes may have several lines.", file.closes_at));
    if file.asks_technical() {
        form.push_str(
            "\n# Members of a joint bid, and related companies that may bid; empty for none\nrelated = \"\"\n",
        );
    }
    if file.asks_innovation {
        form.push_str("\n# A suggestion beyond what is asked; empty for none\nsuggestion = \"\"\n");
    }
    if file.term_months > 0 {
        form.push_str(&promises(file.term_months));
    }
    form.push_str("\n[prices]\n# Unit price of each line in Hong Kong dollars, such as \"1,250,000.00\"\n");
    for one in &file.lines {
        let is_whole = one.item.en.is_empty() && one.item.zh_hant.is_empty();
        let text = match is_whole {
            true => "One price for everything".to_owned(),
            false => format!("{}\n{} × {}", in_two(&one.item), one.quantity, in_two(&one.unit).replace('\n', " / ")),
        };
        for line in text.lines() {
            let _ = writeln!(form, "# {line}");
        }
        let _ = writeln!(form, "{} = \"\"", one.line);
    }
    if !file.requirements.is_empty() {
        form.push_str("\n[answers]\n");
    }
    for one in &file.requirements {
        let duty = if one.is_essential { "Every bid must meet this" } else { "This is marked" };
        let text = in_two(&one.text);
        for line in format!("{duty}: {text}").lines() {
            let _ = writeln!(form, "# {line}");
        }
        let _ = writeln!(form, "\"{}\" = \"\"\"\n\"\"\"\n", one.id);
    }
    form
}

/// The promises to be filled in.
fn promises(term_months: u32) -> String {
    let mut form = String::from(
        "\n# Promises beyond the work; empty for none. If the bid wins they are duties of the contract and their keeping is\n\
         # public. They earn no marks unless a published criterion asks for them.\n",
    );
    for kind in PromiseKind::ALL {
        let what = match kind {
            PromiseKind::ApprenticePlaces => "Places for apprentices",
            PromiseKind::TrainingHours => "Hours of training",
            PromiseKind::LocalJobs => "Jobs in Hong Kong",
        };
        let _ = writeln!(
            form,
            "\n[promises.{}]\n# {what}, and the month of the contract (1 to {term_months})",
            kind.code()
        );
        let _ = writeln!(form, "# by whose end the promise is kept\namount = \"\"\nmonths = \"\"");
    }
    form
}

/// A text in English and in Traditional Chinese.
fn in_two(text: &Trilingual) -> String {
    if text.en == text.zh_hant { text.en.clone() } else { format!("{}\n{}", text.en, text.zh_hant) }
}
