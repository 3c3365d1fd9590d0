//! The site over HTTP, with the headers that give a page shared memory. Knows no engine, so that `cargo xtask serve` has it within
//! seconds; `interleave serve` is the same.

use std::borrow::Cow;
use std::future::IntoFuture as _;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io::Write as _;
use std::net::{IpAddr, SocketAddr};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Response, StatusCode, Uri, header};
use clap::Args;
use tower_http::compression::CompressionLayer;

/// What is served beside the site.
pub trait Beside: Send + Sync {
    /// Routes of its own.
    fn routes(&self) -> Router;

    /// The server listens at this port; returns the query of the address that is printed.
    fn listening(&self, port: u16) -> String;

    /// What is said below that address.
    fn told(&self) -> String;

    /// Answers a request for a page in place of the site.
    fn enter(&self, uri: &Uri) -> Option<Response<Body>>;

    /// What the page has at its end, in HTML, for whoever sends these headers.
    fn mark(&self, headers: &HeaderMap) -> String;

    /// The server ends: nothing is to be left.
    fn end(&self);
}

/// What to serve, and where.
#[derive(Args)]
pub struct Options {
    /// Port; 0 takes a free one
    #[arg(long, default_value_t = 8000)]
    pub port: u16,
    /// Address to listen on; loopback keeps the page to this machine
    #[arg(long, default_value = "127.0.0.1")]
    pub host: IpAddr,
    /// Serve this folder in place of the site inside the binary
    #[arg(long)]
    pub dir: Option<PathBuf>,
    /// Send no isolation headers, as a static host does
    #[arg(long)]
    pub plain: bool,
    /// Reload the page in the browser when its files change
    #[arg(long)]
    pub reload: bool,
}

/// What a page that reloads itself has at its end, and the script that it names: that asks for the page's tag, which the hashes in it
/// change with each build.
const RELOAD: &str = "<script type=module src=reload.js></script>";
const RELOAD_SCRIPT: &str =
    "const tag = async () => (await fetch(document.baseURI, { method: 'HEAD', cache: 'no-store' })).headers.get('etag');
const mine = await tag();
setInterval(async () => { const now = await tag().catch(() => mine); if (now && now !== mine) location.reload(); }, 700);
";

/// What the page and its workers may load, as `index.html` says itself on hosts that send no headers: scripts of the site and no
/// others, WebAssembly, and with `src=` in a link lessons from anywhere.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self' blob: https: http:; manifest-src 'self'; base-uri 'none'; form-action 'none'";

/// What isolates a page, in a frame too, as far as each browser goes: see "Isolation" in ARCHITECTURE.md.
const ISOLATION: [(&str, &str); 4] = [
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-embedder-policy", "require-corp"),
    ("cross-origin-resource-policy", "cross-origin"),
    ("document-isolation-policy", "isolate-and-require-corp"),
];

/// What other sites load, as a module too.
const EMBED: &str = "embed.js";

/// How files are sent.
#[derive(Default)]
struct Manner {
    /// Without isolation headers.
    plain: bool,
    /// With a script that reloads the page.
    reload: bool,
    /// With something beside them.
    beside: Option<Arc<dyn Beside>>,
}

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
    fn new(options: &Options) -> Result<Self> {
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
pub fn serve(options: &Options, beside: Option<Arc<dyn Beside>>) -> Result<()> {
    let site = Site::new(options)?;
    let manner = Manner { plain: options.plain, reload: options.reload, beside: beside.clone() };
    let served = Arc::new((site, manner));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let address = SocketAddr::new(options.host, options.port);
        let listener = tokio::net::TcpListener::bind(address).await.with_context(|| {
            format!(
                "cannot listen on {address}; another program may have the port: try --port 0 for a free one"
            )
        })?;
        let address = listener.local_addr()?;
        let query = beside.as_ref().map(|beside| beside.listening(address.port())).unwrap_or_default();
        println!("Interleave is at http://{address}/{query}   (Ctrl-C ends it)");
        if let Some(beside) = &beside {
            println!("{}", beside.told());
        }
        std::io::stdout().flush()?;
        let router = Router::new()
            .fallback(move |method: Method, uri: Uri, headers: HeaderMap| {
                let served = Arc::clone(&served);
                async move { answer(&served.0, &method, &uri, &headers, &served.1) }
            })
            .layer(CompressionLayer::new())
            .merge(beside.as_ref().map(|beside| beside.routes()).unwrap_or_default());
        // Connections that wait for the next request are not waited for.
        tokio::select! {
            served = axum::serve(listener, router).into_future() => served?,
            () = asked_to_end() => {}
        }
        if let Some(beside) = beside {
            beside.end();
        }
        Ok(())
    })
}

/// Waits for Ctrl-C, or for a service manager. Without a handler the process ends at a signal all the same.
async fn asked_to_end() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => signal.recv().await,
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        _ = terminate => {}
    }
}

fn answer(site: &Site, method: &Method, uri: &Uri, headers: &HeaderMap, manner: &Manner) -> Response<Body> {
    let path = uri.path();
    let mut response = Response::builder();
    if !manner.plain {
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
    if let Some(response) = manner.beside.as_ref().and_then(|beside| beside.enter(uri)) {
        return response;
    }
    let own = (manner.reload && name == "reload.js").then_some(Cow::Borrowed(RELOAD_SCRIPT.as_bytes()));
    if name == EMBED && !manner.plain {
        response = response.header(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    }
    let Some(mut content) = own.or_else(|| site.file(&name)) else {
        let page = site.file("404.html").unwrap_or(Cow::Borrowed(b"There is no such page."));
        response = response.status(StatusCode::NOT_FOUND).header(header::CACHE_CONTROL, "no-cache");
        return finish(response.header(header::CONTENT_TYPE, "text/html; charset=utf-8"), page);
    };
    // The page for what is not there has a script in it.
    response = response.header(header::CONTENT_SECURITY_POLICY, POLICY);
    // What a page has at its end for its visitor counts: who has the token now must not see the page from before.
    if name == "index.html"
        && let Some(beside) = &manner.beside
    {
        content.to_mut().extend_from_slice(beside.mark(headers).as_bytes());
    }
    let tag = tag(&content);
    if manner.reload && name == "index.html" {
        content.to_mut().extend_from_slice(RELOAD.as_bytes());
    }
    response = response.header(header::ETAG, &tag).header(header::CACHE_CONTROL, lifetime(&name));
    let known = headers.get(header::IF_NONE_MATCH).and_then(|known| known.to_str().ok());
    if known.is_some_and(|known| known.split(',').any(|known| known.trim() == tag)) {
        return finish(response.status(StatusCode::NOT_MODIFIED), Cow::Borrowed(b""));
    }
    let kind = mime_guess::from_path(&name).first_or_octet_stream();
    let charset = if kind.type_() == "text" { "; charset=utf-8" } else { "" };
    finish(response.header(header::CONTENT_TYPE, format!("{kind}{charset}")), content)
}

/// What a browser is to remember a content by (RFC 9110, 8.8.3). Weak, because it may be sent compressed.
fn tag(content: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    content.hash(&mut hasher);
    format!("W/\"{:016x}\"", hasher.finish())
}

/// How long a browser may keep a file without asking: for ever where its name has the hash of its content, as trunk writes it.
fn lifetime(name: &str) -> &'static str {
    let stem = name.rsplit('/').next().unwrap_or(name).split(['.', '_']).next().unwrap_or_default();
    let hashed = stem
        .rsplit_once('-')
        .is_some_and(|(_, hash)| hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()));
    if hashed { "public, max-age=31536000, immutable" } else { "no-cache" }
}

fn finish(response: axum::http::response::Builder, content: Cow<'static, [u8]>) -> Response<Body> {
    response.body(Body::from(content)).expect("names and values of the headers are valid")
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;

    /// A small site, made once: tests run side by side.
    fn site() -> Site {
        static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
            let folder = std::env::temp_dir().join(format!("interleave-serve-{}", std::process::id()));
            std::fs::create_dir_all(folder.join("engine")).unwrap();
            std::fs::write(folder.join("index.html"), "page").unwrap();
            std::fs::write(folder.join("embed.js"), "script").unwrap();
            std::fs::write(folder.join("engine/engine_bg.wasm"), "wasm").unwrap();
            folder
        });
        Site::Folder(FOLDER.clone())
    }

    fn get(path: &str, manner: &Manner) -> Response<Body> {
        answer(&site(), &Method::GET, &path.parse().unwrap(), &HeaderMap::new(), manner)
    }

    #[test]
    fn paths() {
        for (path, status, kind) in [
            ("/", 200, "text/html; charset=utf-8"),
            ("/index.html", 200, "text/html; charset=utf-8"),
            ("/engine/engine_bg.wasm", 200, "application/wasm"),
            ("/missing.js", 404, "text/html; charset=utf-8"),
            ("/../Cargo.toml", 404, "text/html; charset=utf-8"),
            ("//etc/passwd", 404, "text/html; charset=utf-8"),
        ] {
            let response = get(path, &Manner::default());
            assert_eq!(response.status().as_u16(), status, "{path}");
            assert_eq!(response.headers()[header::CONTENT_TYPE], kind, "{path}");
            assert_eq!(response.headers()["cross-origin-opener-policy"], "same-origin", "{path}");
        }
    }

    #[test]
    fn only_the_sites_own_scripts_run() {
        let page = include_str!("../../../index.html");
        assert!(page.contains(POLICY), "index.html says the same on hosts that send no headers");
        let inline = page.split("<script").skip(1).filter(|script| !script.trim_start().starts_with("src="));
        assert_eq!(inline.collect::<Vec<_>>(), [""; 0]);
        for manner in [Manner::default(), Manner { reload: true, plain: true, beside: None }] {
            let response = get("/", &manner);
            assert_eq!(response.headers()[header::CONTENT_SECURITY_POLICY], POLICY);
        }
        let reload = Manner { reload: true, ..Manner::default() };
        for (manner, status) in [(reload, 200), (Manner::default(), 404)] {
            let response = get("/reload.js", &manner);
            assert_eq!(response.status().as_u16(), status);
        }
    }

    #[test]
    fn other_sites_may_load_what_embeds() {
        for (path, plain, allowed) in
            [("/embed.js", false, true), ("/embed.js", true, false), ("/", false, false)]
        {
            let manner = Manner { plain, ..Manner::default() };
            let response = get(path, &manner);
            assert_eq!(
                response.headers().contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN),
                allowed,
                "{path}"
            );
        }
    }

    #[test]
    fn a_plain_server_sends_no_isolation_headers() {
        let response = get("/", &Manner { plain: true, ..Manner::default() });
        assert!(ISOLATION.iter().all(|(name, _)| !response.headers().contains_key(*name)));
    }

    #[test]
    fn only_reading_is_served() {
        let response =
            answer(&site(), &Method::POST, &Uri::from_static("/"), &HeaderMap::new(), &Manner::default());
        assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED);
    }

    #[test]
    fn what_has_not_changed_is_not_sent_again() {
        let tag = get("/", &Manner::default()).headers()[header::ETAG].clone();
        for (known, status) in [(tag, 304), ("W/\"0\"".parse().unwrap(), 200)] {
            let headers = HeaderMap::from_iter([(header::IF_NONE_MATCH, known)]);
            let response =
                answer(&site(), &Method::GET, &Uri::from_static("/"), &headers, &Manner::default());
            assert_eq!(response.status().as_u16(), status);
        }
    }

    /// Marks the page for whoever has a cookie.
    struct Marks;

    impl Beside for Marks {
        fn routes(&self) -> Router {
            Router::new()
        }

        fn listening(&self, _: u16) -> String {
            String::new()
        }

        fn told(&self) -> String {
            String::new()
        }

        fn enter(&self, uri: &Uri) -> Option<Response<Body>> {
            uri.query().map(|query| {
                Response::builder().status(303).header("location", query).body(Body::empty()).unwrap()
            })
        }

        fn mark(&self, headers: &HeaderMap) -> String {
            headers.get(header::COOKIE).map_or("<none>".into(), |_| "<cookie>".into())
        }

        fn end(&self) {}
    }

    #[tokio::test]
    async fn what_is_beside_marks_the_page_for_its_visitor() {
        let manner = Manner { beside: Some(Arc::new(Marks)), ..Manner::default() };
        let cookie = HeaderMap::from_iter([(header::COOKIE, "a=b".parse().unwrap())]);
        let mut tags = Vec::new();
        for (path, headers, content) in [
            ("/", HeaderMap::new(), "page<none>"),
            ("/", cookie.clone(), "page<cookie>"),
            ("/embed.js", cookie, "script"),
        ] {
            let response = answer(&site(), &Method::GET, &path.parse().unwrap(), &headers, &manner);
            tags.push(response.headers()[header::ETAG].clone());
            let body = axum::body::to_bytes(response.into_body(), 1000).await.unwrap();
            assert_eq!(body, content, "{path}");
        }
        assert_ne!(tags[0], tags[1], "a browser asks anew");
        assert_eq!(get("/?there", &manner).headers()["location"], "there");
    }

    #[test]
    fn hashed_names_are_kept() {
        for (name, kept) in [
            ("index.html", false),
            ("engine/engine_bg.wasm", false),
            ("interleave-ui-1a2b3c4d5e6f7a8b.js", true),
            ("interleave-ui-1a2b3c4d5e6f7a8b_bg.wasm", true),
            ("snippets/interleave-ui-1a2b3c4d5e6f7a8b/inline0.js", false),
            ("some-ordinary-worded.js", false),
        ] {
            assert_eq!(lifetime(name).contains("immutable"), kept, "{name}");
        }
    }
}
