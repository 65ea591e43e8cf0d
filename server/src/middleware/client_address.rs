//! Where a request comes from: the peer of the connection or, behind proxies we trust, what they say.

use crate::router::Front;
use app::ClientAddress;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName};
use axum::middleware::Next;
use axum::response::Response;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::Arc;

const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The other end of the connection, put in by the listener.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Peer(pub IpAddr);

pub(super) async fn tell(State(front): State<Arc<Front>>, mut request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<Peer>().map(|peer| peer.0);
    let told = forwarded(request.headers(), front.trusted_proxies).or(peer);
    let address = told.map_or_else(|| "unknown".to_owned(), block);
    request.extensions_mut().insert(ClientAddress(address));
    next.run(request).await
}

/// The address the outermost trusted proxy saw: the last entry with one proxy, the last but one with two.
fn forwarded(headers: &HeaderMap, proxies: u8) -> Option<IpAddr> {
    let from_the_end = usize::from(proxies).checked_sub(1)?;
    let lines = headers.get_all(X_FORWARDED_FOR).iter().filter_map(|line| line.to_str().ok());
    let entries: Vec<&str> = lines.flat_map(|line| line.split(',')).map(str::trim).collect();
    entries.iter().rev().nth(from_the_end)?.parse().ok()
}

/// One line has one IPv4 address, but more IPv6 addresses than can be counted: its block of them stands for it.
pub(crate) fn block(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let line = u128::from(address) >> 64 << 64;
            format!("{}/64", Ipv6Addr::from(line))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn only_what_trusted_proxies_say_is_believed() {
        let mut headers = HeaderMap::new();
        headers.append(X_FORWARDED_FOR, HeaderValue::from_static("6.6.6.6, 192.0.2.1"));
        headers.append(X_FORWARDED_FOR, HeaderValue::from_static("198.51.100.7"));
        let told = |proxies| forwarded(&headers, proxies).map(|address| address.to_string());
        assert_eq!(told(0), None);
        assert_eq!(told(1).as_deref(), Some("198.51.100.7"));
        assert_eq!(told(2).as_deref(), Some("192.0.2.1"));
        assert_eq!(told(9), None);
    }

    #[test]
    fn a_block_of_ipv6_addresses_counts_as_one_line() {
        for (address, line) in [
            ("192.0.2.1", "192.0.2.1"),
            ("::ffff:192.0.2.1", "192.0.2.1"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ] {
            assert_eq!(block(address.parse().unwrap()), line);
        }
    }
}
