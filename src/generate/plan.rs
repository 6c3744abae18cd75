//! Plans the files to write, with their texts.

use std::path::Path;

use serde::Serialize;
use serde_json::Value;

use super::file_kind::{FileKind, file_kinds};
use super::values::{binary, core};
use super::{GenerateError, in_folder, verify};
use crate::answers::{Answers, SecretNames, SecretPlacement};
use crate::chart::Chart;
use crate::deployment::{Server, Topology};
use crate::file;
use crate::idp::{CI_SECRET_VARIABLE, is_below_auth};
use crate::kubernetes::{self, ReleaseSecrets};
use crate::redact::replaced;
use crate::template;
use crate::text::{REDACTED, visible_path};
use crate::values::FileInput;

/// The files to write, each verified to be read by Helm as planned.
#[derive(Debug)]
pub struct GeneratedFiles {
    /// The files, in the order in which they are passed to Helm.
    pub files: Vec<PlannedFile>,
}

/// A file to write.
#[derive(Debug)]
pub struct PlannedFile {
    pub kind: FileKind,
    /// The file name.
    pub name: &'static str,
    /// The text. It contains secrets if `private` is set.
    pub text: String,
    /// Whether only the owner may read it because it contains secrets, or will contain them.
    pub private: bool,
    /// The key of an umbrella chart that its values are under.
    pub below: Option<String>,
    /// The content of the existing file that the text is merged with; `None` for a new file.
    pub replaces: Option<Vec<u8>>,
}

impl PlannedFile {
    /// Returns whether the file at `path` already has this text.
    pub fn is_at(&self, path: &Path) -> bool {
        file::read(path).is_ok_and(|bytes| bytes == self.text.as_bytes())
    }

    /// Returns the text with every secret hidden.
    pub fn hidden(&self) -> String {
        match self.kind {
            FileKind::CiPassword => format!("{REDACTED}\n"),
            // Its secrets are to be filled in.
            FileKind::Manifest => self.text.clone(),
            _ => replaced(&self.text),
        }
    }
}

impl GeneratedFiles {
    pub fn is_for_umbrella(&self) -> bool {
        self.files.iter().any(|file| file.below.is_some())
    }

    /// Returns advice about the password that was generated for CI, if it is in a file of `folder`.
    pub fn ci_password_note(&self, folder: &Path) -> Option<String> {
        self.files.iter().find(|file| file.kind == FileKind::CiPassword).map(|file| {
            format!(
                "{} holds CI's password: store it in CI as {CI_SECRET_VARIABLE}, then delete the file",
                visible_path(&in_folder(folder, file.name))
            )
        })
    }

    /// Nests the files for an umbrella chart, which has the values for Flyte's chart under a key.
    #[must_use]
    pub fn below(mut self, key: &str) -> Self {
        for file in &mut self.files {
            if file.kind.plane().is_some() {
                file.text = indented(key, &file.text);
                file.below = Some(key.to_owned());
            }
        }
        self
    }
}

impl GeneratedFiles {
    /// Adapts the manifest to the Secrets that the merged values of the first file (`text`) read, which may have other
    /// keys than those of a new file.
    pub fn fit_manifest(&mut self, answers: &Answers, text: &str) -> Result<(), GenerateError> {
        let Some(names) = answers.secrets.names() else {
            return Ok(());
        };
        let input = FileInput { name: "values".into(), bytes: text.as_bytes().into() };
        let planned = ReleaseSecrets::of_answers(&answers.deployment, names).expected;
        let Some(found) = ReleaseSecrets::of_files(vec![input], &answers.deployment) else {
            return Ok(());
        };
        let secrets = super::manifest::of_values(planned, found.expected);
        for file in self.files.iter_mut().filter(|file| file.kind == FileKind::Manifest) {
            file.text =
                kubernetes::manifest(&secrets).map_err(|source| GenerateError::Render { file: file.name, source })?;
        }
        Ok(())
    }
}

/// Nests a YAML text under a key. Scalars are unchanged, since none of the templates has one of several lines.
fn indented(key: &str, text: &str) -> String {
    let mut all = format!("{}:\n", crate::yaml::quote::key(key));
    for line in text.split_inclusive('\n') {
        if !line.trim().is_empty() {
            all.push_str("  ");
        }
        all.push_str(line);
    }
    all
}

/// A release of a deployment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plane {
    /// The one with flyteadmin.
    Control,
    /// One with only flytepropeller.
    Data,
}

/// The facts in a template's comments.
#[derive(Debug, Serialize)]
struct TemplateFacts {
    title: String,
    tool: &'static str,
    chart: &'static str,
    version: String,
    remarks: Vec<String>,
    idp: String,
    external: bool,
    callback: String,
    discovery: String,
    is_below_auth: bool,
    password_place: String,
    propeller_secret_name: String,
}

#[derive(Serialize)]
struct ValuesTemplate<'a> {
    values: &'a Value,
    facts: &'a TemplateFacts,
}

/// Plans the files for answers.
pub fn plan(answers: &Answers) -> Result<GeneratedFiles, GenerateError> {
    let split = matches!(answers.deployment.topology, Topology::Split { .. });
    let files =
        file_kinds(split, answers.secrets.word()).into_iter().map(|kind| planned(answers, kind, kind.name(split)));
    let mut files: Vec<PlannedFile> = files.collect::<Result<_, _>>()?;
    files.extend(ci_password(answers));
    Ok(GeneratedFiles { files })
}

/// Returns the file with CI's generated password, of which the values only contain a hash.
fn ci_password(answers: &Answers) -> Option<PlannedFile> {
    let ci = match &answers.secrets {
        SecretPlacement::Inline(texts) | SecretPlacement::Separate(texts) => texts.ci.as_ref(),
        SecretPlacement::Existing(existing) => existing.ci.as_ref(),
    }?;
    let password = ci.password.as_ref().filter(|_| ci.is_generated)?;
    Some(PlannedFile {
        kind: FileKind::CiPassword,
        name: FileKind::CiPassword.name(false),
        text: format!("{}\n", password.expose()),
        private: true,
        below: None,
        replaces: None,
    })
}

fn planned(answers: &Answers, kind: FileKind, name: &'static str) -> Result<PlannedFile, GenerateError> {
    let chart = answers.deployment.chart;
    let texts = answers.secrets.texts();
    let (template, values) = match (kind, chart, texts) {
        (FileKind::Values, Chart::FlyteBinary, _) => (chart.name(), tree(&binary::values(answers))),
        (FileKind::Values, Chart::FlyteCore, _) => (chart.name(), tree(&core::values(answers))),
        (FileKind::DataPlane, ..) => ("flyte-core-dataplane", tree(&core::data_plane(answers))),
        (FileKind::Secrets, Chart::FlyteBinary, Some(texts)) => {
            ("flyte-binary-secrets", tree(&binary::secrets(&answers.deployment, texts)))
        }
        (FileKind::Secrets, Chart::FlyteCore, Some(texts)) => {
            ("flyte-core-secrets", tree(&core::secrets(&answers.deployment, texts)))
        }
        (FileKind::DataPlaneSecrets, _, Some(texts)) => ("flyte-core-secrets", tree(&core::data_plane_secrets(texts))),
        // Secrets managed outside the chart have no texts here.
        (FileKind::Manifest | FileKind::CiPassword | FileKind::Secrets | FileKind::DataPlaneSecrets, ..) => {
            return manifest(answers, name);
        }
    };
    values_file(answers, kind, name, template, &values)
}

/// Returns the manifest of the Secrets that the values refer to, to be filled in.
fn manifest(answers: &Answers, name: &'static str) -> Result<PlannedFile, GenerateError> {
    let secrets = answers
        .secrets
        .names()
        .map_or_else(Vec::new, |names| ReleaseSecrets::of_answers(&answers.deployment, names).expected);
    let text = kubernetes::manifest(&secrets).map_err(|source| GenerateError::Render { file: name, source })?;
    Ok(PlannedFile { kind: FileKind::Manifest, name, text, private: true, below: None, replaces: None })
}

/// Converts the structs of a values file to a tree. They only contain strings, booleans and lists, so this cannot fail.
fn tree<T: Serialize>(values: &T) -> Value {
    serde_json::to_value(values).unwrap_or_default()
}

fn values_file(
    answers: &Answers,
    kind: FileKind,
    name: &'static str,
    template: &'static str,
    values: &Value,
) -> Result<PlannedFile, GenerateError> {
    // The password of a hash can be guessed if the user made it up.
    let has_hash = matches!(&answers.secrets, SecretPlacement::Existing(existing) if existing.hash.is_some());
    let private = kind.has_secrets(answers.secrets.word()) || has_hash;
    let facts = facts(answers, kind, private);
    let text = template::yaml(template, &ValuesTemplate { values, facts: &facts })
        .map_err(|source| GenerateError::Render { file: name, source })?;
    verify::verify(&text, values).map_err(|source| GenerateError::Verify { file: name, source })?;
    Ok(PlannedFile { kind, name, text, private, below: None, replaces: None })
}

fn facts(answers: &Answers, kind: FileKind, private: bool) -> TemplateFacts {
    let secrets_only = kind.is_for_secrets();
    let is_data_plane = kind.plane() == Some(Plane::Data);
    let external = matches!(answers.deployment.server, Server::External(_));
    let idp = answers.deployment.idp_name();
    let title = if secrets_only {
        "The secrets of Flyte's login.".to_owned()
    } else if is_data_plane {
        format!("Flyte's data plane, with the login of the control plane at {}.", answers.deployment.url)
    } else if external {
        format!("Flyte's login with {idp} (external authorization server).")
    } else {
        format!("Flyte's login with {idp} (internal authorization server).")
    };
    let mut remarks = Vec::new();
    if matches!(answers.secrets, SecretPlacement::Separate(_)) && !secrets_only {
        let other = if is_data_plane { FileKind::DataPlaneSecrets } else { FileKind::Secrets };
        remarks.push(format!("The secrets are in {}: pass both files to Helm.", other.name(true)));
    }
    if private {
        remarks.push("This file holds secrets: keep it out of git.".to_owned());
    }
    TemplateFacts {
        title,
        tool: env!("CARGO_PKG_VERSION"),
        chart: answers.deployment.chart.name(),
        version: answers.deployment.version.to_string(),
        remarks,
        idp,
        external,
        callback: answers.deployment.url.callback(),
        is_below_auth: is_below_auth(&answers.deployment.login.issuer),
        discovery: answers.deployment.login.issuer.discovery_url(),
        password_place: match &answers.secrets {
            SecretPlacement::Existing(existing) => {
                format!("`client_secret` in the Secret `{}`", propeller_secret_name(&existing.names))
            }
            _ => "`secrets.adminOauthClientCredentials.clientSecret`".to_owned(),
        },
        propeller_secret_name: match &answers.secrets {
            SecretPlacement::Existing(existing) => propeller_secret_name(&existing.names),
            _ => String::new(),
        },
    }
}

fn propeller_secret_name(names: &SecretNames) -> String {
    match names {
        SecretNames::Binary { clients } => clients.to_string(),
        SecretNames::Core { propeller, .. } => propeller.to_string(),
    }
}
