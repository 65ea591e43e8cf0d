//! A department's need, from its draft to its close.
