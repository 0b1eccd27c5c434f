// Writes account files by @polkadot/keyring: cases as JSON on stdin, files and keys on stdout.
import { Keyring } from "@polkadot/keyring";
import { stringToU8a, u8aConcat, u8aToHex } from "@polkadot/util";
import { cryptoWaitReady, encodeAddress, jsonEncrypt, naclEncrypt } from "@polkadot/util-crypto";
import { text } from "node:stream/consumers";

await cryptoWaitReady();
const HEAD = new Uint8Array([48, 83, 2, 1, 1, 48, 5, 6, 3, 43, 101, 112, 4, 34, 4, 32]);
const DIVIDER = new Uint8Array([161, 35, 3, 33, 0]);

function pairOf({ type, uri, meta, prefix }) {
  if (type === "ethereum") return new Keyring({ type }).addFromUri(`0x${"5a".repeat(32)}`, meta ?? {}, type);
  return new Keyring({ type, ss58Format: prefix ?? 42 }).addFromUri(uri, meta ?? {}, type);
}

function factsOf(pair) {
  return {
    publicKey: u8aToHex(pair.publicKey),
    address: pair.type === "ethereum" ? pair.address : encodeAddress(pair.addressRaw, 42),
  };
}

const made = JSON.parse(await text(process.stdin)).map((one) => {
  if (one.batch) {
    const pairs = one.batch.map(pairOf);
    const files = pairs.map((pair) => pair.toJson(one.password || undefined));
    const file = {
      ...jsonEncrypt(stringToU8a(JSON.stringify(files)), ["batch-pkcs8"], one.password),
      accounts: files.map(({ address, meta }) => ({ address, meta })),
    };
    return { file: JSON.stringify(file), pairs: pairs.map(factsOf) };
  }
  const pair = pairOf(one);
  if (one.old) {
    // Generations 1 and 2: the seed alone, and the password itself as the key.
    const seed = stringToU8a(one.uri.padEnd(32, " "));
    const plain = u8aConcat(HEAD, seed, DIVIDER, pair.publicKey);
    const key = new Uint8Array(32);
    key.set(stringToU8a(one.password).subarray(0, 32));
    const { encrypted, nonce } = naclEncrypt(plain, key);
    const file = {
      address: one.hex ? u8aToHex(pair.publicKey) : pair.address,
      encoded: u8aToHex(one.password ? u8aConcat(nonce, encrypted) : plain),
      encoding: { content: ["pkcs8", one.type], type: one.password ? "xsalsa20-poly1305" : "none", version: one.old },
      meta: one.meta ?? {},
    };
    // The peer itself must open it, or it proves nothing.
    const again = new Keyring({ type: one.type }).createFromJson(file);
    again.decodePkcs8(one.password || undefined);
    return { file: JSON.stringify(file), pairs: [factsOf(pair)] };
  }
  const json = pair.toJson(one.password || undefined);
  if (one.hex) json.address = u8aToHex(pair.publicKey);
  return { file: JSON.stringify(json), pairs: [factsOf(pair)] };
});
process.stdout.write(JSON.stringify(made));
