// Opens by the peers' own programs what Keystow wrote: files as JSON on stdin, on stdout what each
// of them found, or null where it refused.
import { decrypt } from "@chainsafe/bls-keystore";
import { Keyring } from "@polkadot/keyring";
import { u8aToHex } from "@polkadot/util";
import { cryptoWaitReady } from "@polkadot/util-crypto";
import { Wallet } from "ethers";
import Lamden from "lamden-js";
import { text } from "node:stream/consumers";

await cryptoWaitReady();

const OPENERS = {
  "web3-v3": async (file, password) => {
    const { address, privateKey } = await Wallet.fromEncryptedJson(file, password);
    return { address, key: privateKey };
  },
  "eip-2335": async (file, password) => Buffer.from(await decrypt(JSON.parse(file), password)).toString("hex"),
  "polkadot-js-json": (file, password) => {
    const json = JSON.parse(file);
    const pair = new Keyring({ type: json.encoding.content[1] }).addFromJson(json);
    pair.decodePkcs8(password);
    const message = new Uint8Array([1, 2, 3]);
    // What it signs verifies only where secret and public key belong together.
    const signs = pair.verify(message, pair.sign(message), pair.publicKey);
    return { address: pair.address, name: pair.meta.name, type: pair.type, public: u8aToHex(pair.publicKey), signs };
  },
  "lamden-keystore-1.0": (file, password) => {
    const keystore = new Lamden.Keystore({ keystoreData: file });
    const hint = keystore.getPasswordHint();
    keystore.decryptKeystore(password);
    const names = keystore.wallets.map(({ nickname }) => nickname);
    return { hint, names, again: keystore.createKeystore(password) }; // it shows no key in any other way
  },
};

const found = [];
for (const { format, file, password } of JSON.parse(await text(process.stdin))) {
  try {
    found.push(await OPENERS[format](file, password));
  } catch {
    found.push(null);
  }
}
process.stdout.write(JSON.stringify(found));
