//! Which endpoints reach a type, on which ways, and what the sources say where it is used.

use super::{
    Direction,
    side::{id, type_key},
};
use crate::model::{Conflict, Endpoint, Field, Model, Struct, Type};
use std::collections::{BTreeMap, BTreeSet};

/// What is known of every type that some endpoint reaches, by its path in Rust.
#[derive(Debug, Default)]
pub(super) struct Reach {
    users: BTreeMap<String, BTreeMap<String, BTreeSet<Direction>>>,
    records: BTreeMap<String, BTreeSet<String>>,
}

impl Reach {
    /// Walks over every request and every answer.
    pub fn of(model: &Model, endpoints: &[&Endpoint]) -> Self {
        let shared = model.structs.iter().map(|shared| (shared.name.as_str(), shared)).collect();
        let mut reach = Self::default();
        for endpoint in endpoints {
            let local = endpoint.structs.iter().map(|local| (local.name.as_str(), local)).collect();
            for direction in [Direction::Request, Direction::Response] {
                let user = id(endpoint);
                let seen = BTreeSet::new();
                let mut walk = Walk { shared: &shared, local: &local, endpoint, user, direction, seen, reach: &mut reach };
                match direction {
                    Direction::Request => endpoint.request.fields().for_each(|field| walk.field(field, true)),
                    Direction::Response => endpoint.response.fields.iter().for_each(|field| walk.field(field, true)),
                }
            }
        }
        reach
    }

    /// The endpoints that reach a type, by name.
    pub fn users(&self, key: &str) -> BTreeSet<String> {
        self.users.get(key).map(|users| users.keys().cloned().collect()).unwrap_or_default()
    }

    /// On which ways it is reached.
    pub fn directions(&self, key: &str) -> BTreeSet<Direction> {
        self.users.get(key).into_iter().flat_map(BTreeMap::values).flatten().copied().collect()
    }

    /// What the sources say about the fields that have it as their type.
    pub fn records(&self, key: &str) -> BTreeSet<String> {
        self.records.get(key).cloned().unwrap_or_default()
    }
}

/// A settled disagreement in one line.
pub(super) fn record(conflict: &Conflict) -> String {
    let Conflict { at: _, about, says, chose, why } = conflict;
    let says: Vec<String> = says.iter().map(|(source, claim)| format!("{source}: {claim}")).collect();
    format!("{about}: {}; chose {chose}: {why}", says.join(", "))
}

struct Walk<'a> {
    shared: &'a BTreeMap<&'a str, &'a Struct>,
    local: &'a BTreeMap<&'a str, &'a Struct>,
    endpoint: &'a Endpoint,
    user: String,
    direction: Direction,
    seen: BTreeSet<String>,
    reach: &'a mut Reach,
}

impl Walk<'_> {
    fn field(&mut self, field: &Field, is_local: bool) {
        let module: &[String] = if is_local { &self.endpoint.group } else { &[] };
        let key = match field.ty.element() {
            Type::Scalar { name, base: _ } => name.clone(),
            Type::Enum { name, text: _ } | Type::Struct(name) => type_key(module, name),
            Type::Text | Type::Secret | Type::Int | Type::Bool | Type::Json | Type::List(_) => return,
        };
        self.reach.users.entry(key.clone()).or_default().entry(self.user.clone()).or_default().insert(self.direction);
        let said = field.conflicts.iter().map(record).chain(field.from.iter().map(|source| format!("from {source}")));
        self.reach.records.entry(key.clone()).or_default().extend(said);
        let Type::Struct(name) = field.ty.element() else { return };
        let known = if name.shared { self.shared.get(name.name.as_str()) } else { self.local.get(name.name.as_str()) };
        if let Some(structure) = known.copied().filter(|_| self.seen.insert(key)) {
            structure.fields.iter().for_each(|field| self.field(field, !name.shared));
        }
    }
}
