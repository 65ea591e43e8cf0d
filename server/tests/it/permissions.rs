//! Who gets which answer at every address: one table, walked against the site map.
//!
//! An address that is on the map and not in the table fails the test, and so does a row for an address that is not on
//! the map. A row is one request; the columns are the people who send it.

use crate::house::House;
use services::testing::{TD, TD_TENDERS};
use std::collections::{BTreeMap, BTreeSet};

/// Who asks, in the order of the columns; the second is the first part of the address.
const ACTORS: [(&str, Option<&str>); 15] = [
    ("public", None),
    ("officer", Some("tm.chan")),
    ("approver", Some("sm.lee")),
    ("user", Some("wk.ho")),
    ("finance", Some("ky.ng")),
    ("other", Some("pf.wong")),
    ("curator", Some("ws.lau")),
    ("spend", Some("kc.mak")),
    ("head", Some("yt.tam")),
    ("auditor", Some("sl.chow")),
    ("sysadmin", Some("admin")),
    ("vetting", Some("ch.poon")),
    ("keeper", Some("kw.cheng")),
    ("bidder", Some("ym.lam")),
    ("rival", Some("mh.leung")),
];

/// `303>` is "sign in first". Words in angle brackets stand for what the test prepared.
///
/// The first line of a request is its place on the site map; below it stand the requests, each with its form.
/// `other` is an officer of another department, to whom Transport Department's orders do not exist.
const TABLE: &str = "
                                                             public officer approver user finance other curator spend head auditor sysadmin vetting keeper bidder rival
GET /
    /                                                        302    302     302      302  302     302   302     302   302  302     302  302     302     302     302
GET /{locale}
    /en                                                      200    200     200      200  200     200   200     200   200  200     200  200     200     200     200
    /zh-Hant                                                 200    200     200      200  200     200   200     200   200  200     200  200     200     200     200
    /de                                                      404    404     404      404  404     404   404     404   404  404     404  404     404     404     404
GET /{locale}/solutions
    /en/solutions?q=slope                                    200    200     200      200  200     200   200     200   200  200     200  200     200     200     200
GET /{locale}/solutions.csv
    /en/solutions.csv                                        200    200     200      200  200     200   200     200   200  200     200  200     200     200     200
GET /{locale}/solutions/suggestions
    /en/solutions/suggestions?q=slo                          200    200     200      200  200     200   200     200   200  200     200  200     200     200     200
GET /{locale}/solutions/compare
    /en/solutions/compare?s=S0001&s=S0002                    200    200     200      200  200     200   200     200   200  200     200  200     200     200     200
GET /{locale}/solutions/compare.csv
    /en/solutions/compare.csv?s=S0001&s=S0002                200    200     200      200  200     200   200     200   200  200     200  200     200     200     200
GET /{locale}/solutions/{solution}
    /en/solutions/<slug>                                     200    200     200      200  200     200   200     200   200  200     200  200     200     200     200
    /en/solutions/s0001                                      308    308     308      308  308     308   308     308   308  308     308  308     308     308     308
    /en/solutions/nothing-s9999                              404    404     404      404  404     404   404     404   404  404     404  404     404     404     404
GET /{locale}/shortlist
    /en/shortlist                                            200    200     200      200  200     200   200     200   200  200     200  200     200     200     200
POST /{locale}/shortlist
    /en/shortlist do=add&solution=S0002                      303    303     303      303  303     303   303     303   303  303     303  303     303     303     303
    /en/shortlist do=remove&solution=S0002                   303    303     303      303  303     303   303     303   303  303     303  303     303     303     303
    /en/shortlist do=add&solution=S9999                      303    404     404      404  404     404   303     303   303  303     303  303     303     303     303

GET /{locale}/reuse/new
    /en/reuse/new?solution=S0026                             303>   200     403      403  403     200   403     403   403  403     403  403     403     403     403
    /en/reuse/new?solution=S9999                             303>   404     403      403  403     404   403     403   403  403     403  403     403     403     403
POST /{locale}/reuse/new
    /en/reuse/new?solution=S0026 users=0                     303>   422     403      403  403     422   403     403   403  403     403  403     403     403     403
GET /{locale}/orders
    /en/orders                                               303>   200     200      200  200     200   200     200   200  200     403  403     403     403     403
GET /{locale}/orders/{reference}
    /en/orders/<submitted>                                   303>   200     200      200  200     404   200     200   200  200     403  403     403     403     403
    /en/orders/<live>                                        303>   200     200      200  200     404   200     200   200  200     403  403     403     403     403
    /en/orders/R-1999-0001                                   303>   404     404      404  404     404   404     404   404  404     403  403     403     403     403
POST /{locale}/orders/{reference}
    /en/orders/<live> do=endorse                             303>   403     409      403  403     403   403     403   403  403     403  403     403     403     403
    /en/orders/<live> do=reject&comment=No                   303>   403     409      403  403     403   403     403   403  403     403  403     403     403     403
    /en/orders/<live> do=approve                             303>   403     403      403  403     403   409     403   409  403     403  403     403     403     403
    /en/orders/<live> do=return&comment=Why                  303>   403     403      403  403     403   409     403   409  403     403  403     403     403     403
    /en/orders/<live> do=cancel&comment=No                   303>   409     403      403  403     404   403     403   403  403     403  403     403     403     403
    /en/orders/<live> do=start_provisioning                  303>   403     403      409  403     403   403     403   403  403     403  403     403     403     403
    /en/orders/<live> <payment>                              303>   403     403      403  422     403   403     403   403  403     403  403     403     403     403
    /en/orders/<live> do=close                               303>   404     404      404  404     404   404     404   404  404     404  404     404     404     404
    /en/orders/<live> do=nothing                             303>   404     404      404  404     404   404     404   404  404     404  404     404     404     404
GET /{locale}/orders/{reference}/edit
    /en/orders/<returned>/edit                               303>   200     403      403  403     404   403     403   403  403     403  403     403     403     403
POST /{locale}/orders/{reference}/edit
    /en/orders/<returned>/edit users=0                       303>   422     403      403  403     404   403     403   403  403     403  403     403     403     403
GET /{locale}/orders/{reference}/usage
    /en/orders/<used>/usage                                  303>   403     403      200  403     403   403     403   403  403     403  403     403     403     403
    /en/orders/<submitted>/usage                             303>   403     403      404  403     403   403     403   403  403     403  403     403     403     403
POST /{locale}/orders/{reference}/usage
    /en/orders/<used>/usage <once>                           303>   403     403      422  403     403   403     403   403  403     403  403     403     403     403
GET /{locale}/workspace/approvals
    /en/workspace/approvals                                  303>   200     200      200  200     200   200     200   200  200     403  403     403     403     403

GET /{locale}/tenders
    /en/tenders?tab=closed&q=count                           200     200     200     200     200     200     200     200     200     200     200     200     200     200     200
GET /{locale}/tenders.csv
    /en/tenders.csv                                          200     200     200     200     200     200     200     200     200     200     200     200     200     200     200
GET /{locale}/tenders.atom
    /en/tenders.atom                                         200     200     200     200     200     200     200     200     200     200     200     200     200     200     200
GET /{locale}/tenders/{reference}
    /en/tenders/<tender>                                     200     200     200     200     200     200     200     200     200     200     200     200     200     200     200
    /en/tenders/<tender>.ics                                 200     200     200     200     200     200     200     200     200     200     200     200     200     200     200
    /en/tenders/<draft>                                      404     404     404     404     404     404     404     404     404     404     404     404     404     404     404
POST /{locale}/tenders/{reference}
    /en/tenders/<tender> do=follow                           303>    303     303     303     303     303     303     303     303     303     303     303     303     303     303
    /en/tenders/<tender> do=ask&question=x&<once>            303>    403     403     403     403     403     403     403     403     403     403     403     403     403     403
    /en/tenders/<tender> do=watch&email=<actor>@nobody.hk    303     303     303     303     303     303     303     303     303     303     303     303     303     303     303
    /en/tenders/<draft> do=watch&email=<actor>@nobody.hk     404     404     404     404     404     404     404     404     404     404     404     404     404     404     404
    /en/tenders/<tender> do=nothing                          404     404     404     404     404     404     404     404     404     404     404     404     404     404     404
GET /{locale}/tenders/{reference}/documents/{file}
    /en/tenders/<tender>/documents/<file>                    200     200     200     200     200     200     200     200     200     200     200     200     200     200     200
    /en/tenders/<draft>/documents/<draft_file>               404     404     404     404     404     404     404     404     404     404     404     404     404     404     404
GET /{locale}/alerts
    /en/alerts                                               200     200     200     200     200     200     200     200     200     200     200     200     200     200     200
POST /{locale}/alerts
    /en/alerts scope=category                                422     422     422     422     422     422     422     422     422     422     422     422     422     422     422
GET /{locale}/alerts/{secret}
    /en/alerts/0123                                          410     410     410     410     410     410     410     410     410     410     410     410     410     410     410
POST /{locale}/alerts/{secret}
    /en/alerts/0123                                          410     410     410     410     410     410     410     410     410     410     410     410     410     410     410
GET /{locale}/alerts/{secret}/stop
    /en/alerts/0123/stop                                     410     410     410     410     410     410     410     410     410     410     410     410     410     410     410
POST /{locale}/alerts/{secret}/stop
    /en/alerts/0123/stop                                     410     410     410     410     410     410     410     410     410     410     410     410     410     410     410
GET /{locale}/workspace/tenders
    /en/workspace/tenders                                    303>    200     200     403     403     200     403     403     200     200     403     403     403     403     403
GET /{locale}/workspace/tenders/new
    /en/workspace/tenders/new                                303>    200     403     403     403     200     403     403     403     403     403     403     403     403     403
POST /{locale}/workspace/tenders/new
    /en/workspace/tenders/new category=CHAT&<once>           303>    422     403     403     403     422     403     403     403     403     403     403     403     403     403
GET /{locale}/workspace/tenders/postpone
    /en/workspace/tenders/postpone                           303>    403     403     403     403     403     403     403     200     403     403     403     403     403     403
POST /{locale}/workspace/tenders/postpone
    /en/workspace/tenders/postpone disruption=rain           303>    403     403     403     403     403     403     403     422     403     403     403     403     403     403
GET /{locale}/workspace/tenders/{reference}
    /en/workspace/tenders/<draft>                            303>    200     200     403     403     404     403     403     200     200     403     403     403     403     403
    /en/workspace/tenders/<tender>                           303>    200     200     403     403     404     403     403     200     200     403     403     403     403     403
POST /{locale}/workspace/tenders/{reference}
    /en/workspace/tenders/<draft> do=approve                 303>    403     409     403     403     403     403     403     403     403     403     403     403     403     403
    /en/workspace/tenders/<draft> do=publish                 303>    403     403     403     403     403     403     403     403     403     403     403     403     403     403
    /en/workspace/tenders/<draft> do=extend                  303>    403     403     403     403     403     403     403     403     403     403     403     403     403     403
    /en/workspace/tenders/<draft> do=reopen                  303>    409     403     403     403     404     403     403     403     403     403     403     403     403     403
    /en/workspace/tenders/<draft> do=nothing                 303>    404     404     404     404     404     404     404     404     404     404     404     404     404     404
GET /{locale}/workspace/tenders/{reference}/check
    /en/workspace/tenders/<draft>/check                      303>    200     403     403     403     404     403     403     403     403     403     403     403     403     403
POST /{locale}/workspace/tenders/{reference}/check
    /en/workspace/tenders/<tender>/check                     303>    409     403     403     403     404     403     403     403     403     403     403     403     403     403
GET /{locale}/workspace/tenders/{reference}/addendum
    /en/workspace/tenders/<tender>/addendum                  303>    403     403     403     403     403     403     403     403     403     403     403     403     403     403
POST /{locale}/workspace/tenders/{reference}/addendum
    /en/workspace/tenders/<tender>/addendum                  303>    403     403     403     403     403     403     403     403     403     403     403     403     403     403
GET /{locale}/workspace/tenders/{reference}/{section}
    /en/workspace/tenders/<draft>/need                       303>    200     403     403     403     404     403     403     403     403     403     403     403     403     403
    /en/workspace/tenders/<draft>/people                     303>    200     403     403     403     404     403     403     403     403     403     403     403     403     403
    /en/workspace/tenders/<tender>/lots                      303>    409     403     403     403     404     403     403     403     403     403     403     403     403     403
    /en/workspace/tenders/<draft>/nothing                    404     404     404     404     404     404     404     404     404     404     404     404     404     404     404
POST /{locale}/workspace/tenders/{reference}/{section}
    /en/workspace/tenders/<draft>/lots do=put                303>    422     403     403     403     404     403     403     403     403     403     403     403     403     403
    /en/workspace/tenders/<tender>/lots do=put&lot_en=a&lot_zh_hant=b303>    409     403     403     403     404     403     403     403     403     403     403     403     403     403
    /en/workspace/tenders/<draft>/documents do=put           303>    422     403     403     403     422     403     403     403     403     403     403     403     403     403
GET /{locale}/workspace/tenders/{reference}/files/{file}
    /en/workspace/tenders/<draft>/files/<draft_file>         303>    200     200     403     403     404     403     403     200     200     403     403     403     403     403

GET /{locale}/spend
    /en/spend                                                303>   200     200      200  200     200   200     200   200  200     403  403     403     403     403
    /en/spend?department=TD                                  303>   200     200      200  200     404   200     200   200  200     403  403     403     403     403
    /en/spend?department=XYZ                                 303>   404     404      404  404     404   404     404   404  404     403  403     403     403     403
GET /{locale}/spend.csv
    /en/spend.csv?department=TD                              303>   200     200      200  200     404   200     200   200  200     403  403     403     403     403
GET /{locale}/spend/{figure}
    /en/spend/committed?department=TD                        303>   200     200      200  200     404   200     200   200  200     403  403     403     403     403
    /en/spend/committed.csv?department=TD                    303>   200     200      200  200     404   200     200   200  200     403  403     403     403     403
    /en/spend/nothing                                        404    404     404      404  404     404   404     404   404  404     404  404     404     404     404

GET /{locale}/sign-in
    /en/sign-in                                              200    200     200      200  200     200   200     200   200  200     200  200     200     200     200
POST /{locale}/sign-in
    /en/sign-in email=<actor>@nobody.hk&password=wrong       422    422     422      422  422     422   422     422   422  422     422  422     422     422     422
POST /{locale}/sign-out
    /en/sign-out                                             303    303     303      303  303     303   303     303   303  303     303  303     303     303     303
GET /{locale}/reset-password
    /en/reset-password                                       200    200     200      200  200     200   200     200   200  200     200  200     200     200     200
POST /{locale}/reset-password
    /en/reset-password email=<actor>@nobody.hk             303    303     303      303  303     303   303     303   303  303     303  303     303     303     303
GET /{locale}/reset-password/{secret}
    /en/reset-password/0123                                  410    410     410      410  410     410   410     410   410  410     410  410     410     410     410
POST /{locale}/reset-password/{secret}
    /en/reset-password/0123 password=a&repeat=a              410    410     410      410  410     410   410     410   410  410     410  410     410     410     410
GET /{locale}/invitation/{secret}
    /en/invitation/0123                                      410    410     410      410  410     410   410     410   410  410     410  410     410     410     410
POST /{locale}/invitation/{secret}
    /en/invitation/0123 password=a&repeat=a                  410    410     410      410  410     410   410     410   410  410     410  410     410     410     410
GET /{locale}/account
    /en/account                                              303>   200     200      200  200     200   200     200   200  200     200  200     200     200     200
POST /{locale}/account
    /en/account session=somebody's                           303>   404     404      404  404     404   404     404   404  404     404  404     404     404     404

GET /{locale}/help
    /en/help                                                 200    200     200      200  200     200   200     200   200  200     200  200     200     200     200
GET /{locale}/how-we-count
    /en/how-we-count                                         200    200     200      200  200     200   200     200   200  200     200  200     200     200     200
GET /{locale}/accessibility
    /en/accessibility                                        200    200     200      200  200     200   200     200   200  200     200  200     200     200     200
GET /{locale}/privacy
    /en/privacy                                              200    200     200      200  200     200   200     200   200  200     200  200     200     200     200

GET /{locale}/suppliers
    /en/suppliers?q=harbour                                  200    200     200      200  200     200   200     200   200  200     200  200     200    200     200
GET /{locale}/suppliers.csv
    /en/suppliers.csv                                        200    200     200      200  200     200   200     200   200  200     200  200     200    200     200
GET /{locale}/register
    /en/register                                             200    200     200      200  200     200   200     200   200  200     200  200     200    200     200
POST /{locale}/register
    /en/register place=overseas                              422    422     422      422  422     422   422     422   422  422     422  422     422    422     422
    /en/register <application>                               303    303     303      303  303     303   303     303   303  303     303  303     303    303     303
GET /{locale}/register/sent
    /en/register/sent                                        200    200     200      200  200     200   200     200   200  200     200  200     200    200     200
GET /{locale}/supplier
    /en/supplier                                             303>   403     403      403  403     403   403     403   403  403     403  403     200    200     200
POST /{locale}/supplier
    /en/supplier do=submit                                   303>   403     403      403  403     403   403     403   403  403     403  403     409    403     409
    /en/supplier do=renew                                    303>   403     403      403  403     403   403     403   403  403     403  403     409    403     409
    /en/supplier do=verify                                   303>   404     404      404  404     404   404     404   404  404     404  404     404    404     404
GET /{locale}/supplier/people
    /en/supplier/people                                      303>   403     403      403  403     403   403     403   403  403     403  403     200    200     200
POST /{locale}/supplier/people
    /en/supplier/people do=invite                            303>   403     403      403  403     403   403     403   403  403     403  403     422    403     422
    /en/supplier/people do=roles&person=<keeper>&roles=s_bidder 303> 403    403      403  403     403   403     403   403  403     403  403     422    403     404
    /en/supplier/people do=end&person=<keeper>               303>   403     403      403  403     403   403     403   403  403     403  403     422    403     404
    /en/supplier/people do=nothing                           303>   404     404      404  404     404   404     404   404  404     404  404     404    404     404
GET /{locale}/supplier/close
    /en/supplier/close                                       303>   403     403      403  403     403   403     403   403  403     403  403     200    403     200
POST /{locale}/supplier/close
    /en/supplier/close                                       303>   403     403      403  403     403   403     403   403  403     403  403     303    403     303
GET /{locale}/supplier/{section}
    /en/supplier/details                                     303>   403     403      403  403     403   403     403   403  403     403  403     200    403     200
    /en/supplier/nothing                                     404    404     404      404  404     404   404     404   404  404     404  404     404    404     404
POST /{locale}/supplier/{section}
    /en/supplier/contact contact_name=A                      303>   403     403      403  403     403   403     403   403  403     403  403     422    403     422
GET /{locale}/workspace/suppliers
    /en/workspace/suppliers?state=verified                   303>   403     200      403  403     403   200     200   200  200     403  200     403    403     403
GET /{locale}/workspace/suppliers/{reference}
    /en/workspace/suppliers/SUP-0003                         303>   403     200      403  403     403   200     200   200  200     403  200     403    403     403
    /en/workspace/suppliers/SUP-9999                         303>   403     404      403  403     403   404     404   404  404     403  404     403    403     403
POST /{locale}/workspace/suppliers/{reference}
    /en/workspace/suppliers/SUP-0003 do=start_review         303>   403     403      403  403     403   403     403   403  403     403  409     403    403     403
    /en/workspace/suppliers/SUP-0003 do=verify               303>   403     403      403  403     403   403     403   403  403     403  422     403    403     403
    /en/workspace/suppliers/SUP-0003 do=reject               303>   403     403      403  403     403   403     403   403  403     403  422     403    403     403
    /en/workspace/suppliers/SUP-0003 do=debar                303>   403     403      403  403     403   403     403   422  403     403  403     403    403     403
    /en/workspace/suppliers/SUP-0003 do=vouch                303>   403     403      403  403     403   403     403   403  403     403  422     403    403     403
    /en/workspace/suppliers/SUP-0003 do=help                 303>   403     403      403  403     403   403     403   403  403     403  303     403    403     403
    /en/workspace/suppliers/SUP-0003 do=submit               303>   404     404      404  404     404   404     404   404  404     404  404     404    404     404
";

/// A request of the table with the answer for each actor.
#[derive(Debug)]
struct Row {
    /// `GET /{locale}/orders`: its line of the site map.
    entry: String,
    path: String,
    form: String,
    expected: Vec<String>,
}

fn rows(table: &str) -> Vec<Row> {
    let mut lines = table.lines().filter(|line| !line.trim().is_empty());
    let names: Vec<_> = lines.next().unwrap().split_whitespace().collect();
    assert_eq!(names, ACTORS.map(|(name, _)| name));
    let mut entry = String::new();
    let mut rows = Vec::new();
    for line in lines {
        if !line.starts_with(' ') {
            entry = line.trim().to_owned();
            continue;
        }
        let words: Vec<_> = line.split_whitespace().collect();
        let (asked, expected) = words.split_at(words.len() - ACTORS.len());
        rows.push(Row {
            entry: entry.clone(),
            path: asked[0].to_owned(),
            form: asked.get(1).unwrap_or(&"").to_string(),
            expected: expected.iter().map(|status| (*status).to_owned()).collect(),
        });
    }
    rows
}

/// What is on the map and not in the table, or in the table and not on the map.
fn differences(map: &[(&str, &str)], rows: &[Row]) -> Vec<String> {
    let map: BTreeSet<_> = map.iter().map(|(method, path)| format!("{method} {path}")).collect();
    let table = rows.iter().map(|row| row.entry.clone());
    let table: BTreeSet<_> = table.chain(crate::permissions_awards::entries()).collect();
    map.symmetric_difference(&table).cloned().collect()
}

fn site_map() -> Vec<(&'static str, &'static str)> {
    app::site().entries().iter().map(|entry| (entry.method, entry.path)).collect()
}

#[test]
fn the_table_has_every_address_and_a_forgotten_one_is_noticed() {
    let rows = rows(TABLE);
    let mut map = site_map();
    assert_eq!(differences(&map, &rows), Vec::<String>::new());
    map.push(("POST", "/{locale}/solutions"));
    assert_eq!(differences(&map, &rows), ["POST /{locale}/solutions"]);
}

#[tokio::test]
async fn everybody_gets_the_answer_the_table_says() {
    let house = House::open().await;
    let known = prepared(&house).await;
    let fill = |text: &str| known.iter().fold(text.to_owned(), |text, (name, value)| text.replace(name, value));
    let mut wrong = Vec::new();
    for row in rows(TABLE) {
        for ((name, who), expected) in ACTORS.iter().zip(&row.expected) {
            // Signing out ends a session, so everybody signs in anew for every row.
            let cookie = match who {
                Some(who) => Some(house.sign_in(who).await),
                None => None,
            };
            let (path, form) = (fill(&row.path), fill(&row.form).replace("<actor>", name));
            let fields: Vec<_> = form_urlencoded::parse(form.as_bytes()).collect();
            let fields: Vec<_> = fields.iter().map(|(key, value)| (key.as_ref(), value.as_ref())).collect();
            let answer = match row.entry.starts_with("POST ") {
                true => house.post(&path, &fields, cookie.as_deref()).await,
                false => house.get(&path, cookie.as_deref()).await,
            };
            let to_sign_in = answer.status == 303 && answer.header("location").starts_with("/en/sign-in?next=");
            let got = format!("{}{}", answer.status.as_u16(), if to_sign_in { ">" } else { "" });
            if got != *expected {
                wrong.push(format!("{} {} {form}: {name} got {got}, not {expected}", row.entry, path));
            }
        }
        // Wrong passwords were typed above; they are another test's affair.
        house.office.pass_minutes(61);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Orders of Transport Department in every state a row needs, and the rest of what stands in angle brackets.
async fn prepared(house: &House) -> BTreeMap<&'static str, String> {
    let office = &house.office;
    let returned = office.endorsed(&TD, "S0029").await;
    office.decide(services::testing::CURATOR, &returned, domain::orders::Command::Return).await.unwrap();
    let solution = house.get("/en/solutions/s0001", None).await;
    let slug = solution.header("location").rsplit('/').next().unwrap().to_owned();
    let once = office.once().0;
    let draft = office.drafted(&TD_TENDERS).await;
    let officer = house.sign_in("tm.chan").await;
    let draft_page = house.get(&format!("/en/workspace/tenders/{draft}/documents"), Some(&officer)).await;
    let draft_file = hash_in(&draft_page.body, "/files/");
    let tender = "T-2026-0004".to_owned();
    let file = hash_in(&house.get(&format!("/en/tenders/{tender}"), None).await.body, "/documents/");
    let keeper = office.person("kw.cheng").await.actor().officer().unwrap().person.to_string();
    BTreeMap::from([
        ("<submitted>", office.submitted(&TD, "S0025").await),
        ("<returned>", returned),
        ("<live>", office.live(&TD, "S0026").await),
        ("<used>", office.in_use_for_long(&TD).await),
        ("<slug>", slug),
        ("<tender>", tender),
        ("<file>", file),
        ("<draft>", draft),
        ("<draft_file>", draft_file),
        ("<keeper>", keeper),
        ("<application>", application()),
        ("<once>", format!("once={once}")),
        ("<payment>", format!("do=pay&once={once}&invoice=INV-1&paid_on=2026-11-20&amount=999999999")),
    ])
}

/// The hash of the first file a page links to.
fn hash_in(page: &str, before: &str) -> String {
    let at = page.find(before).map(|at| at + before.len()).expect("a link to a file");
    page[at..at + 64].to_owned()
}

/// An application that is whole; each of the people sends it from an address of their own.
fn application() -> String {
    let fields = "legal_name_en=A+Limited&place=hong_kong&business_registration=12345678&expires_on=2027-06-30";
    format!("{fields}&contact_name=A&email=<actor>@nobody.hk&language=en")
}
