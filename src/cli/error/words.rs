//! Parts of messages that depend on a number or a name.

pub(super) fn nothing_in_folders(files: usize) -> String {
    match files {
        1 => "the only file found is neither a values file for Flyte nor a client configuration".to_owned(),
        many => format!("none of the {many} files found is a values file for Flyte or a client configuration"),
    }
}

pub(super) fn existing_rules(suggestion: Option<&str>) -> String {
    suggestion.map_or_else(
        || "`flyte-auth rules` lists them".to_owned(),
        |suggestion| format!("did you mean `{suggestion}`? `flyte-auth rules` lists all"),
    )
}
