//! The generated Rust of a thing, as its users read it: made by the emitters, without the paths.

use super::members::{Member, Role};
use crate::{
    emit::{
        requests::{Argument, arguments},
        structs,
        types::{self, Home},
    },
    model::{Base, Choice, ChoiceVariant, Endpoint, Field, Scalar, Struct, Type},
};
use proc_macro2::TokenStream;
use quote::quote;

/// Any module below that of the shared types: what it is called does not matter here.
const HOME: Home = Home(1);

/// The call of an endpoint: `client.order().get_order(order::GetOrder)`.
pub(super) fn call(endpoint: &Endpoint) -> String {
    let doors: String = endpoint.group.iter().map(|group| format!(".{group}()")).collect();
    format!("client{doors}.{}({}::{})", endpoint.name, endpoint.group.join("::"), endpoint.request.name)
}

/// The constructor of a request: `GetOrder::new(order_id: OrderId)`.
pub(super) fn request_new(endpoint: &Endpoint) -> String {
    let list = arguments(endpoint).into_iter().map(|argument| match argument {
        Argument::Field(field) => shown(structs::argument(field, HOME)),
        Argument::Choice(choice) => format!("{}: {}", choice.rust, choice.type_name),
    });
    format!("{}::new({})", endpoint.request.name, list.collect::<Vec<_>>().join(", "))
}

/// The constructor of a struct; nothing where it has none.
pub(super) fn struct_new(known: &Struct) -> String {
    if !known.in_request {
        return format!("{} without `new`", known.name);
    }
    let required = known.fields.iter().filter(|field| field.required);
    let list: Vec<String> = required.map(|field| shown(structs::argument(field, HOME))).collect();
    format!("{}::new({})", known.name, list.join(", "))
}

/// The member of a struct: `pub sku_id: Option<SkuId>`.
pub(super) fn member(member: &Member<'_>) -> String {
    let Member { field, part: _, role } = member;
    let ty = match role {
        Role::Constant => return format!("no member for `{}`", field.wire),
        Role::Choice(choice) => return format!("a variant of {} with {}", choice.type_name, value(&field.ty)),
        Role::Required | Role::Position | Role::Optional => types::sent_type(field, HOME),
        Role::Answered => types::answered_type(field, HOME),
    };
    format!("pub {}: {}", field.rust, shown(ty))
}

/// Whether a field that was only read has the same type now that it is sent. A type of another name is told by itself.
pub(super) fn same_when_sent(old: &Field, new: &Field) -> bool {
    let old = Field { ty: new.ty.clone(), ..old.clone() };
    types::answered_type(&old, HOME).to_string() == types::sent_type(new, HOME).to_string()
}

/// The type of a value that is there.
pub(super) fn value(ty: &Type) -> String {
    shown(types::value_type(ty, HOME))
}

/// An alternative of a choice: `Target::OrderId(OrderId)`.
pub(super) fn alternative(endpoint: &Endpoint, choice: &Choice, alternative: &ChoiceVariant) -> String {
    let fields: Vec<&Field> = alternative.wires.iter().filter_map(|wire| endpoint.request.field(wire)).collect();
    let content = match fields.as_slice() {
        [single] => format!("({})", value(&single.ty)),
        several => {
            let members: Vec<String> = several.iter().map(|field| format!("{}: {}", field.rust, value(&field.ty))).collect();
            format!(" {{ {} }}", members.join(", "))
        }
    };
    format!("{}::{}{content}", choice.type_name, alternative.name)
}

/// What a scalar is: `Id<u64>`.
pub(super) fn scalar(scalar: &Scalar) -> String {
    let representation = match scalar.base {
        Base::U64 => quote!(Id<u64>),
        Base::I64 => quote!(Quantity<i64>),
        Base::Text => quote!(TextId<String>),
    };
    format!("type {} = {}", scalar.name, shown(representation))
}

/// Tokens as one reads them, without the paths that only generated code writes out.
fn shown(tokens: TokenStream) -> String {
    let mut text = tokens.to_string();
    for path in ["core :: option", "core :: convert", "std :: string", "std :: vec"] {
        text = text.replace(&format!(":: {path} :: "), "");
    }
    for path in ["common :: ", "rt :: "] {
        text = text.replace(path, "");
    }
    for (wide, tight) in [(" < ", "<"), (" >", ">"), (" ,", ","), (" :", ":")] {
        text = text.replace(wide, tight);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::shown;
    use quote::quote;

    #[test]
    fn tokens_read_like_a_signature() {
        let optional = shown(quote!(::core::option::Option<::std::vec::Vec<common::OrderId>>));
        assert_eq!(optional, "Option<Vec<OrderId>>");
        let argument = shown(quote!(name: impl ::core::convert::Into<::std::string::String>));
        assert_eq!(argument, "name: impl Into<String>");
    }
}
