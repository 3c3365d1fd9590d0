//! The server alone, which builds within seconds: `cargo xtask serve` starts it. `interleave serve` is the same.

use std::process::ExitCode;

use clap::Parser;
use interleave_server::Options;

/// Serve the page of Interleave.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    #[command(flatten)]
    options: Options,
}

fn main() -> ExitCode {
    match interleave_server::serve(&Arguments::parse().options, None) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("interleave-server: {error:#}");
            ExitCode::from(2)
        }
    }
}
