// Compiled, never run: what the types of the 3.1 document allow, and what they refuse.

import type { components, operations } from "./api";

export type { operations };
type Schemas = components["schemas"];

/** What an operation answers. */
export type Answer<Name extends keyof operations> = operations[Name]["responses"][200]["content"]["application/json"];

/** The body that an operation wants. */
export type Body<Name extends keyof operations> = operations[Name] extends {
  requestBody: { content: { "application/json": infer Wanted } };
}
  ? Wanted
  : never;

/** Operations whose answer could be anything: there are none. */
type Untyped = { [Name in keyof operations]: unknown extends Answer<Name> ? Name : never }[keyof operations];
export const untyped: Record<Untyped, never> = {};

export const request: Body<"get_order"> = { order_id: 1, sku_id: 2 };
// @ts-expect-error a required field is missing
export const incomplete: Body<"get_order"> = { order_id: 1 };
// @ts-expect-error what is sent as a number is not sent as a text
export const quoted: Body<"get_order"> = { order_id: "1", sku_id: 2 };
// @ts-expect-error no plan has this number
export const unknownPlan: Schemas["PlanType"] = 99;

export const chosen: Body<"get_promoter_register_and_bind_status"> = { sharer_openid: "o", is_simple_register: true };
// @ts-expect-error one of two has to be chosen
export const undecided: Body<"get_promoter_register_and_bind_status"> = { is_simple_register: true };

/** An answer may bring an id in two forms, and a code that no list has. */
export function read(answer: Answer<"get_order">): bigint | undefined {
  const code: number | string | undefined = answer.errcode;
  const id: number | string | undefined = answer.commssion_order?.order_id;
  return (code === undefined || Number(code) === 0) && id !== undefined ? BigInt(id) : undefined;
}
