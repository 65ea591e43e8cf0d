//! What a supplier submits, and when it counts.
