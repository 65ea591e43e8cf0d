//! How letters leave: over SMTP, into a folder in development, or kept in memory by tests.

use crate::failure::Failure;
use lettre::message::header::ContentType;
use lettre::message::{Mailbox, MultiPart, SinglePart, header};
use lettre::{AsyncFileTransport, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use std::path::Path;
use std::sync::Mutex;

/// A letter ready to go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// Never changes for one letter, however often it is tried.
    pub message_id: String,
    /// Name and address of the one it is for.
    pub to: (String, String),
    /// BCP 47 language of the text.
    pub language: &'static str,
    /// The subject.
    pub subject: String,
    /// The text.
    pub text: String,
    /// The same as simple HTML.
    pub html: String,
}

/// A way for letters to leave.
#[derive(Debug)]
pub enum Mailer {
    /// Over SMTP; holds the sender.
    Smtp(Box<AsyncSmtpTransport<Tokio1Executor>>, Mailbox),
    /// One file each in a folder.
    Folder(AsyncFileTransport<Tokio1Executor>, Mailbox),
    /// Kept for a test to read.
    Memory(Mutex<Vec<Mail>>),
}

impl Mailer {
    /// This text names a mail server that could be written to.
    pub fn is_server(url: &str) -> bool {
        AsyncSmtpTransport::<Tokio1Executor>::from_url(url).is_ok()
    }

    /// This text is the name and address of a sender.
    pub fn is_sender(from: &str) -> bool {
        sender(from).is_ok()
    }

    /// Over SMTP: `smtp://user:password@host:587?tls=required`.
    pub fn smtp(url: &str, from: &str) -> Result<Mailer, Failure> {
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
            .map_err(|error| Failure::broken("the address of the mail server", error))?
            .timeout(Some(std::time::Duration::from_secs(20)))
            .build();
        Ok(Mailer::Smtp(Box::new(transport), sender(from)?))
    }

    /// Into a folder, one file each.
    pub fn folder(folder: &Path, from: &str) -> Result<Mailer, Failure> {
        std::fs::create_dir_all(folder).map_err(|error| Failure::broken("the mail folder", error))?;
        Ok(Mailer::Folder(AsyncFileTransport::new(folder), sender(from)?))
    }

    /// Kept in memory.
    pub fn memory() -> Mailer {
        Mailer::Memory(Mutex::default())
    }

    /// Sends a letter, or keeps it.
    pub async fn send(&self, mail: &Mail) -> Result<(), Failure> {
        let broken = |error: Box<dyn std::error::Error + Send + Sync>| Failure::broken("sending mail", error);
        match self {
            Mailer::Smtp(transport, from) => {
                transport.send(message(mail, from)?).await.map_err(|error| broken(error.into()))?;
            }
            Mailer::Folder(transport, from) => {
                transport.send(message(mail, from)?).await.map_err(|error| broken(error.into()))?;
            }
            Mailer::Memory(letters) => {
                letters.lock().map_err(|_| Failure::impossible("a test's letters are locked"))?.push(mail.clone());
            }
        }
        Ok(())
    }

    /// Letters kept in memory so far.
    pub fn sent(&self) -> Vec<Mail> {
        match self {
            Mailer::Memory(letters) => letters.lock().map(|letters| letters.clone()).unwrap_or_default(),
            Mailer::Smtp(..) | Mailer::Folder(..) => Vec::new(),
        }
    }
}

fn sender(from: &str) -> Result<Mailbox, Failure> {
    from.parse().map_err(|error: lettre::address::AddressError| Failure::broken("the sender of letters", error))
}

fn message(mail: &Mail, from: &Mailbox) -> Result<Message, Failure> {
    let address = mail
        .to
        .1
        .parse()
        .map_err(|error: lettre::address::AddressError| Failure::broken("the address of a letter", error))?;
    let part = |kind, body: &str| SinglePart::builder().header(kind).body(body.to_owned());
    let bodies = MultiPart::alternative()
        .singlepart(part(ContentType::TEXT_PLAIN, &mail.text))
        .singlepart(part(ContentType::TEXT_HTML, &mail.html));
    Message::builder()
        .from(from.clone())
        .to(Mailbox::new(Some(mail.to.0.clone()), address))
        .subject(mail.subject.clone())
        .message_id(Some(mail.message_id.clone()))
        .header(AutoSubmitted)
        .multipart(bodies)
        .map_err(|error| Failure::broken("building a letter", error))
}

/// Tells out-of-office programs not to answer (RFC 3834).
#[derive(Clone)]
struct AutoSubmitted;

impl header::Header for AutoSubmitted {
    fn name() -> header::HeaderName {
        header::HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(AutoSubmitted)
    }

    fn display(&self) -> header::HeaderValue {
        header::HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}
