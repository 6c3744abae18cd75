//! Enumerations, and durations as fields.

use super::field::Field;
use super::lenient;
use crate::go::Nanoseconds;
use crate::values::{Kind, Value};

/// The issuer of access tokens. Source: `flyteadmin/auth/config/authorizationservertype_enumer.go` at v1.16.8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuthServerType {
    /// flyteadmin itself.
    SelfServer,
    /// The identity provider.
    External,
}

/// The way in which a client gets its token. Source: `flyteidl/clients/go/admin/authtype_enumer.go` at v1.16.8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuthType {
    /// Client credentials.
    ClientSecret,
    /// The login in a browser.
    Pkce,
    /// A program of the user.
    ExternalCommand,
    /// A code that is entered on another device.
    DeviceFlow,
}

/// `SameSite` of the login cookies. Source: `flyteadmin/auth/config/samesite_enumer.go` at v1.16.8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::enum_variant_names, reason = "the names are those of Go's `net/http`")]
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

/// Implements an enumeration: its names in the order of their numbers.
macro_rules! enumeration {
    ($type:ident: $( $name:literal => $variant:ident ),+) => {
        impl $type {
            /// The names that Flyte accepts, case-sensitive.
            pub const NAMES: &'static [&'static str] = &[$($name),+];

            /// Returns the name that Flyte accepts for the variant.
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
                // Other values are read as numbers: "1" and true are valid, and so is the empty string.
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
