//! A person ends a session.

use super::store;
use crate::caller::Caller;
use crate::failure::Failure;
use domain::event::Event;
use domain::ids::SessionId;
use domain::permissions::Action;

/// Ends one of one's own sessions; somebody else's does not exist.
pub async fn end_session(caller: &Caller, session: SessionId) -> Result<(), Failure> {
    caller.may(Action::KeepOwnAccount)?;
    let person = caller.officer()?.person;
    let change = caller.begin().await?;
    if store::end_sessions(&change, person, Some(session)).await? == 0 {
        return Err(Failure::NotFound);
    }
    change.commit(Event::SessionEnded { person, session }).await?;
    Ok(())
}

/// Ends the session one is signed in by; harmless when there is none.
pub async fn sign_out(caller: &Caller) -> Result<(), Failure> {
    match caller.actor().officer().and_then(|officer| officer.session) {
        Some(session) => match end_session(caller, session).await {
            Err(Failure::NotFound) | Ok(()) => Ok(()),
            Err(failure) => Err(failure),
        },
        None => Ok(()),
    }
}
