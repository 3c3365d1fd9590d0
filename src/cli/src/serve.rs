//! `interleave serve`: the site over HTTP, with the headers that give a page shared memory.

use std::borrow::Cow;
use std::io::Write as _;
use std::net::SocketAddr;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use axum::Router;
use axum::body::Body;
use axum::http::{Method, Response, StatusCode, Uri, header};
use tower_http::compression::CompressionLayer;

use crate::arguments::Serve;

/// What isolates a page, in a frame too, as far as each browser goes: see "Isolation" in ARCHITECTURE.md.
const ISOLATION: [(&str, &str); 4] = [
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-embedder-policy", "require-corp"),
    ("cross-origin-resource-policy", "cross-origin"),
    ("document-isolation-policy", "isolate-and-require-corp"),
];

/// Where the site's files come from.
enum Site {
    Folder(PathBuf),
    #[cfg(feature = "site")]
    Inside,
}

#[cfg(feature = "site")]
#[derive(rust_embed::RustEmbed)]
#[folder = "../../dist"]
struct Embedded;

impl Site {
    fn new(options: &Serve) -> Result<Self> {
        if let Some(folder) = &options.dir {
            if !folder.join("index.html").exists() {
                bail!("{} has no index.html: build the site with `cargo xtask dist`", folder.display());
            }
            return Ok(Self::Folder(folder.clone()));
        }
        #[cfg(feature = "site")]
        return Ok(Self::Inside);
        #[cfg(not(feature = "site"))]
        bail!(
            "this binary was built without the site: build it with `cargo xtask dist`, or name a folder with --dir"
        )
    }

    /// The file at a path without its leading slash; a folder has its index.html.
    fn file(&self, path: &str) -> Option<Cow<'static, [u8]>> {
        let plain = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
        if !plain {
            return None;
        }
        match self {
            Self::Folder(folder) => std::fs::read(folder.join(path)).ok().map(Cow::Owned),
            #[cfg(feature = "site")]
            Self::Inside => Embedded::get(path).map(|file| file.data),
        }
    }
}

/// Serves until Ctrl-C.
///
/// # Errors
/// If there is no site or the port is taken.
pub(crate) fn serve(options: &Serve) -> Result<u8> {
    let site = Arc::new(Site::new(options)?);
    let plain = options.plain;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let address = SocketAddr::new(options.host, options.port);
        let listener = tokio::net::TcpListener::bind(address).await.with_context(|| {
            format!(
                "cannot listen on {address}; another program may have the port: try --port 0 for a free one"
            )
        })?;
        println!("Interleave is at http://{}/   (Ctrl-C ends it)", listener.local_addr()?);
        std::io::stdout().flush()?;
        let router = Router::new()
            .fallback(move |method: Method, uri: Uri| {
                let site = Arc::clone(&site);
                async move { answer(&site, &method, uri.path(), plain) }
            })
            .layer(CompressionLayer::new());
        axum::serve(listener, router)
            .with_graceful_shutdown(async {
                // Without a signal handler the process ends at Ctrl-C all the same.
                if tokio::signal::ctrl_c().await.is_err() {
                    std::future::pending::<()>().await;
                }
            })
            .await?;
        Ok(0)
    })
}

fn answer(site: &Site, method: &Method, path: &str, plain: bool) -> Response<Body> {
    let mut response = Response::builder().header(header::CACHE_CONTROL, "no-cache");
    if !plain {
        for (name, value) in ISOLATION {
            response = response.header(name, value);
        }
    }
    if method != Method::GET && method != Method::HEAD {
        return finish(
            response.status(StatusCode::METHOD_NOT_ALLOWED),
            Cow::Borrowed(b"only GET and HEAD are served"),
        );
    }
    let name = match path.trim_start_matches('/') {
        "" => "index.html".to_owned(),
        folder if folder.ends_with('/') => format!("{folder}index.html"),
        file => file.to_owned(),
    };
    match site.file(&name) {
        Some(content) => {
            let kind = mime_guess::from_path(&name).first_or_octet_stream();
            let charset = if kind.type_() == "text" { "; charset=utf-8" } else { "" };
            finish(response.header(header::CONTENT_TYPE, format!("{kind}{charset}")), content)
        }
        None => {
            let page = site.file("404.html").unwrap_or(Cow::Borrowed(b"There is no such page."));
            finish(
                response
                    .status(StatusCode::NOT_FOUND)
                    .header(header::CONTENT_TYPE, "text/html; charset=utf-8"),
                page,
            )
        }
    }
}

fn finish(response: axum::http::response::Builder, content: Cow<'static, [u8]>) -> Response<Body> {
    response.body(Body::from(content)).expect("names and values of the headers are valid")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> Site {
        let folder = std::env::temp_dir().join(format!("interleave-serve-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("engine")).unwrap();
        std::fs::write(folder.join("index.html"), "page").unwrap();
        std::fs::write(folder.join("engine/engine_bg.wasm"), "wasm").unwrap();
        Site::Folder(folder)
    }

    #[test]
    fn paths() {
        let site = site();
        for (path, status, kind) in [
            ("/", 200, "text/html; charset=utf-8"),
            ("/index.html", 200, "text/html; charset=utf-8"),
            ("/engine/engine_bg.wasm", 200, "application/wasm"),
            ("/missing.js", 404, "text/html; charset=utf-8"),
            ("/../Cargo.toml", 404, "text/html; charset=utf-8"),
            ("//etc/passwd", 404, "text/html; charset=utf-8"),
        ] {
            let response = answer(&site, &Method::GET, path, false);
            assert_eq!(response.status().as_u16(), status, "{path}");
            assert_eq!(response.headers()[header::CONTENT_TYPE], kind, "{path}");
            assert_eq!(response.headers()["cross-origin-opener-policy"], "same-origin", "{path}");
        }
    }

    #[test]
    fn a_plain_server_sends_no_isolation_headers() {
        let response = answer(&site(), &Method::GET, "/", true);
        assert!(ISOLATION.iter().all(|(name, _)| !response.headers().contains_key(*name)));
    }

    #[test]
    fn only_reading_is_served() {
        assert_eq!(answer(&site(), &Method::POST, "/", false).status(), StatusCode::METHOD_NOT_ALLOWED);
    }
}
