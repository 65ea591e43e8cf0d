//! Sealed envelopes among the files.
//!
//! What an envelope says of itself, to which tender, from whom and when, stands in its header for those who open it.
//! Among the files it therefore lies closed once more under the master key, named by its fingerprint: whoever has the
//! folder or its backup alone learns neither who bids nor for what.

use crate::Services;
use crate::failure::Failure;
use crate::random::sha256;
use std::sync::Arc;

const PURPOSE: &str = "envelopes";

/// Keeps an envelope. Only then may a receipt name it.
pub(crate) async fn keep(services: &Arc<Services>, bytes: Vec<u8>) -> Result<(), Failure> {
    let inside = Arc::clone(services);
    let work = tokio::task::spawn_blocking(move || {
        let name = sha256(&bytes);
        Ok::<_, Failure>((name, inside.secrets.close(&inside.random, PURPOSE, &name, &bytes)?))
    });
    let (name, closed) = work.await.map_err(|error| Failure::broken("closing an envelope", error))??;
    services.files.put_as(&services.random, &name, &closed).await
}

/// The envelope of this fingerprint; nothing when it is gone or was tampered with.
pub(crate) async fn find(services: &Services, sha256: &[u8; 32]) -> Result<Option<Vec<u8>>, Failure> {
    let closed = services.files.find(sha256).await?;
    Ok(closed.and_then(|closed| services.secrets.open(PURPOSE, sha256, &closed).ok()))
}

/// Removes the envelope of this fingerprint for good; one that is gone is no failure.
pub(crate) async fn destroy(services: &Services, sha256: &[u8; 32]) -> Result<(), Failure> {
    services.files.remove(sha256).await
}
