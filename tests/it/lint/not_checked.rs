//! `lint` reports the files that it does not check: manifests of deployment tools, values of Flyte 2, and files in a
//! directory that look like values of Flyte.

use std::fs;
use std::path::Path;

use crate::common::{FORMATS, example_values, flyte_auth, folder_with, outcome, project, write};

/// An Argo CD Application with values in each of its fields.
const APPLICATION: &str = "\
apiVersion: v1
kind: Namespace
metadata: {name: flyte}
---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: flyte}
spec:
  sources:
    - repoURL: https://git.example.org/values
      ref: values
    - repoURL: https://flyteorg.github.io/flyte
      chart: flyte-core
      helm:
        valueFiles: [$values/flyte/values.yaml]
        values: |
          flyteadmin: {secrets: {oidc_client_secret: made-up}}
        parameters: [{name: flyteadmin.replicaCount, value: '2'}]
";

/// A file of each tool, and its name.
const MANIFESTS: &[(&str, &str)] = &[
    ("application.yaml", APPLICATION),
    (
        "values-object.yaml",
        "apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: flyte}
spec:
  source:
    chart: flyte-binary
    helm: {valuesObject: {configuration: {auth: {enabled: true}}}}
",
    ),
    (
        "files-only.yaml",
        "apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: platform}
spec:
  template:
    spec:
      source: {path: charts/flyte, helm: {valueFiles: [values.yaml, '{{env}}.yaml']}}
",
    ),
    (
        "helm-release.yaml",
        "apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: platform}
spec:
  chart: {spec: {chart: flyte-binary, version: 1.16.8}}
  valuesFrom: [{kind: Secret, name: flyte-values}]
  values: {configuration: {auth: {enabled: true}}}
",
    ),
    (
        "config-map.yaml",
        "apiVersion: v1
kind: ConfigMap
metadata: {name: flyte-values}
data:
  values.yaml: |
    configuration: {auth: {enabled: true}}
",
    ),
    (
        "helmfile.yaml",
        "releases:
  - {name: database, chart: bitnami/postgresql}
  - {name: flyte, chart: flyteorg/flyte-core, values: [values.yaml]}
",
    ),
    (
        "helmfile.yaml.gotmpl",
        "releases:
{{ range .Values.environments }}
  - name: flyte
    chart: flyteorg/flyte-core
{{ end }}
",
    ),
    (
        "kustomization.yaml",
        "helmCharts:
  - name: flyte-binary
    valuesFile: values.yaml
    valuesInline: {configuration: {auth: {enabled: true}}}
",
    ),
    (
        "k3s.yaml",
        "apiVersion: helm.cattle.io/v1
kind: HelmChart
metadata: {name: flyte}
spec:
  chart: flyte-core
  valuesContent: |
    flyteadmin: {}
",
    ),
    (
        "main.tf",
        "resource \"helm_release\" \"flyte\" {
  chart  = \"flyte-core\"
  values = [templatefile(\"values.yaml\", { host = var.host })]
}
",
    ),
];

fn run(folder: &Path, arguments: &[&str]) -> String {
    format!("$ {}\n{}\n", arguments.join(" "), outcome(flyte_auth(folder).args(arguments)))
}

#[test]
fn reports_how_to_check_the_values_of_a_manifest() {
    let folder = folder_with(MANIFESTS);
    let of_each = MANIFESTS.iter().map(|(name, _)| run(folder.path(), &["lint", name]));
    insta::assert_snapshot!(of_each.collect::<String>());
}

#[test]
fn every_format_reports_manifests() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "application.yaml", APPLICATION);
    let of_each = FORMATS.map(|format| {
        let report = run(folder.path(), &["lint", "--format", format, "application.yaml"]);
        if format != "sarif" {
            return report;
        }
        // SARIF lists all rules; they are left out here.
        let (start, rest) = report.split_once("\"rules\":").unwrap();
        let (_, results) = rest.split_once("\"results\":").unwrap();
        format!("{start}…\"results\":{results}")
    });
    insta::assert_snapshot!(of_each.concat());
}

#[test]
fn other_commands_reject_manifests() {
    let folder = folder_with(MANIFESTS);
    let mut all = String::new();
    for file in ["application.yaml", "helm-release.yaml", "helmfile.yaml", "main.tf"] {
        all += &run(folder.path(), &["show", "-f", file]);
    }
    for command in ["next", "guide", "client", "secrets", "diagnose"] {
        all += &run(folder.path(), &[command, "-f", "values-object.yaml"]);
    }
    for file in ["values-object.yaml", "application.yaml", "main.tf"] {
        all += &run(folder.path(), &["generate", "--into", file]);
    }
    for command in
        [&["init", "--yes", "--into"][..], &["init", "--yes", "--from"], &["guide", "--into"], &["hash", "--into"]]
    {
        all += &run(folder.path(), &[command, &["values-object.yaml"]].concat());
    }
    insta::assert_snapshot!(all);
}

#[test]
fn a_directory_with_manifests_has_findings() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let base = example_values("flyte-binary-okta-external");
    write(folder, "apps/flyte.yaml", APPLICATION);
    write(
        folder,
        "apps/grafana.yaml",
        "apiVersion: argoproj.io/v1alpha1\nkind: Application\nspec: {source: {chart: grafana}}\n",
    );
    write(folder, "flyte/values.yaml", &base);
    let all = [
        run(folder, &["lint", "."]),
        run(folder, &["lint", "-v", "--ignore", "deployment-manifest-not-checked", "."]),
        run(folder, &["lint", "apps"]),
        run(folder, &["lint", "--fail-on", "warning", "."]),
    ];
    insta::assert_snapshot!(all.concat());
}

#[test]
fn reports_files_that_look_like_values() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let base = example_values("flyte-binary-okta-external");
    write(folder, "values.yaml", &base);
    write(folder, "other/deep.yaml", "platform:\n  base:\n    auth: {authorizedUris: [https://flyte.example.org]}\n");
    write(folder, "other/block.yaml", "platform:\n  base:\n    flyteadmin: {replicaCount: 1}\n");
    write(folder, "other/broken.yaml", "{{ if .Values.x }}\nflyteadmin:\n  replicaCount: 1\n{{ end }}\n");
    // Other files: values of another chart, a template, files of CI and Docker.
    write(folder, "not/values.yaml", "serviceAccount: {create: true}\n");
    write(folder, "not/templates/cm.yaml", "{{ if .Values.x }}\nflyteadmin:\n{{ end }}\n");
    write(folder, "not/compose.yaml", "services:\n  flyteadmin: {image: flyteadmin}\n");
    write(folder, "not/ci.yaml", "jobs:\n  flyteadmin: {steps: []}\n");
    let mut all = run(folder, &["lint", "."]);
    for format in ["concise", "json", "github", "gitlab", "junit"] {
        all += &run(folder, &["lint", "--format", format, "other/.", "values.yaml"]);
    }
    insta::assert_snapshot!(all);
}

/// Values for the chart of Flyte 2 in `tests/flyte2`, and values of Flyte 1 with an image of Flyte 2.
#[test]
fn values_of_flyte_2_get_one_finding() {
    let mut files: Vec<_> =
        fs::read_dir(project().join("tests/flyte2")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    files.sort();
    let folder = project().join("tests/flyte2");
    let mut all = String::new();
    for file in &files {
        let file = file.to_str().unwrap();
        if file != "01-flyte1-auth-block.yaml" {
            all += &run(&folder, &["lint", file]);
        }
        all += &run(&folder, &["lint", "--flyte-version", "2.0.43", "--format", "concise", file]);
    }
    insta::assert_snapshot!(all);
    for command in ["show", "next", "guide", "client", "secrets"] {
        let output = outcome(flyte_auth(&folder).args([command, "-f", "02-alb-three-ingresses.yaml"]));
        assert_eq!(
            output,
            "exit 2\n--- stderr\nerror: these values are for Flyte 2, which has no authentication settings\nhelp: \
            flyte-auth supports Flyte 1; with Flyte 2, the Ingress or a proxy in front of it asks for the login\n",
            "{command}"
        );
    }
}

#[test]
fn the_summary_mentions_layers_and_unchecked_files() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    write(folder, "app.yaml", APPLICATION);
    write(folder, "values.yaml", "configmap: {adminServer: {auth: {authorizedUris: [https://flyte.example.org]}}}\n");
    let output = run(folder, &["lint", "--ignore", "use-auth-misplaced-or-off,deployment-manifest-not-checked", "."]);
    insta::assert_snapshot!(output, @"
    $ lint --ignore use-auth-misplaced-or-off,deployment-manifest-not-checked .
    exit 0
    --- stdout
    No problems found. Checked as a partial values file (authentication is neither enabled nor disabled here); use `--complete` if this is the only file. `app.yaml` was not checked.
    ");
}

#[test]
fn values_of_another_chart_are_not_taken_for_flyte_binary() {
    let folder = tempfile::tempdir().unwrap();
    for values in [
        "ingress: {enabled: true, hosts: [grafana.example.org]}\nservice: {type: ClusterIP, port: 80}\n",
        "deployment: {replicas: 3}\nservice: {type: LoadBalancer}\nrbac: {enabled: true}\n",
        "serviceAccount: {create: true}\nnameOverride: web\n",
    ] {
        write(folder.path(), "values.yaml", values);
        for command in ["lint", "show", "next", "guide", "client"] {
            let output = outcome(flyte_auth(folder.path()).args([command, "values.yaml"]));
            assert!(output.starts_with("exit 2\n") && output.contains("cannot tell from these values"), "{output}");
        }
    }
    // These layers of flyte-binary have keys that other charts do not have.
    for values in
        ["ingress: {separateGrpcIngress: true}\n", "deployment: {extraPodSpec: {}}\nservice: {type: NodePort}\n"]
    {
        write(folder.path(), "values.yaml", values);
        let output = outcome(flyte_auth(folder.path()).args(["lint", "values.yaml"]));
        assert!(output.starts_with("exit 0\n"), "{output}");
    }
}
