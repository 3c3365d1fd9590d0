//! Where the command under test is.

use std::path::PathBuf;

/// The `interleave` of the same profile as the running test: two folders above the test's own binary.
///
/// # Panics
/// If it was not built.
pub fn interleave() -> PathBuf {
    let this = std::env::current_exe().expect("a test has a path");
    let binary = this.ancestors().nth(2).expect("it stands in target/PROFILE/deps").join("interleave");
    assert!(binary.exists(), "{} is missing: build interleave-cli in this profile", binary.display());
    binary
}
