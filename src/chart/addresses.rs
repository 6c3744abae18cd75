//! The addresses at which the charts' processes call flyteadmin.

/// The endpoint of flytepropeller in flyte-binary: its own pod (`charts/flyte-binary/templates/configmap.yaml`,
/// v1.16.8).
pub const BINARY_ENDPOINT: &str = "localhost:8089";

/// The HTTP port of flyte-binary's pod, and the default of its Service (`templates/deployment.yaml`, `_helpers.tpl`,
/// v1.16.8).
pub const BINARY_HTTP_PORT: &str = "8088";

/// The endpoint of flyte-core's processes: the gRPC port of the Service (`values.yaml`, v1.16.8).
pub const CORE_ENDPOINT: &str = "flyteadmin:81";

/// The HTTP port of the same Service, as flyte-core's `authorizedUris` list it.
pub const CORE_URL: &str = "http://flyteadmin:80";

/// The first entry of the same list: the address of a sandbox.
pub const CORE_SAMPLE_URL: &str = "https://localhost:30081";
