use crate::chart::FileIn;
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "client-secret-file-not-mounted",
    summary: "`clientSecretFile` names a file that does not exist in flyteadmin's pod",
    remedy: "mount the Secret so that its key becomes this file",
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
    // Another layer may mount it, and a configuration from outside the chart may name another file.
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
                        "{who} does not start: it reads the web client's secret from `{file}`, but nothing is mounted \
                            there"
                    ),
                )
                .help(format!(
                    "mount a Secret there with `{}`, or remove the setting to use `oidc_client_secret` in the chart's \
                        Secret",
                    pod.mounts_at.join(".")
                ));
        }
        FileIn::NotInVolume(path, volume) => {
            found
                .report(
                    site,
                    format!(
                        "{who} does not start: it reads the web client's secret from `{file}`, but the mounted volume \
                            has no such file"
                    ),
                )
                .help("set this file as the `path` of an item in the volume, or use a file that the volume has")
                .relate(cx.value_at(&path, &volume), "the volume");
        }
    }
}
