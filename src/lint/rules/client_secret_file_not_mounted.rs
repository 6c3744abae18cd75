//! `clientSecretFile` names a file that flyteadmin's pod does not have.

use crate::chart::FileIn;
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "client-secret-file-not-mounted",
    summary: "`clientSecretFile` names a file that flyteadmin's pod does not have",
    remedy: "mount the Secret so that its key is this file",
    severity: Error,
    charts: BOTH,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let (Some(model), Some(auth)) = (cx.model(), cx.auth()) else {
        return;
    };
    let setting = &auth.user_auth.open_id.client_secret_file;
    let (Some(server), Some(file)) = (model.server(), setting.text()) else {
        return;
    };
    // Another layer may mount it, and what comes from outside may name another file.
    if cx.is_fragment() || cx.has_outside_config() || server.pod.may_inject(file) {
        return;
    }
    let pod = &server.pod;
    let site = cx.setting(setting);
    let who = server.name.as_str();
    match pod.file(file) {
        FileIn::Maybe => {}
        FileIn::NotMounted => {
            found
                .report(
                    site,
                    format!(
                        "{who} does not start: nothing is mounted at `{file}`, where it reads the secret of the \
                        client that people log in with"
                    ),
                )
                .help(format!(
                    "mount a Secret there with `{}`, or remove the setting: then it is `oidc_client_secret` \
                    in the chart's own Secret",
                    pod.mounts_at.join(".")
                ));
        }
        FileIn::NotInVolume(path, volume) => {
            found
                .report(
                    site,
                    format!(
                        "{who} does not start: the volume that is mounted there has no file `{file}`, where it \
                        reads the secret of the client that people log in with"
                    ),
                )
                .help("let an item of the volume have this file as its `path`, or name the file that it has")
                .relate(cx.value_at(&path, &volume), "the volume");
        }
    }
}
