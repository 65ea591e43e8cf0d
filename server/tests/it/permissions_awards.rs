//! Who gets which answer about an award whose standstill runs: the same table as for the rest of the site, with the
//! people an award concerns.

use crate::house::House;
use services::testing::TD_TENDERS;

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
                                                 303>   403     409     403     403    403   403    403   403   404     403     403     403   403  403     403    403     403    403    403   403
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
        if let [answers @ ..] = &expected[..]
            && answers.len() < ACTORS.len()
        {
            let form = answers.get(1).cloned().unwrap_or_default();
            rows.push(Row { is_form, path: answers[0].clone(), form, expected: Vec::new() });
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
    let award = house.office.awarded(&TD_TENDERS).await.reference;
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
