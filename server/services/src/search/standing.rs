//! The words of one entry, with how they stand in it.

use std::collections::HashMap;

use super::{Entry, ranking::Strength, tokens};

/// An entry being taken in.
pub(super) struct Standing<'e> {
    entry: &'e Entry,
    own_reference: String,
    reference_tokens: String,
}

/// Where a token stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Body,
    Title,
    OwnReference,
}

/// Where and how often one word was met.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Met {
    in_body: u16,
    in_title: u16,
    is_own_reference: bool,
}

impl<'e> Standing<'e> {
    pub fn of(entry: &'e Entry) -> Standing<'e> {
        let own_reference = tokens::of_reference(&entry.reference).unwrap_or_default();
        Standing { entry, own_reference, reference_tokens: tokens::of_text(&entry.reference) }
    }

    /// How long the entry is.
    pub fn tokens(&self) -> usize {
        let count = |tokens: &str| match tokens {
            "" => 0,
            tokens => 1 + tokens.bytes().filter(|&byte| byte == b' ').count(),
        };
        count(&self.entry.title_tokens) + count(&self.entry.body_tokens)
    }

    /// Every token, as often as it is there.
    pub fn fields(&self) -> impl Iterator<Item = (&str, Field)> {
        let body = self.entry.body_tokens.split_ascii_whitespace().map(|token| (token, Field::Body));
        let titles = [&self.entry.title_tokens, &self.reference_tokens];
        let titles = titles.into_iter().flat_map(|tokens| tokens.split_ascii_whitespace());
        let own = Some(self.own_reference.as_str()).filter(|own| !own.is_empty());
        body.chain(titles.map(|token| (token, Field::Title))).chain(own.map(|own| (own, Field::OwnReference)))
    }

    /// Every word once.
    pub fn words(&self) -> impl Iterator<Item = (&str, Strength)> {
        let mut words: HashMap<&str, Met> = HashMap::new();
        self.fields().for_each(|(token, field)| words.entry(token).or_default().note(field));
        words.into_iter().map(|(word, met)| (word, met.strength()))
    }
}

impl Met {
    pub fn note(&mut self, field: Field) {
        match field {
            Field::Body => self.in_body = self.in_body.saturating_add(1),
            Field::Title => self.in_title = self.in_title.saturating_add(1),
            Field::OwnReference => self.is_own_reference = true,
        }
    }

    pub fn strength(self) -> Strength {
        match self.is_own_reference {
            true => Strength::OWN_REFERENCE,
            false => Strength::of(self.in_body, self.in_title),
        }
    }
}
