/**
 * Check frames against the schemas that host and extension share (docs/protocol.md).
 *
 * Each function returns where the first fault lies, as a JSON pointer ("" is the whole frame), or
 * null. Pointers name members of the schema only; a member that the schema lacks is a fault of the
 * object around it. The host checks in the same order, so both sides give the same pointer.
 *
 * The schemas are read as data: nothing is compiled, so the pages' CSP needs no exception.
 */

import { definitions, events, methods } from "./schema.js";

/** @typedef {Record<string, any>} Schema */

const HOST_ID = "host";

/** @type {Map<string, RegExp>} */
const patterns = new Map();

/**
 * @param {any} frame a request that is about to be sent
 * @returns {string | null}
 */
export function faultInRequest(frame) {
  const fault = faultIn(frame, definitions.RequestFrame);
  if (fault !== null) return fault;
  if (frame.id === HOST_ID) return "/id";
  if (!Object.hasOwn(methods, frame.m)) return "/m";
  return under("/p", faultIn(frame.p, methods[frame.m].params));
}

/**
 * @param {any} frame what the host sent in reply
 * @param {import("./protocol.js").Method} method the method of the request that it answers
 * @returns {string | null}
 */
export function faultInReply(frame, method) {
  if (frame?.ok === false) return faultIn(frame, definitions.FailureFrame);
  const fault = faultIn(frame, definitions.SuccessFrame);
  if (fault !== null) return fault;
  return under("/r", faultIn(frame.r, methods[method].result));
}

/**
 * @param {any} frame an event that the host sent
 * @returns {string | null}
 */
export function faultInEvent(frame) {
  const fault = faultIn(frame, definitions.EventFrame);
  if (fault !== null) return fault;
  if (!Object.hasOwn(events, frame.ev)) return "/ev";
  if ((frame.ev === "changed") !== (frame.id === HOST_ID)) return "/id";
  return under("/d", faultIn(frame.d, events[frame.ev]));
}

/**
 * Check a value against a schema of the kind that schema.js holds.
 *
 * @param {any} value
 * @param {Schema} schema
 * @returns {string | null}
 */
export function faultIn(value, schema) {
  if ("$ref" in schema) return faultIn(value, definitions[schema.$ref]);
  if ("const" in schema) return value === schema.const ? null : "";
  if ("anyOf" in schema) return faultInChoices(value, schema.anyOf);
  switch (schema.type) {
    case "object":
      return faultInObject(value, schema);
    case "array":
      return faultInArray(value, schema);
    case "string":
      return isString(value, schema) ? null : "";
    case "integer":
      return isInteger(value, schema) ? null : "";
    case "boolean":
      return typeof value === "boolean" ? null : "";
    case "null":
      return value === null ? null : "";
    default:
      throw new TypeError("The schema has a type that this validator doesn't know.");
  }
}

/**
 * @param {any} value
 * @param {Schema} schema
 */
function faultInObject(value, schema) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return "";
  const names = Object.keys(value);
  if (names.length > (schema.maxProperties ?? Infinity)) return "";
  const { properties = {}, additionalProperties = true } = schema;
  for (const name of names) {
    if (Object.hasOwn(properties, name)) continue;
    if (additionalProperties === false) return "";
    if (schema.propertyNames && !isString(name, schema.propertyNames)) return "";
    if (additionalProperties !== true && faultIn(value[name], additionalProperties) !== null) {
      return "";
    }
  }
  for (const [name, member] of Object.entries(properties)) {
    const there = Object.hasOwn(value, name);
    if (!there && !schema.required?.includes(name)) continue;
    const fault = there ? faultIn(value[name], member) : "";
    if (fault !== null) return `/${name}${fault}`;
  }
  return null;
}

/**
 * @param {any} value
 * @param {Schema} schema
 */
function faultInArray(value, schema) {
  if (!Array.isArray(value)) return "";
  if (value.length < (schema.minItems ?? 0) || value.length > schema.maxItems) return "";
  for (const [index, item] of value.entries()) {
    const fault = faultIn(item, schema.items);
    if (fault !== null) return `/${index}${fault}`;
  }
  // The schemas ask this of strings only.
  return schema.uniqueItems && new Set(value).size < value.length ? "" : null;
}

/**
 * @param {any} value
 * @param {Schema[]} choices
 */
function faultInChoices(value, choices) {
  const faults = choices.map((choice) => faultIn(value, choice));
  return faults.includes(null) ? null : /** @type {string} */ (faults[0]);
}

/**
 * @param {any} value
 * @param {Schema} schema
 */
function isString(value, schema) {
  if (typeof value !== "string") return false;
  if (schema.enum) return schema.enum.includes(value);
  // Code points, as JSON Schema and Python count; a string's length counts UTF-16 units.
  const length = [...value].length;
  if (length < (schema.minLength ?? 0) || length > schema.maxLength) return false;
  return !schema.pattern || pattern(schema.pattern).test(value);
}

/**
 * @param {any} value
 * @param {Schema} schema
 */
function isInteger(value, schema) {
  return Number.isInteger(value) && value >= schema.minimum && value <= schema.maximum;
}

/** @param {string} source */
function pattern(source) {
  const known = patterns.get(source) ?? new RegExp(source, "u");
  patterns.set(source, known);
  return known;
}

/**
 * @param {string} prefix
 * @param {string | null} fault
 */
function under(prefix, fault) {
  return fault === null ? null : prefix + fault;
}
