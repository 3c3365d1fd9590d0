//! What shells and `man` are told of the command, made from its own list of options.

use std::io::Write;

use anyhow::{Context, Result, bail};
use clap::CommandFactory;
use clap_mangen::Man;

use crate::arguments::{Arguments, Completions, Manual};

/// Writes a script that completes the command's words in a shell.
///
/// # Errors
/// If it cannot be written.
pub(crate) fn completions(options: &Completions) -> Result<u8> {
    // First into memory: the generator ends the command where nobody reads.
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut Arguments::command(), "interleave", &mut script);
    print(&script)
}

/// Writes a page of the manual, or all of them into a folder.
///
/// # Errors
/// If there is no such command, or the folder cannot be written to.
pub(crate) fn manual(options: &Manual) -> Result<u8> {
    let mut whole = Arguments::command();
    // Gives every part of it its full name, `interleave-run`.
    whole.build();
    if let Some(folder) = &options.dir {
        clap_mangen::generate_to(whole, folder).with_context(|| {
            format!("the pages cannot be written to {}: make the folder first", folder.display())
        })?;
        return Ok(0);
    }
    let command = match &options.command {
        None => whole,
        Some(name) => match whole.find_subcommand(name) {
            Some(command) => command.clone(),
            None => {
                let known: Vec<&str> = whole.get_subcommands().map(clap::Command::get_name).collect();
                bail!("there is no command `{name}`; there are {}", known.join(", "))
            }
        },
    };
    let mut page = Vec::new();
    Man::new(command).render(&mut page)?;
    print(&page)
}

fn print(text: &[u8]) -> Result<u8> {
    match std::io::stdout().lock().write_all(text) {
        // Whoever reads has seen enough.
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(0),
    }
}
