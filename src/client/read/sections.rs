//! The keys of a client config, and the recognition of such files.

use super::auth_type::{as_pyflyte_reads, suggest_auth_type};
use crate::chart::Chart;
use crate::flyte::config::{Admin, AuthType, section::Section};
use crate::values::{Map, Value};

/// Sections besides `admin`. Source: the registrations in `flytectl/` and `flytestdlib/` at v1.16.8, and `images`,
/// which pyflyte reads.
pub(super) const OTHERS: &[&str] =
    &["console", "storage", "logger", "root", "task", "files", "adminutils", "images", "otel", "prof"];

/// The keys of `admin` that pyflyte reads, in the only case that it accepts. Source: flytekit 1.16.31,
/// `configuration/internal.py`.
pub const PYFLYTE_KEYS: &[&str] = &[
    "endpoint",
    "insecure",
    "insecureSkipVerify",
    "caCertFilePath",
    "authType",
    "command",
    "proxyCommand",
    "clientId",
    "clientSecretLocation",
    "clientSecretEnvVar",
    "scopes",
    "audience",
    "httpProxyURL",
];

/// Keys that users write next to `admin`, though neither tool reads them there: the sections of pyflyte's old format,
/// which now work only as environment variables (flytekit 1.16.31, `configuration/internal.py`:
/// `FLYTE_<SECTION>_<OPTION>`), and flytectl's global flags (`flytectl/cmd/root.go` at v1.16.8), which belong into
/// `root` or `task`.
const MISPLACED: &[&str] = &[
    "persistence",
    "aws",
    "gcp",
    "azure",
    "local",
    "credentials",
    "platform",
    "sdk",
    "project",
    "domain",
    "org",
    "output",
    "interactive",
];

/// All keys of pyflyte's section `secrets`; a chart's values have other keys there.
const SECRETS_OF_PYFLYTE: &[&str] = &["env_prefix", "default_dir", "file_prefix"];

/// Sections of Flyte's processes that occur next to `admin`. Only the flow then tells a process's config from a
/// client's.
const SHARED_WITH_PROCESSES: &[&str] = &["event", "task_resources"];

/// Further sections of Flyte's processes. Source: the registrations in `flyteadmin/`, `flytepropeller/` and
/// `flyteplugins/` at v1.16.8.
const ONLY_OF_PROCESSES: &[&str] = &[
    "propeller",
    "server",
    "auth",
    "catalog-cache",
    "cluster_resources",
    "clusters",
    "database",
    "domains",
    "externalevents",
    "flyteadmin",
    "k8s",
    "k8s-array",
    "namespace_mapping",
    "notifications",
    "plugins",
    "qualityofservice",
    "queues",
    "remotedata",
    "scheduler",
    "tasklogs",
    "tasks",
    "webhook",
];

/// Keys that many other programs have below `admin`, too.
const COMMON: &[&str] = &["endpoint", "clientid", "scopes", "command", "audience"];

/// Returns the key `admin` at the top of a file, as written.
pub fn admin_key(values: &Value) -> Option<&str> {
    let map = values.as_map()?;
    if map.contains_key("admin") {
        return Some("admin");
    }
    let other = map.keys().find(|key| key.eq_ignore_ascii_case("admin"))?;
    Some(other)
}

/// Returns whether a file is certainly a client config: these tools know all its top-level keys, and `admin` holds an
/// endpoint and at least one more of their keys, one of which other programs don't have. If `admin` is unambiguous,
/// unknown sections may be next to it. The config of a Flyte process has sections of its own, and values have their
/// chart's keys.
pub fn is_client_config(values: &Value) -> bool {
    let Some(top) = values.as_map() else {
        return false;
    };
    let admin = admin_key(values).and_then(|key| values.get(key)?.as_map());
    admin.is_some_and(|admin| {
        let is_known = |(key, entry): (&std::sync::Arc<str>, &crate::values::Entry)| {
            is_known_at_the_top(key) || may_be_beside(admin, key, &entry.value)
        };
        configures_tools(admin)
            && (top.iter().all(is_known) || (is_unambiguous(admin, top) && !Chart::has_own_keys(values)))
    })
}

/// Returns whether the top-level `admin` belongs to a client or a process, so that the file is not a chart's values: it
/// has an endpoint and settings that only they have.
pub fn has_admin_of_a_client(values: &Value) -> bool {
    let admin = admin_key(values).and_then(|key| values.get(key)?.as_map());
    admin.is_some_and(configures_tools) && !Chart::has_own_keys(values)
}

/// Returns whether `admin` is a client's regardless of the file's other keys: it names a flow and an endpoint in
/// Flyte's terms. Processes log in with a secret, too, but have sections of their own.
fn is_unambiguous(admin: &Map, top: &Map) -> bool {
    let has_section_of_processes = top.keys().any(|key| {
        let key = key.to_ascii_lowercase();
        SHARED_WITH_PROCESSES.contains(&&*key) || ONLY_OF_PROCESSES.contains(&&*key)
    });
    match named_flow(admin) {
        Some(AuthType::ClientSecret) => {
            !has_section_of_processes && text(admin, "endpoint").is_some_and(|url| url.starts_with("dns:///"))
        }
        Some(_) => true,
        None => false,
    }
}

/// Returns the flow, if it has Flyte's own name or a misspelled one.
fn named_flow(admin: &Map) -> Option<AuthType> {
    let name = text(admin, "authType")?;
    as_pyflyte_reads(name).filter(|flow| flow.name().eq_ignore_ascii_case(name)).or_else(|| suggest_auth_type(name))
}

/// Returns the text of a key of `admin`, in any case.
fn text<'a>(admin: &'a Map, key: &str) -> Option<&'a str> {
    let found = admin.iter().find(|(other, _)| other.eq_ignore_ascii_case(key));
    found.and_then(|(_, entry)| entry.value.as_str())
}

/// Returns whether an unknown section may be in a client config nevertheless, which requires stronger evidence from
/// `admin`.
fn may_be_beside(admin: &Map, key: &str, value: &Value) -> bool {
    let key = key.to_ascii_lowercase();
    let flow = text(admin, "authType");
    let is_plain = flow.is_some() || text(admin, "endpoint").is_some_and(|url| url.starts_with("dns:///"));
    let is_user_flow = || {
        let flow = flow.and_then(|name| as_pyflyte_reads(name).or_else(|| suggest_auth_type(name)));
        matches!(flow, Some(AuthType::Pkce | AuthType::DeviceFlow | AuthType::ExternalCommand))
    };
    let has_pyflyte_keys = || {
        value.as_map().is_some_and(|secrets| {
            let mut keys = secrets.keys();
            keys.all(|key| SECRETS_OF_PYFLYTE.contains(&&**key))
        })
    };
    is_plain
        && (MISPLACED.contains(&&*key)
            || (key == "secrets" && has_pyflyte_keys())
            || (SHARED_WITH_PROCESSES.contains(&&*key) && is_user_flow()))
}

/// Returns whether `admin` configures one of these tools: it has an endpoint, or nothing but their keys with a flow.
fn configures_tools(admin: &Map) -> bool {
    let lower: Vec<String> = admin.keys().map(|key| key.to_ascii_lowercase()).collect();
    let known: Vec<&str> = lower.iter().map(String::as_str).filter(|key| Admin::KEYS.contains(key)).collect();
    let endpoint =
        admin.iter().find(|(key, _)| key.eq_ignore_ascii_case("endpoint")).and_then(|(_, entry)| entry.value.as_str());
    let is_dns = endpoint.is_some_and(|text| text.starts_with("dns:///"));
    let is_specific = is_dns || known.iter().any(|key| !COMMON.contains(key));
    // An empty endpoint counts as present.
    let has_endpoint = endpoint.is_some() || (known.contains(&"endpoint") && named_flow(admin).is_some());
    let is_flow_only = named_flow(admin).is_some() && known.len() == lower.len();
    is_flow_only || (is_specific && (is_dns || (has_endpoint && known.len() > 1)) && known.len() * 2 > lower.len())
}

/// Returns whether a key is a section, or a key of `admin` that was misplaced at the top.
fn is_known_at_the_top(key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    key == "admin" || OTHERS.contains(&&*key) || Admin::KEYS.contains(&&*key) || key.starts_with("x-")
}
