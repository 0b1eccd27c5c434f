/** Every code has its words in every language, and every language has every word. */

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import test from "node:test";
import { installBrowser } from "./browser.js";

installBrowser();
const { CHAINS } = await import("../../extension/shared/chains.js");
const { wordsOf } = await import("../../extension/shared/words.js");

const ROOT = new URL("../../", import.meta.url);
const LOCALES = new URL("extension/_locales/", ROOT);

function read(path) {
  return readFileSync(new URL(path, ROOT), "utf8");
}

function messagesOf(language) {
  return JSON.parse(readFileSync(new URL(`${language}/messages.json`, LOCALES), "utf8"));
}

const languages = readdirSync(LOCALES);
const hostCodes = [...read("host/keystow/errors.py").matchAll(/^ {4}code = "([A-Z_]+)"$/gm)].map(
  ([, code]) => code,
);
const extensionCodes = JSON.parse(read("host/keystow/protocol/schema/defs.json")).$defs.ExtensionCode.enum;

test("errors.py was read: it has the codes that this test knows of old", () => {
  assert.ok(hostCodes.length >= 40);
  for (const code of ["INTERNAL", "WRONG_PASSWORD", "NO_COPY_SAVED"]) assert.ok(hostCodes.includes(code));
});

const interfaceCode = read("host/keystow/formats/interface.py").split("class Warn(")[1].split("@")[0];
const warnings = [...interfaceCode.matchAll(/^ {4}([A-Z_]+) = "/gm)].map(([, code]) => code);
const merge = /refused: "(\w+)", "(\w+)" or "(\w+)"/.exec(read("host/keystow/wallet/merge.py"));

test("the formats' warnings and the merge's reasons were read", () => {
  assert.ok(warnings.includes("PHRASE_ACCOUNTS_LEFT_OUT"));
  assert.deepEqual(merge?.slice(1).sort(), ["address", "chain", "key"]);
});

const chainFiles = readdirSync(new URL("host/keystow/wallet/chains/", ROOT))
  .filter((name) => name.endsWith(".py"))
  .map((name) => read(`host/keystow/wallet/chains/${name}`))
  .join("");
const addressReasons = [...chainFiles.matchAll(/AddressInvalid\(reason="(\w+)"\)/g)].map(([, reason]) => reason);
const chainIds = [...chainFiles.matchAll(/^ {4}id = "(\w+)"$/gm)].map(([, id]) => id);

test("the chains that the tab offers are the host's", () => {
  assert.deepEqual(chainIds.sort(), [...CHAINS].sort());
  assert.ok(addressReasons.includes("testnet"));
});

for (const language of languages) {
  test(`${language} words every chain and each reason why an address is none of it`, () => {
    const messages = messagesOf(language);
    const keys = [
      ...chainIds.map((id) => `chain_${id}`),
      ...addressReasons.flatMap((reason) =>
        ["title", "todo"].map((part) => `code_ADDRESS_INVALID_${reason}_${part}`),
      ),
    ];
    assert.deepEqual(keys.filter((key) => !messages[key]?.message), []);
  });

  test(`${language} words every warning of a file and every reason for a refusal`, () => {
    const messages = messagesOf(language);
    const keys = [
      ...warnings.map((code) => `warning_${code}`),
      ...(merge ?? []).slice(1).map((reason) => `reason_${reason}`),
    ];
    assert.deepEqual(keys.filter((key) => !messages[key]?.message), []);
  });

  test(`${language} words every code: what happened and what to do`, () => {
    const messages = messagesOf(language);
    const lacking = [...hostCodes, ...extensionCodes].filter(
      (code) => !messages[`code_${code}_title`]?.message || !messages[`code_${code}_todo`]?.message,
    );
    assert.deepEqual(lacking, []);
  });

  test(`${language} words no code that nobody sends`, () => {
    const known = new Set([...hostCodes, ...extensionCodes]);
    const strangers = Object.keys(messagesOf(language)).filter((key) => {
      const code = /^code_([A-Z_]+?)(?:_[a-z]+)?_(?:title|todo)$/.exec(key)?.[1];
      return code && !known.has(code);
    });
    assert.deepEqual(strangers, []);
  });

  test(`${language} has the same keys as en, with the same values in them`, () => {
    const [ours, theirs] = [messagesOf("en"), messagesOf(language)];
    assert.deepEqual(Object.keys(theirs).sort(), Object.keys(ours).sort());
    const values = (message) => [...new Set(message.match(/\$\d/g) ?? [])].sort();
    for (const key of Object.keys(ours).filter((each) => !/_(zero|one|two|few|many)$/.test(each))) {
      assert.deepEqual(values(theirs[key].message), values(ours[key].message), key);
    }
  });

  test(`${language} keeps to the tone: no exclamation marks, no "safe", no "secure", no "Oops"`, () => {
    for (const [key, { message }] of Object.entries(messagesOf(language))) {
      assert.doesNotMatch(message, /!|\boops\b|\bsecured?\b|\bsafely\b/i, key);
    }
  });
}

test("a plural has both of its forms", () => {
  const keys = Object.keys(messagesOf("en"));
  const one = keys.filter((key) => key.endsWith("_one")).map((key) => key.slice(0, -4));
  const other = keys.filter((key) => key.endsWith("_other")).map((key) => key.slice(0, -6));
  const plurals = other.filter((base) => base !== "check" && base !== "kind");
  assert.deepEqual(one.sort(), plurals.filter((base) => one.includes(base)).sort());
  assert.ok(one.length > 20);
});

test("a code that this extension doesn't know is worded by who can mend it", () => {
  for (const kind of ["user", "input", "env", "bug"]) {
    const failure = { code: "NEWER_THAN_US", kind, retry: false, data: {}, ref: null };
    const { title, todo } = wordsOf(failure);
    assert.ok(title.length > 5 && todo.length > 5, kind);
  }
});

test("which side to update is said when the host says it", () => {
  const failure = { code: "PROTOCOL_UNSUPPORTED", kind: "env", retry: false, ref: null };
  const title = (update) => wordsOf({ ...failure, data: { update } }).title;
  assert.match(title("extension"), /extension is older/);
  assert.match(title("host"), /program is older/);
});

test("how long no window opens is said, and how that ends early", () => {
  const failure = { code: "ASKING_STOPPED", kind: "user", retry: true, ref: null };
  const { todo } = wordsOf({ ...failure, data: { minutes: 43 } });
  assert.match(todo, /43 minutes/);
  assert.match(todo, /keystow ask-again/);
  assert.match(wordsOf({ ...failure, data: { minutes: 1 } }).todo, /1 minute,/);
});

test("a change that another window was faster with is told from one that still runs", () => {
  const busy = { code: "BUSY", kind: "user", retry: true, ref: null };
  const changed = wordsOf({ ...busy, data: { reason: "changed" } });
  assert.match(changed.title, /changed in another window/);
  assert.notEqual(wordsOf({ ...busy, data: {} }).title, changed.title);
});

test("no script of the extension writes words of its own", () => {
  const files = readdirSync(new URL("extension/", ROOT), { recursive: true })
    .map(String)
    .filter((path) => /^(popup|app|shared|background)\/.*\.js$/.test(path))
    .filter((path) => !/schema\.js$|validate\.js$/.test(path));
  assert.ok(files.length > 40);
  const sentence = /"[A-Z][a-z]+ [a-z]+ [a-z ]+[.…]?"/;
  const told = files.filter((path) => {
    const code = read(`extension/${path}`).replace(/\/\*[\s\S]*?\*\/|\/\/.*|throw new .*|^ {2}\["[A-Z].*/gm, "");
    return sentence.test(code);
  });
  assert.deepEqual(told, []);
});
