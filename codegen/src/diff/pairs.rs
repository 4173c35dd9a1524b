//! Finds in a new list what became of the things of an old one.

use std::collections::BTreeMap;

/// One way to recognise a thing: it is the same when a key of the old one is a key of the new one.
pub(super) struct Pass<'k, T> {
    pub old: &'k dyn Fn(&T) -> Vec<String>,
    pub new: &'k dyn Fn(&T) -> Vec<String>,
}

impl<'k, T> Pass<'k, T> {
    /// The same keys on both sides.
    pub fn same(keys: &'k dyn Fn(&T) -> Vec<String>) -> Self {
        Self { old: keys, new: keys }
    }
}

/// What was found.
#[derive(Debug)]
pub(super) struct Pairs<'a, T> {
    /// On both sides, in the order of the new list
    pub both: Vec<(&'a T, &'a T)>,
    /// Only in the old list, in its order
    pub removed: Vec<&'a T>,
    /// Only in the new list, in its order
    pub added: Vec<&'a T>,
}

/// Pairs two lists by one pass after the other. A pass looks at what is still alone; a key that two things share goes to
/// the first.
pub(super) fn pair<'a, T>(old: &'a [T], new: &'a [T], passes: &[Pass<'_, T>]) -> Pairs<'a, T> {
    let mut partners: Vec<Option<usize>> = vec![None; new.len()];
    let mut taken = vec![false; old.len()];
    for pass in passes {
        let mut free: BTreeMap<String, usize> = BTreeMap::new();
        for (index, item) in old.iter().enumerate().filter(|(index, _)| !taken[*index]) {
            for key in (pass.old)(item) {
                free.entry(key).or_insert(index);
            }
        }
        for (item, partner) in new.iter().zip(&mut partners).filter(|(_, partner)| partner.is_none()) {
            let found = (pass.new)(item).iter().find_map(|key| free.get(key).copied().filter(|index| !taken[*index]));
            if let Some(index) = found {
                taken[index] = true;
                *partner = Some(index);
            }
        }
    }
    let both = new.iter().zip(&partners).filter_map(|(new, partner)| partner.map(|index| (&old[index], new)));
    let added = new.iter().zip(&partners).filter(|(_, partner)| partner.is_none()).map(|(new, _)| new);
    let removed = old.iter().zip(&taken).filter(|(_, taken)| !**taken).map(|(old, _)| old);
    Pairs { both: both.collect(), removed: removed.collect(), added: added.collect() }
}

#[cfg(test)]
mod tests {
    use super::{Pass, pair};

    type Thing = (&'static str, u8);

    fn name(thing: &Thing) -> Vec<String> {
        vec![thing.0.to_owned()]
    }

    fn number(thing: &Thing) -> Vec<String> {
        vec![thing.1.to_string()]
    }

    #[test]
    fn an_earlier_pass_wins_over_a_later_one() {
        let old = [("a", 1), ("b", 2), ("gone", 9)];
        let new = [("b", 1), ("c", 2), ("fresh", 7)];
        let found = pair(&old, &new, &[Pass::same(&name), Pass::same(&number)]);
        // `b` is found by its name, so its old number leads `c` nowhere.
        assert_eq!(found.both, [(&("b", 2), &("b", 1))]);
        assert_eq!(found.removed, [&("a", 1), &("gone", 9)]);
        assert_eq!(found.added, [&("c", 2), &("fresh", 7)]);
    }

    #[test]
    fn one_thing_is_the_partner_of_one_other() {
        let found = pair(&[("a", 1)], &[("x", 1), ("y", 1)], &[Pass::same(&number)]);
        assert_eq!(found.both, [(&("a", 1), &("x", 1))]);
        assert_eq!(found.added, [&("y", 1)]);
    }

    #[test]
    fn the_order_of_the_lists_means_nothing() {
        let (old, new) = ([("a", 1), ("b", 2)], [("b", 2), ("a", 1)]);
        let found = pair(&old, &new, &[Pass::same(&name)]);
        assert!(found.removed.is_empty() && found.added.is_empty());
        assert!(found.both.iter().all(|(old, new)| old == new));
    }
}
