import type { check } from "@classchat/core";
import fc from "fast-check";
import { anyText, nearName } from "./fuzz-texts.ts";

type Schema = Parameters<typeof check>[0];

/** What a schema of zod says of itself, as far as values are made of it. */
interface Definition {
  type: string;
  format?: string;
  checks?: readonly { _zod: { def: { pattern?: RegExp } } }[];
  shape?: Record<string, Schema>;
  innerType?: Schema;
  element?: Schema;
  in?: Schema;
  entries?: Record<string, string>;
  values?: readonly unknown[];
}

/** Values of the form that the schema asks for; many of them pass, and some miss it by what stands in their texts. */
export function valuesOf(schema: Schema): fc.Arbitrary<unknown> {
  const { type, shape = {}, innerType, element, in: raw, ...def } = definitionOf(schema);
  if (type === "object") return fc.record(mapped(shape));
  if (type === "array" && element) return fc.array(valuesOf(element), { maxLength: 4 });
  if (type === "pipe" && raw) return valuesOf(raw);
  if (type === "nullable" && innerType) return fc.option(valuesOf(innerType), { freq: 3 });
  // JSON has no `undefined`, but what calls the checks from within may.
  if (innerType) return fc.option(valuesOf(innerType), { freq: 3, nil: undefined });
  return type === "number" ? numbersOf(schema) : plainValues({ type, ...def });
}

/** The same values with something wrong in them, and whatever else there is. */
export function nearlyOf(schema: Schema): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 4, arbitrary: valuesOf(schema) },
    { weight: 4, arbitrary: fc.tuple(valuesOf(schema), fc.nat(), odd, oddKey).map(spoilt) },
    { weight: 1, arbitrary: odd },
  );
}

/** What no honest side sends: other types, operators of data bases, keys that mean something to the language. */
const odd: fc.Arbitrary<unknown> = fc.oneof(
  fc.anything({ withMap: true, withSet: true, withDate: true, withNullPrototype: true }),
  fc.jsonValue(),
  fc.constantFrom<unknown>(
    ...[Number.NaN, Number.POSITIVE_INFINITY, -0, -1, 0.5, 2 ** 53, 1e308, 10n, "x".repeat(70_000)],
    ...[{ $gt: "" }, { $ne: null }, { $where: "1" }, ["a"], { length: 1 }, Symbol("s"), () => "a"],
    JSON.parse('{"__proto__": {"role": "mentor"}, "constructor": {"prototype": 1}}'),
  ),
  anyText,
);
const oddKey = fc.oneof(
  fc.constantFrom("__proto__", "constructor", "toString", "role", "$set", "a.b", "", "\u001b[31m"),
  anyText,
);

/** The value with one of its parts, or one more, made odd. */
function spoilt([value, at, part, key]: [unknown, number, unknown, string]): unknown {
  if (Array.isArray(value)) return [...value, part];
  if (typeof value !== "object" || value === null) return part;
  const keys = Object.keys(value);
  const place = at % (keys.length + 1);
  return Object.defineProperty({ ...value }, keys[place] ?? key, {
    ...{ value: part, enumerable: true, configurable: true, writable: true },
  });
}

function plainValues({ type, format, checks = [], entries = {}, values = [] }: Definition) {
  if (type === "string" && format === "uuid") return fc.uuid();
  if (type === "string") return textsLike(checks);
  if (type === "boolean") return fc.boolean();
  if (type === "enum") return fc.constantFrom(...Object.values(entries));
  if (type === "literal") return fc.constantFrom(...values);
  if (type === "custom") return fc.uint8Array();
  throw new Error(`No values are known for a schema of the type ${type}.`);
}

/** Small and large ones, as far as it takes them. */
function numbersOf(schema: Schema): fc.Arbitrary<number> {
  // zod tells it of numbers alone.
  const { minValue: min, maxValue: max } = schema as unknown as Record<string, number>;
  const between = (least = Number.MIN_SAFE_INTEGER, most = Number.MAX_SAFE_INTEGER) =>
    fc.integer({ min: Math.max(least, min ?? least), max: Math.min(most, max ?? most) });
  const isSmall = (min ?? 0) < 100;
  return isSmall ? fc.oneof(between(0, 100), between()) : between();
}

function textsLike(checks: NonNullable<Definition["checks"]>): fc.Arbitrary<string> {
  const pattern = checks.map(({ _zod }) => _zod.def.pattern).find((pattern) => pattern);
  if (pattern) return fc.stringMatching(pattern);
  return fc.oneof(fc.stringMatching(/^[a-z]{3,20}$/u), nearName, anyText);
}

function mapped(shape: Record<string, Schema>): Record<string, fc.Arbitrary<unknown>> {
  return Object.fromEntries(Object.entries(shape).map(([key, part]) => [key, valuesOf(part)]));
}

function definitionOf(schema: Schema): Definition {
  // zod tells it without a type that fits all of its schemas.
  return schema.def as unknown as Definition;
}
