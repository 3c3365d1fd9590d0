//! ARCHITECTURE.md, held to what it says: each claim marked ⚙ there has its check here, and its list of dependencies is that of the
//! manifests.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::{root, site};

/// A claim as it stands before its ⚙ in ARCHITECTURE.md, and what breaks it.
struct Claim {
    text: &'static str,
    broken: fn() -> Result<Vec<String>>,
}

const CLAIMS: [Claim; 5] = [
    Claim {
        text: "It alone knows the parser.",
        broken: || used_by("ruff_python_parser", &["src/lang", "src/lang/names"]),
    },
    Claim {
        text: "No I/O, no clock, no threads of its own, no driver.",
        broken: || {
            mentioned("src/engine/src", &["std::fs", "std::net", "std::time", "std::process", "println!"])
        },
    },
    Claim {
        text: "Builds for every target; reads no clock but through its `Host`.",
        broken: || mentioned("src/runtime/src", &["Instant::now", "SystemTime", "std::fs", "std::process::"]),
    },
    Claim {
        text: "Beside `cli` the only crate that knows the OS.",
        broken: || used_by("rustix", &["src/native", "src/cli"]),
    },
    Claim {
        text: "Beside `ui` the only crate that knows JavaScript.",
        broken: || used_by("web-sys", &["src/web", "src/web/protocol", "src/ui"]),
    },
];

/// Checks all of it.
///
/// # Errors
/// Names each claim that does not hold, and each dependency that is not listed or not there.
pub(crate) fn check() -> Result<()> {
    let text = std::fs::read_to_string(root().join("ARCHITECTURE.md")).context("ARCHITECTURE.md")?;
    let mut wrong = Vec::new();
    for Claim { text: claim, broken } in &CLAIMS {
        if !text.contains(&format!("{claim} ⚙")) {
            wrong.push(format!("ARCHITECTURE.md does not claim `{claim} ⚙`, which is checked"));
        }
        wrong.extend(broken()?.into_iter().map(|what| format!("`{claim}` does not hold: {what}")));
    }
    // One ⚙ more explains the mark.
    if text.matches('⚙').count() != CLAIMS.len() + 1 {
        wrong.push(
            "ARCHITECTURE.md marks a claim with ⚙ that xtask/src/architecture.rs does not check".into(),
        );
    }
    let (listed, used) = (listed(&text), used()?);
    wrong.extend(
        used.difference(&listed).map(|name| format!("ARCHITECTURE.md does not say what `{name}` is for")),
    );
    wrong.extend(
        listed.difference(&used).map(|name| format!("ARCHITECTURE.md lists `{name}`, which no crate uses")),
    );
    if !wrong.is_empty() {
        bail!("{}", wrong.join("\n"));
    }
    Ok(())
}

/// The crates in the first column of the table of dependencies: without those of npm, and without tools, which stand after a
/// semicolon with that word.
fn listed(text: &str) -> BTreeSet<String> {
    let table = text.split_once("## Dependencies").map_or("", |(_, rest)| rest);
    let rows = table.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| npm:"));
    let cells = rows.filter_map(|row| row.split('|').nth(1));
    let names = cells.flat_map(|cell| cell.split(';').filter(|part| !part.trim_end().ends_with("a tool")));
    // Every second piece stands between two backticks.
    names.flat_map(|part| part.split('`').skip(1).step_by(2)).map(str::to_owned).collect()
}

/// The crates of others that the manifests name.
fn used() -> Result<BTreeSet<String>> {
    let mut all = BTreeSet::new();
    for manifest in manifests()? {
        all.extend(dependencies(&std::fs::read_to_string(manifest)?));
    }
    all.retain(|name| !name.starts_with("interleave-") && name != "unicode_names2");
    Ok(all)
}

/// The names in a manifest's tables of dependencies.
fn dependencies(manifest: &str) -> Vec<String> {
    let mut inside = false;
    let mut names = Vec::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            inside = line.contains("dependencies");
        } else if inside && let Some((name, _)) = line.split_once(['.', '=', ' ']) {
            let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
            if !name.is_empty() && name.chars().all(plain) {
                names.push(name.to_owned());
            }
        }
    }
    names
}

/// The manifests of all crates below `src`, of the tests and of the chores.
fn manifests() -> Result<Vec<PathBuf>> {
    let mut manifests = vec![root().join("tests/Cargo.toml"), root().join("xtask/Cargo.toml")];
    manifests.extend(
        site::files(&root().join("src"))?
            .into_iter()
            .filter(|path| path.file_name().is_some_and(|n| n == "Cargo.toml")),
    );
    Ok(manifests)
}

/// Crates beside these that depend on a package.
fn used_by(package: &str, allowed: &[&str]) -> Result<Vec<String>> {
    let allowed: Vec<PathBuf> = allowed.iter().map(|folder| root().join(folder).join("Cargo.toml")).collect();
    let mut wrong = Vec::new();
    for manifest in manifests()? {
        if !allowed.contains(&manifest)
            && dependencies(&std::fs::read_to_string(&manifest)?).iter().any(|name| name == package)
        {
            wrong.push(format!("{} has `{package}`", manifest.display()));
        }
    }
    Ok(wrong)
}

/// Lines of a folder's sources, comments and test modules aside, that mention one of these.
fn mentioned(folder: &str, words: &[&str]) -> Result<Vec<String>> {
    let mut wrong = Vec::new();
    for path in site::files(Path::new(&root().join(folder)))? {
        let text = std::fs::read_to_string(&path)?;
        let product = text.split("#[cfg(test)]").next().unwrap_or_default();
        for (number, line) in product.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            if let Some(word) = words.iter().find(|word| code.contains(**word)) {
                wrong.push(format!("{}:{} mentions {word}", path.display(), number + 1));
            }
        }
    }
    Ok(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_document_holds() {
        if let Err(wrong) = check() {
            panic!("{wrong}");
        }
    }

    #[test]
    fn dependencies_of_a_manifest() {
        let manifest = "[package]\nname = \"x\"\n[dependencies]\nserde.workspace = true\n# a comment\nweb-sys = { features = [\n    \"Blob\",\n] }\n[dev-dependencies]\ntempfile = \"3\"\n[lints]\nworkspace = true\n";
        assert_eq!(dependencies(manifest), ["serde", "web-sys", "tempfile"]);
    }

    #[test]
    fn crates_of_the_table() {
        let text = "`no`\n## Dependencies\n| crate | for |\n|---|---|\n| `a` (+ `b`), `c`; `d`, a tool | `e` |\n| npm: `f` | x |\n";
        assert_eq!(listed(text).into_iter().collect::<Vec<_>>(), ["a", "b", "c"]);
    }
}
