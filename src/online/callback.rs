//! The end of a browser login: the page on this machine that the provider redirects the browser to.

use std::io::{self, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::connect::is_loopback;
use crate::check::network::Callback;

/// The maximum size of a browser's request, in bytes.
const MAX_REQUEST: usize = 64 * 1024;
const PAGE: &str = "<!doctype html><title>flyte-auth</title><p>You can close this page; see the terminal.</p>";

/// Opens the browser, waits for the redirect, and returns the fields of its query.
pub(super) fn wait(callback: &Callback<'_>) -> Result<Vec<(String, String)>, String> {
    let Callback { target, open, limit } = callback;
    if target.scheme() != "http" || !is_loopback(target) {
        return Err("it is not on this machine".to_owned());
    }
    let address = (target.host_str().unwrap_or_default(), target.port_or_known_default().unwrap_or(80));
    let listener = TcpListener::bind(address).map_err(|error| format!("cannot listen there: {}", error.kind()))?;
    listener.set_nonblocking(true).map_err(|error| error.kind().to_string())?;
    if open.scheme() == "https" || is_loopback(open) {
        browse(open.as_str());
    }
    let start = Instant::now();
    while start.elapsed() < *limit {
        match listener.accept() {
            Ok((stream, _)) => {
                // Browsers send other requests, too, such as for an icon.
                if let Ok(Some(path)) = request(stream)
                    && let Ok(url) = target.join(&path)
                    && url.path() == target.path()
                {
                    return Ok(url.query_pairs().into_owned().collect());
                }
            }
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => std::thread::sleep(Duration::from_millis(50)),
            Err(error) => return Err(error.kind().to_string()),
        }
    }
    Err(format!("{} s passed", limit.as_secs()))
}

/// Reads a request, answers it with a page, and returns its path and query.
fn request(mut stream: TcpStream) -> io::Result<Option<String>> {
    stream.set_nonblocking(false)?;
    stream.set_read_timeout(Some(Duration::from_secs(2)))?;
    let mut bytes = Vec::new();
    let mut part = [0; 4096];
    while !bytes.windows(4).any(|end| end == b"\r\n\r\n") && bytes.len() < MAX_REQUEST {
        let read = stream.read(&mut part)?;
        if read == 0 {
            break;
        }
        bytes.extend(part.iter().take(read));
    }
    let text = String::from_utf8_lossy(&bytes);
    let path = text.strip_prefix("GET ").and_then(|rest| rest.split(' ').next()).map(str::to_owned);
    let length = PAGE.len();
    write!(
        stream,
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{PAGE}"
    )?;
    Ok(path)
}

/// Opens the system's browser, if there is one. The URL is printed in any case.
fn browse(url: &str) {
    let (program, before): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        ("rundll32", &["url.dll,FileProtocolHandler"])
    } else {
        ("xdg-open", &[])
    };
    let mut command = Command::new(program);
    let command = command.args(before).arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    // Without a browser, the user opens the printed URL.
    let _ = command.spawn();
}
