//! Makes the texts of pages from their catalogue files.

#[path = "domain/build/texts.rs"]
mod texts;

fn main() {
    texts::generate(std::path::Path::new("src/i18n"));
}
