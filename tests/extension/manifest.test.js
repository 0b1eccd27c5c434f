/** The manifest asks for little, fixes our ids and lets nothing foreign run. */

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import test from "node:test";

const EXTENSION = new URL("../../extension/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL("manifest.json", EXTENSION), "utf8"));

test("it asks for native messaging and storage, and for no site", () => {
  assert.deepEqual(manifest.permissions, ["nativeMessaging", "storage"]);
  for (const key of ["host_permissions", "content_scripts", "web_accessible_resources"]) {
    assert.equal(manifest[key], undefined, key);
  }
});

test("its key gives the id that host and registration know", () => {
  const digest = createHash("sha256").update(Buffer.from(manifest.key, "base64")).digest("hex");
  const letters = [...digest.slice(0, 32)].map((digit) => "abcdefghijklmnop"[parseInt(digit, 16)]);
  assert.equal(letters.join(""), "dblnhmafalbpdafeolmndcepmgkigpok");
  assert.equal(manifest.browser_specific_settings.gecko.id, "keystow@keystow.app");
});

test("nothing may be loaded but our own scripts, styles and pictures", () => {
  const policy = manifest.content_security_policy.extension_pages;
  assert.match(policy, /^default-src 'none';/);
  assert.doesNotMatch(policy, /unsafe|https?:|data:|\*/);
});

test("every file that it names is there", () => {
  const icons = [manifest.icons, manifest.action.default_icon].flatMap(Object.values);
  const { service_worker, scripts } = manifest.background;
  const pages = [manifest.action.default_popup, manifest.options_ui.page];
  for (const path of [...icons, ...pages, service_worker, ...scripts]) {
    assert.ok(existsSync(new URL(path, EXTENSION)), path);
  }
  assert.deepEqual(scripts, [service_worker]);
});

test("the folder that browsers load holds what ships and nothing else", () => {
  const shipped = ["_locales", "app", "background", "icons", "manifest.json", "popup", "shared"];
  assert.deepEqual(readdirSync(EXTENSION).sort(), shipped);
});
