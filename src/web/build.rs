//! How the engine's module is linked.

/// What one process may use. A program that wants more gets a `MemoryError`-like end of its worker, not of the browser's tab.
const MOST_MEMORY: u64 = 1 << 30;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let environment = |name: &str| std::env::var(name).unwrap_or_default();
    if environment("CARGO_CFG_TARGET_ARCH") != "wasm32" {
        return;
    }
    let mut arguments = vec![format!("--max-memory={MOST_MEMORY}")];
    if environment("CARGO_CFG_TARGET_FEATURE").split(',').any(|feature| feature == "atomics") {
        // Each worker instantiates the module on the memory it is given, with its own stack and thread-locals:
        // wasm-bindgen's start-up code needs these symbols.
        arguments.extend(["--shared-memory", "--import-memory"].map(String::from));
        let symbols = ["__wasm_init_tls", "__tls_size", "__tls_align", "__tls_base"];
        arguments.extend(symbols.map(|symbol| format!("--export={symbol}")));
    }
    for argument in arguments {
        println!("cargo::rustc-link-arg-cdylib={argument}");
    }
}
