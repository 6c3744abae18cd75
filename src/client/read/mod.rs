//! Reads a client config as flytectl and pyflyte do.
//!
//! Both read `~/.flyte/config.yaml`. flytectl decodes it like Flyte's processes decode theirs: keys in any case, weak
//! typing (`flytestdlib/config/viper/viper.go` at v1.16.8). pyflyte looks up some of the same keys, in one case only
//! (flytekit 1.16.31, `configuration/internal.py` and `file.py`).
//!
//! | file | holds |
//! | --- | --- |
//! | `sections` | the known keys, and the recognition of client configs |
//! | `auth_type` | the names of flows |
//! | `endpoint` | the forms of an endpoint |
//! | `forms` | the forms of a variable name, a path and a command |
//! | `schema` | the JSON Schema |

mod auth_type;
mod endpoint;
mod forms;
mod schema;
mod sections;

pub use auth_type::{as_pyflyte_reads, suggest_auth_type};
pub use endpoint::{GrpcTarget, TargetFault};
pub use forms::{PathForm, is_command_in_one_word, is_variable_name};
pub use schema::{key_schema, published_schema};
pub use sections::{PYFLYTE_KEYS, admin_key, has_admin_of_a_client, is_client_config};
