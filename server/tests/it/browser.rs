//! A browser in small, for a server in another process: it keeps a session and knows when it got no answer.

use crate::house::encoded;
use services::sample::PASSWORD;
use std::io;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// Between the parts of a form that carries a file.
pub const BOUNDARY: &str = "part-of-a-form";

/// A browser that is at one server.
#[derive(Debug, Clone)]
pub struct Browser {
    address: String,
    cookie: Option<String>,
}

/// A whole answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Browser {
    /// A browser that just came to this server.
    pub fn at(address: &str) -> Browser {
        Browser { address: address.to_owned(), cookie: None }
    }

    /// The same person's browser, at a server with another address.
    pub fn moved_to(&self, address: &str) -> Browser {
        Browser { address: address.to_owned(), cookie: self.cookie.clone() }
    }

    /// Signs in with the sample password; an error when no answer came.
    pub async fn sign_in(&mut self, email: &str) -> io::Result<()> {
        let answer = self.post("/en/sign-in", &[("email", email), ("password", PASSWORD)]).await?;
        assert_eq!(answer.status, 303, "{}", answer.head);
        let cookies = answer.headers("set-cookie");
        let session = cookies.iter().find(|cookie| cookie.starts_with("session=")).expect("a session");
        self.cookie = Some(session.split(';').next().unwrap().to_owned());
        Ok(())
    }

    /// Asks for a page.
    pub async fn get(&self, path: &str) -> io::Result<Answer> {
        self.send(&format!("GET {path} HTTP/1.1\r\n{}\r\n", self.headers())).await
    }

    /// Sends a form.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> io::Result<Answer> {
        let body = encoded(fields);
        let head = self.post_head(path, body.len());
        self.send(&format!("{head}{body}")).await
    }

    /// Sends a form that carries a file.
    pub async fn upload(&self, path: &str, name: &str, content: &[u8]) -> io::Result<Answer> {
        let head = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        let body = [head.as_bytes(), content, format!("\r\n--{BOUNDARY}--\r\n").as_bytes()].concat();
        let head = self.head_of(path, &format!("multipart/form-data; boundary={BOUNDARY}"), body.len());
        self.send_bytes(&[head.as_bytes(), &body].concat()).await
    }

    /// The head of a form of this length.
    pub fn post_head(&self, path: &str, length: usize) -> String {
        self.head_of(path, "application/x-www-form-urlencoded", length)
    }

    /// The head of a form of this kind and length.
    pub fn head_of(&self, path: &str, kind: &str, length: usize) -> String {
        format!(
            "POST {path} HTTP/1.1\r\n{}Origin: http://{}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\r\n",
            self.headers(),
            self.address
        )
    }

    /// A connection to the server.
    pub async fn connect(&self) -> io::Result<TcpStream> {
        TcpStream::connect(&self.address).await
    }

    fn headers(&self) -> String {
        let cookie = self.cookie.as_ref().map(|cookie| format!("Cookie: {cookie}\r\n")).unwrap_or_default();
        format!("Host: {}\r\nConnection: close\r\n{cookie}", self.address)
    }

    async fn send(&self, request: &str) -> io::Result<Answer> {
        self.send_bytes(request.as_bytes()).await
    }

    async fn send_bytes(&self, request: &[u8]) -> io::Result<Answer> {
        let asked = async {
            let mut stream = self.connect().await?;
            stream.write_all(request).await?;
            read(&mut stream).await
        };
        timeout(Duration::from_secs(30), asked).await.map_err(|_| io::Error::from(io::ErrorKind::TimedOut))?
    }
}

/// Reads an answer to its end; half an answer is none.
pub async fn read(stream: &mut TcpStream) -> io::Result<Answer> {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).await?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let (head, body) = text.split_once("\r\n\r\n").ok_or(io::ErrorKind::UnexpectedEof)?;
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or(io::ErrorKind::InvalidData)?;
    Ok(Answer { status, head: head.to_owned(), body: body.to_owned() })
}

impl Answer {
    /// Every value of a header.
    pub fn headers(&self, name: &str) -> Vec<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.filter(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value).collect()
    }

    /// Where it leads.
    pub fn location(&self) -> &str {
        self.headers("location").first().copied().unwrap_or("")
    }
}
