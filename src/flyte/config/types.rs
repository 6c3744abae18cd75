//! Enumerations and durations.

use super::field::Field;
use super::lenient;
use crate::values::{Kind, Value};

/// Who issues access tokens. Source: `flyteadmin/auth/config/authorizationservertype_enumer.go` at v1.16.8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuthServerType {
    /// flyteadmin itself.
    SelfServer,
    /// The identity provider.
    External,
}

/// How a client gets its token. Source: `flyteidl/clients/go/admin/authtype_enumer.go` at v1.16.8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuthType {
    /// Client credentials.
    ClientSecret,
    /// The browser.
    Pkce,
    /// A program of the user's.
    ExternalCommand,
    /// A code typed in elsewhere.
    DeviceFlow,
}

/// `SameSite` of the login cookies. Source: `flyteadmin/auth/config/samesite_enumer.go` at v1.16.8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SameSite {
    /// Left to the browser.
    DefaultMode,
    /// `Lax`
    LaxMode,
    /// `Strict`
    StrictMode,
    /// `None`
    NoneMode,
}

/// An enumeration: its names in the order of their numbers.
macro_rules! enumeration {
    ($type:ident: $( $name:literal => $variant:ident ),+) => {
        impl $type {
            /// The names that Flyte takes, which are case-sensitive.
            pub const NAMES: &'static [&'static str] = &[$($name),+];

            /// The name that Flyte takes for it.
            pub const fn name(self) -> &'static str {
                match self { $( Self::$variant => $name ),+ }
            }
        }

        impl Field for $type {
            fn read(value: &Value) -> Result<Self, String> {
                let all = [$( Self::$variant ),+];
                if let Some(found) = value.as_str().and_then(|text| all.iter().find(|one| one.name() == text)) {
                    return Ok(*found);
                }
                // What is no name is read as a number: "1" and true count, and so does the empty string.
                let number = i64::read(value).ok().and_then(|number| usize::try_from(number).ok());
                number.and_then(|number| all.get(number)).copied().ok_or_else(|| {
                    format!("`{}` is not one of {}", crate::values::print::print(value), Self::NAMES.join(", "))
                })
            }

            fn show(&self) -> Kind {
                Kind::String(self.name().into())
            }

            fn schema() -> schemars::Schema {
                lenient::names(Self::NAMES)
            }
        }
    };
}

enumeration!(AuthServerType: "Self" => SelfServer, "External" => External);
enumeration!(AuthType: "ClientSecret" => ClientSecret, "Pkce" => Pkce, "ExternalCommand" => ExternalCommand, "DeviceFlow" => DeviceFlow);
enumeration!(SameSite: "DefaultMode" => DefaultMode, "LaxMode" => LaxMode, "StrictMode" => StrictMode, "NoneMode" => NoneMode);

/// A duration in nanoseconds, as Go keeps it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Nanoseconds(pub i64);

impl Nanoseconds {
    /// Whole seconds.
    pub const fn seconds(seconds: i64) -> Self {
        Self(seconds.saturating_mul(1_000_000_000))
    }

    /// Whole minutes.
    pub const fn minutes(minutes: i64) -> Self {
        Self::seconds(minutes.saturating_mul(60))
    }

    /// Go's `time.ParseDuration`: `1h30m`, `300ms`, `-1.5h`.
    pub fn parse(text: &str) -> Option<Self> {
        let (sign, mut rest) = match text.strip_prefix('-') {
            Some(rest) => (-1.0, rest),
            None => (1.0, text.strip_prefix('+').unwrap_or(text)),
        };
        if rest == "0" {
            return Some(Self(0));
        }
        if rest.is_empty() {
            return None;
        }
        let mut total = 0.0;
        while !rest.is_empty() {
            let length = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
            let (number, after) = rest.split_at_checked(length)?;
            let unit_length = after.find(|c: char| c.is_ascii_digit() || c == '.').unwrap_or(after.len());
            let (unit, after) = after.split_at_checked(unit_length)?;
            let factor = match unit {
                "ns" => 1.0,
                "us" | "µs" | "μs" => 1e3,
                "ms" => 1e6,
                "s" => 1e9,
                "m" => 60e9,
                "h" => 3600e9,
                _ => return None,
            };
            total += number.parse::<f64>().ok()? * factor;
            rest = after;
        }
        #[expect(clippy::cast_possible_truncation, reason = "within range, fractions of a nanosecond do not count")]
        (total < 9.2e18).then_some(Self((sign * total) as i64))
    }

    /// As Go prints it: `1h0m0s`, `30s`, `1.5s`.
    pub fn to_text(self) -> String {
        if self.0 == 0 {
            return "0s".to_owned();
        }
        let (sign, nanoseconds) = (if self.0 < 0 { "-" } else { "" }, self.0.unsigned_abs());
        let (seconds, fraction) = (nanoseconds / 1_000_000_000, nanoseconds % 1_000_000_000);
        if seconds == 0 {
            let text = match fraction {
                0..1_000 => format!("{fraction}ns"),
                1_000..1_000_000 => format!("{}µs", decimal(fraction, 3)),
                _ => format!("{}ms", decimal(fraction, 6)),
            };
            return format!("{sign}{text}");
        }
        let last = decimal((seconds % 60) * 1_000_000_000 + fraction, 9);
        match (seconds / 3600, seconds / 60 % 60) {
            (0, 0) => format!("{sign}{last}s"),
            (0, minutes) => format!("{sign}{minutes}m{last}s"),
            (hours, minutes) => format!("{sign}{hours}h{minutes}m{last}s"),
        }
    }
}

/// `number / 10^digits` without trailing zeros.
fn decimal(number: u64, digits: u32) -> String {
    let unit = 10_u64.pow(digits);
    let (whole, fraction) = (number / unit, number % unit);
    if fraction == 0 {
        return whole.to_string();
    }
    let fraction = format!("{fraction:0width$}", width = digits as usize);
    format!("{whole}.{}", fraction.trim_end_matches('0'))
}

impl Field for Nanoseconds {
    fn read(value: &Value) -> Result<Self, String> {
        match &value.kind {
            Kind::String(text) if text.is_empty() => Ok(Self(0)),
            Kind::String(text) => Self::parse(text).ok_or_else(|| format!("`{text}` is not a duration such as `30m`")),
            Kind::Int(_) | Kind::Float(_) => i64::read(value).map(Self),
            _ => Err("expected a duration".to_owned()),
        }
    }

    fn show(&self) -> Kind {
        Kind::String(self.to_text().into())
    }

    fn schema() -> schemars::Schema {
        lenient::text_of(
            &["string", "number"],
            "duration",
            r"^(|[-+]?(0|(([0-9]+\.?[0-9]*|\.[0-9]+)(ns|us|µs|μs|ms|s|m|h))+))$",
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_gos() {
        for (text, shown) in [
            ("30m", "30m0s"),
            ("1h", "1h0m0s"),
            ("90s", "1m30s"),
            ("1.5s", "1.5s"),
            ("300ms", "300ms"),
            ("-2h3m", "-2h3m0s"),
            ("1us", "1µs"),
        ] {
            assert_eq!(Nanoseconds::parse(text).expect(text).to_text(), shown);
        }
        for text in ["", "30", "m", "1d", "1.2.3s"] {
            assert_eq!(Nanoseconds::parse(text), None, "{text}");
        }
    }
}
