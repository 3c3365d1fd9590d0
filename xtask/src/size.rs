//! What a visitor downloads, and how much it may be.

use std::path::Path;

use anyhow::{Context, Result, bail};
use xshell::{Shell, cmd};

use crate::site;

/// When a file is downloaded.
struct Group {
    name: &'static str,
    /// Bytes it may have, compressed; none: any number.
    budget: Option<u64>,
    /// Whether a file belongs here, by its path in `dist/`; the first group that takes it has it.
    takes: fn(&str) -> bool,
}

/// All files belong to one of these. The budgets are the project's promise to visitors with slow connections.
const GROUPS: [Group; 9] = [
    Group {
        name: "names of characters, fetched when used",
        budget: None,
        takes: |name| name == "engine/names.txt",
    },
    Group {
        name: "common modules, fetched when imported",
        budget: None,
        takes: |name| name == "engine/library-common.txt",
    },
    Group { name: "other modules", budget: None, takes: |name| name == "engine/library.txt" },
    Group {
        name: "engine",
        budget: Some(1_300_000),
        takes: |name| name.starts_with("engine/") && !name.starts_with("engine/engine-ft"),
    },
    Group {
        name: "engine, free-threaded",
        budget: Some(1_300_000),
        takes: |name| name.starts_with("engine/"),
    },
    Group {
        name: "other lessons",
        budget: None,
        takes: |name| name.starts_with("lessons/") && !name.contains("/first-thread"),
    },
    // In every page of a course, whether its lessons are pressed or not.
    Group { name: "pages with lessons in them", budget: Some(4_000), takes: |name| name == "embed.js" },
    Group {
        name: "later, by the page",
        budget: None,
        takes: |name| {
            let later =
                ["computer", "editor", "fetch", "frame", "preview", "404", "service-worker", "snippets"];
            later.iter().any(|part| name.starts_with(part))
        },
    },
    // The promise is 300 kB, and kept with the pinned toolchain; others make a little more of the same source.
    Group { name: "first load", budget: Some(304_000), takes: |_| true },
];

/// Prints the compressed size of each argument, one a line. Node is there for the editor's bundle; brotli is in it.
const MEASURE: &str =
    "const fs = require('fs'), zlib = require('zlib'), { BROTLI_PARAM_SIZE_HINT: hint } = zlib.constants;
for (const path of process.argv.slice(1)) {
  const bytes = fs.readFileSync(path);
  console.log(zlib.brotliCompressSync(bytes, { params: { [hint]: bytes.length } }).length);
}";

/// Prints what each part of the site weighs, compressed with brotli (quality 11) as a static host does.
///
/// # Errors
/// If the site is not built, or a group is over its budget.
pub(crate) fn check(shell: &Shell) -> Result<()> {
    let dist = Path::new("dist");
    let files = site::files(dist)?;
    let paths = files.as_slice();
    let packed = cmd!(shell, "node -e {MEASURE} {paths...}").quiet().read()?;
    let packed = packed.lines().map(str::parse).collect::<Result<Vec<u64>, _>>().context("sizes by node")?;
    let mut sums = GROUPS.map(|_| (0, 0));
    println!("{:>10} {:>9}", "bytes", "brotli");
    for (path, packed) in files.iter().zip(packed) {
        let raw = std::fs::metadata(path)?.len();
        let name = path.strip_prefix(dist).unwrap_or(path).display().to_string();
        let at = GROUPS.iter().position(|group| (group.takes)(&name)).expect("the last group takes all");
        sums[at] = (sums[at].0 + raw, sums[at].1 + packed);
        if GROUPS[at].budget.is_some() {
            println!("{raw:>10} {packed:>9}  {name}");
        }
    }
    println!();
    let mut over = Vec::new();
    for (Group { name, budget, .. }, (raw, packed)) in GROUPS.iter().zip(sums) {
        let limit = budget.map_or(String::new(), |budget| format!(" of {budget}"));
        println!("{raw:>10} {packed:>9}  {name}{limit}");
        if budget.is_some_and(|budget| packed > budget) {
            over.push(format!("{name} weighs {packed} bytes{limit}"));
        }
    }
    if !over.is_empty() {
        bail!(
            "{}.\nMake it smaller: the list above says which file grew; xtask/src/size.rs has the budgets",
            over.join("; ")
        );
    }
    Ok(())
}
