//! Commands that extract values from a manifest and pass them to a subcommand of flyte-auth.

use crate::chart::Chart;
use crate::shell;

/// The location of a deployment's values, and the commands that extract them.
#[derive(Debug, Clone, Default)]
pub(super) struct ValuesCommands {
    pub chart: Option<Chart>,
    /// The command that prints the only layer.
    pub print: Option<String>,
    /// The commands that write layers to files.
    pub write: Vec<String>,
    /// The files of the layers, including those that are written.
    pub layers: Vec<String>,
    /// Values that are neither in the manifest nor in files, with advice.
    pub elsewhere: Vec<String>,
}

/// The default file name for extracted values.
const TAKEN_OUT: &str = "flyte-values.yaml";

impl ValuesCommands {
    /// Returns the commands that run `flyte-auth SUBCOMMAND` with the values.
    pub(super) fn help(&self, subcommand: &str) -> String {
        let mut words = vec!["flyte-auth", subcommand];
        if let Some(chart) = self.chart {
            words.extend(["--chart", chart.name()]);
        }
        let steps = match &self.print {
            // Other subcommands read standard input for another purpose, such as logs or answers.
            Some(print) => {
                let stdin = if subcommand == "lint" { "-" } else { "-f -" };
                vec![format!("{print} | {} {stdin}", words.join(" "))]
            }
            None if self.layers.is_empty() => Vec::new(),
            None => {
                words.extend(self.layers.iter().flat_map(|layer| ["-f", layer]));
                self.write.iter().cloned().chain([shell::line(&words)]).collect()
            }
        };
        let help = match (steps.as_slice(), self.elsewhere.as_slice()) {
            ([], []) => "it contains no values: check the values that the chart gets in another way".to_owned(),
            ([], _) => {
                let chart = self.chart.map_or("CHART", Chart::name);
                format!("run `flyte-auth {subcommand} --chart {chart}`")
            }
            (steps, _) => run(steps),
        };
        self.with_elsewhere(help)
    }

    /// Returns the commands that run `flyte-auth SUBCOMMAND FLAG FILE` with the values of the manifest `manifest`.
    pub(super) fn help_for_file(&self, subcommand: &str, flag: &str, manifest: &str) -> String {
        let file = if self.print.is_some() { Some(TAKEN_OUT) } else { self.layers.last().map(String::as_str) };
        let Some(file) = file else {
            return self.help("lint");
        };
        let written = self.print.iter().map(|print| format!("{print} > {TAKEN_OUT}")).chain(self.write.iter().cloned());
        let command = format!("flyte-auth {subcommand} {flag} {}", shell::word(file));
        let steps: Vec<String> = written.chain([command]).collect();
        let mut help = run(&steps);
        if steps.len() > 1 && flag == "--into" && subcommand != "guide" {
            help.push_str("; put the result back into ");
            help.push_str(&shell::word(manifest));
        }
        self.with_elsewhere(help)
    }

    fn with_elsewhere(&self, mut help: String) -> String {
        for more in &self.elsewhere {
            help += "; ";
            help += more;
        }
        help
    }
}

fn run(steps: &[String]) -> String {
    let steps: Vec<String> = steps.iter().map(|step| format!("`{step}`")).collect();
    format!("run {}", steps.join(", then "))
}
