//! Who may run programs here: whoever has the address that was printed. Its token becomes a cookie, which scripts cannot read and
//! other sites' pages do not send; and the page that opens a WebSocket must be this server's own.

use std::sync::OnceLock;

use axum::body::Body;
use axum::http::{HeaderMap, Response, StatusCode, Uri, header};

/// Of the address that was printed.
const TOKEN: &str = "token";

pub(crate) struct Access {
    token: String,
    /// Cookies are of a host, whatever the port: so the port is in its name.
    cookie: OnceLock<String>,
}

impl Access {
    /// With a new token of 128 bits.
    pub(crate) fn new() -> std::io::Result<Access> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes).map_err(|error| std::io::Error::other(error.to_string()))?;
        let token = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Access { token, cookie: OnceLock::new() })
    }

    /// The server listens now; returns the query of the address with the token.
    pub(crate) fn listening(&self, port: u16) -> String {
        self.cookie.get_or_init(|| format!("interleave-{port}"));
        format!("?{TOKEN}={}", self.token)
    }

    /// Answers the address that was printed: leads to the page, without the token, so that no link that is shared has it.
    pub(crate) fn enter(&self, uri: &Uri) -> Option<Response<Body>> {
        let query = uri.query()?;
        let mut rest = Vec::new();
        let mut given = None;
        for pair in query.split('&') {
            match pair.split_once('=') {
                Some((TOKEN, token)) => given = Some(token),
                _ => rest.push(pair),
            }
        }
        let given = given?;
        let target = if rest.is_empty() {
            uri.path().to_owned()
        } else {
            format!("{}?{}", uri.path(), rest.join("&"))
        };
        let mut response = Response::builder()
            .status(StatusCode::SEE_OTHER)
            .header(header::LOCATION, target)
            .header(header::CACHE_CONTROL, "no-store");
        if same(given, &self.token) {
            let name = self.cookie.get().map_or("", String::as_str);
            let cookie = format!("{name}={given}; Path=/; HttpOnly; SameSite=Lax");
            response = response.header(header::SET_COOKIE, cookie);
        }
        Some(response.body(Body::empty()).expect("a path and a cookie are valid headers"))
    }

    /// Whether a request has the token.
    ///
    /// # Errors
    /// What is wrong and what to do, as sentences.
    pub(crate) fn check_token(&self, headers: &HeaderMap) -> Result<(), &'static str> {
        let name = self.cookie.get().map_or("", String::as_str);
        let cookies = headers.get_all(header::COOKIE).iter().filter_map(|cookies| cookies.to_str().ok());
        let mut pairs =
            cookies.flat_map(|cookies| cookies.split(';')).filter_map(|pair| pair.trim().split_once('='));
        if pairs.any(|(key, value)| key == name && same(value, &self.token)) {
            Ok(())
        } else {
            Err(
                "This page may not run programs on this computer: open the address that interleave serve has printed, with its token.",
            )
        }
    }

    /// Whether a request for a WebSocket comes from a page of this server that has the token.
    ///
    /// # Errors
    /// What is wrong and what to do, as sentences.
    pub(crate) fn check(&self, headers: &HeaderMap) -> Result<(), &'static str> {
        let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
        let origin = text(header::ORIGIN).and_then(|origin| origin.split_once("://")).map(|(_, host)| host);
        if origin.is_none() || origin != text(header::HOST) {
            return Err("Only a page of this server may run programs on this computer.");
        }
        self.check_token(headers)
    }
}

/// Compares without telling by the time it takes how much is right.
fn same(given: &str, right: &str) -> bool {
    let differ = given.bytes().zip(right.bytes()).fold(0, |differ, (a, b)| differ | (a ^ b));
    given.len() == right.len() && differ == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn access() -> Access {
        let access = Access { token: "abc".into(), cookie: OnceLock::new() };
        assert_eq!(access.listening(80), "?token=abc");
        access
    }

    #[test]
    fn the_token_becomes_a_cookie_and_leaves_the_address() {
        for (address, target, cookie) in [
            ("/", None, false),
            ("/?embed=1", None, false),
            ("/?token=abc", Some("/"), true),
            ("/?embed=1&token=abc&theme=dark", Some("/?embed=1&theme=dark"), true),
            ("/?token=abd", Some("/"), false),
            ("/?token=ab", Some("/"), false),
            ("/?token=", Some("/"), false),
        ] {
            let response = access().enter(&address.parse().unwrap());
            let header = |name| response.as_ref()?.headers().get(name)?.to_str().ok();
            assert_eq!(header(header::LOCATION), target, "{address}");
            assert_eq!(header(header::SET_COOKIE).is_some(), cookie, "{address}");
        }
    }

    #[test]
    fn only_the_servers_own_page_with_the_token_gets_in() {
        let (right, host) = (Some("other=1; interleave-80=abc"), Some("127.0.0.1:80"));
        for (cookie, origin, host, allowed) in [
            (right, Some("http://127.0.0.1:80"), host, true),
            (right, Some("https://lessons.example"), Some("lessons.example"), true),
            (right, Some("http://127.0.0.1:81"), host, false),
            (right, Some("http://evil.example"), host, false),
            (right, Some("null"), host, false),
            (right, None, host, false),
            (right, Some("http://127.0.0.1:80"), None, false),
            (None, Some("http://127.0.0.1:80"), host, false),
            (Some("interleave-80=abd"), Some("http://127.0.0.1:80"), host, false),
            (Some("interleave-81=abc"), Some("http://127.0.0.1:80"), host, false),
        ] {
            let mut headers = HeaderMap::new();
            for (name, value) in [(header::COOKIE, cookie), (header::ORIGIN, origin), (header::HOST, host)] {
                if let Some(value) = value {
                    headers.insert(name, value.parse().unwrap());
                }
            }
            assert_eq!(access().check(&headers).is_ok(), allowed, "{cookie:?} {origin:?} {host:?}");
        }
    }

    #[test]
    fn each_start_has_another_token() {
        let tokens = [Access::new().unwrap().token, Access::new().unwrap().token];
        assert_eq!(tokens.each_ref().map(String::len), [32, 32]);
        assert_ne!(tokens[0], tokens[1]);
    }
}
