//! The keys of a client config.

use super::auth_type::{as_pyflyte_reads, suggest_auth_type};
use crate::chart::Chart;
use crate::flyte::config::{Admin, AuthType, section::Section};
use crate::values::{Map, Value};

/// The sections besides `admin`. Source: the registrations in `flytectl/` and `flytestdlib/` at v1.16.8, and `images`,
/// which pyflyte reads.
pub(super) const OTHERS: &[&str] =
    &["console", "storage", "logger", "root", "task", "files", "adminutils", "images", "otel", "prof"];

/// The keys of `admin` that pyflyte reads, in the only case in which it does. Source: flytekit 1.16.31,
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

/// What people write next to `admin` though neither tool reads it there: the sections of pyflyte's old form, of which
/// it reads environment variables still (flytekit 1.16.31, `configuration/internal.py`: `FLYTE_<SECTION>_<OPTION>`),
/// and flytectl's flags for all commands (`flytectl/cmd/root.go` at v1.16.8), which belong into `root` or `task`.
const BESIDE: &[&str] = &[
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

/// All that pyflyte has in its section `secrets`; a chart's values have other keys there.
const SECRETS_OF_PYFLYTE: &[&str] = &["env_prefix", "default_dir", "file_prefix"];

/// Sections of Flyte's processes, which have an `admin` next to them; only who logs in shows.
const OF_PROCESSES: &[&str] = &["event", "task_resources"];

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

/// What many other programs have below a key `admin`, too.
const COMMON: &[&str] = &["endpoint", "clientid", "scopes", "command", "audience"];

/// The key of `admin` at the top of a file, as it was written.
pub fn admin_key(values: &Value) -> Option<&str> {
    let map = values.as_map()?;
    if map.contains_key("admin") {
        return Some("admin");
    }
    let other = map.keys().find(|key| key.eq_ignore_ascii_case("admin"))?;
    Some(other)
}

/// Whether a file is surely a client config: all at its top is what these tools know, and `admin` holds an endpoint and
/// at least one more key of theirs, of which one is a key that other programs do not have. Where `admin` leaves no
/// doubt, sections that no one knows may be next to it. The config of a Flyte process has sections of its own, values
/// have keys of their chart.
pub fn is_client_config(values: &Value) -> bool {
    let Some(top) = values.as_map() else {
        return false;
    };
    let admin = admin_key(values).and_then(|key| values.get(key)?.as_map());
    admin.is_some_and(|admin| {
        let is_known = |(key, entry): (&std::sync::Arc<str>, &crate::values::Entry)| {
            is_known_at_the_top(key) || may_be_beside(admin, key, &entry.value)
        };
        tells(admin) && (top.iter().all(is_known) || (leaves_no_doubt(admin, top) && !Chart::has_own_keys(values)))
    })
}

/// Whether `admin` at the top of a file is one of a client or of a process, so that the file is not a chart's values:
/// with an endpoint, and with settings that only they have.
pub fn has_admin_of_a_client(values: &Value) -> bool {
    let admin = admin_key(values).and_then(|key| values.get(key)?.as_map());
    admin.is_some_and(tells) && !Chart::has_own_keys(values)
}

/// Whether `admin` is a client's whatever else the file holds: it says who logs in and where, by the names that Flyte has
/// for it. Processes log in with a secret, too, but have sections of their own.
fn leaves_no_doubt(admin: &Map, top: &Map) -> bool {
    let has_section_of_processes = top.keys().any(|key| {
        let key = key.to_ascii_lowercase();
        OF_PROCESSES.contains(&&*key) || ONLY_OF_PROCESSES.contains(&&*key)
    });
    match named_flow(admin) {
        Some(AuthType::ClientSecret) => {
            !has_section_of_processes && text(admin, "endpoint").is_some_and(|url| url.starts_with("dns:///"))
        }
        Some(_) => true,
        None => false,
    }
}

/// The flow that goes by Flyte's own name for it, or by a slip of that.
fn named_flow(admin: &Map) -> Option<AuthType> {
    let name = text(admin, "authType")?;
    as_pyflyte_reads(name).filter(|flow| flow.name().eq_ignore_ascii_case(name)).or_else(|| suggest_auth_type(name))
}

/// The text of a key of `admin`, in whatever case.
fn text<'a>(admin: &'a Map, wanted: &str) -> Option<&'a str> {
    let found = admin.iter().find(|(key, _)| key.eq_ignore_ascii_case(wanted));
    found.and_then(|(_, entry)| entry.value.as_str())
}

/// Whether a key that is not a section of theirs may be in a client config all the same. That `admin` is theirs must be
/// plainer for it.
fn may_be_beside(admin: &Map, key: &str, value: &Value) -> bool {
    let key = key.to_ascii_lowercase();
    let flow = text(admin, "authType");
    let is_plain = flow.is_some() || text(admin, "endpoint").is_some_and(|url| url.starts_with("dns:///"));
    let is_a_persons = || {
        let flow = flow.and_then(|name| as_pyflyte_reads(name).or_else(|| suggest_auth_type(name)));
        matches!(flow, Some(AuthType::Pkce | AuthType::DeviceFlow | AuthType::ExternalCommand))
    };
    let is_pyflytes = || {
        value.as_map().is_some_and(|secrets| {
            let mut keys = secrets.keys();
            keys.all(|key| SECRETS_OF_PYFLYTE.contains(&&**key))
        })
    };
    is_plain
        && (BESIDE.contains(&&*key)
            || (key == "secrets" && is_pyflytes())
            || (OF_PROCESSES.contains(&&*key) && is_a_persons()))
}

/// Whether `admin` is one of these tools.
fn tells(admin: &Map) -> bool {
    let lower: Vec<String> = admin.keys().map(|key| key.to_ascii_lowercase()).collect();
    let known: Vec<&str> = lower.iter().map(String::as_str).filter(|key| Admin::KEYS.contains(key)).collect();
    let endpoint =
        admin.iter().find(|(key, _)| key.eq_ignore_ascii_case("endpoint")).and_then(|(_, entry)| entry.value.as_str());
    let is_dns = endpoint.is_some_and(|text| text.starts_with("dns:///"));
    let telling = is_dns || known.iter().any(|key| !COMMON.contains(key));
    // One that was left empty is there all the same.
    let has_endpoint = endpoint.is_some() || (known.contains(&"endpoint") && named_flow(admin).is_some());
    telling && (is_dns || (has_endpoint && known.len() > 1)) && known.len() * 2 > lower.len()
}

/// A section, or a key of `admin` that slipped to the top.
fn is_known_at_the_top(key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    key == "admin" || OTHERS.contains(&&*key) || Admin::KEYS.contains(&&*key) || key.starts_with("x-")
}
