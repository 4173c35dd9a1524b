//! Counts of what a spec holds, group by group.

use crate::model::{Conflict, Endpoint, Enum, Field, Group, Model, Struct, Type};
use std::collections::BTreeSet;

/// What one group holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// Name of the group, `common`, or `total`
    pub group: String,
    /// Endpoints
    pub endpoints: usize,
    /// Fields of requests, answers and structs
    pub fields: usize,
    /// Structs beside requests and answers
    pub structs: usize,
    /// Enums
    pub enums: usize,
    /// Values of enums
    pub values: usize,
    /// Distinct documented error codes
    pub codes: usize,
    /// Examples
    pub examples: usize,
    /// Settled conflicts
    pub conflicts: usize,
    /// Fields whose type no source shows
    pub unknown: usize,
    /// Notes about what the sources leave open
    pub open: usize,
}

/// The counts of every top-level group, of the shared types, and of all together.
pub fn count(model: &Model) -> Vec<Counts> {
    let mut rows: Vec<Counts> = model.groups.iter().map(group).collect();
    rows.push(shared(model));
    let mut total = Counts { group: "total".into(), ..Counts::default() };
    for row in &rows {
        total.endpoints += row.endpoints;
        total.fields += row.fields;
        total.structs += row.structs;
        total.enums += row.enums;
        total.values += row.values;
        total.examples += row.examples;
        total.conflicts += row.conflicts;
        total.unknown += row.unknown;
        total.open += row.open;
    }
    // A code that several groups document is one code.
    total.codes = model.codes.len();
    rows.push(total);
    rows
}

fn group(group: &Group) -> Counts {
    let mut counts = Counts { group: group.name().to_owned(), ..Counts::default() };
    let mut codes = BTreeSet::new();
    for endpoint in group.all_endpoints() {
        let Endpoint { request, response, structs, enums, errors, examples, gaps, conflicts, .. } = endpoint;
        counts.endpoints += 1;
        counts.examples += examples.len();
        counts.open += gaps.len();
        counts.conflicts += conflicts.len();
        codes.extend(errors.iter().map(|error| error.code));
        request.fields().chain(&response.fields).for_each(|field| add(&mut counts, field));
        types(&mut counts, structs, enums);
    }
    counts.codes = codes.len();
    counts
}

fn shared(model: &Model) -> Counts {
    let mut counts = Counts { group: "common".into(), ..Counts::default() };
    types(&mut counts, &model.structs, &model.enums);
    let documented: BTreeSet<i64> =
        model.endpoints().iter().flat_map(|endpoint| &endpoint.errors).map(|error| error.code).collect();
    // Codes that only the platform's own table lists.
    counts.codes = model.codes.iter().filter(|code| !documented.contains(&code.code)).count();
    counts
}

fn types(counts: &mut Counts, structs: &[Struct], enums: &[Enum]) {
    counts.structs += structs.len();
    counts.enums += enums.len();
    counts.values += enums.iter().map(|known| known.values.len()).sum::<usize>();
    structs.iter().flat_map(|known| &known.fields).for_each(|field| add(counts, field));
}

fn add(counts: &mut Counts, field: &Field) {
    let conflicts: &[Conflict] = &field.conflicts;
    counts.fields += 1;
    counts.conflicts += conflicts.len();
    counts.unknown += usize::from(field.ty.element() == &Type::Json);
}
