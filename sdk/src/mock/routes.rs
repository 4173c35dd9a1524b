//! The paths: what is planned for each, and how often each was called and carried out.

use super::plan::{self, Chosen, Plans};
use crate::catalog::Method;
use std::collections::BTreeMap;

/// What a test gives answers for.
#[derive(Debug)]
pub(super) enum Target {
    /// Every path but those of tokens
    Any,
    Path(Method, String),
}

/// Every path that was called or has plans.
#[derive(Debug, Default)]
pub(super) struct Routes {
    get: BTreeMap<String, Route>,
    post: BTreeMap<String, Route>,
    any: Plans,
}

#[derive(Debug, Default)]
pub(super) struct Route {
    /// How often a request came
    pub calls: usize,
    /// How often one was carried out
    pub applied: usize,
    plans: Plans,
}

/// Whether a path hands out tokens.
pub(super) fn is_token_path(path: &str) -> bool {
    matches!(path, "/cgi-bin/stable_token" | "/cgi-bin/token")
}

impl Routes {
    /// The plans of a target.
    pub fn plans(&mut self, target: Target) -> &mut Plans {
        match target {
            Target::Any => &mut self.any,
            Target::Path(Method::Get, path) => &mut self.get.entry(path).or_default().plans,
            Target::Path(Method::Post, path) => &mut self.post.entry(path).or_default().plans,
        }
    }

    /// What is known of a path.
    pub fn find(&self, method: Method, path: &str) -> Option<&Route> {
        match method {
            Method::Get => self.get.get(path),
            Method::Post => self.post.get(path),
        }
    }

    /// Counts a request and takes what is planned for it.
    pub fn receive(&mut self, method: &str, path: &str) -> Chosen {
        let paths = match method {
            "GET" => &mut self.get,
            "POST" => &mut self.post,
            _ => return Chosen::default(),
        };
        let route = paths.entry(path.to_owned()).or_default();
        route.calls += 1;
        plan::choose(&mut route.plans, (!is_token_path(path)).then_some(&mut self.any))
    }

    /// Counts a request that was carried out.
    pub fn apply(&mut self, method: &str, path: &str) {
        let route = match method {
            "GET" => self.get.get_mut(path),
            "POST" => self.post.get_mut(path),
            _ => None,
        };
        if let Some(route) = route {
            route.applied += 1;
        }
    }
}
