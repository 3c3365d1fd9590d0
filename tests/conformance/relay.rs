//! Lends a page to programs that start a command and read what it prints: this binary, started as
//! `conformance-web --relay SOCKET PROGRAM`, hands the program and the files beside it to the tests and prints what comes of it.

use std::ffi::OsString;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use serde::{Deserialize, Serialize};

/// A file of a program.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Source {
    file: String,
    text: String,
}

/// What is to be run.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Program {
    pub(crate) main: Source,
    /// What it may start or import.
    pub(crate) files: Vec<Source>,
}

/// What came of it.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Output {
    pub(crate) status: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// What `--relay` was given, if this process is to be the command.
pub(crate) fn asked() -> Option<(PathBuf, String)> {
    let mut arguments = std::env::args().skip(1);
    (arguments.next()? == "--relay").then_some(())?;
    Some((arguments.next()?.into(), arguments.next()?))
}

/// Is the command: does not return.
pub(crate) fn client((socket, main): &(PathBuf, String)) -> Result<()> {
    let read = |path: &Path| -> Result<Source> {
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(Source { file, text: std::fs::read_to_string(path).with_context(|| path.display().to_string())? })
    };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(".")? {
        let path = entry?.path();
        if path.extension().is_some_and(|end| end == "py") && !path.ends_with(main) {
            files.push(read(&path)?);
        }
    }
    let mut stream = UnixStream::connect(socket)?;
    let program = Program { main: read(Path::new(main))?, files };
    writeln!(stream, "{}", serde_json::to_string(&program)?)?;
    let output: Output = receive(&stream)?;
    print!("{}", output.stdout);
    eprint!("{}", output.stderr);
    std::io::stdout().flush()?;
    std::process::exit(output.status)
}

/// Runs programs for as long as `act` takes, which is given the command that asks for it.
pub(crate) fn serve(
    run: impl Fn(Program) -> Result<Output> + Send + 'static,
    act: impl FnOnce(&[OsString]) -> Result<(), String>,
) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let socket = folder.path().join("relay");
    let listener = UnixListener::bind(&socket)?;
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { return };
            // An empty connection is the wish to end.
            let Ok(program) = receive(&stream) else { return };
            let output = run(program).unwrap_or_else(|error| Output {
                status: 70,
                stdout: String::new(),
                stderr: format!("{error:?}"),
            });
            // The command may have been ended meanwhile, because it took too long.
            let _ = serde_json::to_string(&output).map(|line| writeln!(stream, "{line}"));
        }
    });
    let command = [std::env::current_exe()?.into(), "--relay".into(), socket.clone().into()];
    let outcome = act(&command);
    drop(UnixStream::connect(&socket)?);
    outcome.map_err(anyhow::Error::msg)
}

fn receive<T: for<'de> Deserialize<'de>>(stream: &UnixStream) -> Result<T> {
    let mut line = String::new();
    ensure!(BufReader::new(stream).read_line(&mut line)? > 0, "the other side says nothing");
    Ok(serde_json::from_str(&line)?)
}
