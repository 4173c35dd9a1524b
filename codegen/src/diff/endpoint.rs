//! Endpoints: what every call does, and what is said about it.

use super::{
    Differ, Rule, cause,
    change::Subject,
    pairs::{Pass, pair},
    rust,
    side::id,
};
use crate::model::{Auth, Effect, Endpoint, EndpointError, Example, Method};

impl Differ<'_> {
    /// Compares an endpoint with what became of it.
    pub(super) fn endpoint(&mut self, old: &Endpoint, new: &Endpoint) {
        let Endpoint {
            at: _,
            group: _,
            name: _,
            doc_name,
            title,
            docs,
            doc,
            method,
            path,
            auth,
            effect,
            request: _,
            response: _,
            payload: _,
            paging: _,
            structs: _,
            enums: _,
            errors,
            gaps,
            examples,
            conflicts,
            // Says the same as group and name.
            source: _,
            deprecated,
            renamed_from,
            // A draft is as good as absent.
            draft: _,
        } = old;
        let whole = Subject::at(id(new), Some(old.at), Some(new.at));
        let of = |about: &[&str]| whole.because(cause::of_endpoint(old, new, about));
        self.names(&of(&["name"]), old, new);
        let shown = |method: &Method| format!("{method:?}").to_uppercase();
        self.changed(Rule::EndpointMethodChanged, &of(&["method"]), method, &new.method, shown);
        self.changed(Rule::EndpointPathChanged, &of(&["path"]), path, &new.path, String::clone);
        let shown = |auth: &Auth| format!("auth: {auth:?}").to_lowercase();
        self.changed(Rule::EndpointAuthChanged, &of(&["auth"]), auth, &new.auth, shown);
        let shown = |effect: &Effect| format!("effect: {effect:?}").to_lowercase();
        self.changed(Rule::EndpointEffectChanged, &of(&["effect"]), effect, &new.effect, shown);
        let sent = self.request(old, new);
        let answered = self.response(old, new);
        self.paging(old, new, &sent, &answered);

        self.changed(Rule::DocNameChanged, &of(&["name"]), doc_name, &new.doc_name, String::clone);
        self.changed(Rule::TitleChanged, &of(&["title"]), title, &new.title, String::clone);
        self.text(Rule::DocChanged, &of(&["doc"]), doc, &new.doc);
        let joined = |list: &Vec<String>| list.join(", ");
        self.changed(Rule::LinksChanged, &whole, docs, &new.docs, joined);
        self.changed(Rule::GapsChanged, &whole, gaps, &new.gaps, joined);
        self.errors(&of(&["errors"]), errors, &new.errors);
        self.examples(&of(&["example"]), examples, &new.examples);
        self.conflicts(&whole, conflicts, &new.conflicts);
        self.deprecation(&whole, deprecated, &new.deprecated);
        self.forwarders(&whole, (&old.name, renamed_from), (&new.name, &new.renamed_from));
    }

    /// Where an endpoint is in Rust.
    fn names(&mut self, subject: &Subject, old: &Endpoint, new: &Endpoint) {
        let calls = Some((rust::call(old), rust::call(new)));
        if old.group != new.group {
            let [before, after] = [old, new].map(|endpoint| Some(endpoint.group.join("/")));
            self.report(Rule::EndpointMoved, subject, before, after).rust = calls.clone();
        }
        if old.name != new.name {
            // The enums of choices have aliases too, and no variant can be imported through an alias.
            let has_enum = !new.request.choices.is_empty();
            let is_kept = old.group == new.group && new.renamed_from.contains(&old.name) && !has_enum;
            let rule = if is_kept { Rule::EndpointRenamedForwarded } else { Rule::EndpointRenamed };
            self.report(rule, subject, Some(old.name.clone()), Some(new.name.clone())).rust = calls;
        }
    }

    /// An endpoint that is gone takes its types along: they are not told one by one.
    pub(super) fn endpoint_removed(&mut self, gone: &Endpoint) {
        let subject = Subject::at(id(gone), Some(gone.at), None);
        self.report(Rule::EndpointRemoved, &subject, Some(said(gone)), None).rust = Some((rust::call(gone), String::new()));
    }

    /// An endpoint that is new brings its types along.
    pub(super) fn endpoint_added(&mut self, fresh: &Endpoint) {
        let subject = Subject::at(id(fresh), None, Some(fresh.at));
        self.report(Rule::EndpointAdded, &subject, None, Some(said(fresh))).rust = Some((String::new(), rust::call(fresh)));
    }

    /// The codes that an endpoint documents, with its own words.
    fn errors(&mut self, endpoint: &Subject, old: &[EndpointError], new: &[EndpointError]) {
        let code = |error: &EndpointError| vec![error.code.to_string()];
        let pairs = pair(old, new, &[Pass::same(&code)]);
        let subject = |error: &EndpointError, at_old, at_new| Subject {
            identity: format!("{} error {}", endpoint.identity, error.code),
            at_old,
            at_new,
            ..endpoint.clone()
        };
        for gone in &pairs.removed {
            let subject = subject(gone, Some(gone.at), endpoint.at_new);
            self.report(Rule::EndpointErrorsChanged, &subject, Some(gone.doc.clone()), None);
        }
        for fresh in &pairs.added {
            let subject = subject(fresh, None, Some(fresh.at));
            self.report(Rule::EndpointErrorsChanged, &subject, None, Some(fresh.doc.clone()));
        }
        for (before, after) in &pairs.both {
            let EndpointError { at, code: _, doc } = before;
            let subject = subject(after, Some(*at), Some(after.at));
            self.changed(Rule::EndpointErrorsChanged, &subject, doc, &after.doc, String::clone);
        }
    }

    /// The examples as a whole: one line for all of them says enough.
    fn examples(&mut self, endpoint: &Subject, old: &[Example], new: &[Example]) {
        if old == new {
            return;
        }
        let said = |example: &Example| {
            let Example { at: _, source, doc, request, response } = example;
            let doc = doc.as_deref().unwrap_or_default();
            format!("{source:?} {doc} {request} {response}")
        };
        let differs = |list: &[Example], other: &[Example]| {
            let changed = list.iter().enumerate().filter(|(index, example)| other.get(*index) != Some(*example));
            let changed: Vec<String> = changed.map(|(index, example)| format!("#{} {}", index + 1, said(example))).collect();
            if changed.is_empty() { format!("{} examples", list.len()) } else { changed.join("; ") }
        };
        let at = |list: &[Example]| list.first().map(|example| example.at);
        let subject = Subject { at_old: at(old), at_new: at(new).or(endpoint.at_new), ..endpoint.clone() };
        self.report(Rule::ExamplesChanged, &subject, Some(differs(old, new)), Some(differs(new, old)));
    }
}

fn said(endpoint: &Endpoint) -> String {
    format!("{} {}", format!("{:?}", endpoint.method).to_uppercase(), endpoint.path)
}
