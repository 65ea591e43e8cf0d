//! What holds for every page, in every language, for whoever looks at it.

use crate::house::{Answer, House, request};
use crate::page_parts::{Tag, tags};
use axum::body::Body;
use axum::http::{Method, header};
use domain::bids::EnvelopeKind;
use domain::locale::Locale;
use services::audit::{head, publish_heads};
use services::evaluation;
use services::testing::{SWD_TENDERS, TD, TD_TENDERS, form};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// Who walks through the site: nobody in particular, and one of each kind of office.
const WALKERS: [Option<&str>; 12] = [
    None,
    Some("cw.leung"),
    Some("ph.lam"),
    Some("yt.tam"),
    Some("tm.chan"),
    Some("sm.lee"),
    Some("wk.ho"),
    Some("ky.ng"),
    Some("ws.lau"),
    Some("admin"),
    Some("ch.poon"),
    Some("kw.cheng"),
];
/// Most pages looked at of one place of the site map, by one walker in one language.
const MOST_OF_A_KIND: usize = 4;

#[tokio::test]
async fn every_page_that_a_link_leads_to_is_there_and_well_made() {
    let house = House::open().await;
    for solution in ["S0025", "S0029"] {
        house.office.submitted(&TD, solution).await;
    }
    house.office.endorsed(&TD, "S0022").await;
    house.office.live(&TD, "S0026").await;
    house.office.contract_sent_today(&SWD_TENDERS).await;
    publish_heads(&house.office.system()).await.unwrap();
    let (seen_at_all, wrong) = walk(&house, &WALKERS, &[""], "").await;
    assert!(wrong.is_empty(), "{} faults:\n{}", wrong.len(), Vec::from_iter(wrong).join("\n"));
    let site = app::site();
    let entries = site.entries().iter().filter(|entry| entry.method == "GET");
    let pages: BTreeSet<_> = entries.map(|entry| entry.path).collect();
    let unseen: Vec<_> = pages.difference(&seen_at_all).copied().collect();
    // Links to these are in letters, in a script, where a form leads, or only for what was sent back.
    let expected = [
        "/",
        "/tenders",
        "/tenders.atom",
        "/tenders.csv",
        "/tenders/{reference}",
        "/{locale}/alerts/{secret}",
        "/{locale}/alerts/{secret}/stop",
        // Once a tender was awarded, which a test of its own walks.
        "/{locale}/awards/{reference}",
        "/{locale}/invitation/{secret}",
        "/{locale}/orders/{reference}/edit",
        "/{locale}/register/sent",
        "/{locale}/reset-password/{secret}",
        "/{locale}/solutions/compare",
        "/{locale}/solutions/compare.csv",
        "/{locale}/solutions/suggestions",
        "/{locale}/supplier/outcomes/{reference}",
        "/{locale}/tenders/{reference}/bid/copy.txt",
        "/{locale}/tenders/{reference}/bid/receipts/{number}",
        "/{locale}/tenders/{reference}/bid/receipts/{number}/proof",
        "/{locale}/tenders/{reference}/bid/receipts/{number}/{kind}",
        "/{locale}/workspace/contracts/new",
        "/{locale}/workspace/contracts/{reference}/draft",
        "/{locale}/workspace/tenders/{reference}/files/{file}",
        "/{locale}/workspace/tenders/{reference}/price-opening/opening.json",
    ];
    // No tender of the sample was opened; the pages of an evaluation, and of one's own opened bid, are walked through below.
    let of_evaluation = |path: &str| {
        path.contains("/evaluation")
            || path.ends_with("/price-question")
            || path.contains("/bid/opened")
            || path.ends_with("/bid/rescue")
    };
    let forgotten: Vec<_> = unseen.iter().filter(|path| !expected.contains(path) && !of_evaluation(path)).collect();
    assert!(forgotten.is_empty(), "no link leads to {forgotten:?}");
}

/// Follows every link from these pages, to addresses with `within` in them, as each of these people, in every
/// language: which places of the site map were seen, and what is wrong.
async fn walk(
    house: &House,
    walkers: &[Option<&str>],
    starts: &[&str],
    within: &str,
) -> (BTreeSet<&'static str>, BTreeSet<String>) {
    let map: Vec<_> = app::site().entries().iter().map(|entry| (entry.method, entry.path)).collect();
    let mut seen_at_all = BTreeSet::new();
    let mut wrong = BTreeSet::new();
    for who in walkers {
        for locale in Locale::ALL {
            let cookie = match who {
                Some(who) => Some(house.sign_in(who).await),
                None => None,
            };
            let mut before = head(&house.office.system()).await.unwrap();
            let mut looked_at: BTreeMap<&str, usize> = BTreeMap::new();
            let mut known = HashSet::new();
            let mut ahead: Vec<_> = starts.iter().map(|start| format!("/{}{start}", locale.segment())).collect();
            while let Some(path) = ahead.pop() {
                let Some(entry) = place_on(&map, "GET", &path) else {
                    wrong.insert(format!("{path} is linked and is nowhere on the site map"));
                    continue;
                };
                let count = looked_at.entry(entry).or_default();
                if *count >= MOST_OF_A_KIND {
                    continue;
                }
                *count += 1;
                let answer = house.get(&path, cookie.as_deref()).await;
                seen_at_all.insert(entry);
                if path.ends_with("/opening.json") {
                    // That somebody took the file of an opening is in the log; nothing else is.
                    before = head(&house.office.system()).await.unwrap();
                }
                if answer.status.as_u16() >= 400 {
                    wrong.insert(format!("{path} is linked to {who:?} and answers {}", answer.status));
                }
                if !answer.is_html() {
                    continue;
                }
                let parts = tags(&answer.body);
                wrong.extend(faults(&answer, &parts, locale).into_iter().map(|fault| format!("{path}: {fault}")));
                for tag in parts.iter().filter(|tag| tag.name == "form" && tag.get("method") == Some("post")) {
                    // A form without an address posts to its page's own.
                    let own = path.split('?').next().unwrap_or_default();
                    let action = tag.get("action").filter(|action| !action.is_empty()).unwrap_or(own);
                    if place_on(&map, "POST", action).is_none() {
                        wrong.insert(format!("{path}: a form goes to {action}, where none is read"));
                    }
                }
                let links = parts.iter().filter(|tag| tag.name == "a").filter_map(|tag| tag.get("href"));
                let same_language = format!("/{}", locale.segment());
                for link in links.filter(|link| link.starts_with(&same_language)) {
                    let link = link.split('#').next().unwrap_or("").to_owned();
                    if link.contains(within) && known.insert(link.clone()) {
                        ahead.push(link);
                    }
                }
            }
            assert_eq!(head(&house.office.system()).await.unwrap(), before, "looking changes nothing");
        }
    }
    (seen_at_all, wrong)
}

#[tokio::test]
async fn every_page_of_an_evaluation_is_well_made_for_its_panel_and_whoever_follows_it() {
    let (near, low) = (["1,200,000", "1,300,000"], ["500,000", "1,300,000"]);
    let people = ["wk.ho", "ky.ng", "mn.poon", "cw.leung", "yf.kwok", "ph.lam", "sl.chow", "yt.tam"];
    let walkers: Vec<_> = people.iter().map(|who| Some(*who)).collect();
    let team = &TD_TENDERS;
    let marks = [("ym.lam", 75), ("cl.yuen", 50)];
    for stage in ["opened", "declaring", "scoring", "moderating", "final", "pricing", "ranked", "reported"] {
        let house = House::open().await;
        let office = &house.office;
        let prices = if stage == "pricing" { low } else { near };
        let offers = [("ym.lam", prices[0]), ("cl.yuen", prices[1])];
        let tender = match stage {
            "reported" => office.reported(team, &offers, &marks).await,
            _ => office.bids_opened(team, &offers).await,
        };
        let at = tender.reference.as_str();
        match stage {
            "opened" | "reported" => {}
            "declaring" => office.panel_appointed(team, at).await,
            _ => office.all_declared(team, at).await,
        }
        if stage == "moderating" {
            for (who, percent) in team.panel.into_iter().zip([75, 75, 25]) {
                office.marked(who, at, &[("ym.lam", percent), ("cl.yuen", 50)]).await;
            }
        }
        if ["final", "pricing", "ranked"].contains(&stage) {
            office.technically_final(team, at, &marks).await;
        }
        if ["pricing", "ranked"].contains(&stage) {
            office.envelopes_opened(team, &tender, EnvelopeKind::Price).await;
        }
        let chair = office.person(team.panel[0]).await;
        if stage == "ranked" {
            evaluation::rank_bids(&chair, at).await.unwrap();
        }
        let evaluation_page = format!("/workspace/tenders/{at}/evaluation");
        let (_, wrong) = walk(&house, &walkers, &[&evaluation_page], "/evaluation").await;
        assert!(wrong.is_empty(), "{stage}: {} faults:\n{}", wrong.len(), Vec::from_iter(wrong).join("\n"));
        if ["opened", "reported"].contains(&stage) {
            let own = format!("/tenders/{at}/bid");
            let (seen, wrong) = walk(&house, &[Some("ym.lam"), Some("cl.yuen")], &[&own], &own).await;
            assert!(wrong.is_empty(), "own bid, {stage}: {}", Vec::from_iter(wrong).join("\n"));
            assert!(seen.contains("/{locale}/tenders/{reference}/bid/opened"), "{seen:?}");
        }
        if stage == "pricing" {
            let bid = office.bid_of(team.panel[0], at, "ym.lam").await.to_string();
            let asked = form(&[("bid", &bid), ("kind", "abnormally_low"), ("answer_by", "2026-12-22")]);
            evaluation::ask_about_price(&chair, at, &asked).await.unwrap();
            let question = format!("/tenders/{at}/price-question");
            let bidders = [Some("kw.cheng"), Some("ym.lam"), Some("st.kwok")];
            for (walkers, start) in [(&bidders[..], &question), (&walkers[..2], &evaluation_page)] {
                let (_, wrong) = walk(&house, walkers, &[start], at).await;
                assert!(wrong.is_empty(), "asked: {}", Vec::from_iter(wrong).join("\n"));
            }
        }
    }
}

/// The line of the site map that answers a path.
fn place_on(map: &[(&'static str, &'static str)], method: &str, path: &str) -> Option<&'static str> {
    let path = path.split('?').next().unwrap_or("");
    let fits = |pattern: &str| {
        let (pattern, path): (Vec<_>, Vec<_>) = (pattern.split('/').collect(), path.split('/').collect());
        pattern.len() == path.len() && pattern.iter().zip(&path).all(|(a, b)| a.starts_with('{') || a == b)
    };
    let mut places: Vec<_> = map.iter().filter(|(at, pattern)| *at == method && fits(pattern)).collect();
    // A word fits better than something that varies.
    places.sort_by_key(|(_, pattern)| pattern.matches('{').count());
    places.first().map(|(_, pattern)| *pattern)
}

/// What is wrong with a page.
pub(crate) fn faults(answer: &Answer, parts: &[Tag], locale: Locale) -> Vec<String> {
    let mut faults = Vec::new();
    let mut must = |good: bool, fault: String| {
        if !good {
            faults.push(fault);
        }
    };
    let count = |name: &str| parts.iter().filter(|tag| tag.name == name).count();
    let html = parts.iter().find(|tag| tag.name == "html").and_then(|tag| tag.get("lang"));
    must(html == Some(locale.lang()), format!("its language is {html:?}"));
    must(answer.header("content-language") == locale.lang(), "its header names another language".to_owned());
    must(answer.body.starts_with("<!DOCTYPE html>"), "it has no document type".to_owned());
    must(count("h1") == 1, format!("it has {} first headings", count("h1")));
    must(count("main") == 1, format!("it has {} main parts", count("main")));
    must(count("title") >= 1, "it has no title".to_owned());
    must(count("style") == 0, "it has a style element".to_owned());

    let policy = answer.header("content-security-policy");
    let nonce = policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).unwrap_or("");
    must(nonce.len() >= 20, format!("its policy has no nonce: {policy}"));
    must(!policy.contains("unsafe-inline"), "its policy allows what is inline".to_owned());
    let mut ids = HashSet::new();
    for tag in parts {
        let name = &tag.name;
        if name == "script" {
            must(tag.get("nonce") == Some(nonce), format!("a script without the nonce: {tag:?}"));
        }
        must(tag.get("style").is_none(), format!("a style attribute: {tag:?}"));
        let handler = tag.attributes.iter().any(|(key, _)| key.starts_with("on"));
        must(!handler, format!("a handler in an attribute: {tag:?}"));
        if let Some(id) = tag.get("id") {
            must(ids.insert(id), format!("the id {id:?} comes twice"));
        }
        for key in ["src", "srcset", "poster", "data", "action", "formaction"] {
            let local = tag.get(key).is_none_or(|url| !url.contains("//"));
            must(local, format!("{name} asks another host: {:?}", tag.get(key)));
        }
        if name == "link" && tag.get("rel") != Some("alternate") && tag.get("rel") != Some("canonical") {
            let local = tag.get("href").is_some_and(|url| url.starts_with('/') && !url.starts_with("//"));
            must(local, format!("a link to another host: {tag:?}"));
        }
        if name == "a" {
            let href = tag.get("href").unwrap_or("");
            let fine = ["/", "#", "https://", "mailto:", "?"].iter().any(|start| href.starts_with(start));
            must(fine && !href.starts_with("//"), format!("a link that leads nowhere: {tag:?}"));
        }
        if name == "img" {
            must(tag.get("alt").is_some(), format!("an image without words: {tag:?}"));
        }
    }
    for tag in parts {
        for key in ["for", "aria-labelledby", "aria-describedby", "aria-controls"] {
            for id in tag.get(key).unwrap_or("").split_whitespace() {
                must(ids.contains(id), format!("{} points at {id:?}, which is not there", tag.name));
            }
        }
    }
    faults
}

#[tokio::test]
async fn the_first_page_is_in_the_language_of_the_reader() {
    let house = House::open().await;
    for (accepted, cookie, leads_to) in [
        ("", "", "/zh-Hant"),
        ("en-GB,en;q=0.9", "", "/en"),
        ("zh-CN,zh;q=0.9", "", "/zh-Hans"),
        ("zh-HK", "", "/zh-Hant"),
        ("fr", "", "/zh-Hant"),
        ("zh-CN", "language=en", "/en"),
        ("en", "language=klingon", "/en"),
    ] {
        let asked = request(Method::GET, "/", None).header(header::ACCEPT_LANGUAGE, accepted);
        let answer = house.send(asked.header(header::COOKIE, cookie).body(Body::empty()).unwrap()).await;
        assert_eq!((answer.status.as_u16(), answer.header("location")), (302, leads_to), "{accepted} {cookie}");
        assert!(answer.header("vary").contains("Accept-Language"));
    }
}

#[tokio::test]
async fn what_is_not_there_is_said_in_the_language_of_the_path() {
    let house = House::open().await;
    for (path, cookie, lang) in [
        ("/zh-Hant/nowhere", "", Locale::ZhHant),
        ("/zh-Hans/nowhere", "", Locale::ZhHans),
        ("/en/nowhere", "", Locale::En),
        ("/en/solutions/nothing-s9999", "", Locale::En),
        ("/en/orders/RQ-1999-0001/edit/more", "", Locale::En),
        ("/nowhere", "", Locale::ZhHant),
        ("/nowhere", "language=en", Locale::En),
        ("/EN/help", "language=zh-Hans", Locale::ZhHans),
    ] {
        let asked = request(Method::GET, path, None).header(header::COOKIE, cookie);
        let answer = house.send(asked.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, 404, "{path}");
        assert_eq!(faults(&answer, &tags(&answer.body), lang), Vec::<String>::new(), "{path} {cookie}");
    }
}

#[tokio::test]
async fn no_two_answers_have_the_same_nonce() {
    let house = House::open().await;
    let mut nonces = HashSet::new();
    for _ in 0..20 {
        let answer = house.get("/en/help", None).await;
        let policy = answer.header("content-security-policy").to_owned();
        let nonce = policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).unwrap().to_owned();
        assert!(nonces.insert(nonce), "{policy}");
    }
}

#[tokio::test]
async fn what_is_private_is_kept_nowhere() {
    let house = House::open().await;
    let cookie = house.sign_in("tm.chan").await;
    for path in ["/en", "/en/orders", "/en/spend", "/en/account", "/en/spend.csv", "/en/solutions"] {
        let answer = house.get(path, Some(&cookie)).await;
        assert_eq!(answer.status, 200, "{path}");
        assert!(answer.header("cache-control").contains("no-store"), "{path}: {}", answer.header("cache-control"));
    }
    for path in ["/en/sign-in", "/en/reset-password", "/en/invitation/0123", "/en/orders"] {
        let answer = house.get(path, None).await;
        let kept = answer.header("cache-control");
        assert!(kept.contains("no-store") || answer.status == 303, "{path}: {kept}");
    }
}

#[tokio::test]
async fn what_people_type_is_shown_as_text() {
    let house = House::open().await;
    let typed = "%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E";
    for path in ["/en/solutions?q=", "/en/solutions/compare?s=", "/en/sign-in?next=", "/en/help?done="] {
        let answer = house.get(&format!("{path}{typed}"), None).await;
        let parts = tags(&answer.body);
        assert_eq!(faults(&answer, &parts, Locale::En), Vec::<String>::new(), "{path}");
        assert!(!answer.body.contains("<script>alert") && !answer.body.contains("<img src=x"), "{path}");
    }
}

#[tokio::test]
async fn nobody_is_sent_elsewhere_after_signing_in() {
    let house = House::open().await;
    for (next, leads_to) in
        [("/en/orders", "/en/orders"), ("//evil.example", ""), ("https://evil.example/", ""), ("/\\evil.example", "")]
    {
        let fields = [("email", "ky.ng@td.sample.hk"), ("password", services::sample::PASSWORD), ("next", next)];
        let answer = house.post("/en/sign-in", &fields, None).await;
        assert_eq!(answer.status, 303);
        let location = answer.header("location");
        assert!(location.starts_with('/') && !location.starts_with("//") && !location.contains("evil"), "{location}");
        assert!(location.starts_with(leads_to), "{next} leads to {location}");
        let cookie = answer.header("set-cookie");
        assert!(cookie.starts_with("__Host-session="), "{cookie}");
        for word in ["Path=/", "HttpOnly", "SameSite=Lax", "Secure"] {
            assert!(cookie.contains(word), "{cookie}");
        }
    }
}
