//! What became of the types, so that a field whose type was only renamed is not reported as well.

use super::{
    pairs::{Pairs, Pass, pair},
    side::{Named, Side, id, keyed, type_key},
    similar,
};
use crate::model::{Endpoint, Enum, Scalar, Struct, Type, TypeRef};
use std::collections::BTreeMap;

/// The types of both sides in pairs.
#[derive(Debug)]
pub(super) struct Types<'a> {
    pub scalars: Pairs<'a, Scalar>,
    pub structs: Pairs<'a, Named<'a, Struct>>,
    pub enums: Pairs<'a, Named<'a, Enum>>,
    /// For a type that is gone: the path of a new one that looks like it, and how alike they are in percent
    pub likely: BTreeMap<String, (String, u32)>,
    /// Path of an old type to that of the new one, likely ones included
    map: BTreeMap<String, String>,
}

impl<'a> Types<'a> {
    /// Pairs types by their path, by the path that a moved endpoint gives them, and by old names that new ones remember.
    pub fn of(old: &'a Side<'a>, new: &'a Side<'a>, endpoints: &Pairs<'_, &Endpoint>) -> Self {
        let moved: BTreeMap<String, &Endpoint> = endpoints.both.iter().map(|(old, new)| (id(old), **new)).collect();
        let name = |scalar: &Scalar| vec![scalar.name.clone()];
        let scalars = pair(&old.model.scalars, &new.model.scalars, &[Pass::same(&name)]);
        let structs = named(&old.structs, &new.structs, &moved, |known| (&known.name, &known.renamed_from));
        let enums = named(&old.enums, &new.enums, &moved, |known| (&known.name, &known.renamed_from));
        let mut likely = similar::types(&structs, similar::structs);
        likely.extend(similar::types(&enums, similar::enums));
        likely.extend(similar::scalars(&scalars));
        let mut map: BTreeMap<String, String> =
            scalars.both.iter().map(|(old, new)| (old.name.clone(), new.name.clone())).collect();
        map.extend(structs.both.iter().map(|(old, new)| (old.key.clone(), new.key.clone())));
        map.extend(enums.both.iter().map(|(old, new)| (old.key.clone(), new.key.clone())));
        map.extend(likely.iter().map(|(old, (new, _))| (old.clone(), new.clone())));
        Self { scalars, structs, enums, likely, map }
    }

    /// Whether a type is what became of another one. What a scalar or an enum itself changed is reported there.
    pub fn same(&self, old: (&[String], &Type), new: (&[String], &Type)) -> bool {
        let named = |a: &TypeRef, b: &TypeRef| self.map.get(&type_key(old.0, a)) == Some(&type_key(new.0, b));
        match (old.1, new.1) {
            (Type::Scalar { name: a, base: _ }, Type::Scalar { name: b, base: _ }) => self.map.get(a) == Some(b),
            (Type::Struct(a), Type::Struct(b)) => named(a, b),
            (Type::Enum { name: a, text: _ }, Type::Enum { name: b, text: _ }) => named(a, b),
            (Type::List(a), Type::List(b)) => self.same((old.0, a), (new.0, b)),
            (Type::Text, Type::Text)
            | (Type::Secret, Type::Secret)
            | (Type::Int, Type::Int)
            | (Type::Bool, Type::Bool)
            | (Type::Json, Type::Json) => true,
            (
                Type::Text
                | Type::Secret
                | Type::Int
                | Type::Bool
                | Type::Json
                | Type::Scalar { name: _, base: _ }
                | Type::Struct(_)
                | Type::Enum { name: _, text: _ }
                | Type::List(_),
                _,
            ) => false,
        }
    }

    /// What a type that is gone looks like now.
    pub fn looks_like(&self, key: &str) -> Option<String> {
        self.likely.get(key).map(|(new, percent)| format!("looks like `{new}`, {percent} % alike"))
    }
}

fn named<'a, T>(
    old: &'a [Named<'a, T>],
    new: &'a [Named<'a, T>],
    moved: &BTreeMap<String, &Endpoint>,
    names: fn(&T) -> (&String, &Vec<String>),
) -> Pairs<'a, Named<'a, T>> {
    let own = |known: &Named<T>| vec![known.key.clone()];
    let there = |known: &Named<T>| {
        let owner = known.owner.and_then(|owner| moved.get(&id(owner)));
        owner.map(|owner| keyed(&owner.group, "::", names(known.item).0)).into_iter().collect::<Vec<_>>()
    };
    let all = |known: &Named<T>| [own(known), there(known)].concat();
    let before = |known: &Named<T>| {
        let module = known.owner.map(|owner| owner.group.as_slice()).unwrap_or_default();
        names(known.item).1.iter().map(|name| keyed(module, "::", name)).collect::<Vec<_>>()
    };
    pair(old, new, &[Pass::same(&own), Pass { old: &there, new: &own }, Pass { old: &all, new: &before }])
}
