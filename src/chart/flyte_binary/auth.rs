//! `004-auth.yaml`: flyteadmin's `auth` section and `server.security.useAuth`.

use super::config::CONFIGMAP;
use super::names::BinaryNames;
use super::storage::is_given;
use crate::chart::LOGIN_SCOPES;
use crate::chart::build::Build;
use crate::chart::template::{RenderContext, TemplateError, at, handed_on, tpl_yaml};
use crate::flyte::{BuiltInClient, ConfigFile};
use crate::values::print::print;
use crate::values::{Entry, Kind, Map, Value};
use crate::yaml::YamlVersion;

const NAME: &str = "004-auth.yaml";
const BUILD: Build = Build::file(NAME);

/// Renders the file of a release with authentication enabled.
pub(super) fn file(context: &RenderContext<'_>, names: &BinaryNames) -> Result<ConfigFile, TemplateError> {
    let mut app_auth = Map::default();
    let own_server = at(context, CONFIGMAP, &["configuration", "auth", "enableAuthServer"])?;
    if own_server.is_some_and(Value::is_truthy) {
        app_auth.insert("selfAuthServer".into(), BUILD.entry(BUILD.map([("staticClients", static_clients())])));
    }
    let client = at(context, CONFIGMAP, &["configuration", "auth", "flyteClient"])?
        .map_or_else(|| Value::null(BUILD.origin()), handed_on);
    app_auth.insert("thirdPartyConfig".into(), BUILD.entry(BUILD.map([("flyteClient", client)])));
    let uris = authorized_uris(context, names)?;
    let base_url = required(context, "baseUrl", "OIDC base URL required when authentication is enabled")?;
    let client_id = required(context, "clientId", "OIDC client ID required when authentication is enabled")?;
    let open_id = BUILD.map([("baseUrl", base_url), ("clientId", client_id), ("scopes", BUILD.texts(&LOGIN_SCOPES))]);
    let auth = BUILD.map([
        ("appAuth", Value::map(app_auth, BUILD.origin())),
        ("authorizedUris", uris),
        ("userAuth", BUILD.map([("openId", open_id)])),
    ]);
    let server = BUILD.map([("security", BUILD.map([("useAuth", BUILD.yes())]))]);
    Ok(ConfigFile { name: NAME, content: BUILD.map([("auth", auth), ("server", server)]) })
}

/// Returns the clients of the internal server, whose names are in the template.
fn static_clients() -> Value {
    let client = |client: BuiltInClient| {
        let mut map = Map::default();
        let mut set = |key: &str, value: Value| map.insert(key.into(), BUILD.entry(value));
        set("grant_types", BUILD.texts(client.grant_types));
        set("id", BUILD.text(client.id));
        if client.is_public {
            set("public", BUILD.yes());
            set("redirect_uris", BUILD.texts(client.redirect_uris));
        }
        set("response_types", BUILD.texts(client.response_types));
        set("scopes", BUILD.texts(client.scopes));
        (client.id, Value::map(map, BUILD.origin()))
    };
    BUILD.map([BuiltInClient::FLYTEPROPELLER, BuiltInClient::FLYTE_CLI, BuiltInClient::FLYTECTL].map(client))
}

/// Returns the user's URIs, followed by four addresses of a Service.
fn authorized_uris(context: &RenderContext<'_>, names: &BinaryNames) -> Result<Value, TemplateError> {
    let path = ["configuration", "auth", "authorizedUris"];
    let given = match at(context, CONFIGMAP, &path)?.filter(|uris| uris.is_truthy()) {
        None => None,
        Some(uris) => Some(tpl_yaml(
            uris,
            context,
            CONFIGMAP,
            "tpl (.Values.configuration.auth.authorizedUris | toYaml) .",
            YamlVersion::V1_2,
        )?),
    };
    let (name, namespace, port) = (&names.fullname, context.namespace, &names.port);
    let own = ["", &format!(".{namespace}"), &format!(".{namespace}.svc"), &format!(".{namespace}.svc.cluster.local")]
        .map(|suffix| format!("http://{name}{suffix}:{port}"));
    let Some(given) = given else {
        return Ok(Value::list(own.iter().map(|uri| BUILD.text(uri)).collect(), BUILD.origin()));
    };
    let kind = match &given.kind {
        Kind::List(items) => {
            let mut items = items.to_vec();
            items.extend(own.iter().map(|uri| BUILD.text(uri)));
            Kind::List(items.into())
        }
        // The entries that follow are at the column of the key: after anything but a list, the file is not YAML and the
        // process does not start.
        _ => Kind::Unknown("not a list: 004-auth.yaml is not YAML with it".into()),
    };
    Ok(Value::new(kind, given.origin))
}

/// Returns the draft's replacement for a missing required value.
pub(super) fn not_given() -> Value {
    Value::new(Kind::Unknown("not given".into()), BUILD.origin())
}

/// Returns a required value of `configuration.auth.oidc`; the template quotes it.
fn required(context: &RenderContext<'_>, key: &str, message: &str) -> Result<Value, TemplateError> {
    let value = at(context, CONFIGMAP, &["configuration", "auth", "oidc", key])?;
    match value.filter(|value| is_given(Some(value))) {
        Some(value) => Ok(Value::string(print(value), value.origin.clone())),
        None => context.failed(CONFIGMAP.stated(message), not_given()),
    }
}

/// Renders `014-auth-secrets.yaml` with the hash of flytepropeller's secret.
pub(super) fn hash_file(hash: &Value) -> ConfigFile {
    let name = "014-auth-secrets.yaml";
    let build = Build::file(name);
    let mut client = Map::default();
    client.insert("client_secret".into(), Entry::new(Value::string(print(hash), hash.origin.clone())));
    let clients = build.map([(BuiltInClient::FLYTEPROPELLER.id, Value::map(client, build.origin()))]);
    let server = build.map([("selfAuthServer", build.map([("staticClients", clients)]))]);
    ConfigFile { name, content: build.map([("auth", build.map([("appAuth", server)]))]) }
}
