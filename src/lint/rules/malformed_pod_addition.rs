use crate::chart::{PodAddition, PodPart};
use crate::diagnostic::near;
use crate::lint::{Context, Findings, declare_rule};
use crate::values::{Kind, Path, Step, Value, is_placeholder};

declare_rule! {
    name: "malformed-pod-addition",
    summary: "A volume, mount or variable of a pod has an unknown key, lacks a key, or has a value of the wrong type",
    remedy: "correct it as in the Kubernetes API reference",
    severity: Error,
    charts: BOTH,
    needs: Auth,
    supersedes: [client_secret_file_not_mounted, invalid_kubernetes_name],
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for PodAddition { part, path } in PodAddition::of(cx.chart()) {
        let Some(value) = cx.release().user.at(&path) else { continue };
        let Some(items) = value.as_list() else {
            check_list(cx, found, part, &path, value);
            continue;
        };
        for (index, item) in items.iter().enumerate() {
            let mut place = Path::of(&path);
            place.0.push(Step::Index(index));
            // A placeholder is filled in later.
            if let Some(shape) = Shape::of(part).filter(|_| item.as_map().is_some()) {
                shape.check(cx, found, &place, item);
            }
        }
    }
}

/// Reports a map or a text where Kubernetes reads a list; the chart copies it as it is.
fn check_list(cx: &Context<'_>, found: &mut Findings<'_>, part: PodPart, path: &[&str], value: &Value) {
    let what = match &value.kind {
        Kind::Map(map) if !map.is_empty() => "a map",
        Kind::String(text) if !text.is_empty() && !is_placeholder(text) => "text",
        _ => return,
    };
    let shown = path.join(".");
    // The keys of a map end up next to `args`, where nothing reads them.
    let (message, help) = if part == PodPart::Argument {
        (
            format!("`{shown}` is {what}, not a list: the process does not get these arguments"),
            "write a list of items such as `- --logger.level=4`",
        )
    } else {
        (
            format!("Kubernetes refuses the pod: `{shown}` is {what}, not a list"),
            "write a list of items that start with `- name: …`",
        )
    };
    found.report(cx.value_at(&Path::of(path), value), message).help(help);
}

/// The keys that Kubernetes reads in a map of a pod.
struct Shape {
    /// The keys that must have a text.
    required: &'static [&'static str],
    /// The other keys.
    others: &'static [&'static str],
}

/// A volume and its sources (Kubernetes 1.33, `Volume`).
const VOLUME: Shape = Shape {
    required: &["name"],
    others: &[
        "secret",
        "configMap",
        "projected",
        "emptyDir",
        "csi",
        "persistentVolumeClaim",
        "hostPath",
        "downwardAPI",
        "ephemeral",
        "image",
        "nfs",
        "awsElasticBlockStore",
        "azureDisk",
        "azureFile",
        "cephfs",
        "cinder",
        "fc",
        "flexVolume",
        "flocker",
        "gcePersistentDisk",
        "gitRepo",
        "glusterfs",
        "iscsi",
        "photonPersistentDisk",
        "portworxVolume",
        "quobyte",
        "rbd",
        "scaleIO",
        "storageos",
        "vsphereVolume",
    ],
};
const MOUNT: Shape = Shape {
    required: &["name", "mountPath"],
    others: &["subPath", "subPathExpr", "readOnly", "recursiveReadOnly", "mountPropagation"],
};
const VARIABLE: Shape = Shape { required: &["name"], others: &["value", "valueFrom"] };
const SECRET: Shape = Shape { required: &["secretName"], others: &["items", "defaultMode", "optional"] };
const VALUE_FROM: Shape =
    Shape { required: &[], others: &["secretKeyRef", "configMapKeyRef", "fieldRef", "resourceFieldRef", "fileKeyRef"] };
const KEY_OF_SECRET: Shape = Shape { required: &["name", "key"], others: &["optional"] };

/// Shapes of inner maps, by their key.
const INNER: &[(&str, &Shape)] = &[("secret", &SECRET), ("valueFrom", &VALUE_FROM), ("secretKeyRef", &KEY_OF_SECRET)];

impl Shape {
    /// Returns the shape of a list's items; `None` if they are texts.
    const fn of(part: PodPart) -> Option<&'static Self> {
        match part {
            PodPart::Volume => Some(&VOLUME),
            PodPart::Mount => Some(&MOUNT),
            PodPart::Variable => Some(&VARIABLE),
            PodPart::Argument => None,
        }
    }

    fn check(&self, cx: &Context<'_>, found: &mut Findings<'_>, path: &Path, value: &Value) {
        let Some(map) = value.as_map() else { return };
        let known = || self.required.iter().chain(self.others).copied();
        let missing: Vec<&str> = self.required.iter().copied().filter(|key| value.get(key).is_none()).collect();
        let unknown = map.keys().filter(|key| !known().any(|known| known == &***key)).count();
        // One unknown key and one missing key: the unknown one means the missing one.
        let typo_of_missing = match (missing.as_slice(), unknown) {
            ([only], 1) => Some(*only),
            _ => None,
        };
        let mut misspelt = Vec::new();
        for (key, entry) in map {
            let at = path.key(key.clone());
            if known().any(|known| known == &**key) {
                if let Some((_, inner)) = INNER.iter().find(|(name, _)| *name == &**key) {
                    inner.check(cx, found, &at, &entry.value);
                }
                continue;
            }
            let suggestion = near(key, known()).or(typo_of_missing);
            misspelt.extend(suggestion);
            let finding = found.report(
                cx.text_at(cx.release().path(&at), &entry.key_origin),
                format!("Kubernetes does not know `{key}` here"),
            );
            if let Some(suggestion) = suggestion {
                finding.help(format!("did you mean `{suggestion}`?"));
            } else {
                finding.help(format!("use one of `{}`", known().take(8).collect::<Vec<_>>().join("`, `")));
            }
        }
        for key in self.required.iter().filter(|key| !misspelt.contains(key)) {
            Self::requires(cx, found, path, value, key);
        }
    }

    /// Checks that a required key has a text.
    fn requires(cx: &Context<'_>, found: &mut Findings<'_>, path: &Path, value: &Value, key: &str) {
        let (message, at) = match value.get(key).map(|value| (&value.kind, value)) {
            None => (format!("Kubernetes refuses the pod: `{key}` is missing here"), value),
            Some((Kind::String(text), value)) if text.is_empty() => {
                (format!("Kubernetes refuses the pod: `{key}` is empty"), value)
            }
            Some((Kind::String(text), value)) if key == "mountPath" && !is_absolute(text) => {
                (format!("`{text}` is not an absolute path, but a mount needs one"), value)
            }
            Some((Kind::String(_) | Kind::Unknown(_), _)) => return,
            Some((_, value)) => (format!("Kubernetes refuses the pod: `{key}` is not text"), value),
        };
        found.report(cx.value_at(path, at), message);
    }
}

/// Returns whether a path starts at the root, or with a placeholder.
fn is_absolute(path: &str) -> bool {
    path.starts_with('/') || path.contains(['$', '{'])
}
