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

/// Two departments with every role, the coordinating office, an auditor and an administrator.
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
    person("wm.so@dpo.sample.hk", "So Wing Man", "DPO", &[Role::DepartmentUser], Locale::ZhHant),
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

/// Who does what where.
#[derive(Debug, Default)]
pub(super) struct Staff(HashMap<(&'static str, Role), Uuid>);

impl Staff {
    pub fn add(&mut self, organisation: &'static str, role: Role, person: Uuid) {
        self.0.entry((organisation, role)).or_insert(person);
    }

    /// Who does this in a department; for departments without staff somebody of the first one stands in.
    pub fn of(&self, organisation: &str, role: Role) -> Result<Uuid, Failure> {
        let holders = || self.0.iter().filter(|((_, held), _)| *held == role);
        let own = holders().find(|((place, _), _)| *place == organisation);
        let person = own.or_else(|| holders().find(|((place, _), _)| *place == PEOPLE[0].organisation));
        let person = person.map(|(_, person)| *person);
        person.ok_or_else(|| Failure::impossible(format!("nobody of the sample office is {role:?}")))
    }
}
