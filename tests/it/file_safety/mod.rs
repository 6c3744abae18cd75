//! Files are not lost: outputs do not replace inputs or unrelated files, and writing keeps owner, mode, links and attributes.

mod in_place;
mod interrupted;
mod outputs;
mod passwords;

use std::fs;
use std::path::Path;

/// Values with something to fix: a number where a text belongs.
const VALUES: &str = "configuration:
  auth:
    enabled: true
    authorizedUris: [https://flyte.example.org]
    oidc:
      baseUrl: https://accounts.google.com
      clientId: 123456789012
      clientSecret: 'abcdefgh'
";

/// The names in a folder, sorted.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn text(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap()
}
