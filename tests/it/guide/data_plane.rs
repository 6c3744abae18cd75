//! Values of a data plane: flytepropeller without flyteadmin.

use super::of_values;

/// Values of a data plane, with `more` at the end.
fn data_plane(more: &str) -> String {
    format!(
        "flyteadmin: {{enabled: false}}\n\
         configmap: {{admin: {{admin: {{endpoint: 'dns:///flyte.example.org', insecure: false, clientId: flyte-propeller}}}}}}\n{more}"
    )
}

#[test]
fn next_shows_the_steps_for_a_data_plane() {
    let elsewhere =
        "secrets: {adminOauthClientCredentials: {enabled: true, secretName: own-secret, clientSecret: null}}\n";
    insta::assert_snapshot!(of_values("next", &data_plane(elsewhere), &["-n", "workers", "--release", "plane"]), @"
    exit 0
    --- stdout
    Flyte's data plane, with flyteadmin at dns:///flyte.example.org

    Upgrade
      Warning: these values set no storage. With them alone, Helm uses the chart's defaults (storage:
      the sandbox bucket `my-s3-bucket`); `current.yaml` prevents that.
      `1.16.8` is a default: pass `--flyte-version` if yours differs; `helm list -A` shows it.
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
fn next_restarts_every_process_of_a_data_plane_that_logs_in() {
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
    // In an umbrella chart. The endpoint is a placeholder and flytepropeller has no client: those checks are left out.
    insta::assert_snapshot!(page("flyte-core: {flyteadmin: {enabled: false}, configmap: {admin: {admin: {endpoint: 'dns:///${DOMAIN}', insecure: false, authType: Pkce}}}}"), @"
    Pass `helm upgrade` the files that your templating tool has filled in.
    $ helm upgrade flyte-backend YOUR_CHART --namespace flyte -f current.yaml -f v.yaml
    $ kubectl -n flyte rollout restart deployment/flytepropeller
    ");
}

#[test]
fn guide_and_client_reject_a_data_plane() {
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
