//! The rules the source keeps, read from the tree that git knows.
//!
//! Cargo's dependency lists hold the layers; what they cannot say is read here. A limit that was reached may be
//! raised only with a reason in DECISIONS.md; the exceptions named here may only become fewer.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Longest source or style file, in lines.
const LONGEST_FILE: usize = 400;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap()
}

/// Files that git knows and that are there, with their text, whose name ends so.
fn files(endings: &[&str]) -> Vec<(String, String)> {
    let known = Command::new("git").args(["ls-files", "-z"]).current_dir(root()).output().expect("git");
    let names = String::from_utf8(known.stdout).unwrap();
    let wanted = |name: &&str| endings.iter().any(|ending| name.ends_with(ending));
    let read = |name: &str| Some((name.to_owned(), fs::read_to_string(root().join(name)).ok()?));
    let files: Vec<_> = names.split('\0').filter(wanted).filter_map(read).collect();
    assert!(files.len() > 1, "git knows no {endings:?}");
    files
}

/// The code that is not a test: what stands before the file's tests, unless all of it is one.
fn without_tests<'a>(name: &str, text: &'a str) -> &'a str {
    let is_test = name.contains("/tests/") || name.ends_with("/tests.rs") || name.ends_with("/oracle.rs");
    let end = text.find("#[cfg(test)]\nmod tests {").unwrap_or(text.len());
    if is_test { "" } else { &text[..end] }
}

/// Fails with every line that is no comment and that `is_wrong` says is wrong, in files below `folder`.
fn no_line(folder: &str, why: &str, is_wrong: impl Fn(&str, &str) -> bool) {
    let mut found = Vec::new();
    for (name, text) in files(&[".rs"]).iter().filter(|(name, _)| name.starts_with(folder)) {
        for (number, line) in (1..).zip(without_tests(name, text).lines()) {
            let comment = line.trim_start().starts_with("//");
            if !comment && is_wrong(name, line) {
                found.push(format!("{name}:{number}: {}", line.trim()));
            }
        }
    }
    assert!(found.is_empty(), "{why}:\n{}", found.join("\n"));
}

fn dependencies(manifest: &str, kind: &str) -> BTreeSet<String> {
    let text = fs::read_to_string(root().join(manifest)).unwrap();
    let manifest: toml::Table = text.parse().unwrap();
    let table = manifest.get(kind).and_then(|table| table.as_table()).cloned().unwrap_or_default();
    table.keys().cloned().collect()
}

fn names(list: &[&str]) -> BTreeSet<String> {
    list.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn the_domain_depends_on_values_alone_and_migrations_on_nothing_of_ours() {
    let values = names(&["chrono", "serde", "unicode-normalization", "uuid"]);
    assert_eq!(dependencies("app/domain/Cargo.toml", "dependencies"), values);
    let migrations = names(&["async-trait", "sea-orm-migration"]);
    assert_eq!(dependencies("migrations/Cargo.toml", "dependencies"), migrations);
    assert!(dependencies("frontend/islands/Cargo.toml", "dependencies").is_disjoint(&names(&["services", "app"])));
    no_line("app/domain/src", "the domain asks for time, chance or a turn", |_, line| {
        ["::now()", "new_v4", "now_v7", "async fn", ".await", "std::fs", "std::env"]
            .iter()
            .any(|word| line.contains(word))
    });
}

#[test]
fn each_layer_names_only_what_is_below_it() {
    let of_the_web = names(&["axum", "http", "hyper", "leptos", "leptos_axum", "tower", "tower-http"]);
    assert!(dependencies("server/services/Cargo.toml", "dependencies").is_disjoint(&of_the_web));
    let of_databases = names(&["sea-orm", "sea-orm-migration", "sqlx", "migrations"]);
    assert!(dependencies("app/Cargo.toml", "dependencies").is_disjoint(&of_databases));
    assert!(!dependencies("server/Cargo.toml", "dependencies").contains("sea-orm"));
    no_line("server/services/src", "services speak of the web", |_, line| {
        ["leptos", "axum", "StatusCode"].iter().any(|word| line.contains(word))
    });
    no_line("server/src", "the process holds SQL", |_, line| {
        let line = line.to_lowercase();
        ["select ", "insert into", "update ", "delete from"].iter().any(|word| line.contains(&format!("\"{word}")))
    });
}

#[test]
fn rows_of_tables_stay_inside_services() {
    let lib = fs::read_to_string(root().join("server/services/src/lib.rs")).unwrap();
    assert!(lib.contains("\nmod entities;\n"), "entities are private to services");
    no_line("server/services/src/entities", "a row could be sent as it is", |_, line| line.contains("Serialize"));
}

#[test]
fn features_form_a_line() {
    let order = [
        "accounts",
        "suppliers",
        "catalogue",
        "orders",
        "deployments",
        "spend",
        "impact",
        "tenders",
        "awards",
        "contracts",
    ]
    .map(|feature| feature.to_owned());
    // A page of an order shows its deployment, and a solution's page who reuses it; a tender that is called off takes
    // its award with it: they ask the later feature.
    let known =
        [("orders", "deployments"), ("catalogue", "orders"), ("catalogue", "deployments"), ("tenders", "awards")];
    no_line("server/services/src", "an earlier feature uses the store of a later one", |name, line| {
        let Some(at) = order.iter().position(|feature| name.contains(&format!("/src/{feature}/"))) else {
            return false;
        };
        order[at + 1..].iter().any(|later| {
            line.contains(&format!("crate::{later}")) && !known.contains(&(order[at].as_str(), later.as_str()))
        })
    });
    for feature in &order {
        no_line("server/services/src", "a feature's store is used by another", |name, line| {
            !name.contains(&format!("/src/{feature}/")) && line.contains(&format!("{feature}::store::"))
        });
    }
}

#[test]
fn islands_say_sizes_alike_on_both_sides_and_call_no_function_of_the_server() {
    no_line("app/src", "a server function is an address nobody meant to publish", |_, line| line.contains("#[server"));
    no_line("frontend", "a server function is an address nobody meant to publish", |_, line| line.contains("#[server"));
    for (name, text) in files(&[".rs"]).iter().filter(|(name, _)| name.starts_with("frontend/islands")) {
        for island in text.split("#[island").skip(1) {
            let arguments = island.split(')').next().unwrap_or("");
            // What is 64 bits on one side is 32 on the other.
            assert!(!arguments.contains("usize"), "{name}: an island is given a usize");
        }
    }
}

#[test]
fn markup_is_written_by_views_and_text_areas_by_one_component() {
    // A title's text, and a text area's, would otherwise get a mark between their parts.
    let allowed = ["app/src/components/field.rs", "app/src/layout/mod.rs"];
    no_line("app/src", "markup is put in past the views", |name, line| {
        line.contains("inner_html") && !allowed.contains(&name)
    });
    no_line("app/src", "a text area outside of its component", |name, line| {
        line.contains("<textarea") && name != "app/src/components/field.rs"
    });
}

#[test]
fn words_for_people_stand_in_the_three_files() {
    let chinese = |line: &str| line.chars().any(|letter| ('\u{3400}'..='\u{9fff}').contains(&letter));
    no_line("app/src", "Chinese words in the code of pages", |_, line| chinese(line));
    no_line("server/src", "Chinese words in the code of the process", |_, line| chinese(line));
    no_line("app/src", "words in a view", |_, line| {
        line.split('>').skip(1).any(|rest| {
            let text = rest.trim_start().strip_prefix('"').and_then(|rest| rest.split_once('"'));
            text.is_some_and(|(text, after)| {
                let letters = text.chars().filter(char::is_ascii_alphabetic).count();
                letters > 1 && after.trim_start().starts_with('<')
            })
        })
    });
}

#[test]
fn no_file_is_too_long_to_read() {
    let long: Vec<_> = files(&[".rs", ".css"])
        .into_iter()
        .map(|(name, text)| (text.lines().count(), name))
        .filter(|(lines, _)| *lines > LONGEST_FILE)
        .collect();
    assert!(long.is_empty(), "longer than {LONGEST_FILE} lines: {long:?}");
}

#[test]
fn every_file_says_what_it_is_about() {
    let is_source = |name: &str| name.contains("src/") || name.contains("tests/it/");
    let silent = files(&[".rs"]).into_iter().filter(|(name, text)| {
        let first = text.lines().next().unwrap_or("");
        is_source(name) && (!first.starts_with("//! ") || first.len() < 15)
    });
    let silent: Vec<_> = silent.map(|(name, _)| name).filter(|name| !name.contains("/tests")).collect();
    assert!(silent.is_empty(), "no sentence at the top of {silent:?}");
}

#[test]
fn nothing_is_left_to_be_done_in_secret() {
    for word in ["todo!", "unimplemented!", "dbg!", "FIXME", "XXX", "#[ignore"] {
        let files = files(&[".rs"]);
        let here = files.iter().filter(|(name, text)| text.contains(word) && !name.ends_with("architecture.rs"));
        let here: Vec<_> = here.map(|(name, _)| name).collect();
        assert!(here.is_empty(), "{word} in {here:?}");
    }
}

#[test]
fn every_operation_asks_who_may() {
    let verb = |name: &str| {
        let inside = name.strip_prefix("server/services/src/")?;
        let (feature, file) = inside.split_once('/')?;
        let features = [
            "accounts",
            "suppliers",
            "catalogue",
            "orders",
            "deployments",
            "spend",
            "impact",
            "tenders",
            "awards",
            "contracts",
            "notifications",
        ];
        (features.contains(&feature) && !file.contains('/')).then(|| file.to_owned())
    };
    // Before there is anybody to ask about, or inside an operation that asked.
    let open = [
        "choose_password",
        "end_session",
        "find_session",
        "fresh_secret",
        "join",
        "read_link",
        "request_reset",
        "sign_in",
        "sign_out",
        "waiting",
    ];
    let mut silent = Vec::new();
    for (name, text) in files(&[".rs"]) {
        if verb(&name).is_none() {
            continue;
        }
        for operation in without_tests(&name, &text).split("\npub async fn ").skip(1) {
            let called = operation.split(['(', '<']).next().unwrap_or("");
            let body = operation.split("\n}\n").next().unwrap_or("");
            if !open.contains(&called) && !body.contains(".may(") {
                silent.push(format!("{name}: {called}"));
            }
        }
    }
    assert!(silent.is_empty(), "operations that do not ask who may: {silent:?}");
}
