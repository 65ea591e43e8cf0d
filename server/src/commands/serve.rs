//! `marketplace serve`: the marketplace is open until it is told to stop.

use crate::health::Standing;
use crate::jobs::Jobs;
use crate::log_heads::LogHeads;
use crate::office::{self, Schema};
use crate::router::{Front, router};
use crate::serving::{self, Stop};
use crate::settings::Settings;
use anyhow::Context;
use app::{AppState, Assets};
use services::Caller;
use std::process::ExitCode;
use std::sync::Arc;
use tokio::net::TcpListener;

/// Serves until SIGTERM or SIGINT, then lets requests under way finish; a second signal ends at once.
pub async fn run(settings: &Settings) -> anyhow::Result<ExitCode> {
    let stop = Stop::on_signals().context("signals cannot be heard")?;
    let taken = || format!("nothing can listen at {}; set MARKET_ADDR to another address", settings.addr);
    let listener = TcpListener::bind(settings.addr).await.with_context(taken)?;
    let listening = listener.local_addr().context("the address listened on")?;
    let origin = settings.origin(listening);
    let services = office::open(settings, &origin, Schema::Current).await?;
    office::not_behind(settings, &Caller::system(&services)).await?;
    let heads = LogHeads::new(settings.log_heads());

    let standing = Arc::new(Standing::new(settings.data_dir.clone()));
    let assets = Assets::read(&settings.site());
    if assets.stylesheet().is_none() {
        tracing::warn!(folder = %settings.site().display(), "no stylesheet: pages are shown plainly");
    }
    let front = Front {
        app: AppState { services: Arc::clone(&services), assets: Arc::new(assets), over_tls: origin.over_tls() },
        origin: origin.clone(),
        trusted_proxies: settings.trusted_proxy,
        standing: Arc::clone(&standing),
    };
    let behind_proxy = settings.trusted_proxy > 0;
    if origin.over_tls() && !behind_proxy && !listening.ip().is_loopback() {
        tracing::warn!(
            "behind https and MARKET_TRUSTED_PROXY is 0: everybody counts as one address, that of the proxy"
        );
    }
    let jobs = Jobs::start(&services, heads.clone(), &standing, &stop);
    println!("Shared AI Marketplace is ready at {origin}");
    tracing::info!(%listening, %origin, database = %settings.database().hint(), "ready");

    let finished =
        serving::serve(listener, router(front), &stop, settings.drain(), behind_proxy, || standing.begin_to_stop())
            .await;
    jobs.finish().await;
    // What was done since the job's last round; a failure here loses nothing but that line.
    if let Err(error) = heads.publish(&Caller::system(&services)).await {
        tracing::warn!(error = %format!("{error:#}"), "the log's last head was not published");
    }
    office::close(&services).await?;
    if finished {
        tracing::info!("stopped");
    } else {
        tracing::warn!(seconds = settings.drain_seconds, "stopped before every request was finished");
    }
    Ok(ExitCode::SUCCESS)
}
