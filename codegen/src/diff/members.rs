//! The fields of a request, an answer or a struct: who is new, who is gone, and whether the arguments of `new` kept their order.

use super::{
    Cause, Differ, Direction, Rule, cause,
    change::Subject,
    pairs::{Pairs, Pass, pair},
    rust, similar,
};
use crate::{
    model::{Choice, Endpoint, Field, Struct},
    source::At,
};
use std::collections::BTreeMap;

/// Names less alike than this are no guess, in percent.
const ALIKE: u32 = 80;

/// A field where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Member<'a> {
    pub field: &'a Field,
    pub part: Part,
    pub role: Role<'a>,
}

/// Where a field travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Query,
    Body,
    /// In an answer or a struct
    Object,
}

impl Part {
    pub fn name(self) -> &'static str {
        match self {
            Self::Query => "query",
            Self::Body => "body",
            Self::Object => "object",
        }
    }
}

/// What a field is in Rust.
#[derive(Debug, Clone, Copy)]
pub(super) enum Role<'a> {
    /// Sent by itself, never seen
    Constant,
    /// Part of an exactly-one argument
    Choice(&'a Choice),
    /// An argument of `new`
    Required,
    /// A setter; the SDK sends the first position by itself
    Position,
    /// A setter
    Optional,
    /// Read
    Answered,
}

impl Role<'_> {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Constant => "constant",
            Self::Choice(_) => "alternative",
            Self::Required => "required",
            Self::Position => "optional, first position sent by itself",
            Self::Optional => "optional",
            Self::Answered => "read",
        }
    }

    /// Whether a caller meets it as a member with a setter.
    pub fn has_setter(self) -> bool {
        matches!(self, Self::Position | Self::Optional)
    }
}

/// What holds the fields.
pub(super) struct Holder<'a> {
    /// `order.get_order request`, `order::Note`
    pub identity: String,
    /// Where it is now: what is gone has no better place
    pub at: At,
    /// The modules that its types are named from, old and new
    pub modules: (&'a [String], &'a [String]),
    pub used_by: Vec<String>,
    pub directions: Vec<Direction>,
    /// Requests carried it before and do so now: whoever never sent it is not hit by what is sent
    pub is_sent: bool,
    /// The constructors before and after
    pub constructors: &'a dyn Fn() -> (String, String),
}

impl Holder<'_> {
    /// A field of it.
    pub fn subject(&self, name: &str, old: Option<&Field>, new: Option<&Field>) -> Subject {
        Subject {
            identity: format!("{}.{name}", self.identity),
            at_old: old.map(|field| field.at),
            at_new: Some(new.map_or(self.at, |field| field.at)),
            used_by: self.used_by.clone(),
            directions: self.directions.clone(),
            cause: cause::of_field(old, new),
        }
    }

    /// The thing itself.
    pub fn whole(&self, old: At) -> Subject {
        Subject {
            identity: self.identity.clone(),
            at_old: Some(old),
            at_new: Some(self.at),
            used_by: self.used_by.clone(),
            directions: self.directions.clone(),
            cause: Cause::Vendor,
        }
    }
}

/// The fields of a request.
pub(super) fn of_request(endpoint: &Endpoint) -> Vec<Member<'_>> {
    let request = &endpoint.request;
    let member = |field, part| Member { field, part, role: role(endpoint, field) };
    let query = request.query.iter().map(|field| member(field, Part::Query));
    query.chain(request.body.iter().map(|field| member(field, Part::Body))).collect()
}

fn role<'a>(endpoint: &'a Endpoint, field: &Field) -> Role<'a> {
    if field.constant.is_some() {
        return Role::Constant;
    }
    match endpoint.request.choice_of(&field.wire) {
        Some(choice) => Role::Choice(choice),
        None if field.required => Role::Required,
        None if endpoint.paging.as_ref().is_some_and(|paging| field.first_position_is_sent(paging)) => Role::Position,
        None => Role::Optional,
    }
}

/// The fields of a struct.
pub(super) fn of_struct(known: &Struct) -> Vec<Member<'_>> {
    let role = |field: &Field| match (known.in_request, field.required) {
        (true, true) => Role::Required,
        (true, false) => Role::Optional,
        (false, _) => Role::Answered,
    };
    known.fields.iter().map(|field| Member { field, part: Part::Object, role: role(field) }).collect()
}

impl Differ<'_> {
    /// Compares the fields of two holders; what became of which is the answer.
    pub(super) fn members<'m>(
        &mut self,
        holder: &Holder<'_>,
        old: &'m [Member<'m>],
        new: &'m [Member<'m>],
    ) -> Pairs<'m, Member<'m>> {
        let both = |member: &Member| vec![format!("{}\n{}", member.field.rust, member.field.wire)];
        let rust_name = |member: &Member| vec![member.field.rust.clone()];
        let wire_name = |member: &Member| vec![member.field.wire.clone()];
        let before = |member: &Member| member.field.renamed_from.clone();
        let passes = [Pass::same(&both), Pass::same(&rust_name), Pass::same(&wire_name), Pass { old: &rust_name, new: &before }];
        let pairs = pair(old, new, &passes);
        for (old, new) in &pairs.both {
            self.member(holder, old, new);
        }
        for gone in &pairs.removed {
            self.member_removed(holder, gone, &pairs.added);
        }
        for fresh in &pairs.added {
            self.member_added(holder, fresh);
        }
        pairs
    }

    fn member_removed(&mut self, holder: &Holder<'_>, gone: &Member<'_>, added: &[&Member<'_>]) {
        let rule = match gone.role {
            // What became of its alternative says it.
            Role::Choice(_) => return,
            Role::Constant => Rule::ReqConstantRemoved,
            Role::Required | Role::Position | Role::Optional => Rule::ReqRemoved,
            Role::Answered => Rule::RespFieldRemoved,
        };
        let subject = holder.subject(&gone.field.wire, Some(gone.field), None);
        let ty = (holder.modules.0, &gone.field.ty);
        let alike = added.iter().filter(|fresh| self.types.same(ty, (holder.modules.1, &fresh.field.ty)));
        let alike = alike.map(|fresh| (similar::texts(&gone.field.wire, &fresh.field.wire), &fresh.field.wire)).max();
        let alike = alike.filter(|(percent, _)| *percent >= ALIKE);
        let note = alike.map(|(percent, wire)| format!("looks like `{wire}`, {percent} % alike"));
        let change = self.report(rule, &subject, Some(said(gone)), None);
        change.note = note;
        change.rust = Some((signature(holder, gone, false), String::new()));
    }

    fn member_added(&mut self, holder: &Holder<'_>, fresh: &Member<'_>) {
        let rule = match fresh.role {
            Role::Choice(_) => return,
            Role::Constant => Rule::ReqConstantAdded,
            Role::Required => Rule::ReqRequiredAdded,
            Role::Position => Rule::ReqPositionChanged,
            Role::Optional => Rule::ReqOptionalAdded,
            Role::Answered => Rule::RespFieldAdded,
        };
        let subject = holder.subject(&fresh.field.wire, None, Some(fresh.field));
        let change = self.report(rule, &subject, None, Some(said(fresh)));
        change.rust = Some((String::new(), signature(holder, fresh, true)));
        if matches!(fresh.role, Role::Required) {
            change.rust = Some((holder.constructors)());
        }
    }

    /// Reports arguments of `new` that changed places; the names are those of now.
    pub(super) fn order(&mut self, holder: &Holder<'_>, at_old: At, old: &[String], new: &[String]) {
        let kept = |list: &[String], other: &[String]| -> Vec<String> {
            list.iter().filter(|name| other.contains(name)).cloned().collect()
        };
        let (before, after) = (kept(old, new), kept(new, old));
        if before != after {
            let subject = holder.whole(at_old);
            let change = self.report(Rule::ReqOrderChanged, &subject, Some(before.join(", ")), Some(after.join(", ")));
            change.rust = Some((holder.constructors)());
        }
    }
}

/// What the fields are called in Rust now, by their old names.
pub(super) fn names(pairs: &Pairs<'_, Member<'_>>) -> BTreeMap<String, String> {
    pairs.both.iter().map(|(old, new)| (old.field.rust.clone(), new.field.rust.clone())).collect()
}

/// Old names as they are now; a name that is gone is none of now.
pub(super) fn now(list: &[String], names: &BTreeMap<String, String>) -> Vec<String> {
    list.iter().map(|name| names.get(name).cloned().unwrap_or_else(|| format!("{name} of old"))).collect()
}

/// A field in the words of the spec.
fn said(member: &Member<'_>) -> String {
    match (member.role, &member.field.constant) {
        (Role::Constant, Some(value)) => format!("constant {}", crate::lower::literal_text(value)),
        (role, _) => format!("{}, {}", rust::value(&member.field.ty), role.name()),
    }
}

/// The constructor where the field is an argument of it, or else the member.
pub(super) fn signature(holder: &Holder<'_>, member: &Member<'_>, is_new: bool) -> String {
    match member.role {
        Role::Required => {
            let (old, new) = (holder.constructors)();
            if is_new { new } else { old }
        }
        _ => rust::member(member),
    }
}
