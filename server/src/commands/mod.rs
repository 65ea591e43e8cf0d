//! The command line: one file for each thing an operator can do.

mod backup;
mod contribute;
mod custody;
mod health;
mod import;
mod key;
mod migrate;
mod person;
mod receipt;
mod rehearse;
mod repeat;
mod sample;
mod seal;
mod serve;
mod unseal;
mod verify;

use crate::settings::Settings;
use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// Shared AI Marketplace: departments find, compare and reuse AI that another already has
#[derive(Debug, Parser)]
#[command(name = "marketplace", version, after_help = AFTER_HELP)]
pub struct Cli {
    /// The settings.
    #[command(flatten)]
    pub settings: Settings,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

const AFTER_HELP: &str = "A first start, with sample data:
  marketplace migrate && marketplace sample && marketplace serve
A first start of an office of your own:
  marketplace migrate
  marketplace person invite --email you@example.gov.hk --name 'Your Name' --organisation DPO --role sysadmin
  marketplace serve";

/// What an operator can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the marketplace until it is told to stop
    Serve,
    /// Bring the database up to date, and the register of bureaux and departments
    Migrate,
    /// Lay out the sample office, in an office where nobody works yet
    Sample {
        /// Do nothing, without complaint, when somebody works here already
        #[arg(long)]
        if_empty: bool,
        /// Further verified suppliers, each with one bidder, to try the closing of a tender at size
        #[arg(long, default_value_t = 0)]
        bidders: u32,
    },
    /// Bring entries in from a file
    #[command(subcommand)]
    Import(Import),
    /// Look after people
    #[command(subcommand)]
    Person(Person),
    /// Read the whole log again and compare it with its published heads
    Verify,
    /// Write a whole, checked copy of the database into a new file
    Backup {
        /// The new file
        file: PathBuf,
    },
    /// Seal a bid on this machine, for a tender whose sealing file was downloaded; asks no network
    Seal(seal::Seal),
    /// Open an envelope again with the bid key that was kept when it was sealed
    Unseal(unseal::Unseal),
    /// Check who signed a receipt for a bid, and that it names the envelopes that were handed in; asks no network
    Receipt(receipt::CheckReceipt),
    /// Make an officer's sealing key on this machine; asks no network
    Key(key::Key),
    /// Open a test envelope with an officer's sealing key; asks no network
    Rehearse(rehearse::Rehearse),
    /// Make an officer's part of an opening on this machine; asks no network
    Contribute(contribute::Contribute),
    /// Have an opening repeated by another pair of officers, and compare it with its record
    #[command(subcommand)]
    Repeat(repeat::Repeat),
    /// Restore a lost key with two custodians
    #[command(subcommand)]
    Custody(custody::Custody),
    /// Ask the server at MARKET_ADDR whether it is ready; the exit status says so
    Health,
}

/// What can be brought in.
#[derive(Debug, Subcommand)]
pub enum Import {
    /// Reference entries from another government's published inventory of AI use cases
    Listings {
        /// Comma-separated text
        file: PathBuf,
        /// Repeat the rows under numbered names, to try the service at size
        #[arg(long, default_value_t = 1)]
        copies: usize,
    },
}

/// What can be done for people.
#[derive(Debug, Subcommand)]
pub enum Person {
    /// Invite somebody; prints a link that works once
    Invite(person::Invite),
    /// Change what somebody may do; they must sign in again
    ChangeRoles(person::ChangeRoles),
    /// End somebody's access and every session of theirs
    EndAccess(person::EndAccess),
}

/// Does what the command line says.
pub async fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    let settings = cli.settings;
    match cli.command {
        Command::Serve => serve::run(&settings).await,
        Command::Migrate => migrate::run(&settings).await,
        Command::Sample { if_empty, bidders } => sample::run(&settings, if_empty, bidders).await,
        Command::Import(Import::Listings { file, copies }) => import::run(&settings, &file, copies).await,
        Command::Person(Person::Invite(invite)) => person::run(&settings, invite).await,
        Command::Person(Person::ChangeRoles(who)) => person::change_roles(&settings, who).await,
        Command::Person(Person::EndAccess(who)) => person::end_access(&settings, who).await,
        Command::Verify => verify::run(&settings).await,
        Command::Backup { file } => backup::run(&settings, &file).await,
        Command::Seal(seal) => seal::run(&seal),
        Command::Unseal(unseal) => unseal::run(&unseal),
        Command::Receipt(check) => receipt::run(&check),
        Command::Key(key) => key::run(&key),
        Command::Rehearse(rehearse) => rehearse::run(&rehearse),
        Command::Contribute(contribute) => contribute::run(&contribute),
        Command::Repeat(repeat) => repeat::run(&settings, repeat).await,
        Command::Custody(custody) => custody::run(&settings, &custody).await,
        Command::Health => health::run(&settings).await,
    }
}
