use crate::chart::{Pod, PodMount};
use crate::diagnostic::Severity;
use crate::flyte::SECRETS_FOLDER;
use crate::lint::{Context, Findings, declare_rule};
use crate::release::ProcessModel;

declare_rule! {
    name: "secret-mounts-collide",
    summary: "A volume or mount of a pod occurs twice or is missing, so Kubernetes rejects the pod",
    remedy: "use a unique path for each mount and a unique name for each volume",
    severity: Error,
    charts: BOTH,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(model) = cx.model() else { return };
    for process in model.processes.iter().filter_map(|(_, process)| process.as_ref()) {
        if !process.pod.is_open {
            let (who, files) = (process.name.as_str(), files(process));
            check_mounts(cx, &process.pod, who, &files, found);
            check_volumes(cx, &process.pod, who, &files, found);
        }
    }
}

/// Returns the files from which a process reads its client secrets.
fn files(process: &ProcessModel) -> Vec<String> {
    let decoded = &process.decoded;
    let login = &decoded.auth.user_auth.open_id.client_secret_file;
    let client = &decoded.admin.client_secret_location;
    let login = login.text().filter(|_| process.name.is_server());
    let client = client.text().filter(|_| process.name.is_client());
    login.into_iter().chain(client).map(str::to_owned).collect()
}

/// Returns the directory of a mount.
fn folder(mount: &PodMount) -> &str {
    mount.path.trim_end_matches('/')
}

/// Returns whether a mount contains or hides one of the secrets' `files`.
fn touches(mount: &PodMount, files: &[String]) -> bool {
    let folder = folder(mount);
    let is_below =
        |file: &String| file.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    folder == SECRETS_FOLDER || files.iter().any(is_below)
}

fn check_mounts(cx: &Context<'_>, pod: &Pod, who: &str, files: &[String], found: &mut Findings<'_>) {
    for (index, mount) in pod.mounts.iter().enumerate() {
        let Some((path, written)) = mount.written.as_ref() else { continue };
        let site = cx.value_at(path, written);
        let mut before = pod.mounts.iter().take(index);
        let other = before.find(|other| folder(other) == folder(mount));
        if let Some(other) = other.filter(|other| touches(mount, files) || other.path == mount.path) {
            let whose = match other.written {
                Some(_) => format!("the volume `{}` is", other.volume),
                None => "the chart's Secret is".to_owned(),
            };
            let finding = if other.path == mount.path {
                found.report(
                    site,
                    format!("Kubernetes rejects the pod of {who}: {whose} already mounted at `{}`", mount.path),
                )
            } else {
                let finding = found.report(
                    site,
                    format!("{whose} already mounted at `{}` in {who}, so one of the two hides the other", other.path),
                );
                finding.severity(Severity::Warning)
            };
            finding.help("mount it at another path, such as `/etc/flyte-oidc`");
            if let Some((path, other)) = &other.written {
                finding.relate(cx.value_at(path, other), "the other mount");
            }
        } else if !cx.is_fragment() && !pod.volumes.iter().any(|volume| volume.name == mount.volume) {
            found
                .report(site, format!("Kubernetes rejects the pod of {who}: it has no volume `{}`", mount.volume))
                .help("add the volume, or correct the name");
        }
    }
}

fn check_volumes(cx: &Context<'_>, pod: &Pod, who: &str, files: &[String], found: &mut Findings<'_>) {
    for (index, volume) in pod.volumes.iter().enumerate() {
        let is_mounted = |mount: &PodMount| mount.volume == volume.name && touches(mount, files);
        let Some((path, written)) = volume.written.as_ref().filter(|_| pod.mounts.iter().any(is_mounted)) else {
            continue;
        };
        let mut before = pod.volumes.iter().take(index);
        if let Some(other) = before.find(|other| other.name == volume.name) {
            let whose = if other.written.is_some() { "another" } else { "one of the chart's" };
            let finding = found.report(
                cx.value_at(path, written),
                format!("Kubernetes rejects the pod of {who}: {whose} volume is also named `{}`", volume.name),
            );
            finding.help("rename the volume and its mount");
            if let Some((path, other)) = &other.written {
                finding.relate(cx.value_at(path, other), "the other volume");
            }
        }
    }
}
