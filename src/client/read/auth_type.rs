//! The names of `admin.authType`.

use crate::diagnostic::near;
use crate::flyte::config::AuthType;

/// Names that only pyflyte knows. Source: flytekit 1.16.31, `configuration/__init__.py` (`AuthType`).
const OF_PYFLYTE: &[(&str, AuthType)] = &[
    ("standard", AuthType::Pkce),
    ("basic", AuthType::ClientSecret),
    ("client_credentials", AuthType::ClientSecret),
    ("external_process", AuthType::ExternalCommand),
];

const ALL: [AuthType; 4] = [AuthType::ClientSecret, AuthType::Pkce, AuthType::ExternalCommand, AuthType::DeviceFlow];

/// Reads a name as pyflyte does: as the name of a constant, in any case. Source: flytekit 1.16.31,
/// `clients/auth_helper.py` (`get_authenticator`).
pub fn as_pyflyte_reads(name: &str) -> Option<AuthType> {
    let of_both = ALL.into_iter().map(|flow| (flow.name(), flow));
    of_both.chain(OF_PYFLYTE.iter().copied()).find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, flow)| flow)
}

/// Returns the most similar flow for a name that neither tool knows: `client_secret`, `device flow`, `Pkcee`.
pub fn suggest_auth_type(name: &str) -> Option<AuthType> {
    let bare: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    let known = near(&bare, ALL.map(AuthType::name))?;
    ALL.into_iter().find(|flow| flow.name() == known)
}

#[cfg(test)]
mod tests {
    use super::{as_pyflyte_reads, suggest_auth_type};
    use crate::flyte::config::AuthType::{ClientSecret, DeviceFlow, ExternalCommand, Pkce};

    #[test]
    fn pyflyte_accepts_any_case_and_older_names() {
        for (name, flow) in [
            ("pkce", Some(Pkce)),
            ("STANDARD", Some(Pkce)),
            ("clientSecret", Some(ClientSecret)),
            ("basic", Some(ClientSecret)),
            ("external_process", Some(ExternalCommand)),
            ("deviceflow", Some(DeviceFlow)),
            ("device_flow", None),
            ("client-secret", None),
        ] {
            assert_eq!(as_pyflyte_reads(name), flow, "{name}");
        }
    }

    #[test]
    fn corrects_typos() {
        for (name, flow) in [
            ("client_secret", Some(ClientSecret)),
            ("device flow", Some(DeviceFlow)),
            ("Pkcee", Some(Pkce)),
            ("gcp_id_token", None),
            ("none", None),
        ] {
            assert_eq!(suggest_auth_type(name), flow, "{name}");
        }
    }
}
