//! Who gets which answer about an award whose standstill runs: the same table as for the rest of the site, with the
//! people an award concerns.

use crate::house::House;
use crate::page_parts::tags;
use crate::pages::faults;
use domain::locale::Locale;
use services::awards;
use services::testing::{Rival, TD_TENDERS, form};

/// Who asks, in the order of the columns; the second is the first part of the address. The award is Transport
/// Department's; `other` and `other_p` are of another department, `stranger` is of a company that did not bid.
const ACTORS: [(&str, Option<&str>); 21] = [
    ("public", None),
    ("officer", Some("tm.chan")),
    ("procure", Some("cw.leung")),
    ("approve", Some("mn.poon")),
    ("opener", Some("yf.kwok")),
    ("chair", Some("wk.ho")),
    ("assess", Some("ky.ng")),
    ("board", Some("ph.lam")),
    ("other", Some("pf.wong")),
    ("other_p", Some("tk.hui")),
    ("other_a", Some("wy.cheng")),
    ("curator", Some("ws.lau")),
    ("spend", Some("kc.mak")),
    ("head", Some("yt.tam")),
    ("auditor", Some("sl.chow")),
    ("sysadm", Some("admin")),
    ("vetting", Some("ch.poon")),
    ("winner", Some("ym.lam")),
    ("viewer", Some("st.kwok")),
    ("rival", Some("cl.yuen")),
    ("stranger", Some("wl.pang")),
];

/// As in the table of the rest of the site: `303>` is "sign in first".
pub const TABLE: &str = "
                                                 public officer procure approve opener chair assess board other other_p other_a curator spend head auditor sysadm vetting winner viewer rival stranger
GET /{locale}/awards
    /en/awards                                   200    200     200     200     200    200   200    200   200   200     200     200     200   200  200     200    200     200    200    200   200
GET /{locale}/awards.csv
    /en/awards.csv                               200    200     200     200     200    200   200    200   200   200     200     200     200   200  200     200    200     200    200    200   200
GET /{locale}/awards/{reference}
    /en/awards/<award>                           404    404     404     404     404    404   404    404   404   404     404     404     404   404  404     404    404     404    404    404   404
GET /{locale}/workspace/tenders/{reference}/award
    /en/workspace/tenders/<award>/award          303>   200     200     200     404    200   200    200   404   404     404     404     200   200  200     403    403     403    403    403   403
    /en/workspace/tenders/T-1999-0001/award      303>   404     404     404     404    404   404    404   404   404     404     404     404   404  404     403    403     403    403    403   403
POST /{locale}/workspace/tenders/{reference}/award
    /en/workspace/tenders/<award>/award do=recommend
                                                 303>   409     409     403     404    409   409    403   404   404     403     404     403   403  403     403    403     403    403    403   403
    /en/workspace/tenders/<award>/award do=record_check&<check>
                                                 303>   403     409     403     403    403   403    403   403   404     403     403     403   403  403     403    403     403    403    403   403
    /en/workspace/tenders/<award>/award do=record_vetting&vetting=passed&vetting_evidence=x
                                                 303>   403     409     403     403    403   403    403   403   404     403     403     403   403  403     403    403     403    403    403   403
    /en/workspace/tenders/<award>/award do=extend_validity&written_on=2027-01-11&until=2027-06-01
                                                 303>   403     409     403     403    403   403    403   403   404     403     403     403   403  403     403    403     403    403    403   403
    /en/workspace/tenders/<award>/award do=approve
                                                 303>   403     403     409     403    403   403    409   403   403     404     403     403   403  403     403    403     403    403    403   403
    /en/workspace/tenders/<award>/award do=return&comment=x
                                                 303>   403     403     409     403    403   403    409   403   403     404     403     403   403  403     403    403     403    403    403   403
    /en/workspace/tenders/<award>/award do=decide_challenge&number=1&outcome=dismissed&reason=x
                                                 303>   403     403     422     403    403   403    422   403   403     404     403     403   403  403     403    403     403    403    403   403
    /en/workspace/tenders/<award>/award do=set_aside&ground=challenge_upheld&reason=x
                                                 303>   403     403     422     403    403   403    422   403   403     404     403     403   403  403     403    403     403    403    403   403
    /en/workspace/tenders/<award>/award do=lapse&reason=x
                                                 303>   403     403     409     403    403   403    409   403   403     404     403     403   403  403     403    403     403    403    403   403
    /en/workspace/tenders/<award>/award do=publish_notice&method=open&address_en=a&address_zh_hant=b
                                                 303>   403     409     403     403    403   403    403   403   404     403     403     403   403  403     403    403     403    403    403   403
    /en/workspace/tenders/<award>/award do=deliver_debrief&bid=00000000-0000-0000-0000-000000000001&text=x
                                                 303>   403     404     403     403    403   403    403   403   404     403     403     403   403  403     403    403     403    403    403   403
    /en/workspace/tenders/<award>/award do=declare_unsuccessful&reason=x
                                                 303>   403     409     403     403    403   403    403   403   404     403     403     403   403  403     403    403     403    403    403   403
    /en/workspace/tenders/<award>/award do=nothing
                                                 303>   404     404     404     404    404   404    404   404   404     404     404     404   404  404     404    404     404    404    404   404
GET /{locale}/supplier/outcomes
    /en/supplier/outcomes                        303>   403     403     403     403    403   403    403   403   403     403     403     403   403  403     403    403     200    200    200   200
GET /{locale}/supplier/outcomes/{reference}
    /en/supplier/outcomes/<award>                303>   403     403     403     403    403   403    403   403   403     403     403     403   403  403     403    403     200    200    200   404
POST /{locale}/supplier/outcomes/{reference}
    /en/supplier/outcomes/<award> do=debrief     303>   403     403     403     403    403   403    403   403   403     403     403     403   403  403     403    403     303    403    303   404
    /en/supplier/outcomes/<award> do=challenge&ground=x&ground_known_on=2099-01-01&<once>
                                                 303>   403     403     403     403    403   403    403   403   403     403     403     403   403  403     403    403     422    403    422   404
    /en/supplier/outcomes/<award> do=nothing     303>   404     404     404     404    404   404    404   404   404     404     404     404   404  404     404    404     404    404    404   404
";

struct Row {
    is_form: bool,
    path: String,
    form: String,
    expected: Vec<String>,
}

/// Lines of the site map that have a row here.
pub fn entries() -> impl Iterator<Item = String> {
    TABLE.lines().filter(|line| line.starts_with(['G', 'P'])).map(|line| line.trim().to_owned())
}

fn rows() -> Vec<Row> {
    let mut lines = TABLE.lines().filter(|line| !line.trim().is_empty());
    let names: Vec<_> = lines.next().unwrap().split_whitespace().collect();
    assert_eq!(names, ACTORS.map(|(name, _)| name));
    let mut rows: Vec<Row> = Vec::new();
    let mut is_form = false;
    for line in lines {
        if !line.starts_with(' ') {
            is_form = line.starts_with("POST ");
            continue;
        }
        let mut words: Vec<_> = line.split_whitespace().map(str::to_owned).collect();
        // A long request has its answers on the next line.
        let expected = words.split_off(words.len().saturating_sub(ACTORS.len()));
        if expected.len() < ACTORS.len() {
            let form = expected.get(1).cloned().unwrap_or_default();
            rows.push(Row { is_form, path: expected[0].clone(), form, expected: Vec::new() });
            continue;
        }
        match (words.is_empty(), rows.last_mut()) {
            (true, Some(row)) => row.expected = expected,
            _ => rows.push(Row {
                is_form,
                path: words[0].clone(),
                form: words.get(1).cloned().unwrap_or_default(),
                expected,
            }),
        }
    }
    rows
}

#[tokio::test]
async fn everybody_gets_the_answer_about_an_award_that_the_table_says() {
    let house = House::open().await;
    let award = house.office.award_told(&TD_TENDERS).await.reference;
    let check = "kind=address&result=satisfactory&evidence=x";
    let mut wrong = Vec::new();
    for row in rows() {
        assert_eq!(row.expected.len(), ACTORS.len(), "{}", row.path);
        for ((name, who), expected) in ACTORS.iter().zip(&row.expected) {
            let cookie = match who {
                Some(who) => Some(house.sign_in(who).await),
                None => None,
            };
            let once = format!("once={}", house.office.once().0);
            let form = row.form.replace("<check>", check).replace("<once>", &once);
            let path = row.path.replace("<award>", &award);
            let fields: Vec<_> = form_urlencoded::parse(form.as_bytes()).collect();
            let fields: Vec<_> = fields.iter().map(|(key, value)| (key.as_ref(), value.as_ref())).collect();
            let answer = match row.is_form {
                true => house.post(&path, &fields, cookie.as_deref()).await,
                false => house.get(&path, cookie.as_deref()).await,
            };
            let to_sign_in = answer.status == 303 && answer.header("location").starts_with("/en/sign-in?next=");
            let got = format!("{}{}", answer.status.as_u16(), if to_sign_in { ">" } else { "" });
            if got != *expected {
                wrong.push(format!("{path} {form}: {name} got {got}, not {expected}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A page as this person reads it in every language, well made each time.
async fn well_made(house: &House, who: Option<&str>, path: &str) -> String {
    let cookie = match who {
        Some(who) => Some(house.sign_in(who).await),
        None => None,
    };
    let mut last = String::new();
    for locale in Locale::ALL {
        let answer = house.get(&format!("/{}{path}", locale.segment()), cookie.as_deref()).await;
        assert_eq!(answer.status.as_u16(), 200, "{path}");
        assert_eq!(faults(&answer, &tags(&answer.body), locale), Vec::<String>::new(), "{path} {locale:?} {who:?}");
        last = answer.body;
    }
    last
}

#[tokio::test]
async fn every_page_of_an_award_is_linked_and_well_made_from_the_report_to_its_notice() {
    let house = House::open().await;
    let office = &house.office;
    let reported = office.report_laid_out(&TD_TENDERS, 1_300_000, Rival::Fails).await;
    let (work, told) = (
        format!("/workspace/tenders/{}/award", reported.reference),
        format!("/supplier/outcomes/{}", reported.reference),
    );
    let [procurement, approver] = [Some(TD_TENDERS.procurement), Some(TD_TENDERS.approver)];
    well_made(&house, procurement, &work).await;
    let officer = house.sign_in(TD_TENDERS.procurement).await;
    let refused = house.post(&format!("/en{work}"), &[("do", "recommend"), ("version", "0")], Some(&officer)).await;
    assert!([409, 422].contains(&refused.status.as_u16()), "{}", refused.status);
    assert_eq!(faults(&refused, &tags(&refused.body), Locale::En), Vec::<String>::new());
    let fields = office.recommendation_form(&TD_TENDERS, &reported).await;
    let fields: Vec<_> = fields.pairs().iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
    let fields = [&[("do", "recommend")], &fields[..]].concat();
    let done = house.post(&format!("/en{work}"), &fields, Some(&officer)).await;
    assert_eq!((done.status.as_u16(), done.header("location").contains("done=award_recommend")), (303, true));
    for who in [procurement, approver, Some(TD_TENDERS.panel[0]), Some("sl.chow")] {
        well_made(&house, who, &work).await;
    }
    for step in ["record_check", "extend_validity"] {
        well_made(&house, procurement, &format!("{work}?step={step}")).await;
    }
    well_made(&house, approver, &format!("{work}?step=return")).await;
    office.decide_award(TD_TENDERS.approver, &reported.reference, "approve").await.unwrap();
    let listed = well_made(&house, Some("cl.yuen"), "/supplier/outcomes").await;
    assert!(listed.contains(&told));
    for who in ["ym.lam", "cl.yuen", "ph.siu"] {
        well_made(&house, Some(who), &told).await;
    }
    let challenged = form(&[("ground", "Misread."), ("ground_known_on", "2027-01-11")]);
    let rival = office.person("cl.yuen").await;
    awards::challenge(&rival, office.once(), &reported.reference, &challenged).await.unwrap();
    awards::ask_debrief(&rival, &reported.reference).await.unwrap();
    for step in ["decide_challenge", "set_aside"] {
        well_made(&house, approver, &format!("{work}?step={step}")).await;
    }
    well_made(&house, procurement, &format!("{work}?step=deliver_debrief")).await;
    well_made(&house, Some("cl.yuen"), &told).await;
    well_made(&house, None, &format!("/tenders/{}", reported.reference)).await;
    let outcome = form(&[("number", "1"), ("outcome", "dismissed"), ("reason", "It was read.")]);
    let decider = office.person(TD_TENDERS.approver).await;
    awards::decide_challenge(&decider, &reported.reference, &outcome).await.unwrap();
    office.pass_minutes(12 * 24 * 60);
    awards::settle(&office.system()).await.unwrap();
    for step in ["publish_notice", "lapse"] {
        well_made(&house, procurement, &format!("{work}?step={step}")).await;
    }
    let notice = form(&[("method", "open"), ("address_en", "Kowloon"), ("address_zh_hant", "九龍")]);
    awards::publish_notice(&office.person(TD_TENDERS.procurement).await, &reported.reference, &notice).await.unwrap();
    let public = format!("/awards/{}", reported.reference);
    assert!(well_made(&house, None, "/awards").await.contains(&public));
    assert!(well_made(&house, None, &format!("/tenders/{}", reported.reference)).await.contains(&public));
    well_made(&house, None, &public).await;
    let file = house.get("/en/awards.csv", None).await;
    assert!(file.body.contains(&reported.reference) && file.body.contains("1300000.00"), "{}", file.body);
}
