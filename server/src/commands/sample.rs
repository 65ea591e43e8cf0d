//! `marketplace sample`: a whole office to try the service with. Never run by itself.

use super::import;
use crate::office::{self, Schema};
use crate::settings::Settings;
use services::sample::{self, PASSPHRASE, PASSWORD, SampleOffice};
use std::process::ExitCode;

/// The published inventory of another government, part of the program.
const REFERENCE_FILE: &[u8] = include_bytes!("../../sample/ai-use-cases-us-2024.csv");

/// Lays the sample office out, unless somebody works here.
pub async fn run(settings: &Settings, if_empty: bool, bidders: u32) -> anyhow::Result<ExitCode> {
    let system = office::system(settings, Schema::Current).await?;
    if !sample::nobody_is_here(&system).await? {
        let told = "People work in this office already, so no sample office was laid out.";
        if if_empty {
            println!("{told}");
            return Ok(ExitCode::SUCCESS);
        }
        eprintln!("{told}\nTo try one, point MARKET_DATA_DIR at an empty folder and run `marketplace migrate` there.");
        return Ok(ExitCode::FAILURE);
    }
    // The office comes last: when this stops in the middle, nobody works here and it can be run again.
    let imported = import::import(&system, REFERENCE_FILE, 1).await?;
    let Some(office) = sample::lay_out(&system).await? else {
        anyhow::bail!("somebody began to work here meanwhile");
    };
    let under_way = sample::begin_work(&system).await?;
    if bidders > 0 {
        sample::add_bidders(&system, bidders).await?;
    }
    let tenders = sample::run_tenders(&system).await?;
    println!(
        "The sample office is laid out: {} organisations, {} solutions, {} orders, {} tenders with bids, {} reference entries.",
        office.organisations,
        office.solutions,
        office.orders + under_way,
        tenders.len(),
        imported.imported + imported.unchanged
    );
    print_people(&office);
    office::close(system.services()).await?;
    Ok(ExitCode::SUCCESS)
}

fn print_people(office: &SampleOffice) {
    println!("Its figures are invented. These people can sign in, all with the password \"{PASSWORD}\":\n");
    let width = |of: fn(&(String, String, String, String)) -> &String| {
        office.people.iter().map(|person| of(person).chars().count()).max().unwrap_or(0)
    };
    let (address, name, organisation) = (width(|p| &p.0), width(|p| &p.1), width(|p| &p.2));
    for person in &office.people {
        println!("  {:address$}  {:name$}  {:organisation$}  {}", person.0, person.1, person.2, person.3);
    }
    println!("\nWho opens bids has a sealing key; the passphrase of each is \"{PASSPHRASE}\".");
}
