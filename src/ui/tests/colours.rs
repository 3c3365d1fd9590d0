//! Code can be read on every ground that a line gets, in both themes: at least 4.5 to 1 (WCAG 2.2, 1.4.3, level AA).

use std::collections::HashMap;

type Colour = [f64; 3];

const STYLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../www/styles/");
const ENOUGH: f64 = 4.5;
const CODE: [&str; 6] = ["text", "code-keyword", "code-string", "code-number", "code-comment", "code-name"];

fn style(file: &str) -> String {
    std::fs::read_to_string(format!("{STYLES}{file}")).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// The colours by name that the block beginning with `selector` gives.
fn colours(css: &str, selector: &str) -> HashMap<String, Colour> {
    let block = css.split_once(selector).unwrap_or_else(|| panic!("no {selector}")).1;
    let block = block.split_once('}').expect("it ends").0;
    let declarations = block.split(['{', ';']).filter_map(|line| line.trim().split_once(": #"));
    let channel = |digits: &str, at: usize| {
        f64::from(u8::from_str_radix(&digits[at..at + 2], 16).expect("six digits")) / 255.0
    };
    declarations
        .map(|(name, digits)| {
            (name.trim_start_matches("--").to_owned(), [0, 2, 4].map(|at| channel(digits, at)))
        })
        .collect()
}

/// WCAG 2.2, relative luminance.
fn luminance(colour: Colour) -> f64 {
    let [red, green, blue] =
        colour.map(|c| if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn contrast(one: Colour, other: Colour) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// How much of a worker's colour its line has, from 0 to 1.
fn share_of_the_worker(css: &str) -> f64 {
    let rule = css.split_once(".cm-worker-line").expect("a worker's line").1;
    let share = rule.split_once("var(--worker) ").expect("its colour").1.split_once('%').expect("a share").0;
    share.parse::<f64>().expect("a number") / 100.0
}

#[test]
fn code_can_be_read_on_every_ground() {
    let (tokens, code) = (style("tokens.css"), style("code.css"));
    let light = colours(&tokens, ":root {");
    let by_system = colours(&tokens, ":root:not([data-theme=\"light\"]) {");
    let dark = colours(&tokens, ":root[data-theme=\"dark\"] {");
    assert_eq!(by_system, dark, "one dark theme");
    let share = share_of_the_worker(&code);
    let mut faults = Vec::new();
    for (theme, named) in [("light", &light), ("dark", &dark)] {
        let surface = named["surface"];
        let workers = (0..8).map(|worker| format!("w{worker}")).chain(["error".to_owned()]);
        let lines = workers.map(|worker| {
            let mixed = [0, 1, 2].map(|at| named[&worker][at] * share + surface[at] * (1.0 - share));
            (format!("the line of {worker}"), mixed)
        });
        let plain = ["surface", "hover", "error-surface"].map(|name| (name.to_owned(), named[name]));
        for (ground, behind) in lines.chain(plain) {
            for word in CODE {
                let found = contrast(named[word], behind);
                if found < ENOUGH {
                    faults.push(format!("{theme}: {word} on {ground}: {found:.2}"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
