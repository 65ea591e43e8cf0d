//! The file as headings and records, each record with the line it starts on.

use super::{FileRefusal, text};
use csv::StringRecord;

/// Most bytes of all headings together. They are repeated in every row, so their length is bounded:
/// the most rows then stay below 200 MB. The published headings have 4,910.
const HEADINGS_BYTES: usize = 16 * 1024;

/// The headings, and the columns that an entry is made from.
pub(super) struct Headings {
    all: Vec<String>,
    pub name: usize,
    pub agency: usize,
    pub bureau: usize,
    pub topic: usize,
    pub other_topic: usize,
    pub product: usize,
    pub purpose: usize,
    pub outputs: usize,
    pub stage: usize,
    pub impact: usize,
    pub initiated: usize,
    pub development_began: usize,
    pub implemented: usize,
    pub retired: usize,
    pub developed: usize,
}

impl Headings {
    fn read(record: &StringRecord) -> Result<Headings, FileRefusal> {
        if record.iter().map(str::len).sum::<usize>() + record.len() > HEADINGS_BYTES {
            return Err(FileRefusal::TooLarge);
        }
        let all: Vec<_> = record.iter().map(text::one_line).collect();
        let words: Vec<_> = all.iter().map(|heading| text::words(heading)).collect();
        // The whole heading goes before its start, so that "Agency" is not "Agency Abbreviation".
        let find = |start: &'static str| {
            let whole = words.iter().position(|heading| heading == start);
            let starts = || words.iter().position(|heading| text::starts_with_words(heading, start));
            whole.or_else(starts).ok_or(FileRefusal::HeadingMissing(start))
        };
        Ok(Headings {
            name: find("use case name")?,
            agency: find("agency")?,
            bureau: find("bureau")?,
            topic: find("use case topic area")?,
            other_topic: find("other use case topic area")?,
            product: find("is the ai use case found in the below list of general commercial")?,
            purpose: find("what is the intended purpose")?,
            outputs: find("describe the ai system")?,
            stage: find("stage of development")?,
            impact: find("is the ai use case rights impacting")?,
            initiated: find("date initiated")?,
            development_began: find("date when acquisition")?,
            implemented: find("date implemented")?,
            retired: find("date retired")?,
            developed: find("was the ai system involved in this use case developed")?,
            all,
        })
    }

    /// How many columns the file has.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// The heading of this column, or of the last one when there are not so many.
    pub fn name_of(&self, column: usize) -> &str {
        self.all.get(column).or(self.all.last()).map_or("", String::as_str)
    }

    /// Each heading beside its answer, where there is one. "N/A" is an answer: it says that the
    /// question was read.
    pub fn beside(&self, cells: &[String]) -> Vec<(String, String)> {
        let pairs = self.all.iter().zip(cells).filter(|(_, cell)| !cell.is_empty());
        pairs.map(|(heading, cell)| (heading.clone(), cell.clone())).collect()
    }
}

/// One record: as many cells as it happens to have.
pub(super) struct Record {
    pub line: u64,
    pub cells: StringRecord,
}

/// The headings, then the records below them one by one.
pub(super) fn read(text: &str) -> Result<(Headings, Records<'_>), FileRefusal> {
    // Every row is checked against the headings later, one by one: a crooked row refuses itself only.
    let reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut records = Records { text: text.as_bytes(), reader, counted_to: 0, line: 1 };
    let headings = records.next().ok_or(FileRefusal::Empty)??;
    if headings.cells.iter().all(|cell| text::one_line(cell).is_empty()) {
        return Err(FileRefusal::Empty);
    }
    Ok((Headings::read(&headings.cells)?, records))
}

/// Reads one record after the other, counting lines as an editor shows them.
///
/// The reader's own count knows line feeds only, and stands before the line feed that ends the record
/// above; people look for the line where the text starts.
pub(super) struct Records<'a> {
    text: &'a [u8],
    reader: csv::Reader<&'a [u8]>,
    counted_to: usize,
    line: u64,
}

impl Records<'_> {
    fn count_lines_to(&mut self, start: usize) {
        let is_break = |byte: u8| byte == b'\n' || byte == b'\r';
        let blank = self.text.iter().skip(start).take_while(|byte| is_break(**byte)).count();
        let start = start + blank;
        while self.counted_to < start {
            let byte = self.text.get(self.counted_to).copied().unwrap_or_default();
            let next = self.text.get(self.counted_to + 1).copied().unwrap_or_default();
            if byte == b'\n' || byte == b'\r' && next != b'\n' {
                self.line += 1;
            }
            self.counted_to += 1;
        }
    }
}

impl Iterator for Records<'_> {
    type Item = Result<Record, FileRefusal>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut cells = StringRecord::new();
        match self.reader.read_record(&mut cells) {
            Ok(false) => return None,
            Ok(true) => {}
            // Text in memory of any number of cells has nothing left to fail; if it has, it is no text.
            Err(_) => return Some(Err(FileRefusal::NotText)),
        }
        let start = cells.position().map_or(0, |position| position.byte());
        self.count_lines_to(usize::try_from(start).unwrap_or(usize::MAX).min(self.text.len()));
        Some(Ok(Record { line: self.line, cells }))
    }
}
