//! `client`: the configuration of flytectl and pyflyte for a deployment.

mod examples;
mod flytekit;
mod rejected;
