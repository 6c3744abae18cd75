//! `generate --into` and values of a person's own: their mounts, their list entries, their umbrella charts; and files that
//! are no values.

use std::fs;
use std::path::Path;

use crate::common::{flyte_auth, outcome, with_secrets};

const ENTRA: &str = "\
chart: flyte-core
authServer: external
url: https://flyte.example.org
idp: {type: entra, tenant: 6f1c2d3e-1111-4abc-9def-0123456789ab}
clients:
  web: {id: 11112222-3333-4444-5555-666677778888, secret: {env: WEB}}
  propeller: {secret: {env: WEB}}
  flytectl: {id: 99990000-3333-4444-5555-666677778888}
secretNames: {oidc: flyte-oidc-entra}
secrets: existing
";

const OKTA: &str = "\
chart: flyte-core
authServer: external
url: https://flyte.example.org
idp: {type: okta, org: corp, server: aus9}
clients:
  web: {id: 0oaweb, secret: {env: WEB}}
  propeller: {id: 0oaprop, secret: {env: PROPELLER}}
  flytectl: {id: 0oactl}
";

const INTERNAL: &str = "\
chart: flyte-core
authServer: internal
url: https://flyte.example.org
idp: {type: okta, org: corp}
clients:
  web: {id: 0oaweb, secret: {env: WEB}}
  propeller: {secret: {env: PROPELLER}}
";

/// A folder with a private `values.yaml`.
fn folder(values: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    write_values(folder.path(), values);
    folder
}

fn write_values(folder: &Path, values: &str) {
    let file = folder.join("values.yaml");
    fs::write(&file, values).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
    }
}

/// Puts answers into the folder's values; returns what was said, up to what is to be done next, and the values.
fn into(folder: &Path, answers: &str) -> (String, String) {
    fs::write(folder.join("answers.yaml"), answers).unwrap();
    let told = outcome(
        flyte_auth(folder)
            .args(["generate", "--answers", "answers.yaml", "--force"])
            .args(["--into", "values.yaml"])
            .env("WEB", "web-secret-of-ours")
            .env("PROPELLER", "correct-horse-battery-staple"),
    );
    let told = told.split("\nFlyte at ").next().unwrap().to_owned();
    (told, fs::read_to_string(folder.join("values.yaml")).unwrap())
}

fn existing(answers: &str) -> String {
    answers.replace(", secret: {env: WEB}", "").replace("  propeller: {secret: {env: WEB}}\n", "")
}

/// flyte-core with a volume; `file` is the setting of the login.
fn mounted(volume: &str, mount: &str, file: &str) -> String {
    format!(
        "\
flyteadmin:
  additionalVolumes:
    - name: corp-ca
      configMap: {{name: corp-ca-bundle}}
    - {volume}
  additionalVolumeMounts:
    - {{name: corp-ca, mountPath: /etc/corp-ca}}
    - {mount}
configmap:
  adminServer:
    auth:
      userAuth: {{openId: {{clientSecretFile: {file}}}}}
"
    )
}

/// The lines about flyteadmin's volumes and the file, without the comments.
fn about_volumes(values: &str) -> String {
    let lines = values.lines().filter(|line| {
        let line = line.trim();
        !line.starts_with('#')
            && ["name:", "secretName:", "mountPath:", "clientSecretFile:", "corp-ca", "- {"]
                .iter()
                .any(|part| line.contains(part))
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_secret_that_is_mounted_already_is_not_mounted_again() {
    let before = mounted(
        "{name: oidc, secret: {secretName: flyte-oidc-entra, items: [{key: console-secret, path: oidc_client_secret}]}}",
        "{name: oidc, mountPath: /etc/flyte-oidc/, readOnly: true}",
        "/etc/flyte-oidc/oidc_client_secret",
    );
    let folder = folder(&before);
    let (_, after) = into(folder.path(), &existing(ENTRA));
    assert_eq!(after.matches("mountPath").count(), 2, "one more mount: {after}");
    assert!(!after.contains("name: flyte-oidc\n"), "{after}");
    // The Secrets to make are those that `secrets` finds in the same values.
    let manifest = fs::read_to_string(folder.path().join("secrets-manifest.yaml")).unwrap();
    let told = outcome(flyte_auth(folder.path()).args(["secrets", "-f", "values.yaml"]));
    let same = |text: &str| {
        // Whether flytescheduler runs, answers do not say.
        let lines = text.lines().filter(|line| !line.starts_with("# Read by "));
        lines.collect::<Vec<_>>().join("\n")
    };
    let wanted = format!("exit 0\n--- stdout\n{}", same(&manifest));
    assert!(same(&told).starts_with(&wanted), "{told}\n{manifest}");
    assert!(manifest.contains("console-secret: "), "{manifest}");
    assert!(!manifest.contains("oidc_client_secret"), "{manifest}");
}

#[test]
fn a_file_of_ones_own_folder_stays_the_file() {
    let folder = folder(&mounted(
        "{name: login, secret: {secretName: flyte-oidc-entra}}",
        "{name: login, mountPath: /etc/login}",
        "/etc/login/web",
    ));
    let (_, after) = into(folder.path(), &existing(ENTRA));
    insta::assert_snapshot!(about_volumes(&after), @"
    - name: corp-ca
      configMap: {name: corp-ca-bundle}
    - {name: login, secret: {secretName: flyte-oidc-entra}}
    - {name: corp-ca, mountPath: /etc/corp-ca}
    - {name: login, mountPath: /etc/login}
      userAuth: {openId: {clientSecretFile: /etc/login/web, baseUrl: https://login.microsoftonline.com/6f1c2d3e-1111-4abc-9def-0123456789ab/v2.0, clientId: '11112222-3333-4444-5555-666677778888'}}
    ");
    let manifest = fs::read_to_string(folder.path().join("secrets-manifest.yaml")).unwrap();
    assert!(manifest.contains("\n  web: "), "{manifest}");
}

#[test]
fn a_folder_that_holds_another_secret_is_left_alone() {
    let folder = folder(&mounted(
        "{name: other, secret: {secretName: other, items: [{key: a, path: b}]}}",
        "{name: other, mountPath: /etc/flyte-oidc}",
        "/etc/elsewhere",
    ));
    let (_, after) = into(folder.path(), &existing(ENTRA));
    insta::assert_snapshot!(about_volumes(&after), @"
    - name: corp-ca
      configMap: {name: corp-ca-bundle}
    - {name: other, secret: {secretName: other, items: [{key: a, path: b}]}}
    - name: flyte-oidc-2
        secretName: flyte-oidc-entra
    - {name: corp-ca, mountPath: /etc/corp-ca}
    - {name: other, mountPath: /etc/flyte-oidc}
    - name: flyte-oidc-2
      mountPath: '/etc/flyte-oidc-2'
      userAuth: {openId: {clientSecretFile: /etc/flyte-oidc-2/oidc_client_secret, baseUrl: https://login.microsoftonline.com/6f1c2d3e-1111-4abc-9def-0123456789ab/v2.0, clientId: '11112222-3333-4444-5555-666677778888'}}
    ");
    let (_, again) = into(folder.path(), &existing(ENTRA));
    assert_eq!(again, after);
}

#[test]
fn the_volume_of_an_earlier_run_gets_the_new_name() {
    let folder = folder("flyteadmin: {replicaCount: 2}\n");
    into(folder.path(), &existing(ENTRA));
    let other = existing(ENTRA).replace("flyte-oidc-entra", "flyte-login");
    let (_, after) = into(folder.path(), &other);
    insta::assert_snapshot!(about_volumes(&after), @"
    flyteadmin: {replicaCount: 2, additionalVolumes: [{name: flyte-oidc, secret: {secretName: flyte-login}}], additionalVolumeMounts: [{name: flyte-oidc, mountPath: '/etc/flyte-oidc', readOnly: true}]}
              clientSecretFile: '/etc/flyte-oidc/oidc_client_secret'
    ");
}

#[test]
fn entries_of_ones_own_stay_while_the_server_does() {
    let folder = folder("flyteadmin: {replicaCount: 2}\n");
    let (_, first) = into(folder.path(), OKTA);
    let added = first
        .replace(
            "        - http://flyteadmin:80\n",
            "        - http://flyteadmin:80\n        - https://flyte.corp.example # the old name\n",
        )
        .replace(
            "          - https://flyte.example.org\n    auth",
            "          - https://flyte.example.org\n          - https://tools.example.org\n    auth",
        )
        .replace(
            "            - https://flyte.example.org\n        # Sent to flytectl",
            "            - https://flyte.example.org\n            - api://ci # theirs\n        # Sent to flytectl",
        )
        .replace(
            "          clientId: '0oaweb'\n",
            "          clientId: '0oaweb'\n          scopes: [profile, openid, email, groups]\n",
        );
    assert_eq!(added.lines().count(), first.lines().count() + 4);
    write_values(folder.path(), &added);
    let (told, after) = into(folder.path(), OKTA);
    assert_eq!(after, added);
    assert!(!told.contains("goes away"), "{told}");

    // What is the old URL's goes with it, wherever it stands; the others keep their comments.
    let added = added.replace(
        "        - https://flyte.corp.example # the old name\n",
        "        - https://flyte.example.org:8443 # a test\n        - https://flyte.corp.example # the old name\n",
    );
    write_values(folder.path(), &added);

    // Another URL takes the first place; what is the old one's goes, and is named.
    let moved = OKTA.replace("https://flyte.example.org", "https://flyte.example.com");
    let (told, after) = into(folder.path(), &moved);
    insta::assert_snapshot!(told, @"
    exit 0
    --- stdout
    values.yaml
    --- stderr
    note: removes `https://flyte.example.org` from `configmap.adminServer.auth.authorizedUris`: the public URL is now https://flyte.example.com
    note: removes `https://flyte.example.org:8443` from `configmap.adminServer.auth.authorizedUris`: it belongs to https://flyte.example.org
    note: removes `https://flyte.example.org` from `configmap.adminServer.server.security.allowedOrigins`: the public URL is now https://flyte.example.com
    note: removes `https://flyte.example.org` from `configmap.adminServer.auth.appAuth.externalAuthServer.allowedAudience`: the public URL is now https://flyte.example.com
    ");
    assert!(!after.contains("https://flyte.example.org"), "{after}");
    insta::assert_snapshot!(list(&after, "authorizedUris:"), @"
    - https://flyte.example.com
    # For components in the cluster, which call flyteadmin by this name.
    - http://flyteadmin:80
    - https://flyte.corp.example # the old name
    ");
    insta::assert_snapshot!(list(&after, "allowedOrigins:"), @"
    - https://tools.example.org
    - https://flyte.example.com
    ");
    insta::assert_snapshot!(list(&after, "allowedAudience:"), @"
    - api://ci # theirs
    - https://flyte.example.com
    ");

    // Another issuer does not know the old one's audiences and scopes, and has its metadata where all have it.
    let other = moved.replace("aus9", "aus10");
    let own = after.replace("'.well-known/openid-configuration'", "'custom.json'");
    write_values(folder.path(), &own);
    let (told, after) = into(folder.path(), &other);
    insta::assert_snapshot!(told, @"
    exit 0
    --- stdout
    values.yaml
    --- stderr
    note: removes `groups` from `configmap.adminServer.auth.userAuth.openId.scopes`: the issuer is now https://corp.okta.com/oauth2/aus10, which may not know it
    note: removes `api://ci` from `configmap.adminServer.auth.appAuth.externalAuthServer.allowedAudience`: https://corp.okta.com/oauth2/aus10 now issues the access tokens
    note: removes `configmap.adminServer.auth.appAuth.externalAuthServer.metadataUrl` (`custom.json`): it is now `.well-known/openid-configuration`
    ");
    assert!(after.contains("scopes: [profile, openid, email]"), "{after}");
    insta::assert_snapshot!(list(&after, "authorizedUris:"), @"
    - https://flyte.example.com
    # For components in the cluster, which call flyteadmin by this name.
    - http://flyteadmin:80
    - https://flyte.corp.example # the old name
    ");
}

/// The items of the first list under a key.
fn list(text: &str, key: &str) -> String {
    let mut lines = text.lines().skip_while(|line| !line.contains(key)).skip(1);
    let mut items = String::new();
    while let Some(line) = lines.next().filter(|line| {
        let line = line.trim();
        line.starts_with('-') || line.starts_with("# For ")
    }) {
        items.push_str(line.trim());
        items.push('\n');
    }
    items
}

#[test]
fn what_goes_with_the_other_server_is_named() {
    let folder = folder(
        "\
configmap:
  adminServer:
    server: {security: {allowedOrigins: ['*', https://flyte.example.org]}}
    auth:
      authorizedUris: [https://flyte.example.org/, http://flyteadmin.flyte.svc.cluster.local:80]
      userAuth: {openId: {baseUrl: https://corp.okta.com, scopes: [profile, openid]}}
      appAuth:
        selfAuthServer:
          accessTokenLifespan: 45m
          staticClients: {ci: {id: ci, client_secret: abc}}
        thirdPartyConfig: {flyteClient: {scopes: [all, mine], redirectUri: http://localhost:53593/callback}}
secrets: {adminOauthClientCredentials: {enabled: true, secretName: flyte-secret-auth, clientSecret: old}}
",
    );
    let (told, after) = into(folder.path(), OKTA);
    insta::assert_snapshot!(told, @"
    exit 0
    --- stdout
    values.yaml
    --- stderr
    note: the client `ci` is removed with the internal authorization server: services that use it cannot log in until it is registered at Okta
    note: removes `*` from `configmap.adminServer.server.security.allowedOrigins`: with `*`, every website can call Flyte
    note: removes `mine` from `configmap.adminServer.auth.appAuth.thirdPartyConfig.flyteClient.scopes`: the answers set the scopes
    note: removes `configmap.adminServer.auth.appAuth.selfAuthServer.accessTokenLifespan` (`45m`) with flyteadmin's own authorization server
    ");
    insta::assert_snapshot!(after, @"
    configmap:
      adminServer:
        server: {security: {allowedOrigins: [https://flyte.example.org], useAuth: true}}
        auth:
          authorizedUris: [https://flyte.example.org, http://flyteadmin.flyte.svc.cluster.local:80, http://flyteadmin:80]
          userAuth: {openId: {baseUrl: https://corp.okta.com/oauth2/aus9, scopes: [profile, openid], clientId: '0oaweb'}}
          appAuth:
            thirdPartyConfig: {flyteClient: {scopes: [all], redirectUri: http://localhost:53593/callback, clientId: '0oactl'}}
            authServerType: External
            externalAuthServer:
              baseUrl: https://corp.okta.com/oauth2/aus9
              # Below `baseUrl`: no slash at the start.
              metadataUrl: '.well-known/openid-configuration'
              # `aud` of the access tokens of Okta.
              allowedAudience:
                - https://flyte.example.org
      # How flytepropeller and flytescheduler reach flyteadmin.
      admin:
        admin:
          # Without these, they request flytectl's.
          scopes:
            - all
    secrets: {adminOauthClientCredentials: {enabled: true, secretName: flyte-secret-auth, clientSecret: correct-horse-battery-staple, clientId: '0oaprop'}}
    flyteadmin:
      secrets:
        # The secret of the web client.
        oidc_client_secret: 'web-secret-of-ours'
    ");
    let (told, after) = into(folder.path(), INTERNAL);
    insta::assert_snapshot!(told, @"
    exit 0
    --- stdout
    values.yaml
    --- stderr
    ");
    // Settings that say what the chart says anyway are the person's own.
    assert!(after.contains("enabled: true, secretName: flyte-secret-auth"), "{after}");
}

#[test]
fn comments_and_header_follow_from_server_to_server() {
    let folder = folder("replicaCount: 1\nflyteadmin: {}\n");
    fs::remove_file(folder.path().join("values.yaml")).unwrap();
    let fresh = |answers: &str| {
        fs::write(folder.path().join("answers.yaml"), answers).unwrap();
        let told = outcome(
            flyte_auth(folder.path())
                .args(["generate", "--answers", "answers.yaml", "--force"])
                .env("WEB", "web-secret-of-ours")
                .env("PROPELLER", "correct-horse-battery-staple"),
        );
        assert!(told.starts_with("exit 0"), "{told}");
        fs::read_to_string(folder.path().join("values.yaml")).unwrap()
    };
    let comments = |text: &str| {
        let mut lines: Vec<String> =
            text.lines().map(str::trim).filter(|line| line.starts_with('#')).map(str::to_owned).collect();
        lines.sort();
        lines
    };
    let moved = OKTA.replace("https://flyte.example.org", "https://flyte.example.com");
    fresh(INTERNAL);
    for answers in [&moved, INTERNAL, OKTA] {
        let (_, after) = into(folder.path(), answers);
        let kept = after.clone();
        let new = fresh(answers);
        assert_eq!(comments(&kept), comments(&new), "{kept}");
        assert_eq!(kept.lines().take(3).collect::<Vec<_>>(), new.lines().take(3).collect::<Vec<_>>());
        write_values(folder.path(), &kept);
    }
}

#[test]
fn a_hash_that_is_the_passwords_stays() {
    let folder = folder("flyteadmin: {}\n");
    let (_, first) = into(folder.path(), INTERNAL);
    let (_, second) = into(folder.path(), INTERNAL);
    assert_eq!(first, second);
    // With another password there is another hash.
    let (_, third) = into(folder.path(), &INTERNAL.replace("PROPELLER", "WEB"));
    let hash = |text: &str| {
        let mut lines = text.lines().filter(|line| line.contains(" client_secret: "));
        lines.next().unwrap().to_owned()
    };
    assert_ne!(hash(&third), hash(&first));
}

#[test]
fn the_hash_of_cis_password_stays_too() {
    for chart in ["flyte-core", "flyte-binary"] {
        let answers = format!("{INTERNAL}  ci: {{secret: {{env: WEB}}}}\n").replace("flyte-core", chart);
        let folder = folder(match chart {
            "flyte-core" => "flyteadmin: {}\n",
            _ => "configuration: {}\n",
        });
        let (_, first) = into(folder.path(), &answers);
        assert!(first.contains("flyte-ci"), "{first}");
        let (_, second) = into(folder.path(), &answers);
        assert_eq!(first, second);
        let (_, third) =
            into(folder.path(), &answers.replace("ci: {secret: {env: WEB}", "ci: {secret: {env: PROPELLER}"));
        assert_ne!(first, third);
    }
}

#[test]
fn what_is_no_values_is_refused_by_every_command() {
    let files = [
        "apiVersion: argoproj.io/v1alpha1\nkind: Application\nspec: {source: {chart: flyte-core}}\n",
        "apiVersion: v1\nkind: ConfigMap\ndata: {}\n",
        "apiVersion: v2\nname: platform\nversion: 0.1.0\n",
        "admin: {endpoint: dns:///flyte.example.org, authType: Pkce, insecure: false}\n",
        INTERNAL,
        ENTRA,
        "my-flyte: {}\npostgresql: {enabled: true}\n",
    ];
    let mut all = String::new();
    for text in files {
        let folder = folder(text);
        let (told, after) = into(folder.path(), INTERNAL);
        assert_eq!(after, text);
        let wizard = outcome(
            flyte_auth(folder.path())
                .args(["init", "--yes", "--answers", "answers.yaml"])
                .args(["--into", "values.yaml"])
                .env("WEB", "web-secret-of-ours")
                .env("PROPELLER", "correct-horse-battery-staple"),
        );
        assert_eq!(wizard, told);
        all.push_str(&told);
    }
    insta::assert_snapshot!(all, @"
    exit 2
    --- stderr
    error: this Argo CD Application deploys flyte-core; it is not a values file
    help: it contains no values: check the values that the chart gets in another way
    exit 2
    --- stderr
    error: this is a Kubernetes manifest (`kind: ConfigMap`), not a values file
    help: pass the files that `helm upgrade` gets with `-f`
    exit 2
    --- stderr
    error: this is a `Chart.yaml`, not a values file
    help: pass the `values.yaml` next to it
    exit 2
    --- stderr
    error: this is a configuration of flytectl and pyflyte, not a values file
    help: pass the files that `helm upgrade` gets with `-f`; `flyte-auth lint --kind client-config` checks this one
    exit 2
    --- stderr
    error: this is an answers file for `flyte-auth generate --answers`, not a values file
    help: pass the files that `helm upgrade` gets with `-f`
    exit 2
    --- stderr
    error: this is an answers file for `flyte-auth generate --answers`, not a values file
    help: pass the files that `helm upgrade` gets with `-f`
    exit 2
    --- stderr
    error: Flyte's charts read none of the top-level keys in `values.yaml`
    help: for an umbrella chart, Flyte's values need the dependency's name or alias as their key: `ALIAS: {configmap: {adminServer: {}}}` (flyte-core) or `ALIAS: {configuration: {auth: {}}}` (flyte-binary); `-o DIR` instead of `--into` writes new files
    ");
}

#[test]
fn an_alias_is_known_by_what_stands_below_it() {
    let text = "\
# Our platform.
ingress: {enabled: true}
my-flyte:
  flyteadmin: {replicaCount: 2}
";
    let folder = folder(text);
    let (told, after) = into(folder.path(), OKTA);
    assert!(told.starts_with("exit 0"), "{told}");
    assert!(after.starts_with(text.trim_end().trim_end_matches('}')), "{after}");
    assert!(after.contains("\n  configmap:\n    adminServer:\n"), "{after}");
    // `lint`, `secrets` and `hash` find them there.
    let run = |args: &[&str]| outcome(flyte_auth(folder.path()).args(args));
    let lint = run(&["lint", "values.yaml"]);
    assert!(lint.starts_with("exit 0"), "{lint}");
    let (_, internal) = into(folder.path(), INTERNAL);
    let told = run(&["hash", "--into", "values.yaml"]);
    assert!(told.starts_with("exit 0\n--- stdout\nvalues.yaml: password and hash\n"), "{told}");
    let hashed = fs::read_to_string(folder.path().join("values.yaml")).unwrap();
    assert_ne!(hashed, internal);
}

#[test]
fn a_list_of_headers_lets_the_token_through() {
    let lists = |header: &str, cors: bool| {
        let folder = tempfile::tempdir().unwrap();
        let values = format!(
            "configmap:\n  adminServer:\n    server:\n      security:\n        allowCors: {cors}\n        allowedOrigins: ['*']\n        allowedHeaders:\n          - {header}\n"
        );
        fs::write(folder.path().join("values.yaml"), values).unwrap();
        let answers = "generate --into values.yaml --url https://flyte.example.org --auth-server internal --idp keycloak \
                       --issuer https://sso.example.org/realms/flyte --web-client-id flyte-console \
                       --web-secret-env FLYTE_WEB_SECRET";
        let written = outcome(with_secrets(folder.path()).args(answers.split_whitespace()));
        assert!(written.starts_with("exit 0"), "{written}");
        let told = outcome(flyte_auth(folder.path()).args(["lint", "values.yaml"]));
        assert_eq!(told, "exit 0\n--- stdout\nNo problems found\n", "{header}");
        let text = fs::read_to_string(folder.path().join("values.yaml")).unwrap();
        let lines =
            text.lines().skip_while(|line| !line.contains("allowCors")).take_while(|line| !line.contains("auth:"));
        lines.map(|line| format!("{}\n", line.trim_start())).collect::<String>()
    };
    insta::assert_snapshot!(lists("Content-Type # ours", true), @"
    allowCors: true
    allowedOrigins: [https://flyte.example.org]
    allowedHeaders:
    - Content-Type # ours
    - flyte-authorization
    useAuth: true
    ");
    insta::assert_snapshot!(lists("Flyte-Authorization", true), @"
    allowCors: true
    allowedOrigins: [https://flyte.example.org]
    allowedHeaders:
    - Flyte-Authorization
    useAuth: true
    ");
    insta::assert_snapshot!(lists("'*'", true), @"
    allowCors: true
    allowedOrigins: [https://flyte.example.org]
    allowedHeaders:
    - '*'
    useAuth: true
    ");
    insta::assert_snapshot!(lists("Content-Type", false), @"
    allowCors: false
    allowedOrigins: [https://flyte.example.org]
    allowedHeaders:
    - Content-Type
    useAuth: true
    ");
}
