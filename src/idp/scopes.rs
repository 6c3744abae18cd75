//! The scopes that Flyte and `OpenID` Connect define.

/// The scope that flyteadmin requires in every request (`flyteadmin/auth/interceptor.go`, v1.16.8).
pub const SCOPE_ALL: &str = "all";

/// The scope of flyteadmin's own refresh tokens (`flyteadmin/auth/authzserver/provider.go`, v1.16.8).
pub const SCOPE_OFFLINE: &str = "offline";

/// The scope for refresh tokens in OpenID Connect (OpenID Connect Core §11).
pub const OFFLINE_ACCESS: &str = "offline_access";

/// The scopes for the login and for claims about the user, which every provider knows (OpenID Connect Core §3.1.2.1
/// and §5.4).
pub const STANDARD_SCOPES: [&str; 5] = ["openid", "profile", "email", "address", "phone"];

/// Returns whether a scope has a meaning only if a user logs in.
pub fn is_user_scope(scope: &str) -> bool {
    STANDARD_SCOPES.contains(&scope) || [OFFLINE_ACCESS, SCOPE_OFFLINE].contains(&scope)
}

#[cfg(test)]
mod tests {
    use super::is_user_scope;

    #[test]
    fn scopes_of_a_login_are_user_scopes() {
        for scope in ["openid", "profile", "email", "address", "phone", "offline", "offline_access"] {
            assert!(is_user_scope(scope), "{scope}");
        }
        for scope in ["all", "0oa1/.default", "OpenID"] {
            assert!(!is_user_scope(scope), "{scope}");
        }
    }
}
