//! Reads a page's tags, well enough for pages that we write ourselves.

/// A tag with its attributes, in the page's order.
#[derive(Debug, Clone)]
pub struct Tag {
    pub name: String,
    pub attributes: Vec<(String, String)>,
}

impl Tag {
    /// The value of an attribute; empty for one without a value.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// Every opening tag; the content of scripts and comments is passed over.
pub fn tags(html: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
        } else if rest.starts_with(|first: char| first.is_ascii_alphabetic()) {
            let (tag, after) = tag(rest);
            rest = after;
            if tag.name == "script" {
                rest = rest.find("</script>").map_or("", |end| &rest[end..]);
            }
            tags.push(tag);
        }
    }
    tags
}

fn tag(text: &str) -> (Tag, &str) {
    let end = text.find([' ', '>', '/', '\n']).unwrap_or(text.len());
    let mut tag = Tag { name: text[..end].to_ascii_lowercase(), attributes: Vec::new() };
    let mut rest = &text[end..];
    loop {
        rest = rest.trim_start_matches([' ', '/', '\n']);
        match rest.strip_prefix('>') {
            Some(after) => return (tag, after),
            None if rest.is_empty() => return (tag, rest),
            None => {}
        }
        let end = rest.find(['=', ' ', '>', '/', '\n']).unwrap_or(rest.len());
        let name = rest[..end].to_ascii_lowercase();
        rest = &rest[end..];
        let mut value = String::new();
        if let Some(quoted) = rest.strip_prefix("=\"") {
            let end = quoted.find('"').unwrap_or(quoted.len());
            value = unescaped(&quoted[..end]);
            rest = quoted.get(end + 1..).unwrap_or("");
        } else if let Some(bare) = rest.strip_prefix('=') {
            let end = bare.find([' ', '>']).unwrap_or(bare.len());
            value = unescaped(&bare[..end]);
            rest = &bare[end..];
        }
        tag.attributes.push((name, value));
    }
}

fn unescaped(text: &str) -> String {
    text.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&#x27;", "'").replace("&amp;", "&")
}

/// Values of the options of a select, or of the radio buttons, with this name.
pub fn select_options(html: &str, name: &str) -> Vec<String> {
    let mut inside = false;
    let mut values = Vec::new();
    for tag in tags(html) {
        match tag.name.as_str() {
            "select" => inside = tag.get("name") == Some(name),
            "option" if inside => values.push(tag.get("value").unwrap_or("").to_owned()),
            "input" if tag.get("type") == Some("radio") && tag.get("name") == Some(name) => {
                values.push(tag.get("value").unwrap_or("").to_owned());
            }
            _ => {}
        }
    }
    values
}

/// What stands in a field.
pub fn value_of(html: &str, name: &str) -> String {
    let field = tags(html).into_iter().find(|tag| tag.name == "input" && tag.get("name") == Some(name));
    field.and_then(|tag| tag.get("value").map(str::to_owned)).unwrap_or_default()
}

#[test]
fn tags_are_read_with_their_attributes() {
    let html = "<!DOCTYPE html><p class=\"a b\" hidden data-x=1>1 < 2<!-- <b> --><script>if (a<b) {}</script><br/></p>";
    let tags = tags(html);
    let names: Vec<_> = tags.iter().map(|tag| tag.name.as_str()).collect();
    assert_eq!(names, ["p", "script", "br"]);
    assert_eq!(tags[0].get("class"), Some("a b"));
    assert_eq!(tags[0].get("hidden"), Some(""));
    assert_eq!(tags[0].get("data-x"), Some("1"));
    let form = "<select name=\"x\"><option value=\"\"></option><option value=\"7\" selected></option></select>";
    assert_eq!(select_options(form, "x"), ["", "7"]);
}
