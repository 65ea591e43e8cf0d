//! The few drawings of the service.

use leptos::prelude::*;

/// Two overlapping rings: the mark.
pub fn mark() -> impl IntoView {
    view! {
        <svg viewBox="0 0 48 48" aria-hidden="true" focusable="false">
            <rect class="mark__ground" x="2" y="2" width="44" height="44" rx="9"></rect>
            <path class="mark__overlap" d="M24 13.2a13 13 0 0 1 0 21.6 13 13 0 0 1 0-21.6z"></path>
            <circle class="mark__ring" cx="18" cy="24" r="12.4"></circle>
            <circle class="mark__ring" cx="30" cy="24" r="12.4"></circle>
        </svg>
    }
}

/// A magnifying glass.
pub fn magnifier() -> impl IntoView {
    view! {
        <svg viewBox="0 0 20 20" aria-hidden="true" focusable="false" fill="none" stroke="currentColor" stroke-width="2.4" stroke-linecap="round">
            <circle cx="8.5" cy="8.5" r="5.5"></circle>
            <path d="m13 13 4.5 4.5"></path>
        </svg>
    }
}

/// For information.
pub fn info() -> impl IntoView {
    view! {
        <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <circle cx="12" cy="12" r="10" fill="currentColor"></circle>
            <path class="icon__cut" d="M12 10.5v6.2M12 7.2v.1"></path>
        </svg>
    }
}

/// A warning.
pub fn warn() -> impl IntoView {
    view! {
        <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d="M12 2.5 23 21.5H1z" fill="currentColor"></path>
            <path class="icon__cut" d="M12 9.5v5M12 18v.1"></path>
        </svg>
    }
}

/// Done.
pub fn good() -> impl IntoView {
    view! {
        <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <circle cx="12" cy="12" r="10" fill="currentColor"></circle>
            <path class="icon__cut" d="m7.5 12.3 3 3 6-6.3"></path>
        </svg>
    }
}
