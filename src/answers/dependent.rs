//! Answers that depend on others.

/// The keys of answers, each with the beginnings of the keys whose answers are for another deployment once it changes.
pub(super) const DEPENDENT: [(&str, &[&str]); 6] = [
    ("chart", &["secretNames.", "topology", "dataPlane."]),
    ("url", &["audience", "dataPlane."]),
    ("sandbox", &["url"]),
    ("idp.type", &["idp.", "login.", "authServer", "clients.", "audience", "offlineAccess"]),
    ("authServer", &["audience", "clients.flytectl.", "clients.propeller.", "clients.ci."]),
    ("secrets", &["secretNames."]),
];

/// Returns the beginnings of the keys whose answers no longer apply once the answer to `key` changes.
pub fn dependent_on(key: &str) -> &'static [&'static str] {
    DEPENDENT.iter().find(|(other, _)| *other == key).map_or(&[], |(_, dependent)| dependent)
}
