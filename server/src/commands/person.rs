//! `marketplace person …`: somebody may join by choosing a password, does something else, or moves on.

use crate::office::{self, Schema};
use crate::settings::Settings;
use clap::Args;
use domain::accounts::{Invitation, Role};
use domain::locale::Locale;
use domain::text::EmailAddress;
use services::accounts::AccessStep;
use services::{Failure, accounts};
use std::process::ExitCode;

/// Who is invited.
#[derive(Debug, Args)]
pub struct Invite {
    /// Where to reach them
    #[arg(long, value_parser = email)]
    email: EmailAddress,
    /// Their name as colleagues write it
    #[arg(long)]
    name: String,
    /// Code of the bureau or department they belong to, such as TD
    #[arg(long, value_name = "CODE")]
    organisation: String,
    /// What they may do; may be given several times
    #[arg(long, required = true, num_args = 1.., value_name = "ROLE", value_parser = role)]
    role: Vec<Role>,
    /// The language they read: zh-Hant, zh-Hans or en
    #[arg(long, default_value = "zh-Hant", value_parser = locale)]
    locale: Locale,
}

/// Invites somebody and prints the link that works once.
pub async fn run(settings: &Settings, invite: Invite) -> anyhow::Result<ExitCode> {
    let system = office::system(settings, Schema::Current).await?;
    let email = invite.email.as_str().to_owned();
    let invitation = Invitation {
        email: invite.email,
        name: invite.name.trim().to_owned(),
        organisation: invite.organisation.to_uppercase(),
        roles: invite.role,
        locale: invite.locale,
    };
    let invited = match accounts::invite(&system, invitation).await {
        Ok(invited) => invited,
        Err(Failure::Refused(refusal)) => anyhow::bail!("{}", app::i18n::refusal(Locale::En, &refusal)),
        Err(failure) => return Err(failure.into()),
    };
    eprintln!("{email} is invited. The link below works once, for three days; a letter with a link follows.");
    println!("{}", invited.link);
    office::close(system.services()).await?;
    Ok(ExitCode::SUCCESS)
}

/// Who does something else from now on.
#[derive(Debug, Args)]
pub struct ChangeRoles {
    /// Their address
    #[arg(long, value_parser = email)]
    email: EmailAddress,
    /// What they may do from now on; may be given several times
    #[arg(long, required = true, num_args = 1.., value_name = "ROLE", value_parser = role)]
    role: Vec<Role>,
}

/// Whose access ends.
#[derive(Debug, Args)]
pub struct EndAccess {
    /// Their address
    #[arg(long, value_parser = email)]
    email: EmailAddress,
}

/// Changes what somebody may do.
pub async fn change_roles(settings: &Settings, who: ChangeRoles) -> anyhow::Result<ExitCode> {
    change(settings, &who.email, AccessStep::Roles(who.role)).await?;
    println!("{} has other roles from now on and must sign in again.", who.email.as_str());
    Ok(ExitCode::SUCCESS)
}

/// Ends somebody's access.
pub async fn end_access(settings: &Settings, who: EndAccess) -> anyhow::Result<ExitCode> {
    change(settings, &who.email, AccessStep::End).await?;
    println!("{} can no longer sign in.", who.email.as_str());
    Ok(ExitCode::SUCCESS)
}

async fn change(settings: &Settings, email: &EmailAddress, step: AccessStep) -> anyhow::Result<()> {
    let system = office::system(settings, Schema::Current).await?;
    match accounts::change_access(&system, email, step).await {
        Ok(()) => {}
        Err(Failure::NotFound) => anyhow::bail!("nobody with access has the address {}", email.as_str()),
        Err(Failure::Refused(refusal)) => anyhow::bail!("{}", app::i18n::refusal(Locale::En, &refusal)),
        Err(failure) => return Err(failure.into()),
    }
    office::close(system.services()).await?;
    Ok(())
}

fn email(text: &str) -> Result<EmailAddress, String> {
    EmailAddress::parse(text).ok_or_else(|| "it is not an address".to_owned())
}

fn role(text: &str) -> Result<Role, String> {
    let codes = || Role::ALL.iter().map(|role| role.code()).collect::<Vec<_>>().join(", ");
    Role::parse(text).ok_or_else(|| format!("roles are {}", codes()))
}

fn locale(text: &str) -> Result<Locale, String> {
    Locale::from_segment(text).ok_or_else(|| "languages are zh-Hant, zh-Hans and en".to_owned())
}
