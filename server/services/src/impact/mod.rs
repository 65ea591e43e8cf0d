//! What sharing brought about, for everybody to see: the figures of the front page.
//!
//! They are sums over all orders and deployments, so they are kept until the catalogue or the day moves on; every
//! change that could alter them also moves the catalogue. Then one reader sums them up anew, and those who ask
//! meanwhile get the former figures of the day.

use crate::caller::Caller;
use crate::catalogue;
use crate::failure::Failure;
use crate::spend::{self, Headline};
use domain::catalogue::views::HomeView;
use domain::locale::Locale;
use domain::permissions::Action;
use domain::time::Day;
use std::sync::Mutex;

/// How many of the most reused are shown.
const MOST_REUSED: usize = 5;

/// The figures as they were read last, and whose turn it is to read them.
#[derive(Debug, Default)]
pub struct Kept {
    /// With the catalogue's revision and the day.
    figures: Mutex<Option<(i64, Day, Headline)>>,
    turn: tokio::sync::Mutex<()>,
}

impl Kept {
    fn figures(&self) -> Result<Option<(i64, Day, Headline)>, Failure> {
        Ok(*self.figures.lock().map_err(|_| locked())?)
    }
}

fn locked() -> Failure {
    Failure::impossible("a thread stopped while it held the front page's figures")
}

/// The front page's figures and most reused solutions.
pub async fn home(caller: &Caller, locale: Locale) -> Result<HomeView, Failure> {
    caller.may(Action::BrowseCatalogue)?;
    let (most_reused, solutions, references) = catalogue::most_reused(caller, locale, MOST_REUSED).await?;
    let headline = headline(caller).await?;
    Ok(HomeView {
        solutions,
        references,
        most_reused,
        avoided: headline.avoided,
        reuses: headline.reuses,
        departments_reusing: headline.adopting,
        departments: headline.departments,
        median_days_to_live: headline.median_days,
    })
}

async fn headline(caller: &Caller) -> Result<Headline, Failure> {
    let services = caller.services();
    let kept = &services.figures;
    let now = || (services.shelf.revision(), caller.today());
    let of_now = |figures: Option<(i64, Day, Headline)>| {
        figures.filter(|(revision, day, _)| (*revision, *day) == now()).map(|(_, _, headline)| headline)
    };
    let former = kept.figures()?;
    if let Some(headline) = of_now(former) {
        return Ok(headline);
    }
    let _turn = match (kept.turn.try_lock(), former) {
        (Ok(turn), _) => turn,
        (Err(_), Some((_, day, headline))) if day == caller.today() => return Ok(headline),
        (Err(_), _) => kept.turn.lock().await,
    };
    // Whose turn it was before may have read them.
    if let Some(headline) = of_now(kept.figures()?) {
        return Ok(headline);
    }
    let (revision, day) = now();
    let headline = spend::headline(caller).await?;
    *kept.figures.lock().map_err(|_| locked())? = Some((revision, day, headline));
    Ok(headline)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Office, TD};
    use domain::deployments::DeploymentCommand;

    #[tokio::test]
    async fn of_two_who_ask_at_once_one_sums_up_and_the_other_gets_the_former_figures() {
        let office = Office::sample().await;
        let public = office.public();
        let before = headline_of(&public).await;
        let reference = office.in_pilot(&TD, "S0026").await;
        office.step(TD.user, &reference, DeploymentCommand::GoLive).await.unwrap();
        public.services().shelf.refresh(&public).await.unwrap();
        let (one, other) = tokio::join!(headline_of(&public), headline_of(&public));
        assert_eq!((one.reuses, other.reuses), (before.reuses + 1, before.reuses));
        assert_eq!(headline_of(&public).await, one);
    }

    #[tokio::test]
    async fn figures_of_another_day_are_waited_for() {
        let office = Office::sample().await;
        headline_of(&office.public()).await;
        office.pass_minutes(24 * 60);
        let public = office.public();
        let (one, other) = tokio::join!(headline_of(&public), headline_of(&public));
        assert_eq!((one, one.as_of), (other, Some(public.now())));
    }

    async fn headline_of(caller: &Caller) -> Headline {
        headline(caller).await.unwrap()
    }
}
