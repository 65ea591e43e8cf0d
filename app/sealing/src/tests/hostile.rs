use super::*;
use crate::stream::{CHUNK, SEALED_CHUNK};
use proptest::prelude::*;
use std::sync::OnceLock;

/// One envelope of two files in several chunks, its two contributions and its closing key.
fn specimen() -> &'static (Vec<u8>, Contribution, Contribution, PrivateKey) {
    static SPECIMEN: OnceLock<(Vec<u8>, Contribution, Contribution, PrivateKey)> = OnceLock::new();
    SPECIMEN.get_or_init(|| {
        let mut office = Office::new("hostile");
        let content = vec![1; CHUNK + 5];
        let (envelope, _) = office.seal(&[("a.pdf", &content), ("b.pdf", b"b")], b"answers");
        let (header, _) = read_header(&envelope[..]).map_err(refusal).unwrap();
        let (one, other) = (office.contribution(&header, 1), office.contribution(&header, 2));
        (envelope, one, other, office.closing.private)
    })
}

fn opens(envelope: &[u8]) -> bool {
    let (_, one, other, closing) = specimen();
    open(envelope, one, other, closing).map_err(refusal).and_then(read_all).is_ok()
}

#[test]
fn every_altered_byte_of_a_header_is_refused() {
    let envelope = &specimen().0;
    assert!(opens(envelope));
    let (header, body) = read_header(&envelope[..]).map_err(refusal).unwrap();
    assert_eq!(header.to_bytes().len() + body.len(), envelope.len());
    for place in 0..header.to_bytes().len() {
        for bit in [1, 0x80] {
            let mut altered = envelope.clone();
            altered[place] ^= bit;
            assert!(!opens(&altered), "byte {place}");
        }
    }
}

#[test]
fn officers_who_contribute_to_an_altered_header_do_not_open_it() {
    let mut office = Office::new("altered before contributing");
    let (envelope, _) = office.seal(&[], b"answers");
    let (header, _) = read_header(&envelope[..]).map_err(refusal).unwrap();
    assert!(office.read(&envelope, [1, 2]).is_ok());
    for place in 0..header.to_bytes().len() {
        let mut altered = envelope.clone();
        altered[place] ^= 1;
        let Ok((header, _)) = read_header(&altered[..]) else { continue };
        let made: Vec<_> = [1, 2]
            .into_iter()
            .filter_map(|slot| {
                let private = office.holder(slot).private.clone();
                Contribution::make(&header, slot, &private, &mut office.rng).ok()
            })
            .collect();
        let [one, other] = &made[..] else { continue };
        let opened = open(&altered[..], one, other, &office.closing.private);
        assert!(opened.map_err(refusal).and_then(read_all).is_err(), "byte {place}");
    }
}

#[test]
fn chunks_left_out_repeated_or_exchanged_are_refused() {
    let envelope = &specimen().0;
    let head = envelope.len() % SEALED_CHUNK;
    let chunks: Vec<&[u8]> = envelope[head..].chunks(SEALED_CHUNK).collect();
    // First section, two of the first file, one of the second.
    assert_eq!(chunks.len(), 4);
    for one in 0..chunks.len() {
        let mut without = chunks.clone();
        without.remove(one);
        let mut twice = chunks.clone();
        twice.insert(one, chunks[one]);
        for other in 0..chunks.len() {
            let mut exchanged = chunks.clone();
            exchanged.swap(one, other);
            let whole = [&envelope[..head], &exchanged.concat()].concat();
            assert_eq!(opens(&whole), one == other, "{one} for {other}");
        }
        assert!(!opens(&[&envelope[..head], &without.concat()].concat()), "without {one}");
        assert!(!opens(&[&envelope[..head], &twice.concat()].concat()), "{one} twice");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn any_altered_byte_of_an_envelope_is_refused(place in any::<prop::sample::Index>(), change in 1u8..) {
        let mut altered = specimen().0.clone();
        let place = place.index(altered.len());
        altered[place] ^= change;
        prop_assert!(!opens(&altered));
    }

    #[test]
    fn an_envelope_cut_short_or_lengthened_is_refused(
        place in any::<prop::sample::Index>(),
        more in prop::collection::vec(any::<u8>(), 1..40),
    ) {
        let envelope = &specimen().0;
        prop_assert!(!opens(&envelope[..place.index(envelope.len())]));
        prop_assert!(!opens(&[envelope, &more[..]].concat()));
    }

    #[test]
    fn no_bytes_make_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..2000), place in 0usize..1200) {
        // Foreign bytes alone, and in the middle of an honest header.
        let mut grafted = specimen().0[..4000].to_vec();
        let end = (place + bytes.len()).min(grafted.len());
        grafted[place..end].copy_from_slice(&bytes[..end - place]);
        for bytes in [&bytes, &grafted] {
            let _ = read_header(&bytes[..]);
            let _ = Header::parse(bytes);
            let _ = KeySet::parse(bytes);
            let _ = WrappedKey::parse(bytes);
            let _ = Contribution::parse(bytes);
            let _ = BidKey::parse_file(bytes);
            let _ = answer_rehearsal(bytes, [0; 16], &specimen().3);
        }
    }

    #[test]
    fn an_altered_contribution_is_refused(place in any::<prop::sample::Index>(), change in 1u8..) {
        let (envelope, one, other, closing) = specimen();
        let mut bytes = one.to_bytes();
        let place = place.index(bytes.len());
        bytes[place] ^= change;
        if let Ok(altered) = Contribution::parse(&bytes) {
            prop_assert!(open(&envelope[..], &altered, other, closing).is_err());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn nothing_a_bidder_wrote_occurs_in_the_sealed_bytes(marker in "[A-Za-z0-9]{12,40}", lead in 0usize..70_000) {
        let mut office = Office::new("marker");
        let mut content = vec![b' '; lead];
        content.extend_from_slice(marker.as_bytes());
        let name = format!("{marker}.pdf");
        let price = format!("{{\"price\":\"{marker}\"}}");
        let (envelope, sealed) = office.seal(&[(&name, &content)], price.as_bytes());
        let found = |text: &[u8]| envelope.windows(text.len()).any(|window| window == text);
        prop_assert!(!found(marker.as_bytes()));
        // Nor does any eighth of it, nor the bid key.
        prop_assert!(!found(&marker.as_bytes()[..8]));
        prop_assert!(!found(&sealed.bid_key.to_file()[157..]));
        prop_assert_eq!(sealed.bid_key.to_file().len(), 189);
    }
}
