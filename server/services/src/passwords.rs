//! How passwords are hashed: argon2id on blocking threads, no more at once than there are cores.
//!
//! A queue that grows beyond a few is answered "busy", because a sign-in page that can be made to fill the
//! memory is the cheapest way to stop the office.

mod known;

use crate::failure::Failure;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use known::Known;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::sync::Semaphore;

/// How many may wait for one hash that is under way.
const LONGEST_QUEUE: usize = 16;
/// How many of those who are signed in may wait to confirm something: as many as bid in the last second of a tender.
const LONGEST_QUEUE_TO_CONFIRM: usize = 256;
/// Longest a slow check holds up the next one.
const SLOWLY: Duration = Duration::from_millis(500);

/// Hashes and checks passwords.
#[derive(Debug)]
pub struct Passwords {
    params: Params,
    at_once: Semaphore,
    waiting: AtomicUsize,
    waiting_to_confirm: AtomicUsize,
    one_by_one: Semaphore,
    waiting_slowly: AtomicUsize,
    slowly: Duration,
    known: Known,
    /// Checked for addresses nobody has, so that an unknown address takes as long as a known one.
    dummy: String,
}

impl Passwords {
    /// argon2id with this much memory (KiB) and this many passes.
    ///
    /// # Errors
    ///
    /// When argon2 does not accept the figures.
    pub fn new(memory_kib: u32, passes: u32, at_once: usize) -> Result<Passwords, Failure> {
        let params = Params::new(memory_kib, passes, 1, None)
            .map_err(|error| Failure::impossible(format!("argon2 parameters: {error}")))?;
        let mut passwords = Passwords {
            params,
            at_once: Semaphore::new(at_once.max(1)),
            waiting: AtomicUsize::new(0),
            waiting_to_confirm: AtomicUsize::new(0),
            one_by_one: Semaphore::new(1),
            waiting_slowly: AtomicUsize::new(0),
            slowly: SLOWLY,
            known: Known::default(),
            dummy: String::new(),
        };
        passwords.dummy = hash_now(&passwords.params, "nobody has this password")?;
        Ok(passwords)
    }

    /// The cheapest hashing argon2 allows; for tests.
    pub fn cheap() -> Passwords {
        let passwords = Passwords::new(Params::MIN_M_COST, 1, 4).expect("the smallest parameters are accepted");
        Passwords { slowly: Duration::ZERO, ..passwords }
    }

    /// Another that hashes alike, with queues of its own.
    pub(crate) fn another(&self) -> Passwords {
        Passwords {
            params: self.params.clone(),
            at_once: Semaphore::new(1),
            waiting: AtomicUsize::new(0),
            waiting_to_confirm: AtomicUsize::new(0),
            one_by_one: Semaphore::new(1),
            waiting_slowly: AtomicUsize::new(0),
            slowly: self.slowly,
            known: Known::default(),
            dummy: self.dummy.clone(),
        }
    }

    /// How costly the passphrases of sealing keys are to try: as much as the library says, and next to nothing in tests.
    pub fn stretch(&self) -> sealing::Stretch {
        let for_tests = self.params.m_cost() == Params::MIN_M_COST;
        if for_tests { sealing::Stretch::cheap_for_tests() } else { sealing::Stretch::STANDARD }
    }

    /// Hashes a new password.
    pub async fn hash(&self, password: &str) -> Result<String, Failure> {
        let (params, password) = (self.params.clone(), password.to_owned());
        self.run(Waiting::join(&self.waiting, LONGEST_QUEUE)?, move || hash_now(&params, &password)).await?
    }

    /// Checks a password; with no hash to check against it takes as long and is false.
    ///
    /// The second value says that the stored hash is weaker than today's and should be replaced.
    pub async fn check(&self, password: &str, stored: Option<&str>) -> Result<(bool, bool), Failure> {
        self.check_in(Waiting::join(&self.waiting, LONGEST_QUEUE)?, password, stored).await
    }

    /// Checks the password of somebody who is signed in. One that this process found right lately is known again at
    /// once. Others wait in a line of their own, because being told to come again later costs a bidder the bid;
    /// strangers at the sign-in page cannot fill it.
    pub async fn confirm(&self, password: &str, stored: Option<&str>) -> Result<bool, Failure> {
        if stored.is_some_and(|stored| self.known.has(password, stored)) {
            return Ok(true);
        }
        let place = Waiting::join(&self.waiting_to_confirm, LONGEST_QUEUE_TO_CONFIRM)?;
        self.check_in(place, password, stored).await.map(|(fits, _)| fits)
    }

    async fn check_in(
        &self,
        place: Waiting<'_>,
        password: &str,
        stored: Option<&str>,
    ) -> Result<(bool, bool), Failure> {
        let hash = stored.unwrap_or(&self.dummy).to_owned();
        let wanted = format!("m={},t={},p={}", self.params.m_cost(), self.params.t_cost(), self.params.p_cost());
        let outdated = !hash.contains(&wanted);
        let typed = password.to_owned();
        let fits =
            self.run(place, move || Argon2::default().verify_password(typed.as_bytes(), hash.as_str()).is_ok()).await?;
        if let Some(stored) = stored.filter(|_| fits) {
            self.known.keep(password, stored);
        }
        Ok((fits && stored.is_some(), outdated))
    }

    /// The same, one at a time and not fast, however many ask: for those who share an address with a guesser.
    pub async fn check_slowly(&self, password: &str, stored: Option<&str>) -> Result<(bool, bool), Failure> {
        let waiting = Waiting::join(&self.waiting_slowly, LONGEST_QUEUE)?;
        let turn = self.one_by_one.acquire().await;
        drop(waiting);
        let _turn = turn.map_err(|error| Failure::broken("the queue for slow checks", error))?;
        let (checked, ()) = tokio::join!(self.check(password, stored), tokio::time::sleep(self.slowly));
        checked
    }

    async fn run<T: Send + 'static>(
        &self,
        waiting: Waiting<'_>,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Failure> {
        let permit = self.at_once.acquire().await;
        drop(waiting);
        let _permit = permit.map_err(|error| Failure::broken("the queue for hashing", error))?;
        tokio::task::spawn_blocking(work).await.map_err(|error| Failure::broken("a hashing thread", error))
    }
}

/// A place in a queue; it is left also by those who hang up while they wait.
struct Waiting<'a>(&'a AtomicUsize);

impl Waiting<'_> {
    fn join(queue: &AtomicUsize, longest: usize) -> Result<Waiting<'_>, Failure> {
        let place = Waiting(queue);
        if queue.fetch_add(1, Ordering::SeqCst) >= longest { Err(Failure::Busy) } else { Ok(place) }
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

fn hash_now(params: &Params, password: &str) -> Result<String, Failure> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params.clone())
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|error| Failure::impossible(format!("hashing a password: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_right_password_fits_and_others_do_not() {
        let passwords = Passwords::cheap();
        let hash = passwords.hash("correct horse battery").await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$"));
        assert_eq!(passwords.check("correct horse battery", Some(&hash)).await.unwrap(), (true, false));
        assert_eq!(passwords.check("correct horse batterY", Some(&hash)).await.unwrap(), (false, false));
        assert!(!passwords.check("nobody has this password", None).await.unwrap().0);
    }

    #[tokio::test]
    async fn those_who_hang_up_leave_the_queue() {
        let passwords = Passwords { one_by_one: Semaphore::new(0), ..Passwords::cheap() };
        for _ in 0..2 * LONGEST_QUEUE {
            let waits = passwords.check_slowly("somebody who does not stay", None);
            assert!(tokio::time::timeout(Duration::ZERO, waits).await.is_err(), "it waits");
        }
        passwords.one_by_one.add_permits(1);
        assert!(!passwords.check_slowly("somebody who stays", None).await.unwrap().0);
    }

    #[tokio::test]
    async fn who_signed_in_is_known_when_confirming_until_the_password_changes() {
        let passwords = Passwords::cheap();
        let hash = passwords.hash("correct horse battery").await.unwrap();
        assert!(passwords.check("correct horse battery", Some(&hash)).await.unwrap().0);
        // Nobody hashes any more: what is answered now is known.
        let Passwords { known, .. } = passwords;
        let passwords = Passwords { known, at_once: Semaphore::new(0), ..Passwords::cheap() };
        assert!(passwords.confirm("correct horse battery", Some(&hash)).await.unwrap());
        let changed = hash_now(&passwords.params, "correct horse battery").unwrap();
        for (typed, stored) in [("correct horse batterY", &hash), ("correct horse battery", &changed)] {
            let asked = passwords.confirm(typed, Some(stored));
            assert!(tokio::time::timeout(Duration::ZERO, asked).await.is_err(), "it is hashed");
        }
    }

    #[tokio::test]
    async fn fifty_who_confirm_at_once_all_get_their_turn_and_do_not_shut_the_sign_in() {
        let passwords = Passwords { at_once: Semaphore::new(0), ..Passwords::cheap() };
        let hash = hash_now(&passwords.params, "correct horse battery").unwrap();
        let fifty = async {
            let mut fit = 0;
            let mut asked: Vec<_> =
                (0..50).map(|_| Box::pin(passwords.confirm("correct horse battery", Some(&hash)))).collect();
            for one in &mut asked {
                assert!(tokio::time::timeout(Duration::ZERO, one.as_mut()).await.is_err(), "it waits");
            }
            assert!(tokio::time::timeout(Duration::ZERO, passwords.check("x", None)).await.is_err(), "it waits too");
            passwords.at_once.add_permits(2);
            for one in asked {
                fit += usize::from(one.await.unwrap());
            }
            fit
        };
        assert_eq!(fifty.await, 50);
    }

    #[tokio::test]
    async fn a_hash_with_other_parameters_is_recognised_as_outdated() {
        let hash = Passwords::cheap().hash("correct horse battery").await.unwrap();
        let stronger = Passwords::new(64, 2, 1).unwrap();
        assert_eq!(stronger.check("correct horse battery", Some(&hash)).await.unwrap(), (true, true));
    }
}
