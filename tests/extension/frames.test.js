// Replay the frames of tests/vectors/frames, which the host's tests replay too, and hold the
// extension's validator against ajv.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { endianness } from "node:os";
import { test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import * as schema from "../../extension/shared/schema.js";
import {
  faultIn,
  faultInEvent,
  faultInReply,
  faultInRequest,
} from "../../extension/shared/validate.js";

const FRAME_MAX = 2 ** 20;
const folder = new URL("../vectors/frames/", import.meta.url);
const vectors = readdirSync(folder)
  .filter((name) => name.endsWith(".json"))
  .map((name) => ({ name, ...JSON.parse(readFileSync(new URL(name, folder), "utf8")) }));
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function bytesOf(piece) {
  if ("length" in piece) {
    const bytes = Buffer.alloc(4);
    const little = (endianness() === "LE") === (piece.order !== "foreign");
    bytes[little ? "writeUInt32LE" : "writeUInt32BE"](piece.length);
    return bytes;
  }
  const once = "hex" in piece ? Buffer.from(piece.hex, "hex") : Buffer.from(piece.text);
  return Buffer.concat(Array(piece.times ?? 1).fill(once));
}

function outcomesOf(stream) {
  let rest = Buffer.concat(stream.map(bytesOf));
  const outcomes = [];
  while (rest.length > 0) {
    if (rest.length < 4) return [...outcomes, "torn"];
    const length = endianness() === "LE" ? rest.readUInt32LE() : rest.readUInt32BE();
    if (length > FRAME_MAX) return [...outcomes, "too large"];
    if (length === 0) return [...outcomes, "length"];
    if (rest.length < 4 + length) return [...outcomes, "torn"];
    outcomes.push(verdict(rest.subarray(4, 4 + length)));
    rest = rest.subarray(4 + length);
  }
  return [...outcomes, "end"];
}

function verdict(bytes) {
  let frame;
  try {
    frame = JSON.parse(utf8.decode(bytes));
  } catch {
    return "refused";
  }
  const fault = frame?.t === "can" ? faultIn(frame, schema.definitions.CancelFrame) : faultInRequest(frame);
  return fault ?? "ok";
}

function expected(outcome) {
  if (typeof outcome === "string") return outcome;
  if (outcome.code === "FRAME_TOO_LARGE") return "too large";
  if (outcome.code === "UNKNOWN_METHOD") return "/m";
  return outcome.at ?? outcome.reason;
}

for (const vector of vectors.filter(({ stream }) => stream)) {
  test(vector.name, () => {
    // JSON.parse takes more than the host does; a vector says so where the two differ.
    const expect = vector.javascript ?? vector.expect;
    assert.deepEqual(outcomesOf(vector.stream), expect.map(expected));
  });
}

for (const vector of vectors.filter(({ direction, stream }) => direction === "to_host" && !stream)) {
  test(vector.name, () => {
    assert.equal(verdict(Buffer.from(JSON.stringify(vector.frame))), expected(vector.expect));
  });
}

for (const vector of vectors.filter(({ direction }) => direction === "to_extension")) {
  test(vector.name, () => {
    const { frame, method, expect } = vector;
    const fault = frame.t === "evt" ? faultInEvent(frame) : faultInReply(frame, method);
    assert.equal(fault, expect === "ok" ? null : expect.at);
  });
}

test("every method has a request and a reply among the vectors, every event and code its frame", () => {
  const good = vectors.filter(({ expect, frame }) => expect === "ok" && frame);
  const names = (pick) => [...new Set(good.map(pick).filter(Boolean))].sort();
  const methods = Object.keys(schema.methods).sort();

  assert.deepEqual(names(({ frame }) => frame.t === "req" && frame.m), methods);
  assert.deepEqual(names(({ frame, method }) => frame.ok === true && method), methods);
  assert.deepEqual(names(({ frame }) => frame.t === "evt" && frame.ev), Object.keys(schema.events).sort());
  const codes = names(({ frame }) => frame.ok === false && frame.e.code);
  assert.deepEqual(schema.hostCodes.filter((code) => !codes.includes(code)), []);
  assert.deepEqual(schema.extensionCodes.filter((code) => codes.includes(code)), []);
});

test("the validator agrees with ajv on every good frame with one member changed", () => {
  const agree = ajvOf(schema);
  const odd = [null, true, 0, -1, 201, 0.5, 2 ** 53, "", "x", "é", "0".repeat(400), [], [1], {}, { zz: 1 }];
  let refused = 0;
  let taken = 0;
  for (const { name, part, value } of parts(vectors)) {
    for (const changed of mutants(value, odd)) {
      const fault = faultIn(changed, { $ref: part });
      assert.equal(fault === null, agree(part, changed), `${name} ${JSON.stringify(changed)}`);
      if (fault === null) taken += 1;
      else refused += 1;
    }
  }
  assert.ok(taken > 100 && refused > 1000, `${taken} taken, ${refused} refused`);
});

test("a schema that the validator doesn't know is an error, not a pass", () => {
  assert.throws(() => faultIn(1, { type: "number" }), TypeError);
});

test("an odd member name is no way around the schema", () => {
  const params = JSON.parse('{"__proto__": {"wallet": "0123456789abcdef0123456789abcdef"}}');
  const frame = { v: 1, t: "req", id: "c-1", m: "wallet.lock", p: params };
  assert.equal(faultInRequest(frame), "/p");
  assert.equal(faultInRequest({ ...frame, m: "hasOwnProperty", p: {} }), "/m");
  const inherited = Object.create({ wallet: "0123456789abcdef0123456789abcdef" });
  assert.equal(faultInRequest({ ...frame, p: inherited }), "/p/wallet");
});

/** The named definitions that the good frames hold, each with its value. */
function* parts(all) {
  for (const { name, frame, expect, method } of all) {
    if (expect !== "ok" || !frame) continue;
    if (frame.ok === false && name.startsWith("failure-data")) {
      yield { name, part: "Failure", value: frame.e };
    }
    if (method === "wallet.state" && frame.ok) yield { name, part: "State", value: frame.r };
    if (method === "backup.start" && frame.ok) yield { name, part: "Receipt", value: frame.r };
    if (method === "accounts.add" && frame.ok) yield { name, part: "Account", value: frame.r.account };
    if (method === "accounts.import" && frame.ok) yield { name, part: "Results", value: frame.r.results };
    if (method === "copies.list" && frame.ok) yield { name, part: "Copy", value: frame.r.copies[0] };
    if (method === "destinations.add") yield { name, part: "Destination", value: frame.r?.destination };
  }
}

function* mutants(value, odd) {
  yield* odd;
  if (typeof value === "string") yield* [`${value}x`, value.slice(0, -1), value.toUpperCase()];
  if (Array.isArray(value)) yield Array(501).fill(value[0]);
  if (typeof value !== "object" || value === null) return;
  for (const key of Object.keys(value)) {
    for (const inner of mutants(value[key], odd)) {
      const changed = Array.isArray(value) ? [...value] : { ...value };
      changed[key] = inner;
      yield changed;
    }
    if (!Array.isArray(value)) {
      const without = { ...value };
      delete without[key];
      yield without;
    }
  }
  if (!Array.isArray(value)) yield { ...value, zz: 1 };
}

function ajvOf({ definitions }) {
  const ajv = new Ajv2020({ strict: false, unicodeRegExp: true });
  const qualified = JSON.parse(JSON.stringify(definitions), (key, value) =>
    key === "$ref" ? `#/$defs/${value}` : value,
  );
  ajv.addSchema({ $id: "keystow", $defs: qualified });
  return (part, value) => ajv.validate(`keystow#/$defs/${part}`, value);
}
