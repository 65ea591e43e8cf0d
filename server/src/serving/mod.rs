//! Accepts connections and answers on them until it is told to stop.
//!
//! A client that sends its request line slowly, keeps an idle connection, or does not read its answer loses the
//! connection; so does one that sends its form too slowly. No address takes all the room. What was begun when the order to stop
//! comes is finished, within a limit.

mod body;
mod patient;
mod room;
mod stop;

pub use stop::Stop;

use crate::middleware::{LONGEST_HEAD_BYTES, MOST_HEADERS, Peer};
use axum::Router;
use axum::body::Body as AnyBody;
use body::Timely;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use patient::Patient;
use room::{Place, Room};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tower::ServiceExt;

/// Longest a client may take to send the head of a request, and longest a connection may lie idle.
const LONGEST_HEAD: Duration = Duration::from_secs(15);
/// Longest an answer may wait for a client that does not read it.
const LONGEST_STALL: Duration = Duration::from_secs(30);

/// Serves until `stop`, then lets what was begun finish within `drain`; false when that was not enough.
///
/// `stopping` is called once, before the listener is closed. `behind_proxy`: every connection comes from a proxy we
/// trust, so that its address says nothing.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    stop: &Stop,
    drain: Duration,
    behind_proxy: bool,
    stopping: impl FnOnce(),
) -> bool {
    let room = Room::of_this_process(behind_proxy);
    let graceful = GracefulShutdown::new();
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(LONGEST_HEAD)
        // With room above our own limits, which answer with a page.
        .max_headers(2 * MOST_HEADERS)
        .max_buf_size(2 * LONGEST_HEAD_BYTES);
    let mut stopped = stop.listener();
    loop {
        let connection = tokio::select! {
            () = stopped.wait() => break,
            connection = accept(&listener, &room) => connection,
        };
        let (stream, peer, place) = connection;
        let peer = Peer(peer.ip());
        let service = router.clone().map_request(move |request: hyper::Request<Incoming>| {
            let mut request = request.map(|body| AnyBody::new(Timely::new(body)));
            request.extensions_mut().insert(peer);
            request
        });
        let io = TokioIo::new(Patient::new(stream, LONGEST_STALL));
        let connection = graceful.watch(http.serve_connection(io, TowerToHyperService::new(service)));
        tokio::spawn(async move {
            // A connection that breaks is the client's affair.
            let _ = connection.await;
            drop(place);
        });
    }
    stopping();
    drop(listener);
    tokio::time::timeout(drain, graceful.shutdown()).await.is_ok()
}

/// The next connection, when there is room for one.
async fn accept(listener: &TcpListener, room: &Room) -> (TcpStream, SocketAddr, Place) {
    loop {
        let free = room.free().await;
        match listener.accept().await {
            Ok((stream, peer)) => {
                // One that holds its share already is let go unanswered: an answer would cost what it is after.
                let Some(place) = room.take(free, peer.ip()) else { continue };
                // Answers are written in one piece; waiting for more to send only delays them.
                let _ = stream.set_nodelay(true);
                return (stream, peer, place);
            }
            Err(error) => {
                // The client is gone, or there are no more files for now; neither ends the service.
                tracing::debug!(%error, "a connection could not be accepted");
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::time::Instant;

    /// What a client gets that sends this and no more, and after how many seconds it is let go.
    async fn half(sent: &str) -> (String, u64) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = Router::new().route("/", axum::routing::get(|| async { "fine" }));
        let router = router.route("/form", axum::routing::post(|body: String| async { body }));
        let stop = Stop::by_hand();
        let server = tokio::spawn({
            let stop = stop.clone();
            async move { serve(listener, router, &stop, Duration::from_secs(1), false, || ()).await }
        });
        let mut client = TcpStream::connect(address).await.unwrap();
        client.write_all(sent.as_bytes()).await.unwrap();
        // The clock stands still from here and jumps to the next thing that is due.
        tokio::time::pause();
        let began = Instant::now();
        let mut answer = String::new();
        client.read_to_string(&mut answer).await.unwrap();
        let waited = began.elapsed().as_secs();
        stop.give();
        assert!(server.await.unwrap());
        (answer, waited)
    }

    #[tokio::test]
    async fn a_client_that_sends_half_a_head_is_let_go() {
        let (answer, waited) = half("GET / HTTP/1.1\r\nHost: here\r\n").await;
        assert!(!answer.contains("fine"), "{answer}");
        assert_eq!(waited, LONGEST_HEAD.as_secs());
    }

    #[tokio::test]
    async fn a_connection_that_lies_idle_is_closed() {
        let (answer, waited) = half("GET / HTTP/1.1\r\nHost: here\r\n\r\n").await;
        assert!(answer.starts_with("HTTP/1.1 200 OK") && answer.ends_with("fine"), "{answer}");
        assert_eq!(waited, LONGEST_HEAD.as_secs());
    }

    #[tokio::test]
    async fn a_form_that_trickles_in_is_not_waited_for() {
        let (answer, waited) = half("POST /form HTTP/1.1\r\nHost: here\r\nContent-Length: 100\r\n\r\na=").await;
        assert!(answer.starts_with("HTTP/1.1 400"), "{answer}");
        assert_eq!(waited, 5);
    }

    #[tokio::test]
    async fn a_head_without_end_is_not_read() {
        let long = format!("GET / HTTP/1.1\r\nHost: here\r\nx: {}", "y".repeat(2 * LONGEST_HEAD_BYTES));
        let (answer, _) = half(&long).await;
        assert!(answer.starts_with("HTTP/1.1 431"), "{answer}");
    }
}
