// Writes keystores by @chainsafe/bls-keystore: cases as JSON on stdin, files as JSON on stdout.
import { create } from "@chainsafe/bls-keystore";
import { text } from "node:stream/consumers";

const bytes = (hex) => Uint8Array.from(Buffer.from(hex, "hex"));
const made = [];
for (const { password, secret, pubkey, path, description, kdf } of JSON.parse(await text(process.stdin))) {
  const file = await create(password, bytes(secret), bytes(pubkey), path, description, kdf);
  made.push(JSON.stringify(file));
}
process.stdout.write(JSON.stringify(made));
