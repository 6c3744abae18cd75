//! A small model of Keycloak 26: the names that it reads in a realm file, and the claims of its access tokens.

use serde_json::{Map, Value, json};

/// The fields that flyte-auth writes (`org.keycloak.representations.idm`, Keycloak 26). Keycloak rejects the import of
/// others: `Unrecognized field`.
const REALM: [&str; 12] = [
    "realm",
    "displayName",
    "enabled",
    "sslRequired",
    "defaultRole",
    "roles",
    "users",
    "clientScopeMappings",
    "clients",
    "clientScopes",
    "defaultDefaultClientScopes",
    "defaultOptionalClientScopes",
];
const CLIENT: [&str; 21] = [
    "clientId",
    "name",
    "description",
    "rootUrl",
    "baseUrl",
    "enabled",
    "clientAuthenticatorType",
    "redirectUris",
    "webOrigins",
    "standardFlowEnabled",
    "implicitFlowEnabled",
    "directAccessGrantsEnabled",
    "serviceAccountsEnabled",
    "publicClient",
    "protocol",
    "attributes",
    "fullScopeAllowed",
    "protocolMappers",
    "defaultClientScopes",
    "optionalClientScopes",
    "consentRequired",
];
const SCOPE: [&str; 5] = ["name", "description", "protocol", "attributes", "protocolMappers"];
const MAPPER: [&str; 5] = ["name", "protocol", "protocolMapper", "consentRequired", "config"];
const ROLE: [&str; 5] = ["name", "description", "composite", "composites", "clientRole"];
const USER: [&str; 3] = ["username", "enabled", "serviceAccountClientId"];

/// Fails if a name is not one of Keycloak's, or if the target of a reference does not exist.
pub(crate) fn check_names(realm: &Value) {
    only(realm, &REALM);
    let mut mappers = list(&realm["clientScopes"]);
    mappers.extend(list(&realm["clients"]));
    for mapper in mappers.iter().flat_map(|it| list(&it["protocolMappers"])) {
        only(&mapper, &MAPPER);
        let config = mapper["config"].as_object().unwrap();
        assert!(config.values().all(Value::is_string), "{mapper}");
    }
    let scopes: Vec<Value> = list(&realm["clientScopes"]);
    for scope in &scopes {
        only(scope, &SCOPE);
    }
    // Every realm has `offline_access`.
    let exists = |name: &Value| name == "offline_access" || scopes.iter().any(|scope| scope["name"] == *name);
    for client in list(&realm["clients"]) {
        only(&client, &CLIENT);
        for key in ["defaultClientScopes", "optionalClientScopes"] {
            assert!(list(&client[key]).iter().all(exists), "{client}");
        }
    }
    assert!(list(&realm["defaultDefaultClientScopes"]).iter().all(exists));
    for user in list(&realm["users"]) {
        only(&user, &USER);
        let client = &user["serviceAccountClientId"];
        assert!(list(&realm["clients"]).iter().any(|it| it["clientId"] == *client));
    }
    let account: Vec<Value> = list(&realm["roles"]["client"]["account"]);
    for role in account.iter().chain(&list(&realm["roles"]["realm"])) {
        only(role, &ROLE);
        for part in list(&role["composites"]["client"]["account"]) {
            assert!(account.iter().any(|role| role["name"] == part), "{role}");
        }
    }
    if !account.is_empty() {
        assert_eq!(realm["roles"]["realm"][0]["name"], realm["defaultRole"]["name"]);
    }
}

fn only(value: &Value, names: &[&str]) {
    for name in value.as_object().unwrap().keys() {
        assert!(names.contains(&name.as_str()), "{name} in {value}");
    }
}

fn list(value: &Value) -> Vec<Value> {
    value.as_array().cloned().unwrap_or_default()
}

/// The claims of an access token for a client that requests `scope`: of its service account, or of a user. `None` is
/// `invalid_scope`.
pub(crate) fn token(realm: &Value, client_id: &str, scope: &str) -> Option<Map<String, Value>> {
    let clients = list(&realm["clients"]);
    let client = clients.iter().find(|client| client["clientId"] == client_id).unwrap();
    let is_service = client["serviceAccountsEnabled"] == true;
    let optional = list(&client["optionalClientScopes"]);
    let default = list(&client["defaultClientScopes"]);
    let asked: Vec<Value> = scope.split_whitespace().filter(|word| *word != "openid").map(|word| json!(word)).collect();
    if asked.iter().any(|word| !default.contains(word) && !optional.contains(word)) {
        return None;
    }
    let mut claims = Map::new();
    claims.insert("azp".to_owned(), json!(client_id));
    let in_force = |name: &Value| default.contains(name) || asked.contains(name);
    let mut words = Vec::new();
    for scope in list(&realm["clientScopes"]).iter().filter(|scope| in_force(&scope["name"])) {
        if scope["attributes"]["include.in.token.scope"] == "true" {
            words.push(scope["name"].as_str().unwrap().to_owned());
        }
        for mapper in list(&scope["protocolMappers"]) {
            if mapper["config"]["access.token.claim"] == "true" {
                apply(&mapper, client_id, is_service, &mut claims);
            }
        }
    }
    claims.insert("scope".to_owned(), json!(words.join(" ")));
    Some(claims)
}

/// Adds the claims of a mapper. A user has an account with roles, a service account of this realm does not.
fn apply(mapper: &Value, client_id: &str, is_service: bool, claims: &mut Map<String, Value>) {
    let config = |key: &str| mapper["config"][key].as_str();
    let mut audience = |text: &str| {
        let list = claims.entry("aud").or_insert_with(|| json!([]));
        list.as_array_mut().unwrap().push(json!(text));
    };
    match mapper["protocolMapper"].as_str().unwrap() {
        // A client takes precedence, even an empty one (`AudienceProtocolMapper`).
        "oidc-audience-mapper" => match config("included.client.audience") {
            Some(client) => audience(client),
            None => audience(config("included.custom.audience").unwrap()),
        },
        "oidc-audience-resolve-mapper" if !is_service => audience("account"),
        "oidc-hardcoded-claim-mapper" => {
            let text = config("claim.value").unwrap();
            let value = match config("jsonType.label").unwrap() {
                "JSON" => serde_json::from_str(text).unwrap(),
                _ => json!(text),
            };
            claims.insert(config("claim.name").unwrap().to_owned(), value);
        }
        "oidc-sub-mapper" => {
            let subject = if is_service { "the service account" } else { "a person" };
            claims.insert("sub".to_owned(), json!(subject));
        }
        // Only client credentials set this note (`ClientCredentialsGrantType`).
        "oidc-usersessionmodel-note-mapper" if is_service && config("user.session.note") == Some("client_id") => {
            claims.insert(config("claim.name").unwrap().to_owned(), json!(client_id));
        }
        "oidc-usermodel-attribute-mapper" if !is_service => {
            let claim = config("claim.name").unwrap().to_owned();
            claims.insert(claim, json!("of a person"));
        }
        _ => {}
    }
}
