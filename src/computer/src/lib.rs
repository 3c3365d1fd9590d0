//! "This computer": the page's third driver. `interleave serve` lends its processes to the page that it serves.
//!
//! The page sends [`interleave_protocol::ToSupervisor`] through a WebSocket and hears
//! [`interleave_protocol::FromSupervisor`], as if this were the supervisor of its Web Workers; `www/computer.js` stands in
//! for that worker.
//!
//! - access.rs: who may run programs here.
//! - limits.rs: what a run may take; queue.rs: whose turn it is.
//! - session.rs: one WebSocket; run.rs: one run, on a thread of its own; frame.rs: messages as bytes.
//!
//! All state belongs to one connection or to one run: when either ends, nothing is left.

mod access;
mod frame;
mod limits;
mod queue;
mod run;
mod session;

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::extract::ws::WebSocketUpgrade;
use axum::http::{HeaderMap, Response, StatusCode, Uri};
use axum::response::IntoResponse;
use axum::routing::any;

use crate::access::Access;
pub use crate::limits::Options;
use crate::queue::Queue;

/// Where the WebSocket is, beside the page.
const PATH: &str = "/computer";

/// Bytes of one message: a program with its files.
const MOST_BYTES: usize = 4 << 20;

/// What `interleave serve` lends.
pub struct Computer {
    access: Access,
    options: Options,
    queue: Queue,
}

impl Computer {
    /// With a new token. None if it is not to be lent.
    ///
    /// # Errors
    /// If the system gives no random bytes.
    pub fn new(options: Options) -> std::io::Result<Option<Arc<Computer>>> {
        if options.no_runs {
            return Ok(None);
        }
        let queue = Queue::new(options.most_runs());
        Ok(Some(Arc::new(Computer { access: Access::new()?, options, queue })))
    }

    async fn connect(
        State(computer): State<Arc<Computer>>,
        headers: HeaderMap,
        upgrade: WebSocketUpgrade,
    ) -> Response<Body> {
        match computer.access.check(&headers) {
            Ok(()) => upgrade
                .max_message_size(MOST_BYTES)
                .max_frame_size(MOST_BYTES)
                .on_upgrade(move |socket| session::serve(socket, computer)),
            Err(why) => (StatusCode::FORBIDDEN, why).into_response(),
        }
    }
}

/// As the server knows it.
pub struct Lent(pub Arc<Computer>);

impl interleave_server::Beside for Lent {
    fn routes(&self) -> Router {
        Router::new().route(PATH, any(Computer::connect)).with_state(Arc::clone(&self.0))
    }

    fn listening(&self, port: u16) -> String {
        self.0.access.listening(port)
    }

    fn told(&self) -> String {
        format!("Who has this address can run programs on this computer. {}", self.0.options.words())
    }

    fn enter(&self, uri: &Uri) -> Option<Response<Body>> {
        self.0.access.enter(uri)
    }

    fn mark(&self, headers: &HeaderMap) -> String {
        let words = self.0.options.words();
        match self.0.access.check_token(headers) {
            Ok(()) => format!("<meta name=interleave-computer content=\"{words}\">"),
            Err(why) => format!("<meta name=interleave-computer data-why=\"{why}\">"),
        }
    }

    fn end(&self) {
        self.0.queue.close();
    }
}
