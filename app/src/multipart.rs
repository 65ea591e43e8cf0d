//! Forms that carry a file: `multipart/form-data` (RFC 7578), read from a body whose length was limited before.

/// A part of a form: a field's text, or a file with its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    /// The field's name.
    pub name: String,
    /// The file's name, when it is a file.
    pub file_name: Option<String>,
    /// Its content.
    pub content: Vec<u8>,
}

/// Most parts of one form.
const MOST_PARTS: usize = 100;

/// The boundary a content type names, when it is a form with files.
pub(crate) fn boundary(content_type: &str) -> Option<String> {
    let (kind, parameters) = content_type.split_once(';')?;
    if !kind.trim().eq_ignore_ascii_case("multipart/form-data") {
        return None;
    }
    let (_, value) =
        parameters.split(';').filter_map(|one| one.split_once('=')).find(|(key, _)| key.trim() == "boundary")?;
    let value = value.trim().trim_matches('"');
    ((1..=70).contains(&value.len())).then(|| value.to_owned())
}

/// The parts of a body; `None` when it is not one.
pub(crate) fn parts(body: &[u8], boundary: &str) -> Option<Vec<Part>> {
    let line = format!("--{boundary}");
    let between = format!("\r\n--{boundary}");
    let mut rest = body.strip_prefix(line.as_bytes())?;
    let mut parts = Vec::new();
    loop {
        if rest.starts_with(b"--") {
            return Some(parts);
        }
        rest = rest.strip_prefix(b"\r\n")?;
        let end = find(rest, between.as_bytes())?;
        let head = find(&rest[..end], b"\r\n\r\n")?;
        let (name, file_name) = disposition(std::str::from_utf8(&rest[..head]).ok()?)?;
        parts.push(Part { name, file_name, content: rest[head + 4..end].to_vec() });
        if parts.len() > MOST_PARTS {
            return None;
        }
        rest = &rest[end + between.len()..];
    }
}

/// Name and file name of a part's head.
fn disposition(head: &str) -> Option<(String, Option<String>)> {
    let line = head.split("\r\n").find(|line| line.to_ascii_lowercase().starts_with("content-disposition:"))?;
    let value = |key: &str| {
        let from = line.find(&format!("; {key}=\""))? + key.len() + 4;
        let inner = &line[from..];
        Some(unquoted(&inner[..inner.find('"')?]))
    };
    Some((value("name")?, value("filename")))
}

/// Browsers write a quote, and line ends, of a name as percent signs.
fn unquoted(text: &str) -> String {
    text.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n")
}

fn find(text: &[u8], what: &[u8]) -> Option<usize> {
    let first = what.first()?;
    let mut from = 0;
    // From one byte that fits to the next: comparing at every place takes long in files of many megabytes.
    while let Some(ahead) = text[from..].iter().position(|byte| byte == first) {
        from += ahead;
        if text[from..].starts_with(what) {
            return Some(from);
        }
        from += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_looked_for_is_found_where_it_begins_first() {
        for (text, what, at) in [
            ("a\r\r\nb\r\nb", "\r\nb", Some(2)),
            ("\r\nb", "\r\nb", Some(0)),
            ("a\r\n", "\r\nb", None),
            ("", "\r", None),
        ] {
            assert_eq!(find(text.as_bytes(), what.as_bytes()), at, "{text:?}");
        }
    }

    #[test]
    fn a_form_with_a_file_is_read_byte_by_byte() {
        let body =
            b"--x1\r\nContent-Disposition: form-data; name=\"kind\"\r\n\r\nterms\r\n--x1\r\nContent-Disposition: \
            form-data; name=\"file\"; filename=\"\xe6\x8a\x80 %22a%22.pdf\"\r\nContent-Type: application/pdf\r\n\r\n\
            %PDF\r\n\0--x\r\n--x1--\r\n";
        let found = parts(body, "x1").unwrap();
        assert_eq!(found[0], Part { name: "kind".into(), file_name: None, content: b"terms".to_vec() });
        assert_eq!(found[1].file_name.as_deref(), Some("技 \"a\".pdf"));
        assert_eq!(found[1].content, b"%PDF\r\n\0--x");
    }

    #[test]
    fn what_is_no_such_form_is_refused() {
        for (body, boundary) in [(&b""[..], "x"), (b"--x", "x"), (b"--x\r\nno head\r\n--x--", "x"), (b"--y--", "x")] {
            assert_eq!(parts(body, boundary), None, "{body:?}");
        }
        assert_eq!(boundary("multipart/form-data; boundary=\"ab c\"").as_deref(), Some("ab c"));
        assert_eq!(boundary("application/x-www-form-urlencoded"), None);
    }
}
