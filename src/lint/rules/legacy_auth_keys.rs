use super::fix_support::remove;
use crate::chart::Chart;
use crate::diagnostic::Applicability::Unsafe;
use crate::diagnostic::Severity;
use crate::flyte::SECRETS_FOLDER;
use crate::lint::{Context, Findings, declare_rule};
use crate::values::Path;

declare_rule! {
    name: "legacy-auth-keys",
    summary: "A setting is one that current Flyte versions do not read, or will stop reading",
    remedy: "use the current setting",
    severity: Warning,
    charts: BOTH,
    needs: Auth,
    supersedes: [unknown_key, misplaced_key],
}

const AUTH: &str = "use `auth.userAuth` and `auth.appAuth`";
const URIS: &str = "list the URL in `authorizedUris`";
const CONSOLE: &str = "remove it: flyteadmin decides whether users log in";

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let of_config = [("server.security.oauth", AUTH), ("auth.httpPublicUri", URIS)];
    let mut gone = of_config.map(|(config, instead)| (cx.chart().home(config), instead)).to_vec();
    if cx.chart() == Chart::FlyteCore {
        gone.push((Path::of(&["configmap", "console", "DISABLE_AUTH"]), CONSOLE));
    }
    for (path, instead) in gone {
        if cx.release().user.at(&path.keys()).is_some() {
            let site = cx.site(&path.keys());
            let changes = remove(&site);
            let finding = found.report(site, format!("`{path}` has no effect: Flyte no longer reads it"));
            finding.help(instead);
            if instead == AUTH {
                finding.severity(Severity::Error);
            }
            // The other two settings have to be set elsewhere first.
            if instead == CONSOLE {
                finding.fix("Remove the ignored key", Unsafe, changes);
            }
        }
    }
    if let Some(admin) = cx.admin() {
        let unused = [
            ("admin.useAuth", admin.use_auth.is_given(), cx.setting(&admin.use_auth)),
            (
                "admin.authorizationServerUrl",
                admin.authorization_server_url.is_given(),
                cx.setting(&admin.authorization_server_url),
            ),
        ];
        for (config, given, site) in unused {
            if given {
                let changes = remove(&site);
                found
                    .report(site, format!("`{config}` has no effect: clients ask flyteadmin"))
                    .severity(Severity::Info)
                    .fix(format!("Remove `{config}`"), Unsafe, changes)
                    .help("remove it");
            }
        }
    }
    let Some(auth) = cx.auth() else { return };
    let file = &auth.user_auth.open_id.client_secret_file;
    // A file in another folder has no equivalent setting.
    let name = file
        .text()
        .and_then(|file| file.strip_prefix(SECRETS_FOLDER)?.strip_prefix('/'))
        .filter(|name| !name.contains('/'));
    if let Some(name) = name {
        found
            .report(
                cx.setting(file),
                "`clientSecretFile` is deprecated; it still works and overrides `clientSecretName`",
            )
            .severity(Severity::Info)
            .help(format!("use `clientSecretName: {name}`, the key of the Secret in `{SECRETS_FOLDER}`"));
    }
}
