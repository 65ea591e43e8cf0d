//! What both sides signed, and what becomes of it.
