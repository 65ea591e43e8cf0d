//! What is done beside answering: letters leave, the log's head is published, the catalogue is read, what is over is
//! swept away.
//!
//! Each job runs on its own interval and is safe to run twice, also on two servers at once. A round that fails or
//! panics is logged and the next one comes in its time; the order to stop ends a job between two rounds.

mod care_keys;
mod close_tenders;
mod deliver_letters;
mod destroy_superseded;
mod publish_log_head;
mod send_log_head;
mod settle_awards;
mod settle_suppliers;
mod sweep;
mod warm_catalogue;
mod watch_contracts;

use crate::health::Standing;
use crate::log_heads::LogHeads;
use crate::serving::Stop;
use services::{Caller, Services};
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

/// Longest wait for jobs to finish their round when the process stops.
const LAST_ROUND: Duration = Duration::from_secs(10);

/// The jobs under way.
#[derive(Debug)]
pub struct Jobs(JoinSet<()>);

/// When a job runs again.
#[derive(Debug, Clone, Copy)]
enum Again {
    /// After this long.
    Every(Duration),
    /// After this long, or as soon as a letter was written.
    EveryOrLetter(Duration),
    /// Only once it went well.
    UntilDone(Duration),
}

impl Jobs {
    /// Starts every job.
    pub fn start(services: &Arc<Services>, heads: LogHeads, standing: &Arc<Standing>, stop: &Stop) -> Jobs {
        let mut jobs = Jobs(JoinSet::new());
        let standing = Arc::clone(standing);
        let minutes = |minutes: u64| Duration::from_secs(minutes * 60);
        jobs.add("warm the catalogue", Again::UntilDone(Duration::from_secs(10)), services, stop, warm_catalogue::run);
        let often = Again::EveryOrLetter(Duration::from_secs(15));
        jobs.add("deliver letters", often, services, stop, deliver_letters::run);
        jobs.add("sweep", Again::Every(minutes(60)), services, stop, sweep::run);
        jobs.add("record closings", Again::Every(Duration::from_secs(5)), services, stop, close_tenders::run);
        jobs.add("settle awards", Again::Every(Duration::from_secs(15)), services, stop, settle_awards::run);
        let seldom = Again::Every(minutes(60));
        jobs.add("destroy superseded envelopes", seldom, services, stop, destroy_superseded::run);
        jobs.add("look after keys", seldom, services, stop, care_keys::run);
        jobs.add("send the log's head", Again::Every(minutes(10)), services, stop, send_log_head::run);
        jobs.add("settle suppliers", Again::Every(minutes(10)), services, stop, settle_suppliers::run);
        jobs.add("watch contracts", Again::Every(minutes(10)), services, stop, watch_contracts::run);
        jobs.add("publish the log's head", Again::Every(minutes(1)), services, stop, move |system| {
            publish_log_head::run(system, heads.clone(), Arc::clone(&standing))
        });
        jobs
    }

    /// Waits until every job has finished its round; those that take too long are ended.
    pub async fn finish(mut self) {
        let all = async { while self.0.join_next().await.is_some() {} };
        if timeout(LAST_ROUND, all).await.is_err() {
            tracing::warn!("a job was ended in the middle of a round");
            self.0.shutdown().await;
        }
    }

    fn add<R>(
        &mut self,
        name: &'static str,
        again: Again,
        services: &Arc<Services>,
        stop: &Stop,
        round: impl Fn(Caller) -> R + Send + 'static,
    ) where
        R: Future<Output = anyhow::Result<()>> + Send + 'static,
    {
        let services = Arc::clone(services);
        let mut stopped = stop.listener();
        self.0.spawn(async move {
            loop {
                // On its own, so that a panic ends the round and not the job.
                let went = tokio::spawn(round(Caller::system(&services))).await;
                let went = went.map_err(anyhow::Error::from).and_then(|went| went);
                if let Err(error) = &went {
                    tracing::error!(job = name, error = %format!("{error:#}"), "a job failed");
                }
                let pause = async {
                    match again {
                        Again::UntilDone(_) if went.is_ok() => std::future::pending().await,
                        Again::Every(pause) | Again::UntilDone(pause) => sleep(pause).await,
                        Again::EveryOrLetter(pause) => {
                            let _ = timeout(pause, services.letters_written.notified()).await;
                        }
                    }
                };
                tokio::select! {
                    () = stopped.wait() => return,
                    () = pause => {}
                }
            }
        });
    }
}
