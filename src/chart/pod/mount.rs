//! A Secret as a folder of files.

/// Keys of a Secret, and what their files are called.
pub(super) type Items = Vec<(String, String)>;

/// A mounted Secret.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mount {
    /// Where it is mounted, without a slash at the end.
    pub folder: String,
    /// The file or folder of it that is mounted there, if not all of it.
    pub sub_path: Option<String>,
    /// The keys that are mounted and what their files are called, where someone said.
    pub items: Option<Items>,
}

impl Mount {
    /// All keys, in a folder.
    pub fn at(folder: &str) -> Self {
        Self { folder: folder.trim_end_matches('/').to_owned(), ..Self::default() }
    }

    /// The key whose file this path is.
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
