use crate::diagnostic::Severity;
use crate::lint::{Findings, Unchecked, ValueRef, WhyUnchecked, declare_rule};
use crate::values::Path;

declare_rule! {
    name: "deployment-manifest-not-checked",
    summary: "The values in a manifest of Argo CD, Flux, helmfile, Kustomize or Terraform are not checked",
    remedy: "extract the values, and lint them",
    severity: Warning,
    looks_at: Unchecked,
}

fn check(file: &Unchecked<'_>, found: &mut Findings<'_>) {
    let WhyUnchecked::Manifests(manifests) = &file.because else { return };
    for manifest in manifests {
        let site = ValueRef { path: Path::default(), origin: manifest.origin.clone(), present: true };
        let finding = found.report(site, manifest.message());
        finding.help(manifest.help("lint"));
        if file.was_named {
            finding.severity(Severity::Error);
        }
    }
}
