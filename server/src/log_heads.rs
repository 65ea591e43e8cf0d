//! The published heads of the log: a file beside the database, one line for each time it was longer.
//!
//! A line is `2026-11-22T02:00:00.000Z 57 root`: when, how many entries, and the root of their tree. Copies of this
//! file kept elsewhere prove later that no entry was changed or dropped, and tell a database that was put back to an
//! older state.

use anyhow::{Context, bail};
use services::Caller;
use services::audit::{self, Head};
use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::PathBuf;

/// The file of published heads.
#[derive(Debug, Clone)]
pub struct LogHeads {
    file: PathBuf,
}

impl LogHeads {
    /// The file at this path; it need not be there yet.
    pub fn new(file: PathBuf) -> LogHeads {
        LogHeads { file }
    }

    /// Every published head, oldest first.
    pub fn read(&self) -> anyhow::Result<Vec<Head>> {
        let name = self.file.display();
        let text = match std::fs::read_to_string(&self.file) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error).with_context(|| format!("{name} cannot be read")),
        };
        let mut heads = Vec::new();
        let mut lines = (1..).zip(text.split_inclusive('\n')).peekable();
        while let Some((number, line)) = lines.next() {
            match parse(line.trim_end()) {
                Some(head) if line.ends_with('\n') => heads.push(head),
                // The process or the machine stopped while it wrote the last line.
                _ if lines.peek().is_none() && !line.ends_with('\n') => {}
                _ => bail!("line {number} of {name} is not a published head"),
            }
        }
        Ok(heads)
    }

    /// What is wrong when the log does not hold the newest published head.
    pub async fn behind(&self, system: &Caller) -> anyhow::Result<Option<String>> {
        let newest = self.newest()?;
        self.compare(system, newest.as_slice()).await
    }

    /// What is wrong when the log does not hold all of these heads.
    pub async fn compare(&self, system: &Caller, published: &[Head]) -> anyhow::Result<Option<String>> {
        let sizes: Vec<u64> = published.iter().map(|head| head.size).collect();
        let roots = audit::roots_at(system, &sizes).await?;
        for head in published {
            let name = self.file.display();
            match roots.get(&head.size) {
                Some(root) if *root == head.root => {}
                Some(_) => {
                    return Ok(Some(format!(
                        "the log's first {} entries are not those whose root was published in {name}",
                        head.size
                    )));
                }
                None => {
                    let now = audit::head(system).await?.size;
                    return Ok(Some(format!(
                        "the log has {now} entries, but {} were published in {name}: the database is older than that",
                        head.size
                    )));
                }
            }
        }
        Ok(None)
    }

    /// What an operator can do about it.
    pub fn remedy(&self) -> String {
        format!(
            "Put back the newest copy of the database. If this is meant to be another office, give it a data folder \
             of its own or move {} away.",
            self.file.display()
        )
    }

    /// Adds the log's head, if it moved since the newest published one.
    pub async fn publish(&self, system: &Caller) -> anyhow::Result<()> {
        let head = audit::head(system).await?;
        if self.newest()?.as_ref() == Some(&head) {
            return Ok(());
        }
        let line = format!("{} {} {}\n", system.now().to_rfc3339(), head.size, head.root);
        self.append(&line).with_context(|| format!("{} cannot be written", self.file.display()))
    }

    /// The newest published head. Only the end of the file is read: it grows each minute, for years.
    fn newest(&self) -> anyhow::Result<Option<Head>> {
        let name = self.file.display();
        let mut file = match File::open(&self.file) {
            Ok(file) => file,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error).with_context(|| format!("{name} cannot be read")),
        };
        let (_, lines) = whole_lines_at_the_end(&mut file).with_context(|| format!("{name} cannot be read"))?;
        let Some(line) = lines.lines().next_back() else { return Ok(None) };
        parse(line).map(Some).with_context(|| format!("the last line of {name} is not a published head"))
    }

    fn append(&self, line: &str) -> std::io::Result<()> {
        let mut file = OpenOptions::new().create(true).read(true).append(true).open(&self.file)?;
        // What a process that was stopped in the middle of a line left there goes.
        let (whole, _) = whole_lines_at_the_end(&mut file)?;
        if whole < file.metadata()?.len() {
            file.set_len(whole)?;
        }
        file.write_all(line.as_bytes())?;
        file.sync_all()
    }
}

/// Where the last whole line of the file ends, and the whole lines of its last bytes.
fn whole_lines_at_the_end(file: &mut File) -> std::io::Result<(u64, String)> {
    /// Room for some lines; each has about a hundred bytes.
    const LAST_BYTES: u64 = 1024;
    let start = file.metadata()?.len().saturating_sub(LAST_BYTES);
    file.seek(SeekFrom::Start(start))?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    let no_line = || std::io::Error::new(std::io::ErrorKind::InvalidData, "it has no lines");
    let end = match bytes.iter().rposition(|byte| *byte == b'\n') {
        Some(at) => at + 1,
        None if start == 0 => 0,
        None => return Err(no_line()),
    };
    // The first of them began before, unless all of the file was read.
    let begin = if start == 0 { 0 } else { bytes.iter().position(|byte| *byte == b'\n').map_or(end, |at| at + 1) };
    Ok((start + end as u64, String::from_utf8_lossy(&bytes[begin..end]).into_owned()))
}

fn parse(line: &str) -> Option<Head> {
    let mut words = line.split(' ');
    let (_, size, root) = (words.next()?, words.next()?.parse().ok()?, words.next()?);
    let whole = words.next().is_none() && root.len() == 64 && root.bytes().all(|byte| byte.is_ascii_hexdigit());
    whole.then(|| Head { size, root: root.to_owned() })
}
