//! Values with their expected key faults.

mod places;

use super::{Instance, KeyFaultKind, KeysOf, faults, schema, validator};
use crate::chart::Chart::{FlyteBinary, FlyteCore};
use crate::values::{Path, Value, layer_one};

fn read(text: &str) -> Value {
    layer_one("values.yaml", text.as_bytes()).expect(text).values
}

fn list(paths: &[Path]) -> String {
    let paths: Vec<String> = paths.iter().map(Path::to_string).collect();
    paths.join(" or ")
}

/// Formats each fault on a line of its own.
fn faults_of(of: impl Into<KeysOf>, text: &str) -> String {
    let of = of.into();
    let values = read(text);
    let instance = Instance::of(&values, schema(of));
    let validator = validator(of).expect("the schema is one");
    let refused = !validator.is_valid(&instance.json);
    assert_eq!(instance.has_signs, refused, "signs and schema agree: {text}");
    let faults = faults(of, &values).expect("the schema is one");
    let lines: Vec<String> = faults
        .into_iter()
        .map(|fault| {
            let words = match &fault.kind {
                KeyFaultKind::Unknown { suggestion: None } => "unknown".to_owned(),
                KeyFaultKind::Unknown { suggestion: Some(suggestion) } => format!("unknown, meant {suggestion}"),
                KeyFaultKind::Misplaced { belongs } => format!("belongs at {}", list(belongs)),
                KeyFaultKind::OtherChart { chart, belongs } => {
                    format!("of {chart}, here {}", list(belongs))
                }
                KeyFaultKind::WrongCase { canonical } => format!("written {canonical}"),
                KeyFaultKind::Colliding { other, .. } => format!("the same as {other}"),
                KeyFaultKind::WrongType { expected, found } => format!("{found} for {expected}"),
            };
            format!("{}: {words}", fault.path)
        })
        .collect();
    lines.join("\n")
}

fn check(of: impl Into<KeysOf>, cases: &[(&str, &str)]) {
    let of = of.into();
    for (text, expected) in cases {
        assert_eq!(faults_of(of, text), *expected, "{of}: {text}");
    }
}

#[test]
fn reports_misspelled_keys() {
    check(
        FlyteBinary,
        &[
            (
                "configuration: {auth: {oidc: {clientID: x, baseURL: https://i}}}",
                "configuration.auth.oidc.clientID: written clientId\n\
                 configuration.auth.oidc.baseURL: written baseUrl",
            ),
            ("configuration: {Auth: {enabled: true}}", "configuration.Auth: written auth"),
            (
                "configuration: {auth: {clientSecretExternalSecretRef: x}}",
                "configuration.auth.clientSecretExternalSecretRef: unknown, meant clientSecretsExternalSecretRef",
            ),
            ("configration: {auth: {enabled: true}}", "configration: unknown, meant configuration"),
            ("configuration: {auth: {enabled: true, purpose: test}}", "configuration.auth.purpose: unknown"),
            (
                "configuration: {inline: {auth: {appAuth: {selfAuthServer: {staticClients: {flytectl: {id: a, \
                    grantTypes: [x]}}}}}}}",
                "configuration.inline.auth.appAuth.selfAuthServer.staticClients.flytectl.grantTypes: unknown, meant \
                    grant_types",
            ),
            (
                "configuration: {inline: {auth: {appAuth: {externalAuthServer: {AllowedAudiences: [x]}}}}}",
                "configuration.inline.auth.appAuth.externalAuthServer.AllowedAudiences: unknown, meant allowedAudience",
            ),
        ],
    );
    check(FlyteCore, &[("configMap: {adminServer: {auth: {disableForHttp: true}}}", "configMap: written configmap")]);
}

#[test]
fn reports_values_of_the_wrong_type() {
    check(
        FlyteBinary,
        &[
            ("configuration: {auth: yes}", "configuration.auth: a truth value for a map"),
            ("configuration: {auth: {oidc: {clientId: {id: x}}}}", "configuration.auth.oidc.clientId: a map for text"),
            ("configuration: {auth: {enabled: [no]}}", "configuration.auth.enabled: a list for `true` or `false`"),
            (
                "configuration: {auth: {authorizedUris: https://x}}",
                "configuration.auth.authorizedUris: text for a list",
            ),
            (
                "configuration: {inline: {server: {security: {insecureCookieHeader: yess}}}}",
                "configuration.inline.server.security.insecureCookieHeader: text for `true` or `false`",
            ),
            (
                "configuration: {inline: {AUTH: {appAuth: {selfAuthServer: {accessTokenLifespan: 30 minutes}}}}}",
                "configuration.inline.AUTH.appAuth.selfAuthServer.accessTokenLifespan: text for a duration such as \
                    `30m`",
            ),
            (
                "configuration: {inline: {admin: {scopes: [all, {a: b}], maxRetries: many}}}",
                "configuration.inline.admin.scopes[1]: a map for text\n\
                 configuration.inline.admin.maxRetries: text for a whole number",
            ),
        ],
    );
}

#[test]
fn ignores_valid_and_unrelated_keys() {
    for text in [
        "",
        "{}",
        "configuration: null",
        "configuration: {auth: {enabled: 'true', oidc: {clientId: 123}, authorizedUris: ['{{ .Release.Name }}']}}",
        // Flyte's own sections: any case, and weak typing.
        "configuration: {inline: {Auth: {USERAUTH: {openID: {ClientID: 1}}, appAuth: {externalAuthServer: \
            {allowedAudience: 'a,b', retryAttempts: '5'}}}}}",
        "configuration: {inline: {server: {security: {useAuth: 'true', allowCors: 1, allowedOrigins: '*'}}, admin: \
            {tokenRefreshWindow: 5}}}",
        "configuration: {inline: {auth: {userAuth: {openId: {}}, disableForHttp: {}}}}",
        // Placeholders, templates and encrypted values.
        "configuration: {auth: '${AUTH}', inline: {auth: '{{ .Values.x | toYaml }}', server: {security: \
            'ENC[AES256_GCM,data:x]'}}}",
        "configuration: {auth: {authorizedUris: '${URIS}', '{{ .Release.Name }}': 1, '${KEY}': 2}}",
        // A key that a template of the values reads.
        "configuration: {auth: {issuer: https://i, oidc: {baseUrl: '{{ .Values.configuration.auth.issuer }}'}}}",
        // Anchors.
        "configuration: {auth: {x-client: &c {clientId: a}, oidc: *c}}",
        "x: &a {baseUrl: https://i, clientId: w}\nconfiguration: {auth: {oidc: *a, internal: {<<: *a, clientSecret: \
            s}}}",
        // Keys that null deletes.
        "configuration: {auth: {appAuth: null, gone: null}}",
        // Other charts and sections next to.
        "keycloak: {auth: {adminUser: a}}\nauth: {adminUser: admin, adminPassword: p}\nsops: {mac: x}",
        "flyte-binary: {configuration: {auth: {enabled: true, nothing: 1}}}",
        "flyteadmin: {serviceAccount: {create: true}}\nconfigmap: {k8s: {x: 1}}",
        "configuration: {inline: {flyteadmin: {roleNameKey: x, secrets: {a: b}}}}",
        "configuration: {inline: {logger: {level: 5}, storage: {auth: {type: iam}}, secrets: {env-prefix: X}, \
            plugins: {k8s: {}}}}",
        "configuration: {storage: {provider: s3, providerConfig: {s3: {authType: iam}}}, database: {clientID: x}}",
        "clientId: mine\nscopes: [a]\nclientSecret: s\nissuer: https://i\ndeployment: {auth: {enabled: true}}",
    ] {
        assert_eq!(faults_of(FlyteBinary, text), "", "{text}");
    }
    for text in [
        "flyte-core: {configmap: {adminServer: {userAuth: {openId: {clientId: x}}}}}",
        "configmap: {admin: {event: {rate: 1}, admin: {endpoint: '{{ x }}'}}, clusters: {clusterConfigs: [{auth: \
            {type: file_path}}]}}",
        "configmap: {adminServer: {Auth: {AuthorizedURIs: [https://x]}, AUTH: {userAuth: {openId: {clientId: up}}}}}",
        "configmap: {adminServer: {server: {httpPort: 1, grpc: {port: 2}, dataProxy: {upload: {}}}, flyteadmin: \
            {auth: x}}}",
        "flyteadmin: {secrets: {oidc_client_secret: s}, serviceAccount: {create: true}, env: [{name: A, value: b}]}",
        "secrets: {adminOauthClientCredentials: {clientSecret: null, enabled: true, secretName: s}, mine: {clientId: \
            x}}",
        "configuration: {storage: {provider: s3}}",
        "common: {ingress: {host: x, auth: {secret: y}}}",
    ] {
        assert_eq!(faults_of(FlyteCore, text), "", "{text}");
    }
}

#[test]
fn finds_a_fault_wherever_the_schema_rejects() {
    let keys = ["useAuth", "allowedOrigins", "ssl", "nothing"];
    for key in keys {
        for value in ["null", "1", "1.5", "true", "''", "text", "'1'", "[]", "[a]", "[[a]]", "{}", "{a: 1}"] {
            let text = format!("{{configmap: {{adminServer: {{server: {{security: {{{key}: {value}}}}}}}}}}}");
            faults_of(FlyteCore, &text);
        }
    }
    for (section, key) in [
        ("appAuth", "authServerType"),
        ("userAuth", "redirectUrl"),
        ("appAuth: {selfAuthServer", "accessTokenLifespan"),
        ("appAuth: {selfAuthServer", "staticClients"),
        ("appAuth: {externalAuthServer", "retryAttempts"),
    ] {
        for value in
            ["null", "1", "1.5", "true", "''", "text", "5s", "[]", "[a]", "{}", "{a: 1}", "{a: {id: x}}", "{a: {b: 1}}"]
        {
            let close = if section.contains('{') { "}}" } else { "}" };
            let text = format!("configuration: {{inline: {{auth: {{{section}: {{{key}: {value}}}{close}}}}}");
            faults_of(FlyteBinary, &text);
        }
    }
}

#[test]
fn faults_have_positions_of_key_and_value() {
    let text = "configuration:\n  auth:\n    oidc:\n      clientID: x\n";
    let found = faults(FlyteBinary, &read(text)).expect("the schema is one");
    let at = |origin: &crate::values::Origin| match origin {
        crate::values::Origin::File { span, .. } => text.get(span.range()).map(str::to_owned),
        _ => None,
    };
    let places: Vec<_> = found.iter().map(|fault| (at(&fault.key), at(&fault.value))).collect();
    assert_eq!(places, [(Some("clientID".to_owned()), Some("x".to_owned()))]);
}

#[test]
fn faults_do_not_show_values() {
    let text = "auth: {enabled: true, oidc: {clientSecret: CANARY}}\nconfiguration: {auth: {oidc: {clientSecret: \
        [CANARY], secret: CANARY}, internal: CANARY, enabled: [CANARY]}}";
    let found = faults(FlyteBinary, &read(text)).expect("the schema is one");
    assert_eq!(found.len(), 5);
    assert!(!format!("{found:?}").contains("CANARY"));
}

#[test]
fn reports_keys_of_client_configs() {
    check(
        KeysOf::ClientConfig,
        &[
            ("admin: {endpoint: a, AUTHTYPE: b, scopes: c, maxRetries: '3'}", ""),
            ("admin: {endpiont: a}", "admin.endpiont: unknown, meant endpoint"),
            ("admin: {redirectUri: a}", "admin.redirectUri: unknown"),
            ("admin: {endpoint: [a]}", "admin.endpoint: a list for a URL"),
            ("admin: {perRetryTimeout: 15 s}", "admin.perRetryTimeout: text for a duration such as `30m`"),
            ("admin: {pkceConfig: {timeOut: 1m, timout: 1m}}", "admin.pkceConfig.timout: unknown, meant timeout"),
            ("authType: a", "authType: belongs at admin.authType"),
            ("admn: {endpoint: a, insecure: true}", "admn: unknown, meant admin"),
            ("storage: {type: minio}\nconsole: {endpoint: a}\nother: b", ""),
            ("admin: text", "admin: text for a map"),
        ],
    );
}

/// The place shows which client's secret it is; otherwise both places are named, the more common one first.
#[test]
fn reports_client_secrets_in_the_config_of_flyte() {
    const CONSOLE: &str = "flyteadmin.secrets.oidc_client_secret";
    const PROPELLER: &str = "secrets.adminOauthClientCredentials.clientSecret";
    let core = |path: &str, belongs: &str| {
        let text = nested(path);
        check(FlyteCore, &[(&text, &format!("{path}: belongs at {belongs}"))]);
    };
    let auth = "configmap.adminServer.auth";
    core(&format!("{auth}.userAuth.clientSecret"), CONSOLE);
    core(&format!("{auth}.userAuth.openId.clientSecret"), CONSOLE);
    core(&format!("{auth}.userAuth.openId.oidc_client_secret"), CONSOLE);
    core(&format!("{auth}.clientSecret"), &format!("{CONSOLE} or {PROPELLER}"));
    core(&format!("{auth}.appAuth.clientSecret"), &format!("{CONSOLE} or {PROPELLER}"));
    core("configmap.admin.admin.clientSecret", PROPELLER);

    let binary = |path: &str, belongs: &str| {
        let text = nested(path);
        check(FlyteBinary, &[(&text, &format!("{path}: belongs at {belongs}"))]);
    };
    let inline = "configuration.inline";
    binary(&format!("{inline}.auth.userAuth.openId.clientSecret"), "configuration.auth.oidc.clientSecret");
    binary(&format!("{inline}.admin.clientSecret"), "configuration.auth.internal.clientSecret");
    // A static client has a hash, under another name.
    check(
        FlyteCore,
        &[(
            &nested(&format!("{auth}.appAuth.selfAuthServer.staticClients.flytepropeller.clientSecret")),
            "configmap.adminServer.auth.appAuth.selfAuthServer.staticClients.flytepropeller.clientSecret: unknown, \
                meant client_secret",
        )],
    );
}

/// Returns a text at a path, as YAML in flow style.
fn nested(path: &str) -> String {
    let depth = path.split('.').count();
    format!("{{{}: s{}", path.replace('.', ": {"), "}".repeat(depth))
}
