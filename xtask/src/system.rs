//! Packages of the operating system, installed where that needs no question: as root on Debian and its kin.

use anyhow::{Result, bail};
use xshell::{Shell, cmd};

use crate::step;

/// Whether a program can be started.
pub(crate) fn has(shell: &Shell, program: &str) -> bool {
    cmd!(shell, "{program} --version").quiet().ignore_stdout().ignore_stderr().run().is_ok()
}

/// Installs Debian packages, or says what to install by hand.
///
/// # Errors
/// Where there is no `apt-get`, no root, or the packages cannot be had.
pub(crate) fn install(shell: &Shell, why: &str, packages: &[&str]) -> Result<()> {
    let list = packages.join(" ");
    if !can_install(shell) {
        bail!("{why}.\nInstall it and start again; on Debian or Ubuntu: sudo apt-get install {list}");
    }
    step::step(&format!("install {list} ({why})"), || {
        let quiet = shell.push_env("DEBIAN_FRONTEND", "noninteractive");
        cmd!(shell, "apt-get update -qq").quiet().run()?;
        cmd!(shell, "apt-get install -y -qq --no-install-recommends {packages...}")
            .quiet()
            .ignore_stdout()
            .run()?;
        drop(quiet);
        Ok(())
    })
}

/// The first Firefox with `Atomics.waitAsync`, without which threads do not start there when the GIL is off.
const FIREFOX: u32 = 145;

/// The Firefox that the page is tested in: installed where there is none, and anew where it is too old for all the tests.
///
/// # Errors
/// If it cannot be had.
pub(crate) fn install_firefox(shell: &Shell) -> Result<()> {
    let found = || {
        let said = cmd!(shell, "firefox-esr --version").quiet().ignore_stderr().read().ok()?;
        version(&said)
    };
    if found() < Some(FIREFOX) {
        install(shell, &format!("the page is tested in Firefox, {FIREFOX} or later"), &["firefox-esr"])?;
    }
    match found() {
        Some(FIREFOX..) => Ok(()),
        Some(old) => {
            bail!("threads without a GIL need Firefox {FIREFOX}; this system's firefox-esr is {old}")
        }
        None => bail!("`firefox-esr --version` does not tell a version"),
    }
}

/// The first number of what `--version` prints, such as 153 of "Mozilla Firefox 153.8.0esr".
fn version(said: &str) -> Option<u32> {
    said.split_whitespace().find_map(|word| word.split('.').next()?.parse().ok())
}

/// Whether `apt-get install` works without asking.
pub(crate) fn can_install(shell: &Shell) -> bool {
    has(shell, "apt-get") && cmd!(shell, "id -u").quiet().read().is_ok_and(|id| id == "0")
}

/// What the course is checked with: a spelling checker, and Pillow for CPython. Where they are missing and cannot be
/// installed, the checks say what they leave out.
///
/// # Errors
/// If `apt-get` fails.
pub(crate) fn install_for_lessons(shell: &Shell) -> Result<()> {
    let has_pillow = cmd!(shell, "python3 -c 'import PIL'").quiet().ignore_stderr().run().is_ok();
    if (has(shell, "hunspell") && has_pillow) || !can_install(shell) {
        return Ok(());
    }
    install(shell, "the lessons are checked with them", &["hunspell", "hunspell-en-gb", "python3-pil"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read() {
        for (said, number) in [
            ("Mozilla Firefox 153.8.0esr", Some(153)),
            ("Mozilla Firefox 140.12.0esr\n", Some(140)),
            ("Firefox", None),
        ] {
            assert_eq!(version(said), number, "{said}");
        }
    }
}
