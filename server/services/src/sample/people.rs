//! Who works in the sample office.

use crate::failure::Failure;
use domain::accounts::Role;
use domain::locale::Locale;
use std::collections::HashMap;
use uuid::Uuid;

/// The password of everybody in the sample office.
pub const PASSWORD: &str = "lion rock at low tide";

/// Somebody of the sample office.
pub(super) struct Person {
    pub email: &'static str,
    pub name: &'static str,
    pub organisation: &'static str,
    pub roles: &'static [Role],
    pub locale: Locale,
}

/// Who can sign in: two departments with every role, the coordinating office, an auditor and an administrator.
pub(super) const PEOPLE: [Person; 29] = [
    person("tm.chan@td.sample.hk", "Chan Tai Man", "TD", &[Role::DepartmentOfficer], Locale::ZhHant),
    person("sm.lee@td.sample.hk", "Lee Siu Ming", "TD", &[Role::DepartmentApprover], Locale::ZhHant),
    person("wk.ho@td.sample.hk", "Ho Wai Kit", "TD", &[Role::DepartmentUser], Locale::ZhHant),
    person("ky.ng@td.sample.hk", "Ng Ka Yan", "TD", &[Role::DepartmentFinance], Locale::En),
    person("pf.wong@swd.sample.hk", "Wong Pui Fan", "SWD", &[Role::DepartmentOfficer], Locale::ZhHant),
    person("cy.yip@swd.sample.hk", "Yip Chi Yung", "SWD", &[Role::DepartmentApprover], Locale::En),
    person("mk.tse@swd.sample.hk", "Tse Mei Kuen", "SWD", &[Role::DepartmentUser], Locale::ZhHans),
    person("hl.fung@swd.sample.hk", "Fung Hoi Lam", "SWD", &[Role::DepartmentFinance], Locale::ZhHant),
    person("cw.leung@td.sample.hk", "Leung Chi Wah", "TD", &[Role::DepartmentProcurement], Locale::ZhHant),
    person("yf.kwok@td.sample.hk", "Kwok Yee Fun", "TD", &[Role::DepartmentOpener], Locale::ZhHant),
    person("kh.siu@td.sample.hk", "Siu Kin Hang", "TD", &[Role::DepartmentOpener], Locale::En),
    person("ly.kan@td.sample.hk", "Kan Lai Yee", "TD", &[Role::DepartmentOpener], Locale::ZhHant),
    person("mn.poon@td.sample.hk", "Poon Mei Na", "TD", &[Role::DepartmentApprover], Locale::ZhHant),
    person("tk.hui@swd.sample.hk", "Hui Tsz Kin", "SWD", &[Role::DepartmentProcurement], Locale::En),
    person("sy.mok@swd.sample.hk", "Mok Sau Ying", "SWD", &[Role::DepartmentOpener], Locale::ZhHant),
    person("lc.tong@swd.sample.hk", "Tong Lai Chun", "SWD", &[Role::DepartmentOpener], Locale::ZhHans),
    person("ws.ho@swd.sample.hk", "Ho Wing Shan", "SWD", &[Role::DepartmentOpener], Locale::En),
    person("wy.cheng@swd.sample.hk", "Cheng Wai Yin", "SWD", &[Role::DepartmentApprover], Locale::ZhHant),
    person("ph.lam@gld.sample.hk", "Lam Pak Hei", "GLD", &[Role::Board], Locale::En),
    person("ck.yuen@dpo.sample.hk", "Yuen Chun Kit", "DPO", &[Role::DepartmentProcurement], Locale::ZhHant),
    person("wm.so@dpo.sample.hk", "So Wing Man", "DPO", &[Role::DepartmentOpener], Locale::ZhHant),
    person("ws.lau@dpo.sample.hk", "Lau Wing Sze", "DPO", &[Role::Curator], Locale::ZhHant),
    person("ch.poon@dpo.sample.hk", "Poon Cho Hei", "DPO", &[Role::Vetting], Locale::ZhHant),
    person("sy.hui@dpo.sample.hk", "Hui Sau Yee", "DPO", &[Role::Vetting], Locale::En),
    person("kc.mak@dpo.sample.hk", "Mak Kwok Chung", "DPO", &[Role::SpendReviewer], Locale::ZhHant),
    person("yt.tam@dpo.sample.hk", "Tam Yuen Ting", "DPO", &[Role::Head], Locale::En),
    person("sl.chow@aud.sample.hk", "Chow Suk Ling", "AUD", &[Role::Auditor], Locale::En),
    person("admin@dpo.sample.hk", "Kwan Lok Yi", "DPO", &[Role::SystemAdministrator], Locale::En),
    person(
        "kl.sin@had.sample.hk",
        "Sin Ka Lok",
        "HAD",
        &[Role::DepartmentOfficer, Role::DepartmentUser],
        Locale::ZhHans,
    ),
];

pub(super) const fn person(
    email: &'static str,
    name: &'static str,
    organisation: &'static str,
    roles: &'static [Role],
    locale: Locale,
) -> Person {
    Person { email, name, organisation, roles, locale }
}

/// A post of a department that orders but where nobody of the sample signs in; named as the Government names posts,
/// the same in every language.
pub(super) struct Post {
    pub email: String,
    pub name: String,
    pub roles: &'static [Role],
    pub locale: Locale,
}

/// What each post does: a systems manager asks and reports, the chief endorses, the treasury accountant pays.
const POSTS: [(&str, &[Role]); 3] = [
    ("SM", &[Role::DepartmentOfficer, Role::DepartmentUser]),
    ("CSM", &[Role::DepartmentApprover]),
    ("TA", &[Role::DepartmentFinance]),
];

/// Departments whose posts write English; the others write Chinese.
const WRITE_ENGLISH: [&str; 10] = ["ArchSD", "CEDD", "DOJ", "EMSD", "FSTB", "HKO", "IRD", "ITIB", "InvestHK", "RTHK"];

/// The posts of a department, besides what people of the sample do there.
pub(super) fn posts(department: &str) -> Vec<Post> {
    let letters: String = department.chars().filter(char::is_ascii_alphanumeric).collect();
    let taken =
        |role: &Role| PEOPLE.iter().any(|person| person.organisation == department && person.roles.contains(role));
    let locale = if WRITE_ENGLISH.contains(&department) { Locale::En } else { Locale::ZhHant };
    let posts = POSTS.iter().filter(|(_, roles)| !roles.iter().any(taken));
    posts
        .map(|(post, roles)| Post {
            email: format!("{post}@{letters}.sample.hk").to_lowercase(),
            name: format!("{post}/{department}"),
            roles,
            locale,
        })
        .collect()
}

/// Who does what where, and in which language they write.
#[derive(Debug, Default)]
pub(super) struct Staff(HashMap<(String, Role), (Uuid, Locale)>);

impl Staff {
    pub fn add(&mut self, organisation: &str, role: Role, person: Uuid, locale: Locale) {
        self.0.entry((organisation.to_owned(), role)).or_insert((person, locale));
    }

    /// Who does this in a department, and the language they write.
    pub fn of(&self, organisation: &str, role: Role) -> Result<(Uuid, Locale), Failure> {
        let person = self.0.get(&(organisation.to_owned(), role)).copied();
        person.ok_or_else(|| Failure::impossible(format!("nobody of {organisation} in the sample is {role:?}")))
    }
}
