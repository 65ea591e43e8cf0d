//! People sign in with a password they chose themselves after an invitation.
//!
//! Life of an account: invited → password chosen → signed in and out, many times → disabled.
//! A password change ends every session, because each session remembers the account's version.
//! There is no default account: the first person is invited by a command on the server.

mod common;
pub mod password;

use crate::coded;
use crate::form::{Fields, Problem, Reader, Rule, clean, is_invisible};
use crate::locale::Locale;
use crate::text::EmailAddress;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

coded! {
    /// What somebody may do for the organisation they belong to.
    Role {
        /// Drafts requests for a department.
        DepartmentOfficer = "d_officer",
        /// Runs a department's tenders: publishes, answers questions, issues addenda.
        DepartmentProcurement = "d_procurement",
        /// Endorses a department's requests and approves its tenders.
        DepartmentApprover = "d_approver",
        /// Opens bids together with an opener of another section; holds a sealing key.
        DepartmentOpener = "d_opener",
        /// Records a department's payments.
        DepartmentFinance = "d_finance",
        /// Owns deployments: confirms use and reports it.
        DepartmentUser = "d_user",
        /// Curates the catalogue and approves reuse for the coordinating office.
        Curator = "c_curator",
        /// Vets suppliers for the coordinating office.
        Vetting = "c_vetting",
        /// Reviews spend and sets budgets for the coordinating office.
        SpendReviewer = "c_spend",
        /// Heads the coordinating office.
        Head = "c_head",
        /// Sits on, or writes for, the tender board: approves awards of the higher tiers.
        Board = "board",
        /// Reads everything, changes nothing.
        Auditor = "auditor",
        /// Invites people and reads settings; holds no business role.
        SystemAdministrator = "sysadmin",
        /// Keeps a supplier's file and its colleagues; bids.
        SupplierAdmin = "s_admin",
        /// Writes and submits a supplier's bids.
        SupplierBidder = "s_bidder",
        /// Reads what a supplier's bidders read.
        SupplierViewer = "s_viewer",
    }
}

coded! {
    /// What kind of body an organisation is.
    OrganisationKind {
        /// A policy bureau.
        Bureau = "bureau",
        /// A department or agency.
        Department = "department",
        /// A company that may bid.
        Supplier = "supplier",
    }
}

impl Role {
    /// Is a role in the coordinating office alone.
    pub fn is_of_the_coordinating_office(self) -> bool {
        matches!(self, Role::Curator | Role::Vetting | Role::SpendReviewer | Role::Head)
    }

    /// Is a role in a supplier, not in government.
    pub fn is_of_a_supplier(self) -> bool {
        matches!(self, Role::SupplierAdmin | Role::SupplierBidder | Role::SupplierViewer)
    }
}

/// Minutes a one-time link lives, from the moment it is mailed or printed for a reset.
pub const RESET_LINK_MINUTES: i64 = 30;
/// Minutes an invitation lives: three days.
pub const INVITATION_MINUTES: i64 = 3 * 24 * 60;
/// Minutes without a request after which an official's session ends.
pub const IDLE_MINUTES: i64 = 30;
/// Minutes after which any session ends.
pub const SESSION_MINUTES: i64 = 12 * 60;

/// A sign-in form, read.
#[derive(Debug)]
pub struct SignIn {
    /// Address typed, if it can be one.
    pub email: EmailAddress,
    /// Password typed.
    pub password: String,
}

impl SignIn {
    /// Reads `email` and `password`.
    pub fn parse(fields: &Fields) -> Result<Self, Vec<Problem>> {
        let mut reader = Reader::new(fields);
        let email = reader.choice("email", EmailAddress::parse);
        mend_email_problem(&mut reader, fields);
        let password = fields.get("password").to_owned();
        if password.is_empty() {
            reader.refuse("password", Rule::Required);
        } else if password.len() > password::LONGEST_BYTES {
            reader.refuse("password", Rule::TooLong(password::LONGEST));
        }
        reader.finish(|| Some(SignIn { email: email?, password }))
    }
}

/// A forgotten-password form, read.
#[derive(Debug)]
pub struct ResetRequest {
    /// Address to mail, if anybody has it.
    pub email: EmailAddress,
}

impl ResetRequest {
    /// Reads `email`.
    pub fn parse(fields: &Fields) -> Result<Self, Vec<Problem>> {
        let mut reader = Reader::new(fields);
        let email = reader.choice("email", EmailAddress::parse);
        mend_email_problem(&mut reader, fields);
        reader.finish(|| Some(ResetRequest { email: email? }))
    }
}

fn mend_email_problem(reader: &mut Reader<'_>, fields: &Fields) {
    // A wrong address is not "a choice that does not exist" but an address that cannot be one.
    let typed = fields.get("email").trim();
    if !typed.is_empty() && EmailAddress::parse(typed).is_none() {
        reader.replace("email", Rule::NotAnEmail);
    }
}

/// A new-password form, read: the same password typed twice.
#[derive(Debug)]
pub struct NewPassword {
    /// The password.
    pub password: String,
}

impl NewPassword {
    /// Reads `password` and `repeat`; `own_words` must not be the heart of the password.
    pub fn parse(fields: &Fields, own_words: &[&str]) -> Result<Self, Vec<Problem>> {
        let mut reader = Reader::new(fields);
        let typed = fields.get("password");
        if let Err(rule) = password::check(typed, own_words) {
            reader.refuse("password", rule);
        } else if fields.get("repeat") != typed {
            reader.refuse("repeat", Rule::PasswordsDiffer);
        }
        reader.finish(|| Some(NewPassword { password: typed.to_owned() }))
    }
}

/// One signed-in browser, as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionView {
    /// The session.
    pub id: crate::ids::SessionId,
    /// When it began.
    pub created_at: Timestamp,
    /// Last request, to the minute.
    pub seen_at: Timestamp,
    /// What the browser calls itself.
    pub user_agent: String,
    /// It is the one asking.
    pub current: bool,
}

/// Somebody to invite.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// Where to reach them.
    pub email: EmailAddress,
    /// Their name as colleagues write it.
    pub name: String,
    /// Code of the organisation they belong to.
    pub organisation: String,
    /// What they may do.
    pub roles: Vec<Role>,
    /// The language they read.
    pub locale: Locale,
}

/// Why an account operation was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum AccountRefusal {
    /// Address and password do not belong together; never says which of them is wrong.
    WrongCredentials,
    /// Too many tries; the next may come at this instant.
    TooManyTries {
        /// When to try again.
        until: Timestamp,
    },
    /// The one-time link was used, replaced or is too old.
    LinkNotValid,
    /// Somebody with this address is there already.
    AlreadyInvited,
    /// There is no organisation with this code.
    NoSuchOrganisation,
    /// A system administrator holds no business role.
    MixedRoles,
    /// The name has no characters that can be seen, or more than a hundred.
    NameNotValid,
    /// A role of the coordinating office is held by its own people only.
    RoleOfTheOffice {
        /// The role.
        role: Role,
    },
    /// A department's role is not held in a supplier, nor a supplier's in a department.
    RoleOfAnotherKind {
        /// The role.
        role: Role,
    },
}

/// Code of the coordinating office on the register of bureaux and departments.
pub const COORDINATING_OFFICE: &str = "DPO";

/// Longest name of a person, in characters.
pub const LONGEST_NAME: usize = 100;

/// A person's name as it is kept: one line of 1 to 100 characters, without hidden ones.
pub fn person_name(text: &str) -> Result<String, AccountRefusal> {
    let seen: String =
        clean(&text.replace(['\t', '\n', '\r'], " ")).chars().filter(|character| !is_invisible(*character)).collect();
    let line = seen.split_whitespace().collect::<Vec<_>>().join(" ");
    let fits = (1..=LONGEST_NAME).contains(&line.chars().count());
    if fits { Ok(line) } else { Err(AccountRefusal::NameNotValid) }
}

/// Refuses roles of the coordinating office to those who belong to another organisation.
pub fn roles_of_the_office_fit(organisation: &str, roles: &[Role]) -> Result<(), AccountRefusal> {
    let elsewhere = organisation != COORDINATING_OFFICE;
    match roles.iter().find(|role| elsewhere && role.is_of_the_coordinating_office()) {
        Some(role) => Err(AccountRefusal::RoleOfTheOffice { role: *role }),
        None => Ok(()),
    }
}

/// Refuses roles that one person may not hold together, or not in an organisation of this kind.
///
/// Source: separation of duties, a system administrator holds no business role; nobody who belongs to a supplier
/// holds a role in government.
pub fn roles_fit_together(kind: OrganisationKind, roles: &[Role]) -> Result<(), AccountRefusal> {
    let administrator = roles.contains(&Role::SystemAdministrator);
    if administrator && roles.len() > 1 {
        return Err(AccountRefusal::MixedRoles);
    }
    let supplier = kind == OrganisationKind::Supplier;
    match roles.iter().find(|role| role.is_of_a_supplier() != supplier) {
        Some(role) => Err(AccountRefusal::RoleOfAnotherKind { role: *role }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_administrator_holds_no_business_role() {
        let fit = |roles: &[Role]| roles_fit_together(OrganisationKind::Department, roles);
        assert_eq!(fit(&[Role::SystemAdministrator]), Ok(()));
        assert_eq!(fit(&[Role::SystemAdministrator, Role::Curator]), Err(AccountRefusal::MixedRoles));
    }

    #[test]
    fn nobody_holds_a_role_of_government_in_a_supplier_nor_the_other_way_round() {
        for role in Role::ALL {
            for kind in OrganisationKind::ALL {
                let fits = role.is_of_a_supplier() == (*kind == OrganisationKind::Supplier);
                let answer = roles_fit_together(*kind, &[*role]);
                assert_eq!(answer, if fits { Ok(()) } else { Err(AccountRefusal::RoleOfAnotherKind { role: *role }) });
            }
        }
    }

    #[test]
    fn roles_of_the_coordinating_office_are_held_in_it_alone() {
        for role in Role::ALL {
            let elsewhere = roles_of_the_office_fit("TD", &[*role]);
            assert_eq!(elsewhere.is_err(), role.code().starts_with("c_"), "{role:?}");
            assert_eq!(roles_of_the_office_fit(COORDINATING_OFFICE, &[*role]), Ok(()));
        }
    }

    #[test]
    fn a_name_is_one_line_of_characters_that_can_be_seen() {
        for (text, name) in [
            ("Leung Ka Fai", Some("Leung Ka Fai")),
            ("  Leung\tKa \n Fai ", Some("Leung Ka Fai")),
            ("梁嘉輝", Some("梁嘉輝")),
            ("Le\u{0}ung\u{202e}", Some("Leung")),
            ("", None),
            ("Leung\u{200b} Ka\u{200d} Fai", Some("Leung Ka Fai")),
            (" \u{200b} ", None),
        ] {
            assert_eq!(person_name(text).ok().as_deref(), name, "{text:?}");
        }
        assert!(person_name(&"名".repeat(100)).is_ok());
        assert_eq!(person_name(&"名".repeat(101)), Err(AccountRefusal::NameNotValid));
    }

    #[test]
    fn a_sign_in_form_names_both_bad_fields() {
        let fields = Fields::new(vec![("email".into(), "nobody".into())]);
        let problems = SignIn::parse(&fields).unwrap_err();
        assert_eq!(problems.len(), 2);
        assert_eq!(problems[0].rule, Rule::NotAnEmail);
        assert_eq!(problems[1].rule, Rule::Required);
    }
}
