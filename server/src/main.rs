//! The program `marketplace`: reads its settings, then does what its first word says.

use clap::{CommandFactory, FromArgMatches};
use rustix::fs::Mode;
use server::commands::{self, Cli};
use server::settings::unknown_variables;
use std::process::ExitCode;

fn main() -> ExitCode {
    // What the service writes is for itself alone, whoever starts it.
    rustix::process::umask(Mode::RWXG | Mode::RWXO);
    let command = Cli::command();
    let known = command.get_arguments().filter_map(|argument| argument.get_env());
    let known: Vec<String> = known.map(|name| name.to_string_lossy().into_owned()).collect();
    let variables = std::env::vars_os().map(|(name, _)| name.to_string_lossy().into_owned());
    // What somebody meant to set and misspelt would otherwise silently keep its default.
    if let Some(problem) = unknown_variables(variables, &known) {
        eprintln!("{problem}");
        return ExitCode::from(2);
    }
    let cli = match Cli::from_arg_matches(&command.get_matches()) {
        Ok(cli) => cli,
        Err(error) => error.exit(),
    };
    if let Some(problem) = cli.settings.contradiction() {
        eprintln!("{problem}");
        return ExitCode::from(2);
    }
    server::logging::start(&cli.settings);
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("marketplace: no threads to work with: {error}");
            return ExitCode::FAILURE;
        }
    };
    runtime.block_on(commands::run(cli)).unwrap_or_else(|error| {
        eprintln!("marketplace: {error:#}");
        ExitCode::FAILURE
    })
}
