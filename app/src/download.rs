//! Lists as files: CSV that a spreadsheet opens with Chinese intact and nothing executed.

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::form::is_invisible;

/// Tells a spreadsheet that what follows is UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// A table as a CSV file to keep: UTF-8 with a byte-order mark, one row of English keys, then the rows.
///
/// Cells hold plain numbers and ISO dates. A cell that a spreadsheet would run as a formula gets an apostrophe in
/// front. `file_name` is ours, never a person's.
pub fn csv(file_name: &str, header: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Response {
    match table(header, rows) {
        Ok(body) => attachment(file_name, body),
        Err(error) => {
            tracing::error!(file_name, %error, "a table could not be written");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// Bytes to keep, under a name that is ours.
pub fn attachment(file_name: &str, body: impl Into<Body>) -> Response {
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{file_name}\""));
    let disposition = disposition.unwrap_or(HeaderValue::from_static("attachment"));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8")),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
    ];
    (headers, body.into()).into_response()
}

/// A document that was uploaded: to be kept, never shown in place, under the name it came with.
pub fn document(file: services::tenders::Download) -> Response {
    let kind = match file.format.as_str() {
        "pdf" => "application/pdf",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "csv" => "text/csv; charset=utf-8",
        _ => "text/plain; charset=utf-8",
    };
    let encoded: String = form_urlencoded::byte_serialize(file.name.as_bytes()).collect();
    let disposition =
        format!("attachment; filename=\"document.{}\"; filename*=UTF-8''{}", file.format, encoded.replace('+', "%20"));
    let disposition = HeaderValue::from_str(&disposition).unwrap_or(HeaderValue::from_static("attachment"));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
    ];
    (headers, file.content).into_response()
}

/// A text for programs: a feed or a calendar.
pub fn text(kind: &'static str, body: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache")),
    ];
    (headers, body).into_response()
}

/// The bytes of such a table.
pub fn table(header: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(BYTE_ORDER_MARK.to_vec());
    writer.write_record(header)?;
    for row in rows {
        writer.write_record(row.into_iter().map(safe))?;
    }
    writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}

/// The cell, with an apostrophe in front where a spreadsheet would take it for a formula.
fn safe(cell: String) -> String {
    // Blanks and characters without width in front of a formula do not stop a spreadsheet.
    let start = cell.trim_start_matches(|first: char| first.is_whitespace() || is_invisible(first));
    let formula = start.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    if formula && !is_plain_number(&cell) { format!("'{cell}") } else { cell }
}

/// Digits with at most one sign in front and one decimal point inside.
fn is_plain_number(cell: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = cell.strip_prefix(['-', '+']).unwrap_or(cell);
    match unsigned.split_once('.') {
        Some((whole, decimals)) => digits(whole) && digits(decimals),
        None => digits(unsigned),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_never_a_formula() {
        for (cell, written) in [
            ("=HYPERLINK(\"https://evil.example\")", "'=HYPERLINK(\"https://evil.example\")"),
            ("+852 2123 4567", "'+852 2123 4567"),
            ("-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("  =1+1", "'  =1+1"),
            ("\u{a0}@SUM(A1)", "'\u{a0}@SUM(A1)"),
            ("\u{3000}＝1", "'\u{3000}＝1"),
            ("\u{feff}\u{200b}-cmd", "'\u{feff}\u{200b}-cmd"),
            (" plain", " plain"),
            ("\r=1", "'\r=1"),
            ("＝1+1", "'＝1+1"),
            ("-400000.00", "-400000.00"),
            ("-12", "-12"),
            ("-", "'-"),
            ("-1.", "'-1."),
            ("-1.2.3", "'-1.2.3"),
            ("18000.50", "18000.50"),
            ("a=b", "a=b"),
            ("", ""),
        ] {
            assert_eq!(safe(cell.to_owned()), written, "{cell:?}");
        }
    }

    #[test]
    fn a_file_opens_with_chinese_and_quotes_intact() {
        let rows =
            vec![vec!["運輸署, 總部".to_owned(), "-1.50".to_owned()], vec!["他說\"好\"".to_owned(), "=1".to_owned()]];
        let body = table(&["department", "amount"], rows.into_iter()).unwrap();
        let expected = "\u{feff}department,amount\r\n\"運輸署, 總部\",-1.50\r\n\"他說\"\"好\"\"\",'=1\r\n";
        assert_eq!(String::from_utf8(body).unwrap(), expected);
    }

    #[test]
    fn it_is_sent_to_be_kept() {
        let response = csv("spend-2026.csv", &["department"], std::iter::empty());
        let header = |name| response.headers()[name].to_str().unwrap().to_owned();
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(header(header::CONTENT_TYPE), "text/csv; charset=utf-8");
        assert_eq!(header(header::CONTENT_DISPOSITION), "attachment; filename=\"spend-2026.csv\"");
    }
}
