//! Letters over a real connection to a mail server that takes them, or does not.

use super::*;
use std::sync::Mutex;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// A mail server that keeps what it was given, and answers each recipient with this.
struct MailServer {
    url: String,
    taken: Arc<Mutex<Vec<String>>>,
}

impl MailServer {
    async fn open(answer_to_recipients: &'static str) -> MailServer {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("smtp://{}", listener.local_addr().unwrap());
        let taken: Arc<Mutex<Vec<String>>> = Arc::default();
        let keep = Arc::clone(&taken);
        tokio::spawn(async move {
            while let Ok((connection, _)) = listener.accept().await {
                let keep = Arc::clone(&keep);
                tokio::spawn(async move { serve(connection, answer_to_recipients, &keep).await });
            }
        });
        MailServer { url, taken }
    }

    async fn office(&self, office: &Office) -> Arc<Services> {
        office.neighbour(Mailer::smtp(&self.url, "Marketplace <noreply@market.test>").unwrap()).await
    }

    fn taken(&self) -> Vec<String> {
        self.taken.lock().unwrap().clone()
    }
}

/// As much of RFC 5321 as a letter needs.
async fn serve(connection: TcpStream, answer_to_recipients: &str, taken: &Mutex<Vec<String>>) {
    let mut connection = BufReader::new(connection);
    let mut answer = "220 mail.test".to_owned();
    loop {
        if connection.write_all(format!("{answer}\r\n").as_bytes()).await.is_err() {
            return;
        }
        let mut line = String::new();
        if connection.read_line(&mut line).await.unwrap_or(0) == 0 {
            return;
        }
        answer = match line.get(..4) {
            Some("RCPT") => answer_to_recipients.to_owned(),
            Some("QUIT") => "221 goodbye".to_owned(),
            Some("DATA") => {
                let _ = connection.write_all(b"354 go on\r\n").await;
                let mut letter = String::new();
                while !letter.ends_with("\r\n.\r\n") && connection.read_line(&mut letter).await.unwrap_or(0) > 0 {}
                taken.lock().unwrap().push(letter);
                "250 taken".to_owned()
            }
            _ => "250 mail.test".to_owned(),
        };
    }
}

#[tokio::test]
async fn a_letter_a_server_does_not_take_waits_and_goes_to_one_that_does() {
    let office = Office::with_one_approver().await;
    office.submitted(&TD, "S0019").await;
    let (grumpy, friendly) = (MailServer::open("451 not now").await, MailServer::open("250 welcome").await);
    let refused = grumpy.office(&office).await;
    assert_eq!(round(&refused).await, Delivered { sent: 0, delayed: 1, given_up: 0 });
    assert!(grumpy.taken().is_empty());
    let letter = letters(&office).await.remove(0);
    assert!(letter.last_error.contains("not now"), "{}", letter.last_error);

    let mended = friendly.office(&office).await;
    assert_eq!(round(&mended).await, Delivered::default());
    mended.clock.set(mended.clock.now().plus_seconds(30));
    assert_eq!(round(&mended).await, Delivered { sent: 1, delayed: 0, given_up: 0 });
    let taken = friendly.taken();
    assert_eq!(taken.len(), 1);
    for line in
        [format!("Message-ID: <{}@marketplace>\r\n", letter.id), "Auto-Submitted: auto-generated\r\n".to_owned()]
    {
        assert!(taken[0].contains(&line), "{line}: {}", taken[0]);
    }
    assert!(letters(&office).await[0].sent_at.is_some());
}

#[tokio::test]
async fn several_letters_leave_in_one_round() {
    let office = Office::with_one_approver().await;
    office.live(&TD, "S0019").await;
    let server = MailServer::open("250 welcome").await;
    let services = server.office(&office).await;
    let waiting = letters(&office).await.len();
    assert_eq!(round(&services).await, Delivered { sent: waiting, delayed: 0, given_up: 0 });
    assert_eq!(server.taken().len(), waiting);
    let to = |address: &str| server.taken().iter().filter(|letter| letter.contains(address)).count();
    assert_eq!((to("sm.lee@td.sample.hk"), to("wk.ho@td.sample.hk")), (1, 2));
}
