//! Short cuts to sealed bids, through the same operations as the pages.

use super::{Office, TenderTeam, form};
use crate::bids::HandedIn;
use crate::keys::Chance;
use crate::{bids, keys};
use bidding::{Offer, SealedBid, SealingFile};
use domain::bids::contents::{answer_field, price_field};
use domain::bids::{Section, SubmissionId};
use domain::form::Fields;
use std::collections::HashMap;

/// Bids for the first sample supplier.
pub const BIDDER: &str = "ym.lam";
/// Bids for the second.
pub const RIVAL: &str = "cl.yuen";
/// Hold closing keys jointly.
pub const CUSTODIANS: [&str; 2] = ["ph.lam", "sl.chow"];
/// The password of everybody in the sample office.
pub const PASSWORD: &str = "lion rock at low tide";

impl Office {
    /// Gives the openers of a team, the recovery office and two custodians keys that were tried out; their passphrases.
    ///
    /// # Panics
    ///
    /// When a key is refused.
    pub async fn keys_held(&self, team: &TenderTeam) -> HashMap<&'static str, String> {
        let mut passphrases = HashMap::new();
        for who in team.openers.into_iter().chain(["yt.tam"]).chain(CUSTODIANS) {
            let caller = self.person(who).await;
            let made = keys::make_key(&caller, PASSWORD).await.expect("a key");
            keys::rehearse(&caller, &made.passphrase).await.expect("a rehearsal");
            passphrases.insert(who, made.passphrase);
        }
        passphrases
    }

    /// A new press of the button.
    pub fn submission(&self) -> SubmissionId {
        SubmissionId(self.services.random.id())
    }

    /// Writes a whole bid: every answer says `answer`, the price is `dollars`.
    ///
    /// # Panics
    ///
    /// When a task is refused.
    pub async fn bid_written(&self, who: &str, tender: &str, answer: &str, dollars: &str) {
        let caller = self.person(who).await;
        let view = bids::show(&caller, tender).await.expect("a bid");
        let save = async |section, pairs: &[(&str, &str)]| {
            bids::save(&caller, tender, section, &form(pairs)).await.expect("a task");
        };
        save(Section::Eligibility, &[("non_collusion", "yes"), ("parties", "alone")]).await;
        let answers: Vec<_> = view.requirements.iter().map(|one| (one.field.as_str(), answer)).collect();
        save(Section::Technical, &answers).await;
        save(Section::Innovation, &[("innovation", "none")]).await;
        let prices: Vec<_> = view.lines.iter().map(|line| (line.field.as_str(), dollars)).collect();
        save(Section::Prices, &prices).await;
        save(Section::Check, &[]).await;
    }

    /// What a bidder's own tool makes of this file: every answer says `answer`, the price is `dollars`, one file.
    ///
    /// # Panics
    ///
    /// When the offer is not sealed.
    pub fn sealed_elsewhere(&self, file: &SealingFile, answer: &str, dollars: &str) -> SealedBid {
        let mut fields = vec![("parties".to_owned(), "alone".to_owned()), ("innovation".to_owned(), "none".to_owned())];
        fields.extend(file.requirements.iter().map(|one| (answer_field(one.id), answer.to_owned())));
        fields.extend(file.lines.iter().map(|one| (price_field(one.line), dollars.to_owned())));
        let files = match file.asks_technical() {
            true => vec![(format!("{answer}.txt"), answer.as_bytes().to_vec())],
            false => Vec::new(),
        };
        let contents = file.judge(&Offer { fields: Fields::new(fields), files }).expect("an offer without faults");
        file.seal(&contents, &mut Chance(&self.services.random)).expect("sealed envelopes")
    }
}

/// Sealed envelopes as a form carries them, with the declaration.
pub fn handed_in(sealed: &SealedBid) -> HandedIn {
    HandedIn {
        technical: sealed.technical.as_ref().map(|one| one.bytes.clone()),
        price: Some(sealed.price.bytes.clone()),
        non_collusion: true,
    }
}
