//! How bids are marked and ranked.
