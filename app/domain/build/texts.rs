//! Turns the catalogue files of texts into Rust, for the build scripts of `app` and `services`.
//!
//! Three TOML files say the same keys in three languages. A key that is missing in one of them, or that has other
//! `{names}` to fill in there, stops the build with its name.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;

type Catalogue = BTreeMap<String, BTreeMap<String, String>>;

const LANGUAGES: [&str; 3] = ["zh-Hant", "zh-Hans", "en"];

/// Reads `zh-Hant.toml`, `zh-Hans.toml` and `en.toml` in `folder` and writes `texts.rs` for `include!`.
pub fn generate(folder: &Path) {
    println!("cargo::rerun-if-changed={}", folder.display());
    let catalogues = LANGUAGES.map(|language| read(&folder.join(format!("{language}.toml"))));
    let problems = compare(&catalogues);
    assert!(problems.is_empty(), "the texts do not agree:\n  {}", problems.join("\n  "));

    let mut code = String::new();
    for (section, texts) in &catalogues[2] {
        let _ = writeln!(code, "/// Texts of `[{section}]`.\npub mod {section} {{\n    use domain::text::Text;");
        for key in texts.keys() {
            let [zh_hant, zh_hans, en] = [0, 1, 2].map(|index| &catalogues[index][section][key]);
            let name = key.to_uppercase();
            let _ = writeln!(
                code,
                "    /// {en:?}\n    pub const {name}: Text = Text {{ zh_hant: {zh_hant:?}, zh_hans: {zh_hans:?}, en: {en:?} }};"
            );
        }
        let _ = writeln!(
            code,
            "    /// The text with this key, for choices that have one text each.\n    pub fn find(key: &str) -> Option<Text> {{\n        match key {{"
        );
        for key in texts.keys() {
            let _ = writeln!(code, "            {key:?} => Some({}),", key.to_uppercase());
        }
        let _ = writeln!(code, "            _ => None,\n        }}\n    }}\n}}\n");
    }
    let target = std::env::var("OUT_DIR").expect("cargo names the folder for generated code");
    std::fs::write(Path::new(&target).join("texts.rs"), code).expect("the generated code can be written");
}

fn read(file: &Path) -> Catalogue {
    let text = std::fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

fn compare(catalogues: &[Catalogue; 3]) -> Vec<String> {
    let keys: BTreeSet<(&str, &str)> = catalogues
        .iter()
        .flat_map(|catalogue| {
            catalogue.iter().flat_map(|(section, texts)| texts.keys().map(|key| (section.as_str(), key.as_str())))
        })
        .collect();
    let mut problems = Vec::new();
    for (section, key) in keys {
        let texts: Vec<Option<&String>> =
            catalogues.iter().map(|catalogue| catalogue.get(section).and_then(|texts| texts.get(key))).collect();
        let mut expected: Option<BTreeSet<String>> = None;
        for (language, text) in LANGUAGES.iter().zip(texts) {
            match text {
                None => problems.push(format!("{language}.toml lacks [{section}] {key}")),
                Some(text) if text.trim().is_empty() => {
                    problems.push(format!("{language}.toml: [{section}] {key} is empty"))
                }
                Some(text) => {
                    let names = placeholders(text);
                    if expected.get_or_insert_with(|| names.clone()) != &names {
                        problems.push(format!("{language}.toml: [{section}] {key} has other {{names}} to fill in"));
                    }
                }
            }
        }
    }
    problems
}

fn placeholders(text: &str) -> BTreeSet<String> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name.to_owned()).collect()
}
