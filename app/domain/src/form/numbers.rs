//! Numbers as people type them: full-width digits, and commas or blanks between thousands.

/// Full-width digits and signs as plain ones; outer blanks gone.
pub fn half_width(text: &str) -> String {
    let plain = text.trim().chars().map(|character| match character {
        '０'..='９' => char::from(b'0' + (character as u32 - '０' as u32) as u8),
        '．' => '.',
        '，' => ',',
        '＄' => '$',
        '％' => '%',
        '－' => '-',
        '／' => '/',
        '：' => ':',
        '＋' => '+',
        '（' => '(',
        '）' => ')',
        '\u{3000}' | '\u{a0}' => ' ',
        other => other,
    });
    let plain: String = plain.collect();
    plain.trim().to_owned()
}

/// A number without its thousands' commas or blanks. One whose commas stand elsewhere is left as it is, so that
/// `1,50` is no number rather than a hundred and fifty.
pub(super) fn ungrouped(text: &str) -> String {
    let text = text.trim();
    let whole = text.split('.').next().unwrap_or("");
    let mut groups = whole.split([',', ' ']);
    let digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let first_fits = groups.next().is_some_and(|first| (1..=3).contains(&first.len()) && digits(first));
    if first_fits && groups.all(|group| group.len() == 3 && digits(group)) {
        return whole.replace([',', ' '], "") + &text[whole.len()..];
    }
    text.to_owned()
}
