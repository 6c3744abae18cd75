//! The page of a rule: its text, and its examples for tests.

/// A fenced block of YAML in a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example<'a> {
    /// Whether it is under *Bad*.
    pub bad: bool,
    /// The words after `yaml` on the opening fence: the chart, then `name=value` settings.
    pub settings: Vec<&'a str>,
    pub text: &'a str,
}

impl<'a> Example<'a> {
    /// Returns the sentence above the example. It describes the settings of the opening fence, which neither `explain`
    /// nor a browser shows.
    pub fn caption(&self) -> String {
        let kind = self.settings.first().copied().unwrap_or_default();
        let is_client = kind == "client-config";
        let mut caption = match kind {
            "client-config" => "Client configuration".to_owned(),
            "manifest" => "Deployment manifest".to_owned(),
            "file-in-directory" => "File in a directory".to_owned(),
            chart => format!("Values for {chart}"),
        };
        match self.setting("on") {
            Some(base) if is_client => {
                caption += " of the deployment in `examples/values/";
                caption += base;
                caption += ".yaml`";
            }
            Some(base) => {
                for part in [", in addition to `examples/values/", kind, "-", base, ".yaml`"] {
                    caption += part;
                }
            }
            None => {}
        }
        for argument in self.setting("args").iter().flat_map(|arguments| arguments.split(',')) {
            for part in [", with `", &argument.replacen('=', " ", 1), "`"] {
                caption += part;
            }
        }
        caption + ":"
    }

    /// Returns the value of a setting.
    pub fn setting(&self, name: &str) -> Option<&'a str> {
        self.settings.iter().find_map(|setting| setting.strip_prefix(name)?.strip_prefix('='))
    }
}

/// A page in Markdown.
#[derive(Debug, Clone, Copy)]
pub struct Page<'a>(pub &'a str);

impl<'a> Page<'a> {
    /// Returns the examples under *Bad* and *Good*.
    pub fn examples(self) -> Vec<Example<'a>> {
        let mut examples = Vec::new();
        let mut bad = None;
        let mut rest = self.0;
        while let Some((line, after)) = rest.split_once('\n') {
            rest = after;
            match line {
                "## Bad" => bad = Some(true),
                "## Good" => bad = Some(false),
                _ if line.starts_with("## ") => bad = None,
                _ => {
                    let (Some(settings), Some(bad)) = (line.strip_prefix("```yaml"), bad) else {
                        continue;
                    };
                    let end = rest.find("```").unwrap_or(rest.len());
                    let (text, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
                    examples.push(Example { bad, settings: settings.split_whitespace().collect(), text });
                    rest = after.strip_prefix("```").unwrap_or(after);
                }
            }
        }
        examples
    }

    /// Returns the page without the settings on opening fences, which only tests read.
    pub fn shown(self) -> String {
        self.0
            .lines()
            .map(|line| if line.starts_with("```yaml") { "```yaml" } else { line })
            .flat_map(|line| [line, "\n"])
            .collect()
    }
}
