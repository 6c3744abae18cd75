//! Entries of lists: the user's own are kept, those of the former URL, issuer or server are removed and reported.

use std::fs;

use super::{INTERNAL, OKTA, folder, into, write_values};
use crate::common::{flyte_auth, outcome, with_secrets};

#[test]
fn keeps_user_entries_for_the_same_server() {
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
    let (output, after) = into(folder.path(), OKTA);
    assert_eq!(after, added);
    assert!(!output.contains("removes"), "{output}");

    // Entries of the old URL are removed from every list; the others keep their comments.
    let added = added.replace(
        "        - https://flyte.corp.example # the old name\n",
        "        - https://flyte.example.org:8443 # a test\n        - https://flyte.corp.example # the old name\n",
    );
    write_values(folder.path(), &added);

    // A new URL becomes the first entry; each removed entry is reported.
    let moved = OKTA.replace("https://flyte.example.org", "https://flyte.example.com");
    let (output, after) = into(folder.path(), &moved);
    insta::assert_snapshot!(output, @"
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

    // A new issuer does not know the audiences, scopes and `metadataUrl` of the old one.
    let other = moved.replace("aus9", "aus10");
    let own = after.replace("'.well-known/openid-configuration'", "'custom.json'");
    write_values(folder.path(), &own);
    let (output, after) = into(folder.path(), &other);
    insta::assert_snapshot!(output, @"
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
fn reports_entries_removed_with_the_internal_server() {
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
    let (output, after) = into(folder.path(), OKTA);
    insta::assert_snapshot!(output, @"
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
    let (output, after) = into(folder.path(), INTERNAL);
    insta::assert_snapshot!(output, @"
    exit 0
    --- stdout
    values.yaml
    --- stderr
    ");
    // Settings that repeat a default of the chart are kept.
    assert!(after.contains("enabled: true, secretName: flyte-secret-auth"), "{after}");
}

#[test]
fn adds_the_authorization_header_to_allowed_headers() {
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
        let output = outcome(flyte_auth(folder.path()).args(["lint", "values.yaml"]));
        assert_eq!(output, "exit 0\n--- stdout\nNo problems found\n", "{header}");
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
