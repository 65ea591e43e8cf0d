//! What sharing brought about, for everybody to see: the figures of the front page.
//!
//! They are sums over all orders and deployments, so they are kept until the catalogue or the day moves on; every
//! change that could alter them also moves the catalogue.

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

/// The figures as they were read last, with the catalogue's revision and the day.
#[derive(Debug, Default)]
pub struct Kept(Mutex<Option<(i64, Day, Headline)>>);

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
    let now = (services.shelf.revision(), caller.today());
    let locked = || Failure::impossible("a thread stopped while it held the front page's figures");
    let kept = *services.figures.0.lock().map_err(|_| locked())?;
    if let Some((revision, day, headline)) = kept
        && (revision, day) == now
    {
        return Ok(headline);
    }
    let headline = spend::headline(caller).await?;
    *services.figures.0.lock().map_err(|_| locked())? = Some((now.0, now.1, headline));
    Ok(headline)
}
