//! The page, as far as islands touch it.

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, Event, EventTarget, HtmlTemplateElement, NodeList};

/// What a woken island serves: the element right before it.
pub fn served_by(line: &Element) -> Option<Element> {
    line.closest("leptos-island").ok()??.previous_element_sibling()
}

/// The first element inside that fits.
pub fn find<T: JsCast>(within: &Element, selector: &str) -> Option<T> {
    within.query_selector(selector).ok()??.dyn_into().ok()
}

/// All elements inside that fit, in order.
pub fn find_all(within: &Element, selector: &str) -> Vec<Element> {
    within.query_selector_all(selector).map(elements).unwrap_or_default()
}

/// All elements of the page that fit, in order.
pub fn find_everywhere(selector: &str) -> Vec<Element> {
    document().query_selector_all(selector).map(elements).unwrap_or_default()
}

fn elements(found: NodeList) -> Vec<Element> {
    (0..found.length()).filter_map(|index| found.get(index)?.dyn_into().ok()).collect()
}

/// A copy of what the `<template>` inside holds.
pub fn copy_template(within: &Element) -> Option<Element> {
    let template: HtmlTemplateElement = find(within, "template")?;
    let copy = template.content().first_element_child()?.clone_node_with_deep(true).ok()?;
    copy.dyn_into().ok()
}

/// An attribute's value, or nothing.
pub fn attribute(element: &Element, name: &str) -> String {
    element.get_attribute(name).unwrap_or_default()
}

/// Sets an attribute.
pub fn set(element: &Element, name: &str, value: &str) {
    let _ = element.set_attribute(name, value);
}

/// Takes an attribute away.
pub fn unset(element: &Element, name: &str) {
    let _ = element.remove_attribute(name);
}

/// Writes what the element says.
pub fn say(element: &Element, text: &str) {
    element.set_text_content(Some(text));
}

/// The element that fits, of those an event happened in, innermost first.
pub fn hit(event: &Event, selector: &str) -> Option<Element> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.closest(selector).ok()?
}

/// Acts on every event of a kind for as long as the page lives.
pub fn on(target: &EventTarget, event: &str, act: impl FnMut(Event) + 'static) {
    let act: Box<dyn FnMut(Event)> = Box::new(act);
    let act = Closure::wrap(act).into_js_value();
    let _ = target.add_event_listener_with_callback(event, act.unchecked_ref());
}
