//! One field before and after.

use super::{
    Differ, Rule,
    change::Subject,
    members::{Holder, Member, Role, signature},
    rust,
};
use crate::{
    lower::literal_text,
    model::{Encode, Field, Form, Literal, Scalar, Type},
};

impl Differ<'_> {
    /// Compares a field with what became of it.
    pub(super) fn member(&mut self, holder: &Holder<'_>, old: &Member<'_>, new: &Member<'_>) {
        let is_alike = std::mem::discriminant(&old.role) == std::mem::discriminant(&new.role);
        if is_alike && old.part == new.part && old.field == new.field && holder.modules.0 == holder.modules.1 {
            // The types may differ although their names do not: in a module that lost one of them to the shared types.
            if self.types.same((holder.modules.0, &old.field.ty), (holder.modules.1, &new.field.ty)) {
                return;
            }
        }
        let subject = holder.subject(&new.field.wire, Some(old.field), Some(new.field));
        let Field {
            at: _,
            wire,
            rust,
            aliases,
            ty,
            form: _,
            required: _,
            required_position: _,
            disputed,
            optional: _,
            encode,
            constant,
            doc,
            min: _,
            max: _,
            max_len: _,
            default,
            from,
            conflicts,
            deprecated,
            renamed_from,
        } = old.field;
        let now = new.field;
        let is_seen = |role: Role<'_>| !matches!(role, Role::Constant | Role::Choice(_));
        if rust != &now.rust && is_seen(old.role) && is_seen(new.role) {
            let change = self.report(Rule::FieldRenamed, &subject, Some(rust.clone()), Some(now.rust.clone()));
            change.rust = Some((rust::member(old), rust::member(new)));
        }
        let rule = if holder.is_sent { Rule::ReqWireNameChanged } else { Rule::RespWireNameChanged };
        self.changed(rule, &subject, wire, &now.wire, String::clone);
        let is_same_type = self.types.same((holder.modules.0, ty), (holder.modules.1, &now.ty));
        if !is_same_type {
            self.type_changed(holder, &subject, old, new);
        }
        self.role(holder, &subject, old, new);
        if old.part != new.part {
            let [before, after] = [old.part, new.part].map(|part| Some(part.name().to_owned()));
            self.report(Rule::ReqLocationChanged, &subject, before, after);
        }
        let as_word = |encode: &Option<Encode>| match encode {
            Some(encode) => format!("{encode:?}").to_lowercase(),
            None => "as it is".to_owned(),
        };
        self.changed(Rule::ReqEncodeChanged, &subject, encode, &now.encode, as_word);
        if is_same_type {
            self.form(holder, &subject, old.field, now);
        }
        self.nullable(&subject, old, new);
        self.aliases(&subject, (wire, aliases), now);
        if let (Some(before), Some(after)) = (constant, &now.constant) {
            self.changed(Rule::ReqConstantChanged, &subject, before, after, literal_text);
        }
        self.limits(holder, &subject, old.field, now);
        self.default_value(&subject, default, &now.default);
        let whether = |flag: &bool| if *flag { "disputed" } else { "not disputed" }.to_owned();
        // With `required` itself the change is said already.
        if old.field.required == now.required {
            self.changed(Rule::DisputeChanged, &subject, disputed, &now.disputed, whether);
        }
        self.changed(Rule::DocChanged, &subject, doc, &now.doc, String::clone);
        self.sources(&subject, from, &now.from);
        self.conflicts(&subject, conflicts, &now.conflicts);
        self.deprecation(&subject, deprecated, &now.deprecated);
        if old.role.has_setter() && new.role.has_setter() {
            self.forwarders(&subject, (rust, renamed_from), (&now.rust, &now.renamed_from));
        }
    }

    fn type_changed(&mut self, holder: &Holder<'_>, subject: &Subject, old: &Member<'_>, new: &Member<'_>) {
        let rule = match (old.role, new.role) {
            // Nobody sees the type of a constant; where its value differs too, that is told.
            (Role::Constant, Role::Constant) if old.field.constant == new.field.constant => Rule::ReqConstantChanged,
            (Role::Constant, _) | (_, Role::Constant) => return,
            (Role::Answered, _) => Rule::RespTypeChanged,
            (Role::Choice(_) | Role::Required | Role::Position | Role::Optional, _) => Rule::ReqTypeChanged,
        };
        let [before, after] = [old, new].map(|member| Some(rust::value(&member.field.ty)));
        let change = self.report(rule, subject, before, after);
        change.rust = Some((signature(holder, old, false), signature(holder, new, true)));
    }

    /// What a field is to a caller. What enters or leaves a choice is told with the choice, and a struct that gains or loses
    /// the direction of requests tells so itself.
    fn role(&mut self, holder: &Holder<'_>, subject: &Subject, old: &Member<'_>, new: &Member<'_>) {
        let rule = match (old.role, new.role) {
            (Role::Required, Role::Position | Role::Optional) => Rule::ReqBecameOptional,
            (Role::Position | Role::Optional, Role::Required) => Rule::ReqBecameRequired,
            (Role::Position, Role::Optional) | (Role::Optional, Role::Position) => Rule::ReqPositionChanged,
            (Role::Constant, Role::Required) => Rule::ReqConstantBecameRequired,
            (Role::Constant, Role::Position | Role::Optional) => Rule::ReqConstantBecameOptional,
            (Role::Required | Role::Position | Role::Optional, Role::Constant) => Rule::ReqBecameConstant,
            (Role::Constant, Role::Constant)
            | (Role::Required, Role::Required)
            | (Role::Position, Role::Position)
            | (Role::Optional, Role::Optional)
            | (Role::Choice(_) | Role::Answered, _)
            | (_, Role::Choice(_) | Role::Answered) => return,
        };
        let [before, after] = [old, new].map(|member| Some(member.role.name().to_owned()));
        let change = self.report(rule, subject, before, after);
        change.rust = match rule {
            Rule::ReqPositionChanged => None,
            _ => {
                let through_new = matches!(old.role, Role::Required) || matches!(new.role, Role::Required);
                Some(if through_new { (holder.constructors)() } else { (rust::member(old), rust::member(new)) })
            }
        };
    }

    /// The JSON form, unless the scalar or the enum itself has another one now: that is told there.
    fn form(&mut self, holder: &Holder<'_>, subject: &Subject, old: &Field, new: &Field) {
        let of_type = |scalars: &[Scalar], name: &str| scalars.iter().find(|one| one.name == name).map(|one| one.form);
        let told_elsewhere = match (old.ty.element(), new.ty.element()) {
            (Type::Scalar { name: a, base: _ }, Type::Scalar { name: b, base: _ }) => {
                let [before, after] = [of_type(&self.old.model.scalars, a), of_type(&self.new.model.scalars, b)];
                before != after && before == Some(old.form) && after == Some(new.form)
            }
            (Type::Enum { name: _, text: a }, Type::Enum { name: _, text: b }) => a != b,
            _ => false,
        };
        if !told_elsewhere {
            let rule = if holder.is_sent { Rule::ReqWireEncodingChanged } else { Rule::RespWireFormChanged };
            self.changed(rule, subject, &old.form, &new.form, |form: &Form| format!("{form:?}").to_lowercase());
        }
    }

    fn nullable(&mut self, subject: &Subject, old: &Member<'_>, new: &Member<'_>) {
        let (before, after) = (old.field.optional, new.field.optional);
        if before == after {
            return;
        }
        let rule = match (old.role, new.role) {
            (Role::Answered, Role::Answered) if after => Rule::RespBecameNullable,
            (Role::Answered, Role::Answered) => Rule::RespBecameNonNull,
            // What is sent is an `Option` anyway.
            _ => Rule::RespWireFormChanged,
        };
        let shown = |flag: bool| Some(if flag { "optional: true" } else { "optional: false" }.to_owned());
        let change = self.report(rule, subject, shown(before), shown(after));
        change.rust = Some((rust::member(old), rust::member(new)));
    }

    /// Keys that are read as well. A key that became the name, or was it, is told with the name.
    fn aliases(&mut self, subject: &Subject, old: (&String, &[String]), new: &Field) {
        let (wire, before) = old;
        for alias in before.iter().filter(|alias| !new.aliases.contains(alias) && **alias != new.wire) {
            self.report(Rule::AliasRemoved, subject, Some(alias.clone()), None);
        }
        for alias in new.aliases.iter().filter(|alias| !before.contains(alias) && *alias != wire) {
            self.report(Rule::AliasAdded, subject, None, Some(alias.clone()));
        }
    }

    fn default_value(&mut self, subject: &Subject, old: &Option<Literal>, new: &Option<Literal>) {
        if old == new {
            return;
        }
        // What a documented value gives way to, is unknown until the next one is documented.
        let rule = if old.is_some() { Rule::ReqDefaultChanged } else { Rule::ReqDefaultDocumented };
        self.report(rule, subject, old.as_ref().map(literal_text), new.as_ref().map(literal_text));
    }
}
