//! `marketplace health`: is the server at this address ready? For the checks of containers.

use crate::settings::{Origin, Settings};
use anyhow::Context;
use std::process::ExitCode;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Asks and prints the answer.
pub async fn run(settings: &Settings) -> anyhow::Result<ExitCode> {
    let asked = tokio::time::timeout(Duration::from_secs(5), ask(settings)).await;
    let answer = asked.context("the server did not answer within five seconds")??;
    let (head, body) = answer.split_once("\r\n\r\n").context("this is not the answer of a server")?;
    println!("{}", body.trim());
    let ready = head.split(' ').nth(1) == Some("200");
    Ok(if ready { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn ask(settings: &Settings) -> anyhow::Result<String> {
    let listener = Origin::of_listener(settings.addr);
    let address = format!("{}:{}", listener.host(), settings.addr.port());
    let mut stream = TcpStream::connect(&address).await.with_context(|| format!("no server listens at {address}"))?;
    let request = format!("GET /health/ready HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await?;
    let mut answer = String::new();
    stream.take(64 * 1024).read_to_string(&mut answer).await?;
    Ok(answer)
}
