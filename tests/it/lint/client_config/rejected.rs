//! Files and arguments that `lint --kind client-config` rejects.

use std::fmt::Write as _;

use insta::assert_snapshot;

use super::{lint, write};

#[test]
fn rejects_other_files() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "config", "[platform]\nurl = flyte.example.org\n");
    write(folder.path(), "list.yaml", "- a\n");
    write(folder.path(), "other.yaml", "a: b\n");
    write(folder.path(), "kafka.yaml", "admin: {clientId: a}\n");
    write(folder.path(), "nothing.yaml", "");
    write(folder.path(), "text.yaml", "admin: [text\n");
    write(folder.path(), "manifest.yaml", "apiVersion: v1\nkind: ConfigMap\ndata: {}\n");
    let mut output = String::new();
    for arguments in [
        &["--kind", "client-config", "config"][..],
        &["config"],
        &["--kind", "client-config", "list.yaml"],
        &["--kind", "client-config", "other.yaml"],
        &["kafka.yaml"],
        &["--kind", "client-config", "manifest.yaml"],
        &["--kind", "client-config", "missing.yaml"],
        &["--kind", "client-config", "nothing.yaml"],
        &["--kind", "client-config", "text.yaml"],
        &["--kind", "client-config", "."],
        &["--kind", "client-config"],
        &["--kind", "client-config", "-f", "other.yaml"],
        &["other.yaml", "-f", "other.yaml"],
        &["--kind", "client"],
    ] {
        let _ = writeln!(output, "$ lint {}\n{}", arguments.join(" "), lint(folder.path(), arguments));
    }
    assert_snapshot!(output, @"
    $ lint --kind client-config config
    exit 2
    --- stderr
    error: this is a pyflyte configuration in the old INI format, which is not checked
    help: `flyte-auth client` prints a `config.yaml` for both tools; pyflyte prefers `~/.flyte/config` if both exist

    $ lint config
    exit 2
    --- stderr
    error: this is a pyflyte configuration in the old INI format, which is not checked
    help: `flyte-auth client` prints a `config.yaml` for both tools; pyflyte prefers `~/.flyte/config` if both exist

    $ lint --kind client-config list.yaml
    exit 2
    --- stderr
    error: failed to parse list.yaml: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal array into Go value of type map[string]interface {}
     --> list.yaml:1:1
      |
    1 | - a
      | ^^^

    $ lint --kind client-config other.yaml
    exit 2
    --- stderr
    error: this is not a configuration of flytectl or pyflyte: it has no `admin`

    $ lint kafka.yaml
    exit 2
    --- stderr
    error: cannot tell from these values which chart they are for: no key in them belongs to one chart only
    help: add `--chart flyte-binary` or `--chart flyte-core`; for a configuration of flytectl and pyflyte, `--kind client-config`

    $ lint --kind client-config manifest.yaml
    exit 2
    --- stderr
    error: this is not a configuration of flytectl or pyflyte: it has no `admin`

    $ lint --kind client-config missing.yaml
    exit 2
    --- stderr
    error: cannot read `missing.yaml`
    caused by: No such file or directory (os error 2)

    $ lint --kind client-config nothing.yaml
    exit 2
    --- stderr
    error: this is not a configuration of flytectl or pyflyte: it has no `admin`

    $ lint --kind client-config text.yaml
    exit 2
    --- stderr
    error: failed to parse text.yaml: error converting YAML to JSON: yaml: line 1: did not find expected ',' or ']'
     --> text.yaml:1:14
      |
    1 | admin: [text
      |             ^
      |
      = help: a bracket is opened and not closed, or a comma is missing

    $ lint --kind client-config .
    exit 2
    --- stderr
    error: none of the 6 files found is a values file for Flyte or a client configuration
    help: `--verbose` shows why each file was skipped; a file that is named is always checked

    $ lint --kind client-config
    exit 2
    --- stderr
    error: no client configuration given
    help: pass it: `flyte-auth lint --kind client-config ~/.flyte/config.yaml`

    $ lint --kind client-config -f other.yaml
    exit 2
    --- stderr
    error: no client configuration given
    help: pass it: `flyte-auth lint --kind client-config ~/.flyte/config.yaml`

    $ lint other.yaml -f other.yaml
    exit 2
    --- stderr
    error: use either `-f` (layers of one release) or file arguments (separate releases), not both
    help: pass all layers with `-f`; to check a client configuration against values, add `--kind client-config`

    $ lint --kind client
    exit 2
    --- stderr
    error: invalid value 'client' for '--kind <KIND>'
      [possible values: values, client-config]

      tip: a similar value exists: 'client-config'

    For more information, try '--help'.
    ");
}
