//! The rules: one file and one page for each, named after it.

use super::Rule;

macro_rules! rules {
    ($( $module:ident )*) => {
        $( mod $module; )*

        /// Every rule, sorted by name.
        pub static ALL: &[&Rule] = &[$( &$module::RULE ),*];
    };
}

rules! {
    auth_is_off
    default_foobar_secret_shipped
    flyte_core_default_oidc_leftovers
}
