//! What a tender asks of a solution, and words that close it to some bidders (S14).
//!
//! An essential requirement is passed or failed, says what is to be achieved, names a product only with "or
//! equivalent" and never asks for earlier contracts with the Government. The words are only pointed out: an
//! essential requirement that carries them is held back until the drafter states why they are needed.
//!
//! Source: GPA Article X:4; pro-innovation procurement (FC 2/2019).

use crate::coded;
use crate::ids::{CriterionId, LotId, RequirementId};
use crate::text::Trilingual;
use serde::{Deserialize, Serialize};

/// What a requirement is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Weight {
    /// A bid that does not meet it fails.
    Essential,
    /// It earns marks under this criterion.
    Scored(CriterionId),
}

/// One thing the tender asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Requirement {
    /// The requirement.
    pub id: RequirementId,
    /// The lot it belongs to; `None` for all lots.
    pub lot: Option<LotId>,
    /// What is asked.
    pub text: Trilingual,
    /// Passed or failed, or marked.
    pub weight: Weight,
    /// Why words that were pointed out are needed; empty when there are none.
    pub justification: String,
}

coded! {
    /// What words may close a tender to some bidders (S14).
    ConcernKind {
        /// A product is named without "or equivalent".
        Brand = "brand",
        /// Earlier contracts with the Government are asked for.
        LocalContracts = "local_contracts",
    }
}

/// Words of one requirement that were pointed out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Concern {
    /// The requirement.
    pub requirement: RequirementId,
    /// What kind.
    pub kind: ConcernKind,
    /// The words.
    pub words: String,
}

const EQUIVALENT: &[&str] =
    &["or equivalent", "or equal", "or comparable", "或同等", "或等同", "或等效", "或相當", "或相当"];
const TRADE_MARKS: &[&str] = &["™", "®"];
/// Makers and products that are named most often where a result is meant. The register knows the others.
const WELL_KNOWN: &[&str] = &[
    "openai",
    "chatgpt",
    "gpt",
    "microsoft",
    "azure",
    "copilot",
    "aws",
    "amazon",
    "google",
    "gemini",
    "vertex ai",
    "anthropic",
    "claude",
    "llama",
    "mistral",
    "deepseek",
    "qwen",
    "ernie bot",
    "hunyuan",
    "alibaba",
    "tencent",
    "huawei",
    "iflytek",
    "sensetime",
    "baidu",
    "oracle",
    "sap",
    "salesforce",
    "servicenow",
    "ibm",
    "nvidia",
    "palantir",
    "databricks",
    "snowflake",
    "uipath",
    "微軟",
    "微软",
    "谷歌",
    "甲骨文",
    "阿里雲",
    "阿里云",
    "騰訊",
    "腾讯",
    "華為",
    "华为",
    "科大訊飛",
    "科大讯飞",
    "商湯",
    "商汤",
    "百度",
    "通義千問",
    "通义千问",
    "文心一言",
    "輝達",
    "英偉達",
    "英伟达",
];
const GOVERNMENT: &[&str] =
    &["government", "hksar", "bureau", "public sector", "政府", "公營", "公营", "決策局", "决策局"];
const EARLIER_WORK: &[&str] = &[
    "experience",
    "track record",
    "previous",
    "earlier contract",
    "past contract",
    "past project",
    "prior contract",
    "completed project",
    "job reference",
    "經驗",
    "经验",
    "往績",
    "往绩",
    "過往",
    "过往",
    "曾",
];

impl Requirement {
    /// A bid that does not meet it fails.
    pub fn is_essential(&self) -> bool {
        self.weight == Weight::Essential
    }

    /// Words to point out; `products` are names of products and makers the register knows.
    pub fn concerns(&self, products: &[&str]) -> Vec<Concern> {
        let Trilingual { en, zh_hant, zh_hans } = &self.text;
        let mut found: Vec<Concern> = Vec::new();
        for text in [en, zh_hant, zh_hans].map(|text| text.to_lowercase()) {
            let brand = first_of(&text, TRADE_MARKS)
                .or_else(|| products.iter().chain(WELL_KNOWN).find(|name| names(&text, name)).copied());
            if let Some(words) = brand.filter(|_| first_of(&text, EQUIVALENT).is_none()) {
                found.push(self.concern(ConcernKind::Brand, words));
            }
            if first_of(&text, GOVERNMENT).is_some()
                && let Some(words) = first_of(&text, EARLIER_WORK)
            {
                found.push(self.concern(ConcernKind::LocalContracts, words));
            }
        }
        found.dedup_by(|later, first| later == first);
        found
    }

    fn concern(&self, kind: ConcernKind, words: &str) -> Concern {
        Concern { requirement: self.id, kind, words: words.to_owned() }
    }
}

fn first_of<'a>(text: &str, words: &[&'a str]) -> Option<&'a str> {
    words.iter().find(|word| text.contains(*word)).copied()
}

/// Does the text name this product as a word of its own?
fn names(text: &str, product: &str) -> bool {
    let product = product.trim().to_lowercase();
    let is_edge = |letter: Option<char>| !letter.is_some_and(|letter| letter.is_ascii_alphanumeric());
    !product.is_empty()
        && text.match_indices(&product).any(|(at, found)| {
            let (before, after) = (text.get(..at), text.get(at + found.len()..));
            is_edge(before.and_then(|part| part.chars().next_back()))
                && is_edge(after.and_then(|part| part.chars().next()))
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn kinds(text: &str) -> Vec<ConcernKind> {
        let requirement = Requirement {
            id: RequirementId(Uuid::nil()),
            lot: None,
            text: Trilingual { en: text.into(), ..Trilingual::default() },
            weight: Weight::Essential,
            justification: String::new(),
        };
        requirement.concerns(&["Acme", "Blue Harbour Speech"]).into_iter().map(|concern| concern.kind).collect()
    }

    #[test]
    fn s14_a_product_is_named_only_with_or_equivalent() {
        for (text, pointed_out) in [
            ("Runs on Acme servers", true),
            ("Runs on ACME, in our data centre", true),
            ("Runs on Acme servers or equivalent", false),
            ("採用Acme或同等產品", false),
            ("採用Acme產品", true),
            ("Works with blue harbour speech 4", true),
            ("Uses Something™", true),
            ("須使用OpenAI GPT-4", true),
            ("Runs on Microsoft Azure", true),
            ("須於華為雲運作", true),
            ("須使用OpenAI GPT-4或同等產品", false),
            ("Adapts to the user", false),
            ("Measures acmeism", false),
            ("Transcribes Cantonese with a word error rate below 10 %", false),
        ] {
            assert_eq!(kinds(text) == [ConcernKind::Brand], pointed_out, "{text}");
        }
    }

    #[test]
    fn s14_asking_for_earlier_government_contracts_is_pointed_out() {
        for (text, pointed_out) in [
            ("At least two previous contracts with the Hong Kong Government", true),
            ("Track record in HKSAR departments", true),
            ("具備為政府服務的經驗", true),
            ("Stores its data in the Government cloud", false),
            ("Three years' experience with speech recognition", false),
        ] {
            assert_eq!(kinds(text) == [ConcernKind::LocalContracts], pointed_out, "{text}");
        }
    }

    #[test]
    fn the_same_words_in_two_languages_are_pointed_out_once() {
        let requirement = Requirement {
            id: RequirementId(Uuid::nil()),
            lot: None,
            text: Trilingual::same("Acme only"),
            weight: Weight::Essential,
            justification: String::new(),
        };
        assert_eq!(requirement.concerns(&["Acme"]).len(), 1);
    }
}
