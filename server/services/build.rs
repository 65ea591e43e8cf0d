//! Makes the texts of letters from their catalogue files.

#[path = "../../app/domain/build/texts.rs"]
mod texts;

fn main() {
    texts::generate(std::path::Path::new("src/notifications/letters"));
}
