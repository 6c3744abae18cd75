//! What `guide` and `next` say for each deployment of `examples/answers/`, and that it is about what `generate` writes.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::common::{answers_examples, flyte_auth, generated, independent, outcome, project};

fn say(subcommand: &str, arguments: &[&str], example: &Path) -> String {
    let output = flyte_auth(project()).arg(subcommand).args(arguments).arg("--answers").arg(example).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    independent(&String::from_utf8(output.stdout).unwrap())
}

#[test]
fn every_deployment_has_its_guide() {
    for example in answers_examples() {
        let mut page = say("guide", &[], &example);
        let _ = write!(page, "\n---\n{}", say("next", &["-o", "login"], &example));
        let name = example.file_stem().unwrap().to_str().unwrap();
        insta::assert_snapshot!(format!("guide_{name}"), page);
    }
}

#[test]
fn markdown_and_json_say_the_same() {
    let validator = {
        let schema: Value =
            serde_json::from_str(&fs::read_to_string(project().join("schemas/guide.schema.json")).unwrap()).unwrap();
        jsonschema::validator_for(&schema).unwrap()
    };
    for example in answers_examples() {
        for subcommand in ["guide", "next"] {
            let json = say(subcommand, &["--format", "json"], &example);
            let json: Value = serde_json::from_str(&json).unwrap();
            assert!(validator.is_valid(&json), "{json:#}");
            let human = say(subcommand, &[], &example);
            let human = human.split_whitespace().collect::<Vec<_>>().join(" ");
            let markdown = say(subcommand, &["--format", "markdown"], &example);
            for section in json["sections"].as_array().unwrap() {
                for command in section["commands"].as_array().unwrap() {
                    let line = command["line"].as_str().unwrap();
                    assert!(human.contains(line) && markdown.contains(line), "{line}");
                }
            }
            for step in steps(&json) {
                let mut texts = vec![step["title"].as_str().unwrap()];
                for setting in step["settings"].as_array().unwrap() {
                    texts.push(setting["value"].as_str().unwrap());
                }
                for command in step["commands"].as_array().unwrap() {
                    texts.push(command["line"].as_str().unwrap());
                }
                for text in texts {
                    let in_one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
                    assert!(human.contains(&in_one_line), "{text}\n{human}");
                    assert!(markdown.contains(text), "{text}\n{markdown}");
                }
            }
        }
    }
    let example = Path::new("examples/answers/keycloak-external-flyte-core.yaml");
    insta::assert_snapshot!("guide_markdown", say("guide", &["--format", "markdown"], example));
}

fn steps(guide: &Value) -> Vec<&Value> {
    guide["sections"].as_array().unwrap().iter().flat_map(|section| section["steps"].as_array().unwrap()).collect()
}

/// All texts of what `generate` writes for an example.
fn values(example: &Path) -> String {
    let folder = generated(example, &[]);
    fs::read_dir(folder.path()).unwrap().map(|file| fs::read_to_string(file.unwrap().path()).unwrap()).collect()
}

#[test]
fn no_url_and_no_id_differs_from_the_values() {
    for example in answers_examples() {
        let values = values(&example);
        for subcommand in ["guide", "next"] {
            let json: Value = serde_json::from_str(&say(subcommand, &["--format", "json"], &example)).unwrap();
            for step in steps(&json) {
                for note in step["note_down"].as_array().unwrap() {
                    let Some(known) = note["known"].as_str() else {
                        continue;
                    };
                    // Flyte's values say nothing of CI's client at an identity provider.
                    let is_cis = note["answer"] == "clients.ci.id";
                    assert!(values.contains(known) || is_cis, "{known}\n{values}");
                }
                let settings = step["settings"].as_array().unwrap();
                let commands = step["commands"].as_array().unwrap();
                let texts = settings
                    .iter()
                    .map(|setting| setting["value"].as_str().unwrap())
                    .chain(commands.iter().map(|command| command["line"].as_str().unwrap()));
                for url in texts.flat_map(str::split_whitespace).filter(|word| word.contains("://")) {
                    assert!(is_of_the_values(url, &values), "{url}\n{values}");
                }
            }
        }
    }
}

/// Whether a URL is one of the values, or one of them with a path of Flyte's own.
fn is_of_the_values(url: &str, values: &str) -> bool {
    let url = url.trim_matches(['\'', '`', ',', ';']);
    let own = [
        "/callback",
        "/logout",
        "/console",
        "/healthcheck",
        "/api/v1/projects",
        "/.well-known/openid-configuration",
        "/.well-known/oauth-authorization-server",
    ];
    url == "https://flyteorg.github.io/flyte"
        || url == "http://localhost:53593/callback"
        || values.contains(url)
        || own.iter().filter_map(|path| url.strip_suffix(path)).any(|base| values.contains(base))
}

#[test]
fn before_anything_is_registered_the_guide_says_what_to_note_down() {
    let guide = |arguments: &[&str]| outcome(flyte_auth(project()).arg("guide").args(arguments));
    for (name, idp, server) in [
        ("google", "google", "internal"),
        ("okta", "okta", "external"),
        ("keycloak", "keycloak", "external"),
        ("entra", "entra", "external"),
        ("oidc", "oidc", "external"),
    ] {
        let page = guide(&["--idp", idp, "--auth-server", server, "--url", "https://flyte.example.org"]);
        insta::assert_snapshot!(format!("guide_from_nothing_{name}"), page);
    }
}

#[test]
fn the_way_from_one_server_to_the_other_is_told_where_the_server_changes() {
    let moves = |from: &str, to: &str| {
        let page = outcome(
            flyte_auth(&project().join("examples"))
                .args(["guide", "--answers", &format!("answers/{to}.yaml")])
                .args(["--into", &format!("values/{from}.yaml")]),
        );
        let at = page.find("\nMoving").unwrap_or(page.len());
        let section = &page[at..];
        let end = section.find("\nValues").unwrap_or(section.len());
        section[..end].trim().to_owned()
    };
    insta::assert_snapshot!(moves("flyte-core-okta-internal", "okta-external-flyte-core"), @"
    Moving from the internal to the external authorization server
      1. Choose a time with few running tasks
         All current tokens become invalid with the upgrade: people log in again, and running tasks may
         lose their connection to flyteadmin. The two servers never work at the same time.
      2. Set up Okta before the upgrade; this does not affect the current login
      3. Change the values
         $ flyte-auth generate --answers answers/okta-external-flyte-core.yaml --into values/flyte-core-okta-internal.yaml --dry-run
             → shows the change, writes nothing
         $ flyte-auth generate --answers answers/okta-external-flyte-core.yaml --into values/flyte-core-okta-internal.yaml
         This removes `selfAuthServer` with its static clients, the hash and `offline`, and adds
         `authServerType: External` and `externalAuthServer`. Everything else in the file stays
         unchanged.
      4. Upgrade, restart and check, as `flyte-auth next` shows
         Restart flytepropeller after flyteadmin: it does not retry a failed login.
      5. Give clients their new configuration: `flyte-auth client`
         flytectl and pyflyte cache tokens in the system keyring and renew them automatically. CI logs
         in with flytepropeller's client, or better with a separate one (`flyte-auth guide --ci` shows
         how to register it): it needs the client ID and secret.
      6. If it does not work, go back with `helm rollback`; the internal server needs nothing at the
         provider
    ");
    insta::assert_snapshot!(moves("flyte-binary-keycloak-external", "keycloak-internal-flyte-binary"), @"
    Moving from the external to the internal authorization server
      1. Choose a time with few running tasks
         All current tokens become invalid with the upgrade: people log in again, and running tasks may
         lose their connection to flyteadmin. The two servers never work at the same time.
      2. Change the values
         $ flyte-auth generate --answers answers/keycloak-internal-flyte-binary.yaml --into values/flyte-binary-keycloak-external.yaml --dry-run
             → shows the change, writes nothing
         $ flyte-auth generate --answers answers/keycloak-internal-flyte-binary.yaml --into values/flyte-binary-keycloak-external.yaml
         This removes `externalAuthServer` and `authServerType`, and adds flytepropeller's password and
         its hash. Everything else in the file stays unchanged.
      3. Upgrade, restart and check, as `flyte-auth next` shows
      4. Give clients their new configuration: `flyte-auth client`
         flytectl and pyflyte cache tokens in the system keyring and renew them automatically. CI logs
         in with `flytepropeller`, or better with a separate client (`--ci-client-id ID` adds it): it
         needs the client ID and secret.
      5. When it works, delete the clients of flytectl and flytepropeller at Keycloak; keep the web
         client
    ");
    assert_eq!(moves("flyte-core-okta-internal", "okta-internal-flyte-core"), "");
}

#[test]
fn the_way_is_told_for_an_umbrella_chart_too_and_not_where_no_login_is_left() {
    let folder = tempfile::tempdir().unwrap();
    let internal = fs::read_to_string("examples/values/flyte-core-okta-internal.yaml").unwrap();
    let below = |key: &str| {
        let lines = internal.lines().map(|line| format!("  {line}\n"));
        format!("grafana: {{enabled: true}}\n{key}:\n{}", lines.collect::<String>())
    };
    let told = |values: &str| {
        fs::write(folder.path().join("v.yaml"), values).unwrap();
        let answers = "examples/answers/okta-external-flyte-core.yaml";
        fs::copy(answers, folder.path().join("a.yaml")).unwrap();
        let page = outcome(flyte_auth(folder.path()).args(["guide", "--answers", "a.yaml", "--into", "v.yaml"]));
        let is_heading = |line: &&str| line.starts_with(char::is_uppercase) && !line.contains(':');
        let headings = page.lines().filter(is_heading).collect::<Vec<_>>();
        headings.join("\n")
    };
    let all = "Before\nAt Okta\nMoving from the internal to the external authorization server\nValues";
    assert_eq!(told(&below("flyte-core")), all);
    assert_eq!(told(&below("flyte")), all);
    // No login is left where none is.
    for values in
        ["flyteadmin: {replicaCount: 2}\n", "flyte-core: {flyteadmin: {replicaCount: 2}}\n", "flyte: {}\n", ""]
    {
        assert_eq!(told(values), "Before\nAt Okta\nValues", "{values}");
    }
}

#[test]
fn what_cannot_be_is_refused() {
    let run = |arguments: &[&str]| outcome(flyte_auth(&project().join("examples/values")).args(arguments));
    insta::assert_snapshot!(run(&["guide", "--answers", "flyte-core-okta-external.yaml"]), @"
    exit 2
    --- stderr
    error: `flyte-core-okta-external.yaml` is a values file, not an answers file
    help: pass it with `-f` to `guide`, `next`, `client` and `secrets`, or with `--into` or `--from` to `init`
    ");
    let known = ["--auth-server", "external", "--idp", "keycloak", "--url", "https://flyte.example.org"];
    for command in ["next", "secrets"] {
        insta::allow_duplicates! {
            insta::assert_snapshot!(run(&[&[command], &known[..]].concat()), @"
            exit 2
            --- stderr
            error: no chart given: add `--chart flyte-binary` or `--chart flyte-core`
            ");
        }
    }
    insta::assert_snapshot!(run(&["guide"]), @"
    exit 2
    --- stderr
    error: no deployment given
    help: pass `-f values.yaml`, `--answers FILE` or answer flags; `--help` lists them
    ");
    insta::assert_snapshot!(run(&["guide", "--idp", "google", "--auth-server", "external", "--url", "https://flyte.example.org/"]), @"
    exit 2
    --- stderr
    error: `https://flyte.example.org/` ends in a slash
    --> --url
     = help: Flyte compares this URL literally: use `https://flyte.example.org`

    error: Google cannot be the authorization server: it issues no tokens for your own API (no client credentials, no scope `all`, no audience)
    --> --auth-server
     = help: use `authServer: internal`; users still log in with Google

    error: 2 problems found
    ");
    insta::assert_snapshot!(run(&["next", "-f", "flyte-core-okta-external.yaml", "--url", "https://x.example.org"]), @"
    exit 2
    --- stderr
    error: `--url` cannot be combined with values files
    help: omit it, or pass answers instead of values
    ");
    insta::assert_snapshot!(run(&["next", "-f", "flyte-core-okta-external.yaml", "--flyte-version", "x"]), @r#"
    exit 2
    --- stderr
    error: `x` is not a version of Flyte
    --> --flyte-version
     = help: write it as `1.16.8`; `helm list` shows it as the chart's version

    error: 1 problem found
    "#);
}

/// What `next` says for an example with a layer of one's own.
fn next_with(layer: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let base = project().join("examples/values/flyte-core-okta-external.yaml");
    fs::copy(base, folder.path().join("base.yaml")).unwrap();
    fs::write(folder.path().join("layer.yaml"), layer).unwrap();
    outcome(flyte_auth(folder.path()).args(["next", "-f", "base.yaml", "-f", "layer.yaml"]))
}

#[test]
fn what_helm_would_take_as_it_is_must_be_filled_in_first() {
    for (layer, step) in [
        (
            "flyteadmin: {secrets: {oidc_client_secret: 'ENC[AES256_GCM,data:x,type:str]'}}",
            "  1. Decrypt the values first; otherwise Helm passes `ENC[…]` to Flyte as the secret",
        ),
        (
            "flyteadmin: {secrets: {oidc_client_secret: '${OIDC_SECRET}'}}",
            "  1. Resolve placeholders first; Helm passes `${…}`, `ref+…` and `<path:…>` on unchanged",
        ),
        ("flyteadmin: {replicaCount: 1}", "  1. Upgrade"),
    ] {
        let told = next_with(layer);
        let first = told.lines().find(|line| line.starts_with("  1. "));
        assert_eq!(first, Some(step), "{told}");
    }
}

#[test]
fn an_address_within_the_cluster_may_come_first() {
    let told = next_with(
        "configmap: {adminServer: {auth: {authorizedUris: [http://flyteadmin:80, https://flyte.example.org]}}}",
    );
    assert!(told.contains("Flyte at https://flyte.example.org, "), "{told}");
}

#[test]
fn values_name_their_own_release() {
    let run = |arguments: &[&str]| {
        let page = outcome(flyte_auth(&project().join("examples/values")).arg("next").args(arguments));
        page.lines()
            .filter(|line| line.contains("$ ") && (line.contains("helm") || line.contains("kubectl")))
            .collect::<Vec<_>>()
            .join("\n")
    };
    insta::assert_snapshot!(run(&["-f", "flyte-binary-okta-external.yaml", "--set", "fullnameOverride=flyte,x.clientSecret=hunter2", "--release", "r", "-n", "ns", "--flyte-version", "1.15.0"]), @"
    $ helm repo add flyteorg https://flyteorg.github.io/flyte
    $ helm get values r --namespace ns -o yaml > current.yaml
    $ helm upgrade r flyteorg/flyte-binary --version v1.15.0 --namespace ns -f current.yaml -f flyte-binary-okta-external.yaml --set 'fullnameOverride=<value>'
    $ kubectl -n ns rollout status deployment/flyte
    $ kubectl -n ns get pods
    $ kubectl -n ns logs deployment/flyte --since=5m | grep -iE 'unauthenticated|invalid_client|invalid_scope'
    ");
    insta::assert_snapshot!(run(&["-f", "flyte-core-okta-internal.yaml", "--set-string", "workflow_scheduler.enabled=true", "--set", "workflow_scheduler.type=native"]), @"
    $ helm repo add flyteorg https://flyteorg.github.io/flyte
    $ helm get values flyte-backend --namespace flyte -o yaml > current.yaml
    $ helm upgrade flyte-backend flyteorg/flyte-core --version v1.16.8 --namespace flyte -f current.yaml -f flyte-core-okta-internal.yaml --set 'workflow_scheduler.type=<value>' --set-string 'workflow_scheduler.enabled=<value>'
    $ kubectl -n flyte rollout restart deployment/flyteadmin
    $ kubectl -n flyte rollout restart deployment/flytepropeller
    $ kubectl -n flyte rollout restart deployment/flytescheduler
    $ kubectl -n flyte rollout status deployment/flyteadmin
    $ kubectl -n flyte get pods
    $ kubectl -n flyte logs deployment/flytepropeller --since=5m | grep -iE 'unauthenticated|invalid_client|invalid_scope'
    ");
}

#[test]
fn commands_name_the_deployment_as_it_was_named() {
    let page =
        outcome(
            flyte_auth(&project().join("examples/values"))
                .args(["guide", "-f", "flyte-core-auth0-external.yaml"])
                .args(["--idp", "oidc", "-n", "ns", "--flyte-version", "1.15.0"]),
        );
    let lines = page.lines().filter(|line| line.contains("$ flyte-auth"));
    insta::assert_snapshot!(lines.collect::<Vec<_>>().join("\n"), @"
    $ flyte-auth lint -f flyte-core-auth0-external.yaml
    $ flyte-auth next -f flyte-core-auth0-external.yaml --flyte-version 1.15.0 --namespace ns --idp oidc
    ");
}

/// The errors and the deployment's title for values of one's own.
fn of_values(subcommand: &str, values: &str, arguments: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("v.yaml"), values).unwrap();
    outcome(flyte_auth(folder.path()).args([subcommand, "-f", "v.yaml"]).args(arguments))
}

#[test]
fn values_that_say_nothing_of_a_login_are_refused_with_the_reason() {
    let told = [
        // Off, with and without a URL.
        "configuration: {auth: {enabled: false, authorizedUris: [https://flyte.example.org]}}",
        // Only the chart's own URIs: a sandbox's.
        "configmap: {adminServer: {server: {security: {useAuth: true}}}}",
        // No URL, and none whatever is filled in.
        "configmap: {adminServer: {server: {security: {useAuth: true}}, auth: {authorizedUris: [[]]}}}",
        "configmap: {adminServer: {server: {security: {useAuth: true}}, auth: {authorizedUris: ['https://${host}/console']}}}",
        // Neither flyteadmin nor flytepropeller.
        "{flyteadmin: {enabled: false}, flytepropeller: {enabled: false}}",
        // No values at all.
        "{apiVersion: argoproj.io/v1alpha1, kind: Application, spec: {source: {helm: {}}}}",
    ]
    .map(|values| of_values("next", values, &[]))
    .join("\n");
    insta::assert_snapshot!(told, @"
    exit 2
    --- stderr
    error: authentication is disabled in these values
    help: `flyte-auth guide --into v.yaml --auth-server SERVER --idp IDP` lists the steps to enable it; `flyte-auth init --into v.yaml` asks for the settings and writes them

    exit 2
    --- stderr
    error: the values set no `authorizedUris`, so the public URL is unknown
    help: put the public URL first in `authorizedUris`

    exit 2
    --- stderr
    error: `authorizedUris` is not a list of URLs, so the public URL is unknown
    help: put the public URL first in `authorizedUris`

    exit 2
    --- stderr
    error: `authorizedUris[0]` cannot be the public URL: `https://${host}/console` has more than scheme, host and port
    help: put the public URL first in `authorizedUris`

    exit 2
    --- stderr
    error: these values have no flyteadmin
    help: pass the values of the control plane; only `flyte-auth next` supports those of a data plane

    exit 2
    --- stderr
    error: this Argo CD Application deploys a chart; it is not a values file
    help: it contains no values: check the values that the chart gets in another way
    ");
    insta::assert_snapshot!(of_values("next", "configmap: {adminServer: {server: {security: {useAuth: true}}}}", &["-n", "x y"]), @"
    exit 2
    --- stderr
    error: `x y` is not the name of a namespace
    help: use lower-case letters, digits and `-`; start and end with a letter or digit
    ");
}

#[test]
fn what_stands_in_the_chart_is_not_taken_for_the_users_own() {
    let page = of_values(
        "guide",
        "configmap: {adminServer: {server: {security: {useAuth: true}}, auth: {authorizedUris: [https://flyte.example.org]}}}",
        &[],
    );
    assert!(!page.contains("657465813211"), "{page}");
    assert!(page.contains("Save: Client ID (`clients.web.id`)\n"), "{page}");
}

#[test]
fn values_of_an_umbrella_chart_are_read_below_their_key() {
    let values = fs::read_to_string(project().join("examples/values/flyte-core-okta-external.yaml")).unwrap();
    for key in ["flyte-core", "flyte"] {
        let mut umbrella = format!("grafana: {{enabled: true}}\n{key}:\n");
        for line in values.lines() {
            let _ = writeln!(umbrella, "  {line}");
        }
        let page = of_values("guide", &umbrella, &[]);
        assert!(page.contains("Flyte at https://flyte.example.org, login with Okta"), "{page}");
        let page = of_values("next", &umbrella, &[]);
        assert!(
            page.contains("helm upgrade flyte-backend YOUR_CHART --namespace flyte -f current.yaml -f v.yaml"),
            "{page}"
        );
    }
}

#[test]
fn a_password_in_a_url_is_not_shown() {
    let values = "configmap: {adminServer: {server: {security: {useAuth: true}}, auth: {authorizedUris: [https://flyte.example.org], userAuth: {openId: {baseUrl: 'https://u:PASSW0RD@acme.okta.com'}}}}}";
    for subcommand in ["guide", "next"] {
        let page = of_values(subcommand, values, &[]);
        assert!(!page.contains("PASSW0RD"), "{page}");
    }
}

/// Values whose address another tool fills in.
fn filled_in_later(url: &str) -> String {
    let values = fs::read_to_string("examples/values/flyte-core-okta-external.yaml").unwrap();
    values.replace("https://flyte.example.org", url)
}

#[test]
fn an_address_that_is_filled_in_later_is_shown_as_the_placeholder_that_it_is() {
    let values = filled_in_later("https://${DOMAIN}");
    let lines = |subcommand: &str, arguments: &[&str]| {
        let page = of_values(subcommand, &values, arguments);
        let page = page.lines().filter(|line| line.contains("DOMAIN"));
        page.collect::<Vec<_>>().join("\n")
    };
    insta::assert_snapshot!(lines("guide", &[]), @"
    Flyte at https://${DOMAIN}, login with Okta (external authorization server)
      `https://${DOMAIN}` is a placeholder: replace it here and below.
         $ dig +short '${DOMAIN}'
         $ curl --silent --show-error --fail 'https://${DOMAIN}/healthcheck'
           Sign-in redirect URIs              https://${DOMAIN}/callback
           Sign-out redirect URIs (optional)  https://${DOMAIN}/callback
           Audience  https://${DOMAIN}
    ");
    insta::assert_snapshot!(lines("next", &[]), @"
    Flyte at https://${DOMAIN}, login with Okta (external authorization server)
      `https://${DOMAIN}` is a placeholder: give Helm the resolved values, and replace it below.
         $ flyte-auth check 'https://${DOMAIN}'
         Open https://${DOMAIN}/console and log in with Okta.
    ");
    // Any other form of one, and the first URI counts alone.
    for (url, shown) in [
        ("${FLYTE_URL}", "${FLYTE_URL}/callback"),
        ("<path:kv/data/flyte#url>", "<path:kv/data/flyte#url>/callback"),
        ("ENC[AES256_GCM,data:eA==,type:str]", "<public-url>/callback"),
        ("ref+vault://flyte#/url", "<public-url>/callback"),
    ] {
        let page = of_values("guide", &filled_in_later(&format!("'{url}'")), &[]);
        assert!(page.contains(shown), "{page}");
    }
    let page = of_values(
        "guide",
        "configmap: {adminServer: {server: {security: {useAuth: true}}, auth: {authorizedUris: [https://flyte.example.org, 'https://${OTHER}']}}}",
        &[],
    );
    assert!(page.contains("https://flyte.example.org/callback"), "{page}");
    // In Markdown it is no tag.
    let page = of_values("guide", &filled_in_later("ENC[x]"), &["--format", "markdown"]);
    let title = "# Flyte at \\<public-url>, login with Okta";
    assert!(page.contains(title), "{page}");
}

#[test]
fn nothing_is_written_with_an_address_that_is_not_known() {
    let values = filled_in_later("https://${DOMAIN}");
    insta::assert_snapshot!(of_values("client", &values, &[]), @"
    exit 2
    --- stderr
    error: the public URL `https://${DOMAIN}` is a placeholder
    help: resolve the placeholder first, or set `authorizedUris` with `--set`
    ");
    insta::assert_snapshot!(of_values("guide", &values, &["--emit", "terraform"]), @"
    exit 2
    --- stderr
    error: cannot generate code for the public URL: the public URL `https://${DOMAIN}` is a placeholder
    help: resolve the placeholder first, or set `authorizedUris` with `--set`
    ");
    let github = of_values("client", &values, &["--format", "github"]);
    assert_eq!(github, of_values("client", &values, &[]));
    // What the help says works.
    let set = "configmap.adminServer.auth.authorizedUris[0]=https://flyte.example.org";
    insta::assert_snapshot!(of_values("client", &values, &["--set", set]), @"
    exit 0
    --- stdout
    # Browser login (PKCE); Okta issues the token.
    # Client ID and scopes come from flyteadmin.
    # On a machine without a browser: `ssh -L 53593:localhost:53593 HOST` from
    # a machine with one, and open the printed URL there.
    admin:
      endpoint: dns:///flyte.example.org
      authType: Pkce
      insecure: false
    ");
}

/// A data plane's values: flytepropeller's side of the login, with more.
fn data_plane(more: &str) -> String {
    format!(
        "flyteadmin: {{enabled: false}}\n\
         configmap: {{admin: {{admin: {{endpoint: 'dns:///flyte.example.org', insecure: false, clientId: flyte-propeller}}}}}}\n{more}"
    )
}

#[test]
fn a_data_plane_has_a_way_of_its_own() {
    let elsewhere =
        "secrets: {adminOauthClientCredentials: {enabled: true, secretName: own-secret, clientSecret: null}}\n";
    insta::assert_snapshot!(of_values("next", &data_plane(elsewhere), &["-n", "workers", "--release", "plane"]), @"
    exit 0
    --- stdout
    Flyte's data plane, with flyteadmin at dns:///flyte.example.org

    Upgrade
      Warning: these values set no storage. With them alone, Helm uses the chart's defaults (storage:
      the sandbox bucket `my-s3-bucket`); `current.yaml` prevents that.
      With the context of the data plane's cluster, and after the control plane.
      1. Create the Secrets that the values refer to, if they do not exist
         $ flyte-auth secrets -f v.yaml --release plane --namespace workers
             → prints manifests to fill in; with `--format kubectl`, commands that ask for each secret
      2. Upgrade
         $ helm repo add flyteorg https://flyteorg.github.io/flyte
         $ helm get values plane --namespace workers -o yaml > current.yaml
             → the values that Flyte runs with now
         $ flyte-auth lint -f current.yaml -f v.yaml
             → no error
         $ helm upgrade plane flyteorg/flyte-core --version v1.16.8 --namespace workers -f current.yaml -f v.yaml

    Restart manually
      1. Restart flytepropeller
         $ kubectl -n workers rollout restart deployment/flytepropeller
         A changed Secret does not trigger a restart. A failed login is not retried until a restart.

    Check
      1. Pods run and do not restart
         $ kubectl -n workers rollout status deployment/flytepropeller
             → successfully rolled out
         $ kubectl -n workers get pods
             → all running, no restarts
      2. The cluster can reach flyteadmin and the token issuer
         $ kubectl -n workers run login-check --rm -i --restart=Never --image=curlimages/curl -- --silent --show-error --fail https://flyte.example.org/.well-known/oauth-authorization-server
             → `token_endpoint` is an address that this cluster can also reach
      3. flytepropeller gets a token
         $ kubectl -n workers logs deployment/flytepropeller --since=5m | grep -iE 'unauthenticated|invalid_client|invalid_scope'
             → no output
         It logs in as `flyte-propeller`, with the same secret as in every other cluster.
      4. The control plane handles the login of users and clients: verify it with `flyte-auth next` and
         its values
    ");
}

#[test]
fn what_else_logs_in_from_a_data_plane_is_restarted_too() {
    let page = |values: &str| {
        let page = of_values("next", values, &[]);
        let lines = page.lines().filter(|line| {
            ["rollout restart", "helm upgrade", "https://", "logs in as"].iter().any(|part| line.contains(part))
        });
        lines.map(str::trim).collect::<Vec<_>>().join("\n")
    };
    let sync = "cluster_resource_manager: {enabled: true, config: {cluster_resources: {standaloneDeployment: true}}}\n";
    insta::assert_snapshot!(page(&data_plane(sync)), @"
    $ helm repo add flyteorg https://flyteorg.github.io/flyte
    $ helm upgrade flyte-backend flyteorg/flyte-core --version v1.16.8 --namespace flyte -f current.yaml -f v.yaml
    $ kubectl -n flyte rollout restart deployment/flytepropeller
    $ kubectl -n flyte rollout restart deployment/syncresources
    $ kubectl -n flyte run login-check --rm -i --restart=Never --image=curlimages/curl -- --silent --show-error --fail https://flyte.example.org/.well-known/oauth-authorization-server
    It logs in as `flyte-propeller`, with the same secret as in every other cluster.
    ");
    // An umbrella chart's. Where flyteadmin is, and who logs in, is not asked of what does not say so.
    insta::assert_snapshot!(page("flyte-core: {flyteadmin: {enabled: false}, configmap: {admin: {admin: {endpoint: 'dns:///${DOMAIN}', insecure: false, authType: Pkce}}}}"), @"
    Pass `helm upgrade` the files that your templating tool has filled in.
    $ helm upgrade flyte-backend YOUR_CHART --namespace flyte -f current.yaml -f v.yaml
    $ kubectl -n flyte rollout restart deployment/flytepropeller
    ");
}

#[test]
fn the_login_of_people_is_not_asked_of_a_data_plane() {
    for subcommand in ["guide", "client"] {
        insta::allow_duplicates! {
            insta::assert_snapshot!(of_values(subcommand, &data_plane(""), &[]), @"
            exit 2
            --- stderr
            error: these values have no flyteadmin
            help: pass the values of the control plane; only `flyte-auth next` supports those of a data plane
            ");
        }
    }
}
