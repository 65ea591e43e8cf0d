//! One listing as the search knows it.

/// A listing, ready to be indexed.
///
/// `title_tokens` and `body_tokens` are what [`super::tokens::of_text`] made of its texts in every
/// language, so that they can be stored beside the listing and read back as they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The listing's UUID.
    pub id: [u8; 16],
    /// Its official number as people write it (`S0042`); searching for it puts this entry first.
    pub reference: String,
    /// Tokens of what a card shows in large: name and supplier.
    pub title_tokens: String,
    /// Tokens of everything else that may be found.
    pub body_tokens: String,
    /// Its filter values; one facet may have several.
    pub facets: Vec<(FacetId, ValueId)>,
    /// What lists are sorted by.
    pub sort: SortKeys,
    /// Whose entry it is.
    pub origin: Origin,
}

/// A kind of filter: task, hosting, department.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FacetId(pub u8);

/// A choice of a filter. Numbers are the caller's and mean something only inside their facet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ValueId(pub u16);

/// What lists are sorted by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SortKeys {
    /// Departments that use it.
    pub reused: u32,
    /// Lowest price in cents; a listing without one comes after all that have one.
    pub price_cents: Option<i64>,
    /// Day of publication, counted from any fixed day.
    pub listed_day: i32,
}

/// Whose entry it is. Hong Kong's own come first among equals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// Offered to Hong Kong's departments.
    HongKong,
    /// Shown for comparison, with its source.
    Reference,
}
