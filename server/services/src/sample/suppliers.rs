//! Suppliers of the sample office, in the states they can be in. All of them are invented.

use super::people::{Person, Staff, person};
use crate::change::Change;
use crate::entities::organisations;
use crate::failure::{Failure, Stored};
use domain::accounts::{OrganisationKind, Role};
use domain::ids::{OrganisationId, PersonId};
use domain::locale::Locale;
use domain::suppliers::{
    BusinessRegistration, Check, Contact, Country, Declaration, Declared, Enterprise, History, Identity, LegalName,
    Phone, Region, Registration, Supplier, SupplierState, Suspension, Vouch, VouchingBody,
};
use domain::text::EmailAddress;
use domain::time::Day;
use sea_orm::IntoActiveModel;
use sea_orm::prelude::*;
use std::collections::HashMap;

const KEEPS: &[Role] = &[Role::SupplierAdmin];
const BIDS: &[Role] = &[Role::SupplierBidder];
const READS: &[Role] = &[Role::SupplierViewer];

/// Two suppliers with every role, and the administrators of the rest.
pub(super) const PEOPLE: [Person; 10] = [
    person("kw.cheng@hl.sample.hk", "Cheng Ka Wing", "SUP-0001", KEEPS, Locale::ZhHant),
    person("ym.lam@hl.sample.hk", "Lam Yuk Mei", "SUP-0001", BIDS, Locale::ZhHant),
    person("st.kwok@hl.sample.hk", "Kwok Sze Ting", "SUP-0001", READS, Locale::En),
    person("mh.leung@pv.sample.hk", "Leung Man Ho", "SUP-0002", KEEPS, Locale::En),
    person("cl.yuen@pv.sample.hk", "Yuen Chi Lok", "SUP-0002", BIDS, Locale::ZhHans),
    person("ph.siu@pv.sample.hk", "Siu Pak Hin", "SUP-0002", READS, Locale::ZhHant),
    person("wl.pang@ka.sample.hk", "Pang Wai Lun", "SUP-0003", KEEPS, Locale::ZhHant),
    person("yh.mok@lr.sample.hk", "Mok Ying Hei", "SUP-0004", KEEPS, Locale::ZhHant),
    person("kf.szeto@vd.sample.hk", "Szeto Kin Fung", "SUP-0005", KEEPS, Locale::ZhHans),
    person("a.keller@ns.sample.hk", "Anna Keller", "SUP-0006", KEEPS, Locale::En),
];

/// A supplier as it is written by hand.
struct Company {
    en: &'static str,
    zh: &'static str,
    /// Its business registration; its country and number there when it is from elsewhere.
    number: &'static str,
    country: &'static str,
    address: &'static str,
    region: Region,
    domain: &'static str,
    contact: &'static str,
    phone: &'static str,
    staff: u32,
    founded_year: i32,
    state: SupplierState,
    /// Days from today to the end of its certificate; negative when that was before.
    certificate_days: i64,
    vouch: Option<VouchingBody>,
}

const COMPANIES: [Company; 6] = [
    Company {
        en: "Harbour Lingo Limited",
        zh: "港語科技有限公司",
        number: "70010011",
        country: "",
        address: "Unit 502, 8 Sample Road, Sha Tin",
        region: Region::NewTerritories,
        domain: "hl",
        contact: "Cheng Ka Wing",
        phone: "+85221230001",
        staff: 18,
        founded_year: 2020,
        state: SupplierState::Verified,
        certificate_days: 220,
        vouch: Some(VouchingBody::SciencePark),
    },
    Company {
        en: "Peak Vision AI Limited",
        zh: "峰視人工智能有限公司",
        number: "70010022",
        country: "",
        address: "Level 3, 100 Sample Path, Pok Fu Lam",
        region: Region::HongKong,
        domain: "pv",
        contact: "Leung Man Ho",
        phone: "+85221230002",
        staff: 8,
        founded_year: 2022,
        state: SupplierState::Verified,
        certificate_days: 310,
        vouch: Some(VouchingBody::Cyberport),
    },
    Company {
        en: "Kowloon Analytica Limited",
        zh: "九龍數析有限公司",
        number: "70010033",
        country: "",
        address: "12/F, 55 Sample Street, Kwun Tong",
        region: Region::Kowloon,
        domain: "ka",
        contact: "Pang Wai Lun",
        phone: "+85221230003",
        staff: 34,
        founded_year: 2018,
        state: SupplierState::UnderReview,
        certificate_days: 300,
        vouch: None,
    },
    Company {
        en: "",
        zh: "嶼山機械人有限公司",
        number: "70010044",
        country: "",
        address: "大嶼山樣本道1號",
        region: Region::NewTerritories,
        domain: "lr",
        contact: "Mok Ying Hei",
        phone: "+85221230004",
        staff: 5,
        founded_year: 2024,
        state: SupplierState::NeedsInfo,
        certificate_days: 180,
        vouch: None,
    },
    Company {
        en: "Victoria Data Works Limited",
        zh: "維港數據工坊有限公司",
        number: "70010055",
        country: "",
        address: "9/F, 2 Sample Terrace, Wan Chai",
        region: Region::HongKong,
        domain: "vd",
        contact: "Szeto Kin Fung",
        phone: "+85221230005",
        staff: 61,
        founded_year: 2011,
        state: SupplierState::Expired,
        certificate_days: -12,
        vouch: None,
    },
    Company {
        en: "Nordstern Sample Systems GmbH",
        zh: "",
        number: "HRB 700066",
        country: "DE",
        address: "Musterweg 6, 20095 Hamburg",
        region: Region::HongKong,
        domain: "ns",
        contact: "Anna Keller",
        phone: "+494012345678",
        staff: 140,
        founded_year: 2009,
        state: SupplierState::Suspended,
        certificate_days: 200,
        vouch: None,
    },
];

/// What the officers asked the one that needs to answer.
const QUESTION: &str = "請補交證明文件所載的註冊地址。";

/// Lays the suppliers out; ids by reference. Their days follow from today.
pub(super) async fn lay_out(change: &Change, staff: &Staff) -> Result<HashMap<String, Uuid>, Failure> {
    let officer = PersonId(staff.of("DPO", Role::Vetting)?.0);
    let mut companies = HashMap::new();
    for (number, company) in change.next_numbers("suppliers", COMPANIES.len() as i64).await?.zip(&COMPANIES) {
        let reference = format!("SUP-{number:04}");
        let id = change.new_id();
        let registration = registration_of(company, change.today())?;
        let name = registration.legal_name.shown();
        let organisation = organisations::Model {
            id,
            code: reference.clone(),
            kind: OrganisationKind::Supplier.code().to_owned(),
            name_en: name.en.clone(),
            name_zh_hant: name.zh_hant.clone(),
            name_zh_hans: name.zh_hans.clone(),
            short_en: name.en,
            short_zh_hant: name.zh_hant,
            short_zh_hans: name.zh_hans,
        };
        let row = organisation.into_active_model();
        organisations::Entity::insert(row).exec_without_returning(change.db()).await.stored()?;
        let history = history_of(company, change, officer);
        let declared_on = days_from(change.today(), -340);
        let declarations = Declaration::ALL.iter().map(|one| Declared::on(*one, declared_on)).collect();
        let supplier =
            Supplier::stored(OrganisationId(id), registration, declarations, Vec::new(), history, company.state);
        let vouch = company.vouch.map(|body| Vouch { body, until: days_from(change.today(), 400) });
        let question = if company.state == SupplierState::NeedsInfo { QUESTION } else { "" };
        crate::suppliers::insert(change, &reference, &supplier, vouch, question).await?;
        companies.insert(reference, id);
    }
    Ok(companies)
}

fn days_from(today: Day, days: i64) -> Day {
    Day::from_number(i64::from(today.number()) + days)
}

fn registration_of(company: &Company, today: Day) -> Result<Registration, Failure> {
    let strange = || Failure::impossible(format!("the sample supplier {} has strange facts", company.domain));
    let local = company.country.is_empty();
    let identity = if local {
        Identity::HongKong {
            registration: BusinessRegistration::parse(company.number).ok_or_else(strange)?,
            expires_on: days_from(today, company.certificate_days),
            company_number: company.number[1..].to_owned(),
        }
    } else {
        let country = Country::parse(company.country).ok_or_else(strange)?;
        Identity::Overseas { country, register_number: company.number.to_owned() }
    };
    let email = format!("office@{}.sample.hk", company.domain);
    Ok(Registration {
        legal_name: LegalName { en: company.en.to_owned(), zh: company.zh.to_owned() },
        identity,
        address: company.address.to_owned(),
        region: local.then_some(company.region),
        website: format!("https://www.{}.sample.hk/", company.domain),
        contact: Contact {
            name: company.contact.to_owned(),
            email: EmailAddress::parse(&email).ok_or_else(strange)?,
            phone: Some(Phone::parse(company.phone).ok_or_else(strange)?),
        },
        enterprise: Some(Enterprise {
            staff: company.staff,
            manufacturing: false,
            founded_year: company.founded_year,
            large_group: false,
        }),
    })
}

fn history_of(company: &Company, change: &Change, officer: PersonId) -> History {
    use SupplierState as S;
    let (now, today) = (change.now(), change.today());
    let verified = matches!(company.state, S::Verified | S::Expired | S::Suspended);
    let check = Check { by: officer, at: now.plus_minutes(-24 * 60), register_search: "CR-SAMPLE-0033".to_owned() };
    History {
        proposed: None,
        asked_at: (company.state == S::NeedsInfo).then(|| now.plus_minutes(-5 * 24 * 60)),
        checks: if company.state == S::UnderReview { vec![check] } else { Vec::new() },
        first_verified_on: verified.then(|| days_from(today, -340)),
        valid_until: verified.then(|| days_from(today, company.certificate_days)),
        suspension: (company.state == S::Suspended).then(|| Suspension {
            by: officer,
            reason: "An inquiry into a certificate is under way.".to_owned(),
            ends_on: days_from(today, 60),
        }),
        debarment: None,
    }
}
