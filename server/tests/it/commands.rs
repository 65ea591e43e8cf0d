//! The command line, as an operator meets it.

use crate::browser::Browser;
use crate::program::{Program, everything, printed};
use migrations::MigratorTrait;
use std::fs;
use std::os::unix::fs::PermissionsExt;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/sample/ai-use-cases-us-2024.csv");

#[test]
fn help_names_every_command_and_setting() {
    let help = Program::empty().done(&["--help"]);
    for word in [
        "serve",
        "migrate",
        "sample",
        "import",
        "person",
        "verify",
        "backup",
        "seal",
        "unseal",
        "receipt",
        "key",
        "rehearse",
        "contribute",
        "custody",
        "health",
    ] {
        assert!(help.contains(&format!("\n  {word} ")), "{word}");
    }
    for name in [
        "ADDR",
        "DATA_DIR",
        "DATABASE_URL",
        "PUBLIC_URL",
        "SMTP_URL",
        "MAIL_FROM",
        "SITE_DIR",
        "PASSWORD_MEMORY_KIB",
        "PASSWORD_PASSES",
        "TRUSTED_PROXY",
        "LOG",
        "LOG_FORMAT",
        "DRAIN_SECONDS",
    ] {
        assert!(help.contains(&format!("[env: MARKET_{name}")), "{name}");
        assert!(help.contains(&format!("--{}", name.to_lowercase().replace('_', "-"))), "{name}");
    }
}

#[test]
fn an_envelope_of_the_known_answers_is_opened_with_its_bid_key() {
    let program = Program::empty();
    let known: serde_json::Value =
        serde_json::from_slice(include_bytes!("../../../app/sealing/tests/known_answers/envelope.json")).unwrap();
    let bytes = |name: &str| sealing::hex::decode(known[name].as_str().unwrap()).unwrap();
    let place = |name: &str| program.folder().join(name).to_str().unwrap().to_owned();
    let (envelope, key, out) = (place("price.sealed"), place("price.bid-key"), place("opened"));
    fs::write(&envelope, include_bytes!("../../../app/sealing/tests/known_answers/envelope.bin")).unwrap();
    fs::write(&key, bytes("bid_key_file")).unwrap();
    let printed = program.done(&["unseal", &envelope, "--bid-key", &key, "--out", &out]);
    assert!(printed.as_bytes().starts_with(&bytes("answers")), "{printed}");
    let file = &known["files"][0];
    let content = fs::read(program.folder().join("opened").join(file["name"].as_str().unwrap())).unwrap();
    assert_eq!(sealing::hex::encode(&content), file["content"]);

    let mut altered = fs::read(&envelope).unwrap();
    *altered.last_mut().unwrap() ^= 1;
    fs::write(&envelope, altered).unwrap();
    let refused = program.run(&["unseal", &envelope, "--bid-key", &key]);
    assert_eq!((refused.status.code(), printed_nothing(&refused)), (Some(1), true), "{}", everything(&refused));
}

fn printed_nothing(output: &std::process::Output) -> bool {
    printed(output).is_empty()
}

#[test]
fn a_bid_is_sealed_from_a_filled_in_form_and_opens_again() {
    let program = Program::empty();
    let place = |name: &str| program.folder().join(name).to_str().unwrap().to_owned();
    let (tender, answers, out) = (place("t.sealing.json"), place("answers.toml"), place("sealed"));
    fs::write(&tender, include_bytes!("../../../app/bidding/tests/known_answers/sealing_file.json")).unwrap();
    let form = program.done(&["seal", "--tender", &tender, "--form"]);
    fs::write(&answers, &form).unwrap();
    let seal = ["seal", "--tender", &tender, "--answers", &answers, "--out", &out, "--bid-keys"];
    let empty = program.run(&seal);
    assert_eq!(empty.status.code(), Some(1));
    assert!(everything(&empty).contains("price-1: must be filled in"), "{}", everything(&empty));
    assert!(!program.folder().join("sealed").exists());

    fs::write(&answers, form.replace("\"\"\"\n\"\"\"", "\"\"\"Ja, \u{6211}\u{5011} do.\"\"\"")).unwrap();
    fs::write(program.folder().join("plan.txt"), "Week 1: begin.").unwrap();
    let plan = place("plan.txt");
    let done = program.done(&[&seal[..], &["--price", "1=1,250,000.50", "--file", &plan]].concat());
    assert!(done.contains("HK$1250000.50"), "{done}");
    for (name, inside) in [("technical", "do.\"]"), ("price", "{\"lines\":[[1,125000050]]}")] {
        let envelope = fs::read(program.folder().join(format!("sealed/{name}.sealed"))).unwrap();
        assert!(done.contains(&services::random::hex(&services::random::sha256(&envelope))), "{done}");
        let (envelope, key) = (place(&format!("sealed/{name}.sealed")), place(&format!("sealed/{name}.bid-key")));
        let opened = program.done(&["unseal", &envelope, "--bid-key", &key, "--out", &place("opened")]);
        assert!(opened.contains(inside), "{opened}");
    }
    assert_eq!(fs::read(program.folder().join("opened/plan.txt")).unwrap(), b"Week 1: begin.");
    let over = program.run(&[&seal[..], &["--price", "1=2", "--file", &plan]].concat());
    assert!(everything(&over).contains("is there already"), "{}", everything(&over));
}

#[test]
fn a_setting_that_cannot_be_stops_the_start_and_says_what_would_do() {
    let program = Program::empty();
    for (name, value, said) in [
        ("MARKET_ADDR", "localhost", "MARKET_ADDR is not an address and a port"),
        ("MARKET_PUBLIC_URL", "market.gov.hk", "MARKET_PUBLIC_URL is not http:// or https://"),
        ("MARKET_PUBLIC_URL", "https://market.gov.hk/app", "MARKET_PUBLIC_URL is not http:// or https://"),
        ("MARKET_DATABASE_URL", "mysql://root:hunter2@db/market", "MARKET_DATABASE_URL is neither sqlite:FILE nor"),
        ("MARKET_SMTP_URL", "http://me:hunter2@mail", "MARKET_SMTP_URL is not the address of a mail server"),
        ("MARKET_MAIL_FROM", "nobody", "MARKET_MAIL_FROM is not a name and an address"),
        ("MARKET_PASSWORD_MEMORY_KIB", "64M", "MARKET_PASSWORD_MEMORY_KIB is not a whole number from 8"),
        ("MARKET_PASSWORD_PASSES", "0", "MARKET_PASSWORD_PASSES is not a whole number from 1"),
        ("MARKET_TRUSTED_PROXY", "maybe", "MARKET_TRUSTED_PROXY is not a whole number from 0 to 9, true or false"),
        (
            "MARKET_LOG",
            "server=loud=very",
            "MARKET_LOG has \"server=loud=very\", which is neither a level nor part=level",
        ),
        ("MARKET_LOG", "verbose", "MARKET_LOG has \"verbose\", which is neither a level nor part=level"),
        ("MARKET_PUBLIC_URL", "https://market.gov.hk", "MARKET_PASSWORD_MEMORY_KIB is below 19456, the least where"),
        ("MARKET_LOG_FORMAT", "xml", "MARKET_LOG_FORMAT is neither text nor json"),
        ("MARKET_DRAIN_SECONDS", "-1", "MARKET_DRAIN_SECONDS is not a whole number from 0"),
        ("MARKET_DRAIN_SECOND", "1", "MARKET_DRAIN_SECOND is not known"),
    ] {
        let output = program.command(&["verify"]).env(name, value).output().unwrap();
        let text = everything(&output);
        assert_eq!(output.status.code(), Some(2), "{name}={value}: {text}");
        assert!(text.contains(said), "{name}={value}: {text}");
        assert!(text.contains("for example: MARKET_"), "{text}");
        assert!(!text.contains("hunter2"), "{text}");
    }
}

#[test]
fn a_flag_wins_over_its_variable() {
    let program = Program::empty();
    let elsewhere = tempfile::tempdir().unwrap();
    program.done(&["migrate", "--data-dir", elsewhere.path().to_str().unwrap()]);
    assert!(elsewhere.path().join("market.sqlite").exists());
    assert!(!program.database_file().exists());
}

#[test]
fn serving_without_the_schema_names_the_command_that_makes_it() {
    let program = Program::empty();
    let output = program.run(&["serve"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(everything(&output).contains("run `marketplace migrate` first"), "{}", everything(&output));
}

#[test]
fn a_new_office_is_made_sampled_once_and_verified() {
    let program = Program::empty();
    let migrations = migrations::Migrator::migrations().len();
    let first = program.done(&["migrate"]);
    assert!(
        first.contains(&format!("took {migrations} migration(s)")) && first.contains("bureaux and departments"),
        "{first}"
    );
    assert!(program.done(&["migrate"]).contains("is up to date"));

    let sampled = program.done(&["sample"]);
    assert!(sampled.contains(services::sample::PASSWORD) && sampled.contains("tm.chan@td.sample.hk"), "{sampled}");
    assert!(sampled.contains("2133 reference entries"), "{sampled}");
    let again = program.run(&["sample"]);
    assert_eq!(again.status.code(), Some(1));
    assert!(everything(&again).contains("People work in this office already"));
    assert!(program.done(&["sample", "--if-empty"]).contains("no sample office was laid out"));

    let verified = program.done(&["verify"]);
    assert!(verified.starts_with("the log is whole: ") && verified.contains(" entries, root "), "{verified}");

    // The same file again changes nothing; copies of it are new.
    let again = program.done(&["import", "listings", FILE]);
    let said = "3 rows repeat an earlier one in every cell; each is kept as an entry\n\
                0 imported, 2133 unchanged, 0 refused";
    assert_eq!(again.trim(), said);
}

#[tokio::test]
async fn an_import_says_what_became_of_each_row() {
    let program = Program::sample().await;
    let whole = fs::read(FILE).unwrap();
    let file = program.folder().join("some.csv");
    // The headings and the first rows, then one that has no answers but its number of cells.
    let text = String::from_utf8_lossy(&whole);
    let some: Vec<_> = text.lines().take(40).collect();
    fs::write(&file, some.join("\n") + "\nnot,enough,cells\n").unwrap();
    let name = file.to_str().unwrap();

    let first = program.done(&["import", "listings", name]);
    let counts = first.lines().last().unwrap();
    assert!(first.contains("refused: line ") && first.contains(" cells instead of "), "{first}");
    assert!(!counts.starts_with("0 imported") && counts.contains("0 unchanged"), "{counts}");
    let second = program.done(&["import", "listings", name]);
    assert!(second.lines().last().unwrap().starts_with("0 imported"), "{second}");
    let copied = program.done(&["import", "listings", name, "--copies", "3"]);
    assert!(!copied.lines().last().unwrap().starts_with("0 imported"), "{copied}");

    fs::write(&file, "a,b\n1,2\n").unwrap();
    let refused = program.run(&["import", "listings", name]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(everything(&refused).contains("the file is refused: no heading begins with"), "{}", everything(&refused));
    let missing = program.run(&["import", "listings", "/nowhere.csv"]);
    assert_eq!(missing.status.code(), Some(1));
}

#[tokio::test]
async fn a_log_that_was_damaged_on_disk_is_found() {
    let program = Program::sample().await;
    if !program.is_sqlite() {
        return;
    }
    let file = program.database_file();
    let mut bytes = fs::read(&file).unwrap();
    let word = b"office.sampled";
    let places: Vec<_> = bytes.windows(word.len()).enumerate().filter(|(_, here)| here == word).collect();
    let at = places.first().expect("the event is in the file").0;
    bytes[at..at + word.len()].copy_from_slice(b"office.simpled");
    fs::write(&file, bytes).unwrap();
    let output = program.run(&["verify"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(printed(&output).starts_with("the log is damaged at entry "), "{}", everything(&output));
}

#[tokio::test]
async fn a_database_that_is_behind_what_was_published_is_not_worked_on() {
    let program = Program::sample().await;
    // The head of a log that is longer than this one: an older copy of the database was put back.
    let head = format!("2026-11-22T02:00:00.000Z 4711 {}\n", "0".repeat(64));
    fs::write(program.folder().join("log-heads"), head).unwrap();
    let copy = program.folder().join("copy.sqlite");
    let invite = ["person", "invite", "--email", "a@b.hk", "--name", "A", "--organisation", "TD", "--role", "d_user"];
    for arguments in [
        &["serve"][..],
        &["migrate"],
        &["sample"],
        &["sample", "--if-empty"],
        &["import", "listings", FILE],
        &invite,
        &["backup", copy.to_str().unwrap()],
    ] {
        let output = program.run(arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {}", everything(&output));
        let said = everything(&output);
        assert!(said.contains("the database is older than that"), "{arguments:?}: {said}");
    }
    assert!(!copy.exists());
    let verified = program.run(&["verify"]);
    assert!(printed(&verified).starts_with("the log is damaged: the log has 1 entries, but 4711"), "{verified:?}");
}

#[test]
fn what_the_program_writes_is_for_itself_alone() {
    let program = Program::empty();
    let folder = program.folder().join("data");
    let name = folder.to_str().unwrap();
    program.done(&["migrate", "--data-dir", name]);
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&folder), 0o700);
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(mode(&path) & 0o077, 0, "{}", path.display());
    }
}

#[tokio::test]
async fn a_backup_is_whole_and_never_overwrites() {
    let program = Program::sample().await;
    let file = program.folder().join("copy.sqlite");
    let name = file.to_str().unwrap();
    let output = program.run(&["backup", name]);
    if !program.is_sqlite() {
        assert_eq!(output.status.code(), Some(1));
        assert!(everything(&output).contains("PostgreSQL, which is backed up with its own tools"));
        return;
    }
    assert!(output.status.success(), "{}", everything(&output));
    assert_eq!(files(&program), ["copy.sqlite", "mail", "master.key"]);
    let said = program.done(&["verify"]);
    let of_copy = program.done(&["verify", "--database-url", &format!("sqlite:{name}")]);
    assert_eq!(said, of_copy);

    let before = fs::read(&file).unwrap();
    let again = program.run(&["backup", name]);
    assert_eq!(again.status.code(), Some(1));
    assert!(everything(&again).contains("a backup never overwrites"));
    assert_eq!(fs::read(&file).unwrap(), before);
}

/// What is in the data folder but the database in use.
fn files(program: &Program) -> Vec<String> {
    let names = fs::read_dir(program.folder()).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<_> = names.map(|name| name.into_string().unwrap()).collect();
    names.retain(|name| !name.starts_with("market.sqlite"));
    names.sort();
    names
}

#[tokio::test]
async fn an_invitation_prints_a_link_that_works() {
    let program = Program::sample().await;
    let invite = |organisation, role| {
        let who = ["--email", "kf.leung@td.gov.hk", "--name", "Leung Ka Fai"];
        let what = ["--organisation", organisation, "--role", role, "--locale", "en"];
        program.run(&[&["person", "invite"][..], &who, &what].concat())
    };
    for (organisation, role, said) in [("NOPE", "d_officer", "There is no"), ("TD", "emperor", "roles are d_officer")] {
        let output = invite(organisation, role);
        assert!(!output.status.success() && everything(&output).contains(said), "{}", everything(&output));
    }
    let output = invite("TD", "d_officer");
    assert!(output.status.success(), "{}", everything(&output));
    let link = printed(&output).trim().to_owned();
    let server = program.serve();
    let browser = Browser::at(&server.address);
    let path = link.split_once("//").and_then(|(_, rest)| rest.find('/').map(|at| rest[at..].to_owned())).unwrap();
    assert!(path.starts_with("/en/invitation/"), "{link}");
    assert_eq!(browser.get(&path).await.unwrap().status, 200);
    let password = "eleven quiet herons wade";
    let joined = browser.post(&path, &[("password", password), ("repeat", password)]).await.unwrap();
    assert_eq!(joined.status, 303, "{}", joined.head);
    assert_eq!(browser.get(&path).await.unwrap().status, 410);
}

#[tokio::test]
async fn health_asks_a_running_server() {
    let program = Program::sample().await;
    let output = program.command(&["health"]).env("MARKET_ADDR", "127.0.0.1:1").output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let server = program.serve();
    let output = program.command(&["health"]).env("MARKET_ADDR", &server.address).output().unwrap();
    assert!(output.status.success(), "{}", everything(&output));
    assert!(printed(&output).contains("\"ready\":true"), "{}", printed(&output));
}
