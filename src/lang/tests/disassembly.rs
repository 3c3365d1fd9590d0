//! Snapshots of bytecode: what the compiler makes of small functions.
//!
//! `disassembly.txt` holds them: a program, `=>`, its listing. `UPDATE=1 cargo test -p interleave-lang --test
//! disassembly` writes the listings anew; read the difference before you commit it.

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/disassembly.txt");

#[test]
fn listings_are_as_recorded() {
    let text = std::fs::read_to_string(FILE).expect("the snapshots");
    let mut updated = String::new();
    for case in text.split("--- ").skip(1) {
        let (title, rest) = case.split_once('\n').expect("a title");
        let (source, _) = rest.split_once("=>\n").expect("a listing");
        let code = interleave_lang::compile(source).unwrap_or_else(|error| panic!("{title}: {error:?}"));
        // Of the module only what it defines is of interest.
        let listing: Vec<String> = code.children.iter().map(ToString::to_string).collect();
        updated += &format!("--- {title}\n{source}=>\n{}", listing.join("\n"));
    }
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(FILE, updated).expect("the snapshots can be written");
    } else {
        assert_eq!(updated, text);
    }
}
