use super::*;
use std::io::Write;

const TABLE: &[u8] = br#"{"price_cents":12345600}"#;

#[test]
fn every_allowed_pair_opens_a_bid_in_either_order_and_two_recoveries_never() {
    let mut office = Office::new("pairs");
    let (envelope, _) = office.seal(&[("標書.pdf", b"what we offer")], TABLE);
    let expected = Read { answers: TABLE.to_vec(), files: vec![("標書.pdf".into(), b"what we offer".to_vec())] };
    for one in 1..=5 {
        for other in 1..=5 {
            let found = office.read(&envelope, [one, other]);
            let (first, second) = (one.min(other), one.max(other));
            match (one == other, first >= 4) {
                (true, _) => assert_eq!(found, Err(OpeningRefusal::SlotTwice { slot: one })),
                (false, true) => assert_eq!(found, Err(OpeningRefusal::PairNotAllowed { first, second })),
                (false, false) => assert_eq!(found.as_ref(), Ok(&expected), "{one} and {other}"),
            }
        }
    }
}

#[test]
fn contents_of_every_size_around_a_chunk_come_back() {
    let mut office = Office::new("sizes");
    let content: Vec<u8> = (0..3 * CHUNK).map(|n| (n % 251) as u8).collect();
    for size in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK] {
        let files = [("a", &content[..size]), ("b", &[][..]), ("c", &content[..size / 2])];
        for answers in [&[][..], &content[..size]] {
            let (envelope, sealed) = office.seal(&files, answers);
            let read = office.read(&envelope, [1, 2]).unwrap();
            assert_eq!(read.answers, answers);
            let expected = files.map(|(name, content)| (name.to_owned(), content.to_vec()));
            assert_eq!(read.files, expected, "{size}");

            assert_eq!(sealed.size_bytes, envelope.len() as u64);
            assert_eq!(sealed.sha256, <[u8; 32]>::from(Sha256::digest(&envelope)));
            let entries = files.iter().map(|(name, content)| entry(name, content)).collect();
            let manifest = Manifest { answers_sha256: Sha256::digest(answers).into(), files: entries };
            assert_eq!(envelope_size(&office.key_set, &manifest, answers.len()), Ok(sealed.size_bytes));
        }
    }
}

#[test]
fn a_body_is_filled_up_to_one_of_few_sizes() {
    let mut office = Office::new("padding");
    let content = vec![3; 66 * CHUNK];
    // Chunks of the file, and of the body: the first section is one more, the rest is padding.
    for (chunks, expected) in [(2, 4), (32, 36), (33, 36), (34, 36), (35, 36), (63, 64), (64, 72), (66, 72)] {
        let (envelope, sealed) = office.seal(&[("a", &content[..chunks * CHUNK])], TABLE);
        assert_eq!(envelope.len() / SEALED_CHUNK, expected, "{chunks}");
        assert_eq!(sealed.size_bytes, envelope.len() as u64);
        assert!(office.read(&envelope, [1, 2]).is_ok(), "{chunks}");
        let last = envelope.len() - SEALED_CHUNK;
        let mut altered = envelope.clone();
        altered[last] ^= 1;
        assert!(office.read(&altered, [1, 2]).is_err(), "{chunks}");
    }
}

#[test]
fn the_bidders_key_file_opens_that_bid_and_no_other() {
    let mut office = Office::new("rescue");
    let (envelope, sealed) = office.seal(&[], TABLE);
    let (other, _) = office.seal(&[], TABLE);
    let key = BidKey::parse_file(&sealed.bid_key.to_file()).unwrap();
    let read = read_all(open_with_bid_key(&envelope[..], &key).map_err(refusal).unwrap()).unwrap();
    assert_eq!(read.answers, TABLE);
    let (header, _) = read_header(&envelope[..]).map_err(refusal).unwrap();
    assert_eq!(key.commitment(), *header.commitment());
    assert!(format!("{key:?}").contains("Secret(hidden)"));

    let refused = |envelope: &[u8], key: &BidKey| open_with_bid_key(envelope, key).map_err(refusal).err();
    assert_eq!(refused(&other, &key), Some(OpeningRefusal::KeyOfOtherBid));
    let file = key.to_file();
    let mut altered = file.clone();
    *altered.last_mut().unwrap() ^= 1;
    let altered = BidKey::parse_file(&altered).unwrap();
    assert_eq!(refused(&envelope, &altered), Some(OpeningRefusal::KeyNotCommitted));
    assert!((0..file.len()).all(|length| BidKey::parse_file(&file[..length]).is_err()));
}

#[test]
fn a_bid_is_checked_to_be_sealed_to_the_officers_of_the_notice() {
    let mut office = Office::new("recipients");
    let other = Office::new("other office");
    let (envelope, _) = office.seal(&[], TABLE);
    let (header, _) = read_header(&envelope[..]).map_err(refusal).unwrap();
    assert!(header.is_sealed_to(&office.key_set, &office.closing.public));
    assert!(!header.is_sealed_to(&other.key_set, &office.closing.public));
    assert!(!header.is_sealed_to(&office.key_set, &other.closing.public));

    let to = Recipients { key_set: &other.key_set, closing_key: &office.closing.public };
    let begun = Sealer::begin(Vec::new(), office.context(), to, Vec::new(), TABLE, &mut office.rng);
    assert_eq!(begun.map_err(refusal).err(), Some(SealingRefusal::OtherKeySet));
}

#[test]
fn content_that_is_not_what_was_promised_is_not_sealed() {
    let mut office = Office::new("promises");
    let mut refused = |pushed: &[&[u8]]| {
        let to = Recipients { key_set: &office.key_set, closing_key: &office.closing.public };
        let entries = vec![entry("a", b"first"), entry("b", b"second")];
        let context = office.context();
        let mut sealer = Sealer::begin(Vec::new(), context, to, entries, TABLE, &mut office.rng).unwrap();
        for content in pushed {
            if let Err(stopped) = sealer.push(content) {
                return Some(refusal(stopped));
            }
        }
        sealer.finish().map_err(refusal).err()
    };
    assert_eq!(refused(&[b"fir", b"stsec", b"ond"]), None);
    assert_eq!(refused(&[b"fIrst"]), Some(SealingRefusal::FileChanged { place: 1 }));
    assert_eq!(refused(&[b"first", b"sECOND"]), Some(SealingRefusal::FileChanged { place: 2 }));
    assert_eq!(refused(&[b"first", b"seco"]), Some(SealingRefusal::FileMissing { place: 2 }));
    assert_eq!(refused(&[]), Some(SealingRefusal::FileMissing { place: 1 }));
    assert_eq!(refused(&[b"firstsecond", b"!"]), Some(SealingRefusal::TooMuchContent));
}

/// Counts what went through it.
#[derive(Default)]
struct Gauge(std::rc::Rc<std::cell::Cell<usize>>);

impl Write for Gauge {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.set(self.0.get() + bytes.len());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn the_sealer_never_holds_more_than_a_chunk_back() {
    let mut office = Office::new("flow");
    let content = vec![7; 40 * CHUNK];
    let gauge = Gauge::default();
    let written = gauge.0.clone();
    let to = Recipients { key_set: &office.key_set, closing_key: &office.closing.public };
    let context = office.context();
    let entries = vec![entry("long", &content)];
    let mut sealer = Sealer::begin(gauge, context, to, entries, TABLE, &mut office.rng).unwrap();
    let mut pushed = 0;
    for part in content.chunks(10_000) {
        sealer.push(part).unwrap();
        pushed += part.len();
        assert!(written.get() + CHUNK >= pushed, "{pushed} bytes in, {} out", written.get());
    }
    sealer.finish().unwrap();
}

#[test]
fn no_text_of_a_bid_is_opened_under_another_tenders_name() {
    let mut office = Office::new("contexts");
    let (envelope, sealed) = office.seal(&[], TABLE);
    // The tender's id stands right after the prefix and the suite.
    for place in 16..16 + 113 {
        let mut renamed = envelope.clone();
        renamed[place] ^= 1;
        let Ok((header, _)) = read_header(&renamed[..]) else { continue };
        for slot in 1..=5 {
            let private = office.holder(slot).private.clone();
            let made = Contribution::make(&header, slot, &private, &mut office.rng).err();
            assert_eq!(made, Some(ContributionRefusal::SlotNotOpened { slot }), "{place}");
        }
        let refused = open_with_bid_key(&renamed[..], &sealed.bid_key).map_err(refusal).err();
        assert_eq!(refused, Some(OpeningRefusal::KeyOfOtherBid), "{place}");
    }
}
