//! The rules: one file and one page for each, named after it.

mod key_faults_support;

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
    binary_auth_at_wrong_level
    core_external_block_misindented
    core_openid_null_sibling
    default_foobar_secret_shipped
    flyte_core_default_oidc_leftovers
    key_of_the_other_chart
    miscased_key
    misplaced_key
    mistyped_value
    unknown_key
}
