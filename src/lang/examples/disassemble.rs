//! Prints the bytecode of a Python file: `cargo run -p interleave-lang --example disassemble FILE`.

fn main() {
    let Some(file) = std::env::args().nth(1) else {
        eprintln!("usage: disassemble FILE");
        std::process::exit(2);
    };
    let source = std::fs::read_to_string(&file).unwrap_or_else(|error| {
        eprintln!("{file}: {error}");
        std::process::exit(2);
    });
    match interleave_lang::compile(&source) {
        Ok(code) => print!("{code}"),
        Err(error) => {
            eprintln!("{file}:{}:{}: {}: {}", error.span.line, error.span.column, error.kind, error.message);
            std::process::exit(1);
        }
    }
}
