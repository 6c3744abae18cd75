//! The network. Nothing else in this crate connects to another machine, and without the feature `online` this module is
//! left out.
//!
//! | file | holds |
//! | --- | --- |
//! | `connect` | TCP and TLS, through the environment's proxy |
//! | `proxy` | the choice of the proxy, and `CONNECT` |
//! | `http` | one HTTP/1.1 request |
//! | `grpc` | one gRPC call over HTTP/2 |
//! | `trust` | the trusted CAs, and the reasons for refusing a certificate |
//! | `callback` | the page at the end of a browser login |
//! | `certificate` | reading certificates |

mod callback;
mod certificate;
mod connect;
mod grpc;
mod http;
mod proxy;
mod trust;

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use tokio::runtime::{Builder, Runtime};
use url::Url;

use crate::check::network::{Callback, GrpcAnswer, GrpcCall, HttpAnswer, HttpRequest, Network, Unreachable};
use proxy::Proxies;
use trust::Trust;

/// The network of this machine.
pub struct Internet {
    /// `None` only during the drop.
    runtime: Option<Runtime>,
    trust: Arc<Trust>,
    proxies: Proxies,
    timeout: Duration,
}

/// The reasons why the network cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum OfflineError {
    /// The system provides no event loop.
    #[error("cannot start a network runtime")]
    Runtime(#[from] std::io::Error),
    /// The CA file contains no certificate.
    #[error("the CA file contains no certificate in PEM format")]
    NoCertificate,
    /// The TLS library refuses the CAs.
    #[error("cannot use these CAs: {0}")]
    Tls(String),
}

impl Internet {
    /// Creates a network that trusts the system's CAs and those of `ca_file` (PEM), and uses the environment's proxies.
    /// `timeout` applies to each request.
    pub fn new(ca_file: Option<&[u8]>, timeout: Duration) -> Result<Self, OfflineError> {
        Ok(Self {
            runtime: Some(Builder::new_current_thread().enable_io().enable_time().build()?),
            trust: Arc::new(Trust::new(ca_file)?),
            proxies: Proxies::of_environment(),
            timeout,
        })
    }

    /// Waits for a response until the timeout.
    fn wait<T>(&self, url: &Url, answer: impl Future<Output = Result<T, Unreachable>>) -> Result<T, Unreachable> {
        let runtime = self.runtime.as_ref();
        let timed = runtime.map(|runtime| runtime.block_on(async { tokio::time::timeout(self.timeout, answer).await }));
        timed.and_then(Result::ok).unwrap_or_else(|| {
            Err(Unreachable::TimedOut { address: connect::address(url), seconds: self.timeout.as_secs() })
        })
    }
}

impl Drop for Internet {
    fn drop(&mut self) {
        // The system may still be looking up a name, whose result isn't needed any more.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

impl Network for Internet {
    fn http(&self, request: &HttpRequest) -> Result<HttpAnswer, Unreachable> {
        self.wait(&request.url, http::send(request, &self.trust, &self.proxies))
    }

    fn grpc(&self, call: &GrpcCall) -> Result<GrpcAnswer, Unreachable> {
        self.wait(&call.server, grpc::send(call, &self.trust, &self.proxies))
    }

    fn callback(&self, callback: &Callback<'_>) -> Result<Vec<(String, String)>, String> {
        callback::wait(callback)
    }
}
