//! Parses URLs like Go, with its errors.

use super::GoUrl;

/// Parses like Go's `url.Parse`. The error is Go's reason.
pub(super) fn parse(text: &str) -> Result<GoUrl, String> {
    if text.bytes().any(|byte| byte < b' ' || byte == 0x7f) {
        return Err("net/url: invalid control character in URL".to_owned());
    }
    let mut url = GoUrl::default();
    let rest = match text.split_once('#') {
        Some((rest, fragment)) => {
            url.fragment = Some(fragment.to_owned());
            rest
        }
        None => text,
    };
    if rest == "*" {
        "*".clone_into(&mut url.path);
        return Ok(url);
    }
    let (scheme, rest) = split_scheme(rest)?;
    url.scheme = scheme.to_ascii_lowercase();
    let rest = match rest.split_once('?') {
        Some((rest, query)) => {
            url.query = Some(query.to_owned());
            rest
        }
        None => rest,
    };
    if !rest.starts_with('/') {
        if !url.scheme.is_empty() {
            rest.clone_into(&mut url.opaque);
            return Ok(url);
        }
        if rest.split('/').next().is_some_and(|segment| segment.contains(':')) {
            return Err("first path segment in URL cannot contain colon".to_owned());
        }
    }
    let with_authority = !url.scheme.is_empty() || !rest.starts_with("///");
    let path = match rest.strip_prefix("//").filter(|_| with_authority) {
        // `dns:///host` has an empty authority.
        Some(rest) => {
            let (authority, path) = rest.find('/').and_then(|slash| rest.split_at_checked(slash)).unwrap_or((rest, ""));
            let host = match authority.rsplit_once('@') {
                Some((user, host)) => {
                    url.user = Some(user.to_owned());
                    host
                }
                None => authority,
            };
            check_host(host)?;
            host.clone_into(&mut url.host);
            url.has_authority = true;
            path
        }
        None => rest,
    };
    check_escapes(path)?;
    path.clone_into(&mut url.path);
    Ok(url)
}

fn split_scheme(text: &str) -> Result<(&str, &str), String> {
    for (index, character) in text.char_indices() {
        match character {
            'a'..='z' | 'A'..='Z' => {}
            '0'..='9' | '+' | '-' | '.' if index > 0 => {}
            ':' if index == 0 => return Err("missing protocol scheme".to_owned()),
            ':' => return Ok(text.split_once(':').unwrap_or(("", text))),
            _ => break,
        }
    }
    Ok(("", text))
}

fn check_host(host: &str) -> Result<(), String> {
    let port = if host.starts_with('[') {
        let Some((_, rest)) = host.rsplit_once(']') else {
            return Err("missing ']' in host".to_owned());
        };
        rest
    } else {
        host.rfind(':').and_then(|colon| host.get(colon..)).unwrap_or("")
    };
    let valid_port = port.is_empty()
        || port.strip_prefix(':').is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
    if !valid_port {
        return Err(format!("invalid port {port:?} after host"));
    }
    if let Some(bad) = host.chars().find(|c| matches!(c, ' ' | '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}')) {
        // Go accepts quotes and angle brackets in a host.
        if !matches!(bad, '"' | '<' | '>') {
            return Err(format!("invalid character {:?} in host name", bad.to_string()));
        }
    }
    check_escapes(host)
}

fn check_escapes(text: &str) -> Result<(), String> {
    for (index, _) in text.match_indices('%') {
        let escape: String = text.get(index..).unwrap_or("").chars().take(3).collect();
        let digits = escape.chars().skip(1).filter(char::is_ascii_hexdigit).count();
        if digits != 2 {
            return Err(format!("invalid URL escape {escape:?}"));
        }
    }
    Ok(())
}
