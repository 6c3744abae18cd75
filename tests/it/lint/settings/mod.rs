//! What `lint` checks and which findings count: files and directories, `.flyte-auth.toml`, ignore comments, flags, baselines.

mod baseline;
mod config_file;
mod files;
mod layers;
mod selection;

use std::path::Path;

use crate::common::{flyte_auth, outcome};

/// Authentication is enabled, with a warning (`groups`) and an error (`authServerType`).
const FAULTY: &str = "\
configuration:
  auth:
    enabled: true
    authorizedUris: [https://flyte.example.org]
    oidc: {baseUrl: https://accounts.google.com, clientId: 1-a.apps.googleusercontent.com, clientSecret: s3cret-of-google}
    internal:
      clientSecret: correct-horse-battery-staple
      clientSecretHash: JDJiJDA2JGFiY2RlZmdoaWprbG1ub3BxcnN0dXVIV0gucWdVbExmL3RqTWUzL0Q2cnZIZHNLM2w3ODVL
  inline:
    auth:
      userAuth:
        openId:
          scopes: [openid, profile, groups]
      appAuth:
        authServerType: self
";

/// The outcome of `lint --format concise` in a folder.
fn concise(folder: &Path, arguments: &[&str]) -> String {
    outcome(flyte_auth(folder).args(["lint", "--format", "concise"]).args(arguments))
}
