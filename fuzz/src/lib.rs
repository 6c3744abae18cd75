//! Command lines, run in this process over files in memory.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use flyte_auth::internals::cli::run_arguments;
use flyte_auth::internals::output::Output;

/// What a command printed, and its exit code.
pub struct Ran {
    /// 0, 1 or 2.
    pub code: u8,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
}

/// A folder in memory, where there is one.
pub struct Folder(PathBuf);

impl Default for Folder {
    fn default() -> Self {
        let memory = Path::new("/dev/shm");
        let root = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
        let folder = root.join(format!("flyte-auth-fuzz-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        Self(folder)
    }
}

impl Folder {
    /// Writes a file.
    pub fn put(&self, name: &str, bytes: &[u8]) {
        fs::write(self.0.join(name), bytes).expect("a file");
    }

    /// Reads a file.
    pub fn get(&self, name: &str) -> Vec<u8> {
        fs::read(self.0.join(name)).expect("a file")
    }

    /// Removes a file, if it is there.
    pub fn remove(&self, name: &str) {
        let _ = fs::remove_file(self.0.join(name));
    }

    /// Runs a command; a word that begins with `@` is a file of this folder. The exit code is one that is documented.
    pub fn run(&self, line: &str) -> Ran {
        let words = line.split(' ').map(|word| match word.strip_prefix('@') {
            Some(name) => self.0.join(name).into_os_string(),
            None => OsString::from(word),
        });
        let arguments: Vec<OsString> = std::iter::once(OsString::from("flyte-auth")).chain(words).collect();
        let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
        let code = run_arguments(arguments, &mut Output::new(&mut stdout, &mut stderr));
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        let ran = Ran { code, stdout: text(stdout), stderr: text(stderr) };
        assert!(ran.code <= 2, "{line}: {}", ran.code);
        assert!(ran.code != 2 || ran.stderr.contains("error"), "{line}: an error without a message");
        ran
    }

    /// The same, whose standard output is JSON unless it fails before a report.
    pub fn run_json(&self, line: &str) {
        let ran = self.run(line);
        if !ran.stdout.is_empty() {
            let json: Result<serde_json::Value, _> = serde_json::from_str(&ran.stdout);
            assert!(json.is_ok(), "{line}: {json:?}\n{}", ran.stdout);
        }
    }
}
