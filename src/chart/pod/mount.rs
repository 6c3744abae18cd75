//! A mounted Secret.

/// Keys of a Secret, and the names of their files.
pub(super) type Items = Vec<(String, String)>;

/// A mounted Secret.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mount {
    /// The mount path, without a trailing slash.
    pub folder: String,
    /// The mounted file or folder of it, if not all of it is mounted.
    pub sub_path: Option<String>,
    /// The mounted keys and the names of their files, if they are listed.
    pub items: Option<Items>,
}

impl Mount {
    /// Mounts all keys in a folder.
    pub fn at(folder: &str) -> Self {
        Self { folder: folder.trim_end_matches('/').to_owned(), ..Self::default() }
    }

    /// Returns the key whose file has this path.
    pub fn key_of(&self, path: &str) -> Option<String> {
        let below = path.strip_prefix(&self.folder)?;
        let relative = match (below.strip_prefix('/'), &self.sub_path) {
            (Some(rest), None) => rest.to_owned(),
            (Some(rest), Some(sub)) => format!("{sub}/{rest}"),
            (None, Some(sub)) if below.is_empty() => sub.clone(),
            _ => return None,
        };
        match &self.items {
            Some(items) => items.iter().find(|(_, file)| *file == relative).map(|(key, _)| key.clone()),
            None => (!relative.is_empty() && !relative.contains('/')).then_some(relative),
        }
    }
}
