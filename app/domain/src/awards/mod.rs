//! The decision, its notice and its standstill.
