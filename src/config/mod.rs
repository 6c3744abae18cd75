//! `.flyte-auth.toml`: the settings of `lint` for a whole repository.
//!
//! | file | holds |
//! | --- | --- |
//! | `model` | the settings, with their JSON Schema |
//! | `file` | finding and reading the file |
//! | `template` | the annotated file that `init-config` writes |

mod file;
mod model;
mod template;

pub use file::{ConfigError, LoadedConfig, NAME};
pub use model::{Config, ReleaseConfig, RuleName, schema};
pub use template::{BASELINE, release_block, template};
