use super::*;

#[test]
fn a_file_is_sent_once_every_section_is_written_and_its_number_is_free() {
    let now = at("2026-11-22");
    let none = OrganisationId(Uuid::nil());
    let applied = Supplier::register(none, CONFIRMED, application()).unwrap();
    assert_eq!(applied.unwritten(now.day()), Section::ALL);
    let missing = vec![Section::Details, Section::Contact, Section::Size];
    assert_eq!(applied.clone().submit(CONFIRMED, now), Err(SupplierRefusal::SectionsMissing { missing }));
    let written = applied.change(registration(), now).unwrap();
    assert_eq!(written.unwritten(now.day()), [Section::Declarations]);
    let whole = written.declare(declared(), now).unwrap();
    assert_eq!(whole.unwritten(now.day()), []);
    let clash = Registrant { number_in_use: true, ..CONFIRMED };
    assert_eq!(whole.clone().submit(clash, now), Err(SupplierRefusal::AlreadyRegistered));
    assert_eq!(whole.submit(CONFIRMED, now).unwrap().state(), SupplierState::Submitted);
}

#[test]
fn what_was_declared_keeps_its_day() {
    let now = at("2026-12-01");
    let again = Declared::parse(&form(), day("2026-12-01")).unwrap();
    let declared = supplier(SupplierState::Draft).declare(again, now).unwrap().declarations;
    assert!(declared.iter().all(|one| one.made_on == day("2026-11-22")) && declared.len() == 4);
}
