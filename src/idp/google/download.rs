//! The file that Google's console offers for download when a client is created.

use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::diagnostic::Fault;
use crate::secret::Secret;

/// A client in a `client_secret_….json`. Source: Google Identity, *OAuth 2.0 client secrets*.
#[derive(Debug)]
pub struct DownloadedClient {
    pub id: String,
    pub secret: Secret,
}

#[derive(Deserialize)]
struct Download<'a> {
    #[serde(borrow)]
    web: Option<WebClient<'a>>,
    installed: Option<IgnoredAny>,
}

#[derive(Deserialize)]
struct WebClient<'a> {
    client_id: &'a str,
    client_secret: &'a str,
}

impl DownloadedClient {
    /// Parses the file; `None` if it is another file.
    pub fn parse(text: &[u8]) -> Option<Result<Self, Fault>> {
        let download: Download<'_> = serde_json::from_slice(text).ok()?;
        match download {
            Download { web: Some(client), .. } => {
                Some(Ok(Self { id: client.client_id.to_owned(), secret: Secret::as_written(client.client_secret) }))
            }
            Download { installed: Some(_), .. } => Some(Err(Fault::new(
                "this is the file of a Google client of type \"Desktop app\", which cannot have Flyte's redirect URI",
            )
            .help("create a client of type \"Web application\" and use its file"))),
            Download { .. } => None,
        }
    }
}
