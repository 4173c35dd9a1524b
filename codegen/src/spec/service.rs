//! `service.yaml`: hosts, groups, sources.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

/// `service.yaml`: hosts, groups and the sources that conflicts may name.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ServiceFile {
    /// Hosts that answer the API, by a short name; the first is the default
    pub hosts: IndexMap<String, HostSpec>,
    /// Groups of endpoints: folder name to title
    pub groups: IndexMap<String, GroupSpec>,
    /// Sources that `says` and `from` may name
    pub sources: IndexMap<String, String>,
}

/// One API host.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HostSpec {
    /// Scheme and host, without a path
    pub url: String,
    /// Clients go there when the first host cannot be reached
    #[serde(default)]
    pub failover: bool,
    /// What the host is for
    pub doc: String,
}

/// A group of endpoints; a group with `groups` holds no endpoints of its own.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GroupSpec {
    /// The heading of the official index
    pub title: String,
    /// Groups below this one
    #[serde(default)]
    pub groups: IndexMap<String, GroupSpec>,
}
