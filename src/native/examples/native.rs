//! Runs a Python file on OS processes: `native FILE.py [--no-gil] [--trace] [ARGUMENT…]`.

use std::path::Path;

use interleave_native::{End, RunSettings, maybe_run_child, run};
use interleave_run::{Program, RunSpec, Source};

fn main() -> std::io::Result<()> {
    maybe_run_child();
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut flag = |name: &str| {
        let before = arguments.len();
        arguments.retain(|argument| argument != name);
        arguments.len() < before
    };
    let (no_gil, trace) = (flag("--no-gil"), flag("--trace"));
    let Some(file) = arguments.first().cloned() else {
        eprintln!("usage: native FILE.py [--no-gil] [--trace] [ARGUMENT...]");
        std::process::exit(2);
    };
    let source = |path: &Path| -> std::io::Result<Source> {
        Ok(Source { file: path.to_string_lossy().into_owned(), text: std::fs::read_to_string(path)? })
    };
    let mut settings = RunSettings::new(RunSpec::new(Program::of(source(Path::new(&file))?)));
    let folder =
        Path::new(&file).parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "py")
            && path.file_name() != Path::new(&file).file_name()
        {
            // A module that cannot be read cannot be imported.
            settings.run.program.files.extend(source(&path).ok());
        }
    }
    settings.run.program.argv = arguments;
    settings.run.settings.gil = !no_gil;
    settings.foreground = true;
    if trace {
        settings.trace = Some(Box::new(|event| eprintln!("{event:?}")));
    }
    let outcome = run(settings)?;
    if outcome.end == End::Interrupted {
        eprintln!("interrupted");
    }
    std::process::exit(outcome.exit_code().into())
}
