//! Gentle change in Rust: the words of `#[deprecated]`, old names, and the leave of generated code to use both.

use super::{
    docs,
    types::{Home, ident, value_type},
};
use crate::model::{Deprecated, Endpoint, Enum, Field, Group, Model, Struct, Type, Values, Variant};
use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};
use std::collections::BTreeSet;

/// What users read at a value or code that the platform dropped.
const RETIRED: &str = "平台已停用";

/// `#[deprecated]`, where something is.
pub fn attribute(deprecated: Option<&Deprecated>) -> TokenStream {
    match deprecated {
        Some(Deprecated { since, note }) => quote!(#[deprecated(since = #since, note = #note)]),
        None => TokenStream::new(),
    }
}

/// `#[deprecated]` of what the platform may have dropped.
pub fn dropped(deprecated: Option<&Deprecated>, retired: bool) -> TokenStream {
    if retired { quote!(#[deprecated(note = #RETIRED)]) } else { attribute(deprecated) }
}

/// The same as a paragraph of a description; nothing where nothing is deprecated.
pub fn words(deprecated: Option<&Deprecated>, retired: bool) -> String {
    match deprecated {
        _ if retired => format!("\n\n{RETIRED}"),
        Some(Deprecated { since, note }) => format!("\n\n自 {since} 起弃用：{note}"),
        None => String::new(),
    }
}

/// What stands above an old name: where to go instead.
pub fn renamed(new: &str, link: &str) -> TokenStream {
    // rustdoc refuses a target that says what the label says.
    let target = if new == link { String::new() } else { format!("({link})") };
    let doc = docs::lines(&format!("已改名为 [`{new}`]{target}"));
    let note = format!("已改名为 {new}");
    quote!(#doc #[deprecated(note = #note)])
}

/// Old names of a type, each an alias.
pub fn aliases<'a>(new: &str, old: impl IntoIterator<Item = &'a String>) -> TokenStream {
    let name = ident(new);
    let aliases = old.into_iter().map(|old| {
        let (above, old) = (renamed(new, new), ident(old));
        quote!(#above pub type #old = #name;)
    });
    quote!(#(#aliases)*)
}

/// The types of a renamed endpoint under their old names.
pub fn old_types(endpoint: &Endpoint) -> TokenStream {
    let types = endpoint.renamed_from.iter().flat_map(|old| endpoint.old_types(old));
    let aliases = types.map(|(old, new)| aliases(&new, [&old]));
    quote!(#(#aliases)*)
}

/// Old names of values, each a constant.
pub fn old_values(values: &Enum) -> TokenStream {
    let name = ident(&values.name);
    let constants: Vec<TokenStream> = match &values.values {
        Values::Int(known) => known.iter().flat_map(|one| old_value(&one.name, &one.renamed_from)).collect(),
        Values::Text(known) => known.iter().flat_map(|one| old_value(&one.name, &one.renamed_from)).collect(),
    };
    if constants.is_empty() {
        return TokenStream::new();
    }
    quote! {
        #[allow(non_upper_case_globals)]
        impl #name { #(#constants)* }
    }
}

fn old_value(new: &str, old: &[String]) -> Vec<TokenStream> {
    let constant = |old: &String| {
        let (above, old, value) = (renamed(new, &format!("Self::{new}")), ident(old), ident(new));
        quote!(#above pub const #old: Self = Self::#value;)
    };
    old.iter().map(constant).collect()
}

/// Old names of a setter, each handing on to it.
pub fn old_setters(field: &Field, home: Home) -> TokenStream {
    let new = ident(&field.rust);
    let setters = field.renamed_from.iter().map(|old| {
        let (above, old) = (renamed(&field.rust, &format!("Self::{}()", field.rust)), ident(old));
        let ty = match &field.ty {
            Type::Text => quote!(impl ::core::convert::Into<::std::string::String>),
            ty => value_type(ty, home),
        };
        quote! {
            #above
            pub fn #old(self, #old: #ty) -> Self {
                self.#new(#old)
            }
        }
    });
    quote!(#(#setters)*)
}

/// `#[allow(deprecated)]`, where it is needed.
pub fn leave(is_needed: bool) -> TokenStream {
    if is_needed { quote!(#[allow(deprecated)]) } else { TokenStream::new() }
}

/// Deprecated names that the code of a file may use without a warning.
#[derive(Debug, Default)]
pub struct Leave {
    types: BTreeSet<String>,
    /// Fields, variants and methods
    members: BTreeSet<String>,
}

impl Leave {
    /// Of the file of an endpoint.
    pub fn endpoint(model: &Model, endpoint: &Endpoint) -> Self {
        let mut leave = Self::default();
        leave.structs(&model.structs, false);
        leave.enums(&model.enums, false);
        leave.one(endpoint);
        leave
    }

    /// Of the file of shared types.
    pub fn shared(model: &Model) -> Self {
        let mut leave = Self::default();
        leave.structs(&model.structs, true);
        leave.enums(&model.enums, true);
        leave
    }

    /// Of calls of every endpoint of a group.
    pub fn calls(model: &Model, group: &Group) -> Self {
        let mut leave = Self::shared(model);
        group.all_endpoints().into_iter().for_each(|endpoint| leave.one(endpoint));
        leave
    }

    /// Whether nothing is deprecated.
    pub fn is_empty(&self) -> bool {
        self.types.is_empty() && self.members.is_empty()
    }

    fn one(&mut self, endpoint: &Endpoint) {
        if endpoint.deprecated.is_some() {
            self.types.insert(endpoint.request.name.clone());
            self.members.insert(endpoint.name.clone());
        }
        self.structs(&endpoint.structs, true);
        self.enums(&endpoint.enums, true);
        let sent = endpoint.request.fields();
        for field in sent.chain(&endpoint.response.fields).filter(|field| field.deprecated.is_some()) {
            self.members.insert(field.rust.clone());
            let choices = endpoint.request.choice_of(&field.wire).into_iter().flat_map(|choice| &choice.alternatives);
            self.members.extend(choices.filter(|one| one.wires.contains(&field.wire)).map(|one| one.name.clone()));
        }
    }

    fn structs(&mut self, structs: &[Struct], with_members: bool) {
        for known in structs {
            let is_deprecated = known.deprecated.is_some();
            self.types.extend(is_deprecated.then(|| known.name.clone()));
            if with_members {
                // The fields of a deprecated struct are deprecated with it.
                let fields = known.fields.iter().filter(|field| is_deprecated || field.deprecated.is_some());
                self.members.extend(fields.map(|field| field.rust.clone()));
            }
        }
    }

    fn enums(&mut self, enums: &[Enum], with_members: bool) {
        for known in enums {
            self.types.extend(known.deprecated.as_ref().map(|_| known.name.clone()));
            if with_members {
                let gone: Vec<&String> = match &known.values {
                    Values::Int(all) => gone(all),
                    Values::Text(all) => gone(all),
                };
                self.members.extend(gone.into_iter().cloned());
            }
        }
    }

    /// The items of a file, those that use something deprecated with leave to do so.
    pub fn give(&self, items: TokenStream) -> TokenStream {
        if self.is_empty() {
            return items;
        }
        let Ok(file) = syn::parse2::<syn::File>(items.clone()) else { return items };
        let items = file.items.iter().map(|item| {
            let allowed = leave(self.uses(item));
            quote!(#allowed #item)
        });
        quote!(#(#items)*)
    }

    fn uses(&self, item: &syn::Item) -> bool {
        let of_type = |name: &str| self.types.contains(name);
        match item {
            // An attribute on a call of a macro says nothing: the macros of the runtime bring their own.
            syn::Item::Macro(_) => false,
            // What declares a deprecated member does not use it.
            syn::Item::Struct(declared) => {
                let own = declared.ident.to_string();
                mentions(item.to_token_stream(), &|name| of_type(name) && name != own)
            }
            syn::Item::Enum(_) => mentions(item.to_token_stream(), &of_type),
            _ => mentions(item.to_token_stream(), &|name| of_type(name) || self.members.contains(name)),
        }
    }
}

fn gone<T>(values: &[Variant<T>]) -> Vec<&String> {
    values.iter().filter(|one| one.retired || one.deprecated.is_some()).map(|one| &one.name).collect()
}

fn mentions(tokens: TokenStream, wanted: &dyn Fn(&str) -> bool) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(name) => wanted(&name.to_string()),
        TokenTree::Group(group) => mentions(group.stream(), wanted),
        _ => false,
    })
}
