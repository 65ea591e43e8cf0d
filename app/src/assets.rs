//! Script, stylesheet and mark: read once at start-up, named by their content, kept in memory.

use axum::body::Bytes;
use services::random::{hex, sha256};
use std::path::Path;

/// One file as it is served.
#[derive(Debug, Clone)]
pub struct Asset {
    /// Its name under `/pkg/`, which changes with its content.
    pub name: String,
    /// Its media type.
    pub media_type: &'static str,
    /// Its content.
    pub plain: Bytes,
    /// The same compressed with brotli, if the build made it.
    pub brotli: Option<Bytes>,
}

/// What pages refer to.
#[derive(Debug, Clone, Default)]
pub struct Assets {
    files: Vec<Asset>,
    stylesheet: Option<String>,
    mark: Option<String>,
    /// Common stem of script and wasm; absent when the browser half was not built.
    browser_half: Option<String>,
    /// The same of what seals bids.
    sealer: Option<String>,
    /// The same of what uses officers' keys.
    opener: Option<String>,
}

impl Assets {
    /// Reads what the build left in `folder/pkg`. What is missing is left out: pages are complete without script.
    pub fn read(folder: &Path) -> Assets {
        let read = |name: &str| std::fs::read(folder.join("pkg").join(name)).ok();
        let mut assets = Assets::default();
        assets.browser_half = assets.add_module("marketplace", read);
        assets.sealer = assets.add_module("sealer", read);
        assets.opener = assets.add_module("opener", read);
        if let Some(css) = read("marketplace.css") {
            let name = format!("marketplace-{}.css", &hex(&sha256(&css))[..12]);
            assets.stylesheet = Some(format!("/pkg/{name}"));
            assets.add(name, "text/css; charset=utf-8", css, read("marketplace.css.br"));
        }
        if let Some(svg) = read("favicon.svg") {
            let name = format!("mark-{}.svg", &hex(&sha256(&svg))[..12]);
            assets.mark = Some(format!("/pkg/{name}"));
            assets.add(name, "image/svg+xml", svg, read("favicon.svg.br"));
        }
        assets
    }

    /// A script and its wasm; their common stem.
    fn add_module(&mut self, module: &str, read: impl Fn(&str) -> Option<Vec<u8>>) -> Option<String> {
        let (script, wasm) = (read(&format!("{module}.js"))?, read(&format!("{module}.wasm"))?);
        // Script and wasm belong together, so they share one name.
        let digest = sha256(&[script.as_slice(), &wasm].concat());
        let stem = format!("{module}-{}", &hex(&digest)[..12]);
        let script_brotli = read(&format!("{module}.js.br"));
        self.add(format!("{stem}.js"), "text/javascript; charset=utf-8", script, script_brotli);
        self.add(format!("{stem}.wasm"), "application/wasm", wasm, read(&format!("{module}.wasm.br")));
        Some(stem)
    }

    fn add(&mut self, name: String, media_type: &'static str, plain: Vec<u8>, brotli: Option<Vec<u8>>) {
        self.files.push(Asset { name, media_type, plain: plain.into(), brotli: brotli.map(Bytes::from) });
    }

    /// The file with this name.
    pub fn find(&self, name: &str) -> Option<&Asset> {
        self.files.iter().find(|file| file.name == name)
    }

    /// Address of the stylesheet.
    pub fn stylesheet(&self) -> Option<&str> {
        self.stylesheet.as_deref()
    }

    /// Address of the mark.
    pub fn mark(&self) -> Option<&str> {
        self.mark.as_deref()
    }

    /// Common stem of script and wasm.
    pub fn browser_half(&self) -> Option<&str> {
        self.browser_half.as_deref()
    }

    /// Common stem of the script and the wasm that seal bids.
    pub fn sealer(&self) -> Option<&str> {
        self.sealer.as_deref()
    }

    /// Common stem of the script and the wasm that use officers' keys.
    pub fn opener(&self) -> Option<&str> {
        self.opener.as_deref()
    }
}
