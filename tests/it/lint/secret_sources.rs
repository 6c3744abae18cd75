//! Working values whose secrets do not come from the chart's Secrets: `lint` reports no error. Each case is a layer on the
//! examples with the internal and the external server.

use std::fs;

use insta::assert_snapshot;

use crate::common::{flyte_auth, folder_with, outcome, project};

/// The outcome of `lint` for a layer on the example of a chart and a server.
fn lint_layer(chart: &str, server: &str, layer: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let base = project().join(format!("examples/values/{chart}-okta-{server}.yaml"));
    fs::copy(base, folder.path().join("base.yaml")).unwrap();
    fs::write(folder.path().join("layer.yaml"), layer).unwrap();
    let arguments = ["lint", "--format", "concise", "-f", "base.yaml", "-f", "layer.yaml"];
    outcome(flyte_auth(folder.path()).args(arguments))
}

/// Asserts that a layer has no warnings and errors with either server.
fn is_clean(chart: &str, what: &str, layer: &str) {
    for server in ["internal", "external"] {
        let output = lint_layer(chart, server, layer);
        assert!(
            !output.contains("error[") && !output.contains("warning[") && output.starts_with("exit 0"),
            "{what}, {server}\n{layer}\n{output}"
        );
    }
}

const FILE: &str = "configmap: {adminServer: {auth: {userAuth: {openId: {clientSecretFile: /etc/mine/oidc}}}}}\n";

/// A missing file is an error only if the values show all volumes of the pod.
#[test]
fn reports_a_web_secret_file_that_is_not_mounted() {
    for (what, added, wanted) in [
        ("nothing", "", Some("client-secret-file-not-mounted")),
        (
            "another folder",
            "additionalVolumes: [{name: m, secret: {secretName: s}}], additionalVolumeMounts: [{name: m, mountPath: /etc/min}]",
            Some("client-secret-file-not-mounted"),
        ),
        (
            "other items",
            "additionalVolumes: [{name: m, secret: {secretName: s, items: [{key: oidc, path: other}]}}], additionalVolumeMounts: [{name: m, mountPath: /etc/mine/}]",
            Some("client-secret-file-not-mounted"),
        ),
        (
            "other items, projected",
            "additionalVolumes: [{name: m, projected: {sources: [{secret: {name: s, items: [{key: oidc, path: other}]}}]}}], additionalVolumeMounts: [{name: m, mountPath: /etc/mine}]",
            Some("client-secret-file-not-mounted"),
        ),
        ("no volume", "additionalVolumeMounts: [{name: m, mountPath: /etc/mine}]", Some("secret-mounts-collide")),
        (
            "the same name twice",
            "additionalVolumes: [{name: m, secret: {secretName: s}}, {name: m, configMap: {name: c}}], additionalVolumeMounts: [{name: m, mountPath: /etc/mine}]",
            Some("secret-mounts-collide"),
        ),
        (
            "the chart's name",
            "additionalVolumes: [{name: scratch, secret: {secretName: s}}], additionalVolumeMounts: [{name: scratch, mountPath: /etc/mine}]",
            Some("secret-mounts-collide"),
        ),
        (
            "the folder twice",
            "additionalVolumes: [{name: m, secret: {secretName: s}}, {name: o, configMap: {name: c}}], additionalVolumeMounts: [{name: m, mountPath: /etc/mine}, {name: o, mountPath: /etc/mine}]",
            Some("secret-mounts-collide"),
        ),
        (
            "one among several sources",
            "additionalVolumes: [{name: m, projected: {sources: [{secret: {name: s, items: [{key: oidc, path: other}]}}, {configMap: {name: c}}]}}], additionalVolumeMounts: [{name: m, mountPath: /etc/mine}]",
            None,
        ),
        (
            "something to be filled in",
            "additionalVolumes: [{name: m, secret: {secretName: s}}], additionalVolumeMounts: [{name: m, mountPath: '${FOLDER}'}]",
            None,
        ),
        ("volumes of a template", "additionalVolumeMounts: '{{ .Values.mine }}'", None),
        ("an injector", "podAnnotations: {vault.hashicorp.com/agent-inject: \"true\"}", None),
        (
            "a folder of another kind",
            "additionalVolumes: [{name: m, emptyDir: {}}], additionalVolumeMounts: [{name: m, mountPath: /etc/mine}]",
            None,
        ),
        (
            "the same volume in two folders",
            "additionalVolumes: [{name: m, secret: {secretName: s}}], additionalVolumeMounts: [{name: m, mountPath: /etc/mine}, {name: m, mountPath: /etc/too}]",
            None,
        ),
        (
            "twice where no secret of the login is: Kubernetes rejects the pod all the same",
            "additionalVolumes: [{name: m, secret: {secretName: s}}, {name: x, emptyDir: {}}], additionalVolumeMounts: [{name: m, mountPath: /etc/mine}, {name: x, mountPath: /x}, {name: x, mountPath: /x}]",
            Some("secret-mounts-collide"),
        ),
    ] {
        let output = lint_layer("flyte-core", "internal", &format!("{FILE}flyteadmin: {{{added}}}\n"));
        let found: Vec<&str> =
            output.lines().filter_map(|line| Some(line.split_once("error[")?.1.split_once(']')?.0)).collect();
        assert_eq!(found, wanted.into_iter().collect::<Vec<_>>(), "{what}\n{output}");
    }
    // In a partial values file, another layer can mount it.
    let folder = folder_with(&[("layer.yaml", FILE)]);
    let output = outcome(flyte_auth(folder.path()).args(["lint", "layer.yaml"]));
    assert!(!output.contains("client-secret-file-not-mounted"), "{output}");
}

#[test]
fn accepts_an_external_web_secret() {
    for (what, layer) in [
        (
            "a variable from a Secret of one's own",
            "flyteadmin: {secrets: {oidc_client_secret: null}, env: [{name: FLYTE_SECRET_oidc_client_secret, valueFrom: {secretKeyRef: {name: mine, key: k}}}]}",
        ),
        (
            "a variable that something fills in",
            "flyteadmin: {secrets: {oidc_client_secret: null}, env: [{name: FLYTE_SECRET_oidc_client_secret, value: \"vault:secret/data/flyte#oidc\"}]}",
        ),
        (
            "a file that has a name of its own",
            "configmap: {adminServer: {auth: {userAuth: {openId: {clientSecretFile: /etc/mine/oidc}}}}}\nflyteadmin: {secrets: {oidc_client_secret: null}, additionalVolumes: [{name: m, secret: {secretName: mine}}], additionalVolumeMounts: [{name: m, mountPath: /etc/mine}]}",
        ),
        (
            "a volume of another driver at the very file",
            "flyteadmin: {secrets: {oidc_client_secret: null}, additionalVolumes: [{name: m, csi: {driver: secrets-store.csi.k8s.io}}], additionalVolumeMounts: [{name: m, mountPath: /etc/secrets/oidc_client_secret, subPath: k}]}",
        ),
        (
            "another folder, which an injector fills",
            "configmap: {adminServer: {secrets: {secrets-prefix: /vault/secrets}}}\nflyteadmin: {secrets: {oidc_client_secret: null}, podAnnotations: {vault.hashicorp.com/agent-inject: \"true\"}}",
        ),
        (
            "an injector of variables",
            "flyteadmin: {secrets: {oidc_client_secret: null}, podAnnotations: {vault.security.banzaicloud.io/vault-env-from-path: secret/flyte}}",
        ),
        (
            "a key whose name is a template",
            "name: oidc_client_secret\nflyteadmin: {secrets: {oidc_client_secret: null, \"{{ .Values.name }}\": x}}",
        ),
        (
            "config from outside, which may name another file",
            "storage: {secretName: mine}\nflyteadmin: {secrets: {oidc_client_secret: null}}",
        ),
    ] {
        is_clean("flyte-core", what, layer);
    }
}

#[test]
fn accepts_an_external_secret_of_flytepropeller() {
    for (what, layer) in [
        ("a Secret made elsewhere", "secrets: {adminOauthClientCredentials: {clientSecret: null}}"),
        (
            "a variable, beside a client secret that nobody reads",
            "configmap: {admin: {admin: {clientSecretEnvVar: MINE}}}\nsecrets: {adminOauthClientCredentials: {clientSecret: foobar}}\nflytepropeller: {podEnv: [{name: MINE, valueFrom: {secretKeyRef: {name: mine, key: k}}}]}",
        ),
        (
            "a variable, and no Secret is mounted",
            "configmap: {admin: {admin: {clientSecretEnvVar: MINE}}}\nsecrets: {adminOauthClientCredentials: {enabled: false, clientSecret: foobar}}\nflytepropeller: {podEnv: [{name: MINE, valueFrom: {secretKeyRef: {name: mine, key: k}}}]}",
        ),
        (
            "a volume of one's own",
            "configmap: {admin: {admin: {clientSecretLocation: /etc/mine/k}}}\nsecrets: {adminOauthClientCredentials: {enabled: false, clientSecret: foobar}}\nflytepropeller: {additionalVolumes: [{name: m, secret: {secretName: mine}}], additionalVolumeMounts: [{name: m, mountPath: /etc/mine}]}",
        ),
        (
            "an injector's folder",
            "configmap: {admin: {admin: {clientSecretLocation: /vault/secrets/k}}}\nsecrets: {adminOauthClientCredentials: {enabled: false, clientSecret: null}}\nflytepropeller: {podAnnotations: {vault.hashicorp.com/agent-inject: \"true\"}}",
        ),
        (
            "an injector that was given the chart's folder",
            "secrets: {adminOauthClientCredentials: {enabled: false, clientSecret: null}}\nflytepropeller: {podAnnotations: {vault.hashicorp.com/agent-inject: \"true\", vault.hashicorp.com/secret-volume-path: /etc/secrets}}",
        ),
    ] {
        is_clean("flyte-core", what, layer);
    }
    for (what, layer) in [
        (
            "a Secret made elsewhere",
            "configuration: {auth: {clientSecretsExternalSecretRef: mine, oidc: {clientSecret: null}, internal: {clientSecret: null}}}",
        ),
        (
            "a variable, beside the client secret that the chart demands",
            "configuration: {inline: {admin: {clientSecretEnvVar: MINE}}, auth: {internal: {clientSecret: unused}}}\ndeployment: {extraEnvVars: [{name: MINE, valueFrom: {secretKeyRef: {name: mine, key: k}}}]}",
        ),
        (
            "all keys of a Secret as variables",
            "configuration: {inline: {admin: {clientSecretEnvVar: MINE}}, auth: {internal: {clientSecret: unused}}}\ndeployment: {extraEnvVarsSecret: mine}",
        ),
        (
            "a volume of one's own",
            "configuration: {inline: {admin: {clientSecretLocation: /etc/mine/k}}, auth: {internal: {clientSecret: unused}}}\ndeployment: {extraVolumes: [{name: m, secret: {secretName: mine}}], extraVolumeMounts: [{name: m, mountPath: /etc/mine}]}",
        ),
    ] {
        is_clean("flyte-binary", what, layer);
    }
}

#[test]
fn accepts_external_keys_of_flyteadmin() {
    let named = "configuration: {inline: {auth: {userAuth: {cookieHashKeySecretName: mine}}}}\n";
    for (what, rest) in [
        ("other commands make them", "deployment: {genAdminAuthSecret: {args: [make-keys]}}"),
        ("variables of a ConfigMap", "deployment: {extraEnvVarsConfigMap: mine}"),
        ("a variable", "deployment: {extraEnvVars: [{name: FLYTE_SECRET_mine, value: k}]}"),
    ] {
        is_clean("flyte-binary", what, &format!("{named}{rest}"));
    }
    is_clean(
        "flyte-binary",
        "another folder",
        "configuration: {inline: {secrets: {secrets-prefix: /vault/secrets}, auth: {userAuth: {cookieHashKeySecretName: mine}}}}",
    );
}

/// It is a warning, because values do not show what other tools create.
#[test]
fn warns_if_another_tool_may_create_the_secret() {
    // A user who creates flytepropeller's Secret may also add the web client's secret to the chart's Secret.
    assert_snapshot!(lint_layer("flyte-core", "external", "\
flyteadmin: {secrets: {oidc_client_secret: null}}
secrets: {adminOauthClientCredentials: {clientSecret: null}}
"), @"
    exit 0
    --- stdout
    layer.yaml:1:44: warning[oidc-client-secret-missing-or-misplaced]: flyteadmin does not start: these values lack `oidc_client_secret`, the web client's secret
    Found 1 warning
    ");
    assert_snapshot!(lint_layer("flyte-core", "external", "\
secrets: {adminOauthClientCredentials: {clientSecret: null, secretName: mine}}
workflow_scheduler: {enabled: true, type: native}
"), @"
    exit 0
    --- stdout
    layer.yaml:1:73: warning[self-managed-secret-name-hardcoded]: flytescheduler does not start unless you also create the Secret `flyte-secret-auth`, which the chart mounts
    Found 1 warning
    ");
}

/// Unrelated volumes, variables and annotations do not change the finding.
#[test]
fn reports_missing_secrets_despite_unrelated_additions() {
    assert_snapshot!(lint_layer("flyte-core", "internal", "flyteadmin: {secrets: {oidc_client_secret: null}}"), @"
    exit 1
    --- stdout
    layer.yaml:1:44: error[oidc-client-secret-missing-or-misplaced]: flyteadmin does not start: these values lack `oidc_client_secret`, the web client's secret
    Found 1 error
    ");
    // `client_secret` is another secret, not a misspelled `oidc_client_secret`.
    assert_snapshot!(lint_layer("flyte-core", "internal", "flyteadmin: {secrets: {oidc_client_secret: null, client_secret: x}}"), @"
    exit 1
    --- stdout
    layer.yaml:1:44: error[oidc-client-secret-missing-or-misplaced]: flyteadmin does not start: these values lack `oidc_client_secret`, the web client's secret
    Found 1 error
    ");
    assert_snapshot!(lint_layer("flyte-core", "internal", "\
flyteadmin:
  secrets: {oidc_client_secret: null, oidc-client-secret: x}
  env: [{name: GOGC, value: \"50\"}]
  additionalVolumes: [{name: ca, configMap: {name: ca}}]
  additionalVolumeMounts: [{name: ca, mountPath: /etc/ssl/certs}]
  podAnnotations: {checksum/secret: abc}
"), @"
    exit 1
    --- stdout
    layer.yaml:2:59: error[oidc-client-secret-missing-or-misplaced]: flyteadmin does not start: it reads the web client's secret from the key `oidc_client_secret`, not `oidc-client-secret`
    Found 1 error
    ");
    assert_snapshot!(lint_layer("flyte-core", "internal", "\
flyteadmin: {secrets: {oidc_client_secret: null}}
secrets: {oidc_client_secret: x}
"), @"
    exit 1
    --- stdout
    layer.yaml:2:31: error[oidc-client-secret-missing-or-misplaced]: flyteadmin does not start: the chart reads `oidc_client_secret`, the web client's secret, only from `flyteadmin.secrets.oidc_client_secret`
    Found 1 error
    ");
    assert_snapshot!(lint_layer("flyte-core", "internal", "\
secrets: {adminOauthClientCredentials: {enabled: false}}
flytepropeller:
  podEnv: [{name: GOGC, value: \"50\"}]
  podAnnotations: {vault.hashicorp.com/agent-inject: \"true\"}
"), @"
    exit 1
    --- stdout
    layer.yaml:1:50: error[auth-on-but-cred-disabled]: flytepropeller cannot log in: the chart mounts no client secret for it
    Found 1 error (1 fixable with `--fix --unsafe-fixes`)
    ");
    assert_snapshot!(lint_layer("flyte-core", "internal", "\
secrets: {adminOauthClientCredentials: {clientSecret: another}}
flytepropeller: {podAnnotations: {vault.hashicorp.com/agent-inject: \"true\"}}
"), @"
    exit 1
    --- stdout
    layer.yaml:1:55: error[client-secret-and-hash-do-not-match]: flytepropeller cannot log in: its client secret does not match the password hash
    Found 1 error (1 fixable with `--fix --unsafe-fixes`)
    ");
    assert_snapshot!(lint_layer("flyte-core", "external", "secrets: {adminOauthClientCredentials: {clientSecret: foobar}}"), @"
    exit 1
    --- stdout
    layer.yaml:1:55: error[default-client-secret]: flytepropeller's client secret is `foobar`, which is the chart's public default
    Found 1 error
    ");
    assert_snapshot!(lint_layer("flyte-binary", "internal", "\
configuration: {auth: {internal: {clientSecret: another}}, inline: {auth: {userAuth: {cookieHashKeySecretName: mine}}}}
deployment: {extraEnvVars: [{name: GOGC, value: \"50\"}]}
"), @"
    exit 1
    --- stdout
    layer.yaml:1:49: error[client-secret-and-hash-do-not-match]: flytepropeller cannot log in: its client secret does not match the password hash
    layer.yaml:1:112: error[custom-key-secret-names]: flyteadmin does not start: it looks for the key `mine`, but the init container generates only `claim_symmetric_key`, `cookie_hash_key`, `cookie_block_key`, `token_rsa_key.pem`
    Found 2 errors (1 fixable with `--fix --unsafe-fixes`)
    ");
}
