//! The commands that take the values out of a manifest and give them to a subcommand of this tool.

use crate::chart::Chart;
use crate::shell;

/// Where the values of a deployment are, and how a subcommand gets them.
#[derive(Debug, Clone, Default)]
pub(super) struct ValuesCommands {
    pub chart: Option<Chart>,
    /// The command that prints the only layer.
    pub print: Option<String>,
    /// The commands that write layers to files.
    pub write: Vec<String>,
    /// The files of the layers, those that are written too.
    pub layers: Vec<String>,
    /// Values that are neither in the manifest nor in files, and what to do about them.
    pub elsewhere: Vec<String>,
}

/// The file for values that a flag such as `--into` takes.
const TAKEN_OUT: &str = "flyte-values.yaml";

impl ValuesCommands {
    /// How to run `flyte-auth SUBCOMMAND` with the values.
    pub(super) fn help(&self, subcommand: &str) -> String {
        let mut words = vec!["flyte-auth", subcommand];
        if let Some(chart) = self.chart {
            words.extend(["--chart", chart.name()]);
        }
        let steps = match &self.print {
            // Other subcommands may read something else from standard input: logs, answers.
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

    /// How to run `flyte-auth SUBCOMMAND FLAG FILE` with the values, where `manifest` is the manifest's name.
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
