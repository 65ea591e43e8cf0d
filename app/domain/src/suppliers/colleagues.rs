//! A supplier's people: its administrators invite them, give them their part and end their access.

use crate::accounts::Role;
use crate::form::{Fields, Problem, Reader, Rule};
use crate::locale::Locale;
use crate::text::EmailAddress;

/// A colleague to invite.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColleagueForm {
    /// Their name.
    pub name: String,
    /// Where to reach them.
    pub email: EmailAddress,
    /// What they may do.
    pub roles: Vec<Role>,
    /// The language they read.
    pub locale: Locale,
}

impl ColleagueForm {
    /// Reads `colleague_name`, `email`, `language` and the boxes `roles`.
    pub fn parse(fields: &Fields) -> Result<ColleagueForm, Vec<Problem>> {
        let mut reader = Reader::new(fields);
        let name = reader.text("colleague_name", 100);
        let typed = reader.text("email", EmailAddress::LONGEST);
        let email = typed.as_deref().and_then(EmailAddress::parse);
        if typed.is_some() && email.is_none() {
            reader.refuse("email", Rule::NotAnEmail);
        }
        let roles = read_roles(&mut reader);
        let locale = reader.choice("language", Locale::from_segment);
        reader.finish(|| Some(ColleagueForm { name: name?, email: email?, roles: roles?, locale: locale? }))
    }
}

/// Reads the boxes `roles`: one at least, and of a supplier.
pub fn parse_roles(fields: &Fields) -> Result<Vec<Role>, Vec<Problem>> {
    let mut reader = Reader::new(fields);
    let roles = read_roles(&mut reader);
    reader.finish(|| roles)
}

fn read_roles(reader: &mut Reader<'_>) -> Option<Vec<Role>> {
    let mut roles = Vec::new();
    for code in reader.fields().all("roles") {
        match Role::parse(code).filter(|role| role.is_of_a_supplier()) {
            Some(role) if !roles.contains(&role) => roles.push(role),
            Some(_) => {}
            None => reader.refuse("roles", Rule::NotAChoice),
        }
    }
    if roles.is_empty() {
        reader.refuse("roles", Rule::Required);
        return None;
    }
    Some(roles)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colleague_has_a_part_in_the_supplier_and_none_in_government() {
        let roles = |codes: &[&str]| {
            let pairs = codes.iter().map(|code| ("roles".to_owned(), (*code).to_owned()));
            parse_roles(&Fields::new(pairs.collect()))
        };
        assert_eq!(roles(&["s_bidder", "s_bidder"]), Ok(vec![Role::SupplierBidder]));
        assert_eq!(roles(&["s_admin", "s_bidder"]), Ok(vec![Role::SupplierAdmin, Role::SupplierBidder]));
        for wrong in [&[][..], &["c_head"], &["s_admin", "sysadmin"], &["king"]] {
            assert!(roles(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn every_bad_field_of_an_invitation_is_named() {
        let named: Vec<_> = ColleagueForm::parse(&Fields::default()).unwrap_err();
        let named: Vec<_> = named.iter().map(|problem| problem.field.as_str()).collect();
        assert_eq!(named, ["colleague_name", "email", "roles", "language"]);
    }
}
