//! A form must arrive at a pace that any line keeps.

use axum::body::Bytes;
use axum::body::HttpBody;
use hyper::body::{Frame, SizeHint};
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::time::{Instant, Sleep, sleep_until};

/// Time every body has, however slow the line.
const GRACE: Duration = Duration::from_secs(5);
/// Slowest pace after that, in bytes a second.
const SLOWEST: u64 = 4 * 1024;

/// A body that ends with an error once it comes more slowly than a form may.
#[derive(Debug)]
pub(super) struct Timely<B> {
    body: B,
    due: Pin<Box<Sleep>>,
    began: Option<Instant>,
    came: u64,
}

impl<B> Timely<B> {
    pub(super) fn new(body: B) -> Timely<B> {
        Timely { body, due: Box::pin(sleep_until(Instant::now() + GRACE)), began: None, came: 0 }
    }
}

impl<B> HttpBody for Timely<B>
where
    B: HttpBody<Data = Bytes> + Unpin,
    B::Error: Into<axum::BoxError>,
{
    type Data = Bytes;
    type Error = axum::BoxError;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        let this = self.get_mut();
        // Time counts from when somebody begins to read: the wait for a turn is not the sender's.
        let began = *this.began.get_or_insert_with(Instant::now);
        let due = began + GRACE + Duration::from_millis(this.came * 1000 / SLOWEST);
        if let Poll::Ready(frame) = Pin::new(&mut this.body).poll_frame(cx) {
            let length = frame.as_ref().and_then(|frame| frame.as_ref().ok()).and_then(|frame| frame.data_ref());
            this.came += length.map_or(0, |data| data.len() as u64);
            return Poll::Ready(frame.map(|frame| frame.map_err(Into::into)));
        }
        this.due.as_mut().reset(due);
        ready!(this.due.as_mut().poll(cx));
        Poll::Ready(Some(Err(io::Error::new(io::ErrorKind::TimedOut, "the body comes too slowly").into())))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
