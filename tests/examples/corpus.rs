//! Writes what `cargo fuzz` begins with: `corpus FOLDER` fills `FOLDER/program`, `FOLDER/image`, `FOLDER/pickle`.
//! What is there already (inputs that a fuzzer found) stays.

use std::path::Path;
use std::{env, fs, io};

use interleave_tests::corpus::{images, pickles, programs};

fn main() -> io::Result<()> {
    let folder = env::args_os().nth(1).expect("the folder to write to");
    let programs = programs().into_iter().map(String::into_bytes).collect();
    for (target, inputs) in [("program", programs), ("image", images()), ("pickle", pickles())] {
        let folder = Path::new(&folder).join(target);
        fs::create_dir_all(&folder)?;
        for (number, input) in inputs.iter().enumerate() {
            fs::write(folder.join(format!("seed-{number:04}")), input)?;
        }
    }
    Ok(())
}
