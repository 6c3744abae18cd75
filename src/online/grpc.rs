//! Makes one unary gRPC call on a new connection (<https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md>).

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::header::{CONTENT_TYPE, TE, USER_AGENT};
use hyper::{Request, Version};
use hyper_util::rt::{TokioExecutor, TokioIo};

use super::connect::{Protocol, connect};
use super::http::{AGENT, authenticated, not_http, texts};
use super::proxy::Proxies;
use super::trust::Trust;
use crate::check::network::{GrpcAnswer, GrpcCall, MAX_BODY, Unreachable, header};

/// Sends a call and reads the response with its trailers.
pub(super) async fn send(call: &GrpcCall, trust: &Trust, proxies: &Proxies) -> Result<GrpcAnswer, Unreachable> {
    let url = &call.server;
    let fault = |error: &hyper::Error| not_http(url, error);
    let (connection, _) = connect(url, Protocol::Http2, trust, proxies).await?;
    let handshake = hyper::client::conn::http2::handshake(TokioExecutor::new(), TokioIo::new(connection)).await;
    let (mut sender, driver) = handshake.map_err(|error| fault(&error))?;
    tokio::spawn(async move { driver.await.ok() });
    let target = url.join(call.method).map_err(|error| not_http(url, &error))?;
    let builder = Request::builder()
        .method("POST")
        .version(Version::HTTP_2)
        .uri(target.as_str())
        .header(CONTENT_TYPE, "application/grpc")
        .header(TE, "trailers")
        .header(USER_AGENT, AGENT);
    let request = authenticated(builder, &call.credentials).body(Full::new(framed(&call.message)));
    let request = request.map_err(|error| not_http(url, &error))?;
    let answer = sender.send_request(request).await.map_err(|error| fault(&error))?;
    let http_status = answer.status().as_u16();
    let mut headers = texts(answer.headers());
    let mut body = answer.into_body();
    let mut bytes = Vec::new();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| fault(&error))?;
        match frame.into_data() {
            Ok(data) => bytes.extend(data.iter().take(MAX_BODY - bytes.len())),
            Err(frame) => headers.extend(frame.trailers_ref().map(texts).unwrap_or_default()),
        }
        if bytes.len() == MAX_BODY {
            break;
        }
    }
    let message = header(&headers, "grpc-message").map(percent_decoded).unwrap_or_default();
    Ok(GrpcAnswer {
        http_status,
        status: header(&headers, "grpc-status").and_then(|status| status.parse().ok()),
        message,
        headers,
        response: unframed(&bytes),
    })
}

/// Frames a message: a zero byte for "not compressed", and the length in four bytes.
fn framed(message: &[u8]) -> Bytes {
    let length = u32::try_from(message.len()).unwrap_or(u32::MAX);
    let mut bytes = vec![0];
    bytes.extend(length.to_be_bytes());
    bytes.extend(message);
    bytes.into()
}

/// Returns the first message of a body, if it is complete and not compressed.
fn unframed(bytes: &[u8]) -> Option<Vec<u8>> {
    let (flag, rest) = bytes.split_first()?;
    let (length, rest) = rest.split_first_chunk::<4>()?;
    let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
    (*flag == 0).then(|| rest.get(..length).map(<[u8]>::to_vec)).flatten()
}

/// Decodes `grpc-message`, which is percent-encoded.
fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after.first_chunk::<2>().and_then(|digits| std::str::from_utf8(digits).ok());
        let code = code.and_then(|digits| u8::from_str_radix(digits, 16).ok()).filter(|_| *first == b'%');
        bytes.push(code.unwrap_or(*first));
        rest = if code.is_some() { after.get(2..).unwrap_or_default() } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::{framed, percent_decoded, unframed};

    #[test]
    fn framed_messages_round_trip() {
        for message in [&b""[..], b"a", &[7; 300]] {
            assert_eq!(unframed(&framed(message)).as_deref(), Some(message));
        }
        for broken in [&b""[..], &[0, 0, 0], &[0, 0, 0, 0, 2, 1], &[1, 0, 0, 0, 1, 1]] {
            assert_eq!(unframed(broken), None);
        }
    }

    #[test]
    fn decodes_the_status_message() {
        assert_eq!(percent_decoded("token%20parse error 100% %e2%9c%93 %"), "token parse error 100% ✓ %");
    }
}
