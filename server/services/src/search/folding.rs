//! Traditional, Hong Kong and Taiwan characters are searched as their Simplified form.
//!
//! Only for comparing words: what people read is never folded. One character becomes one character,
//! so a few different words meet (發 and 髮 are both 发); for finding, meeting too often is the
//! smaller harm. The facts and their licence are in the heading of `folding.txt`.

use std::sync::LazyLock;

const FIRST: u32 = 0x3400;
const LAST: u32 = 0x9fff;

struct Folding {
    /// One place per character of the two common blocks: one look per character of a text.
    common: Vec<char>,
    /// The others, sorted.
    rare: Vec<(char, char)>,
}

static FOLDING: LazyLock<Folding> = LazyLock::new(|| {
    let mut common: Vec<char> = (FIRST..=LAST).filter_map(char::from_u32).collect();
    let mut rare = Vec::new();
    for (from, to) in pairs() {
        match common_place(from).and_then(|place| common.get_mut(place)) {
            Some(place) => *place = to,
            None => rare.push((from, to)),
        }
    }
    rare.sort_unstable();
    Folding { common, rare }
});

/// The character a search compares: Simplified for a Han character that has such a form, itself
/// otherwise.
pub fn simplified(character: char) -> char {
    if u32::from(character) < FIRST {
        return character;
    }
    if let Some(&to) = common_place(character).and_then(|place| FOLDING.common.get(place)) {
        return to;
    }
    let rare = &FOLDING.rare;
    rare.binary_search_by_key(&character, |&(from, _)| from)
        .ok()
        .and_then(|place| rare.get(place))
        .map_or(character, |&(_, to)| to)
}

fn common_place(character: char) -> Option<usize> {
    let code = u32::from(character);
    (FIRST..=LAST).contains(&code).then(|| (code - FIRST) as usize)
}

fn pairs() -> impl Iterator<Item = (char, char)> {
    include_str!("folding.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
        .filter_map(|pair| {
            let mut characters = pair.chars();
            Some((characters.next()?, characters.next()?))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        text.chars().map(simplified).collect()
    }

    #[test]
    fn hong_kong_taiwan_and_mainland_spellings_meet() {
        for spellings in [
            ["衞生署", "衛生署", "卫生署"],
            ["敍述", "敘述", "叙述"],
            ["這裏", "這裡", "这里"],
            ["熱綫", "熱線", "热线"],
            ["用著", "用着", "用着"],
            ["顯著", "显著", "显着"],
            ["採購", "採購", "采购"],
            ["啟動", "啓動", "启动"],
            ["群眾", "羣衆", "群众"],
            ["説明", "說明", "说明"],
            ["回覆", "回復", "回复"],
            ["瞭解", "了解", "了解"],
            ["諮詢", "咨詢", "谘询"],
            ["收銀枱", "收銀檯", "收银台"],
        ] {
            let [first, second, third] = spellings.map(folded);
            assert_eq!((&first, &second), (&second, &third), "{spellings:?}");
        }
    }

    #[test]
    fn every_pair_of_the_table_is_used_and_folding_twice_changes_nothing() {
        let mut before = '\0';
        let mut count = 0;
        for (from, to) in pairs() {
            assert!(before < from, "{from} is out of order or twice");
            assert_eq!(simplified(from), to);
            assert_eq!(simplified(to), to, "{to} is folded again");
            before = from;
            count += 1;
        }
        assert!(count > 3_000, "{count} pairs");
    }

    #[test]
    fn other_writing_is_left_alone() {
        for text in ["Licence 2026", "かな", "한국", "é", "〇々", "", "\u{10ffff}"] {
            assert_eq!(folded(text), text);
        }
    }
}
