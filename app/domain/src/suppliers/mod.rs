//! Companies that may bid: how they register, are vetted and stay in good standing.
