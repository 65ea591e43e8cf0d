//! Values above which a purchase needs more: more quotations, the agreement's rules, a higher board, vetting.

use super::Dated;
use crate::money::Money;

/// Largest purchase for which two written quotations are enough; above it five are asked for (T2).
pub const FEW_QUOTATIONS: &[Dated<Money>] = &[Dated {
    in_force_from: (2019, 4, 1),
    value: Money::from_dollars(500_000),
    source: "Stores and Procurement Regulations, number of quotations; to be confirmed with the Treasury",
}];

/// Goods and services of bureaux and departments from which the procurement agreement applies (T4).
pub const AGREEMENT_DEPARTMENT: &[Dated<Money>] = &[Dated {
    in_force_from: (2026, 1, 1),
    value: Money::from_dollars(1_379_040),
    source: "GPA, 130,000 SDR at USD 1.36 and HKD 7.80; to be replaced by the equivalent notified every two years",
}];

/// Goods and services of other public bodies from which the procurement agreement applies (T4).
pub const AGREEMENT_PUBLIC_BODY: &[Dated<Money>] = &[Dated {
    in_force_from: (2026, 1, 1),
    value: Money::from_dollars(4_243_200),
    source: "GPA, 400,000 SDR at USD 1.36 and HKD 7.80; to be replaced by the equivalent notified every two years",
}];

/// Construction from which the procurement agreement applies (T4).
pub const AGREEMENT_CONSTRUCTION: &[Dated<Money>] = &[Dated {
    in_force_from: (2026, 1, 1),
    value: Money::from_dollars(53_040_000),
    source: "GPA, 5,000,000 SDR at USD 1.36 and HKD 7.80; to be replaced by the equivalent notified every two years",
}];

/// Largest tender a department's own committee approves (T5).
pub const DEPARTMENT_COMMITTEE: &[Dated<Money>] = &[Dated {
    in_force_from: (2019, 4, 1),
    value: Money::from_dollars(5_000_000),
    source: "Stores and Procurement Regulations, tender committees; to be confirmed with the Treasury",
}];

/// Largest tender the Government Logistics Department Tender Board approves (T5).
pub const LOGISTICS_BOARD: &[Dated<Money>] = &[Dated {
    in_force_from: (2019, 4, 1),
    value: Money::from_dollars(30_000_000),
    source: "Stores and Procurement Regulations, tender boards; to be confirmed with the Treasury",
}];

/// Computerisation above this needs the approval of the legislature's finance committee (T7).
pub const FINANCE_COMMITTEE: &[Dated<Money>] = &[Dated {
    in_force_from: (2019, 4, 1),
    value: Money::from_dollars(20_000_000),
    source: "Finance Committee of the Legislative Council, delegated limit for computerisation",
}];

/// Service contracts above this need the recommended tenderer's finances vetted (T6).
pub const VETTING_SERVICES: &[Dated<Option<Money>>] = &[Dated {
    in_force_from: (2019, 4, 1),
    value: Some(Money::from_dollars(15_000_000)),
    source: "Stores and Procurement Regulations, financial vetting of service contracts",
}];

/// Goods contracts above this need the recommended tenderer's finances vetted; none did before 2026 (T6).
pub const VETTING_GOODS: &[Dated<Option<Money>>] = &[
    Dated { in_force_from: (2019, 4, 1), value: None, source: "goods were not vetted before 2026" },
    Dated {
        in_force_from: (2026, 1, 1),
        value: Some(Money::from_dollars(15_000_000)),
        source: "Stores and Procurement Regulations, financial vetting extended to goods",
    },
];
