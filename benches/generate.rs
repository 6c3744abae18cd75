//! What `generate` takes beyond bcrypt: reading, checking, planning and proving a file. The hash of the password is
//! given in advance, so nothing is hashed. For the whole process see CONTRIBUTING.md.

use std::collections::HashMap;
use std::ffi::OsString;
use std::io;

use divan::{Bencher, black_box};
use flyte_auth::internals::answers::{AnswersInput, SecretStore};
use flyte_auth::internals::generate;

fn main() {
    divan::main();
}

struct Fixed(HashMap<&'static str, &'static str>);

impl SecretStore for Fixed {
    fn env(&self, name: &str) -> Option<OsString> {
        self.0.get(name).map(OsString::from)
    }

    fn file(&self, _path: &str) -> io::Result<Vec<u8>> {
        Err(io::ErrorKind::NotFound.into())
    }
}

#[divan::bench(args = ["okta-external-flyte-binary", "keycloak-external-flyte-core", "okta-external-flyte-core-multicluster"])]
fn answers_to_files(bencher: Bencher<'_, '_>, example: &str) {
    let path = format!("{}/examples/answers/{example}.yaml", env!("CARGO_MANIFEST_DIR"));
    let bytes = std::fs::read(path).unwrap_or_default();
    let store =
        Fixed(HashMap::from([("FLYTE_WEB_SECRET", "web-secret"), ("FLYTE_PROPELLER_SECRET", "propeller-secret")]));
    bencher.bench(|| {
        let input = AnswersInput::parse("answers.yaml".to_owned(), black_box(&bytes)).ok();
        let checked = input.and_then(|input| input.check(&store).ok());
        checked.map(|checked| generate::plan(&checked.answers).map(|plan| plan.files.len()))
    });
}
