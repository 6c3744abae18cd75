//! `generate`: values files from answers.

mod agreement;
mod examples;
mod into;
mod lint_examples;
mod lint_properties;
mod rejected;
mod round_trip;
mod second_run;
mod unusable_values;
