use super::fix_support::set;
use crate::client::read::is_command_in_one_word;
use crate::diagnostic::Applicability::Unsafe;
use crate::flyte::config::{Admin, AuthType};
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "propeller-auth-type-needs-a-person",
    summary: "flytepropeller is configured to log in as a user, which a pod cannot do",
    remedy: "remove `authType`: the default, `ClientSecret`, is for services",
    severity: Error,
    charts: BOTH,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(admin) = cx.admin() else { return };
    let auth_type = &admin.auth_type;
    check_command(cx, admin, found);
    let Some(kind @ (AuthType::Pkce | AuthType::DeviceFlow)) = auth_type.get().copied() else {
        return;
    };
    let site = cx.setting(auth_type);
    let right = AuthType::ClientSecret.name();
    let changes = set(&site, right);
    found.report(site, format!("{} gets no token: `{}` waits for a user to log in", cx.caller(), kind.name())).fix(
        format!("Write `{right}`"),
        Unsafe,
        changes,
    );
}

/// Checks the command of `ExternalCommand`, which is a list of words.
fn check_command(cx: &Context<'_>, admin: &Admin, found: &mut Findings<'_>) {
    let caller = cx.caller();
    let (Some(AuthType::ExternalCommand), Some(words)) = (admin.auth_type.get(), admin.command.get()) else { return };
    if words.iter().all(|word| word.trim().is_empty()) {
        found
            .report(
                cx.setting(&admin.auth_type),
                format!("{caller} gets no token: `ExternalCommand` needs a `command`"),
            )
            .help(format!("set `{}` to a list of the program and its arguments", cx.home(&admin.command)));
    } else if let [only] = words.as_slice()
        && is_command_in_one_word(only)
    {
        found
            .report(
                cx.setting(&admin.command),
                format!("{caller} gets no token: `command` is one string with spaces, which no shell splits"),
            )
            .help("write a list with one word per item");
    }
}
