// What the chains' own libraries say, as JSON on stdout, to the question that stands on stdin:
// accounts of a seed, keys as their wallets write them, and what a QR code holds.
import { Secp256k1HdWallet } from "@cosmjs/amino";
import { Slip10, Slip10Curve, stringToPath } from "@cosmjs/crypto";
import { HDKey } from "@scure/bip32";
import { mnemonicToSeedSync } from "@scure/bip39";
import { Address, NETWORK, OutScript, TEST_NETWORK, WIF, p2pkh, p2sh, p2tr, p2wpkh } from "@scure/btc-signer";
import { getAddressFromPublicKey } from "@solana/addresses";
import { createKeyPairFromPrivateKeyBytes } from "@solana/keys";
import jsQR from "jsqr";

let text = "";
for await (const part of process.stdin) text += part;
const { words, passphrase, count, addresses, codes } = JSON.parse(text);
const seed = mnemonicToSeedSync(words, passphrase);
const each = (make) => Promise.all(Array.from({ length: count }, (_, index) => make(index)));

process.stdout.write(
  JSON.stringify({
    segwit: await each((index) => bitcoin(`m/84'/0'/0'/0/${index}`, (key) => p2wpkh(key))),
    taproot: await each((index) => bitcoin(`m/86'/0'/0'/0/${index}`, (key) => p2tr(key.subarray(1)))),
    nested: await each((index) => bitcoin(`m/49'/0'/0'/0/${index}`, (key) => p2sh(p2wpkh(key)))),
    legacy: await each((index) => bitcoin(`m/44'/0'/0'/0/${index}`, (key) => p2pkh(key))),
    others: others(),
    solana: await each(solana),
    cosmos: await cosmos(),
    accepted: addresses.map(accepted),
    read: codes.map(read),
  }),
);

function bitcoin(path, output) {
  const { publicKey, privateKey } = HDKey.fromMasterSeed(seed).derive(path);
  return { address: output(publicKey).address, wif: WIF(NETWORK).encode(privateKey) };
}

/** Addresses that Keystow only watches, and those of the test network. */
function others() {
  const { publicKey } = HDKey.fromMasterSeed(seed).derive("m/44'/0'/0'/0/0");
  const kinds = [p2pkh, p2wpkh, (key, network) => p2sh(p2wpkh(key, network), network)];
  const of = (network) => kinds.map((kind) => kind(publicKey, network).address);
  return { watched: of(NETWORK), test: of(TEST_NETWORK) };
}

async function solana(index) {
  const path = stringToPath(`m/44'/501'/${index}'/0'`);
  const { privkey } = Slip10.derivePath(Slip10Curve.Ed25519, seed, path);
  const { publicKey } = await createKeyPairFromPrivateKeyBytes(privkey);
  return { address: await getAddressFromPublicKey(publicKey), seed: [...privkey] };
}

async function cosmos() {
  const hdPaths = Array.from({ length: count }, (_, index) => stringToPath(`m/44'/118'/0'/0/${index}`));
  const wallet = await Secp256k1HdWallet.fromMnemonic(words, { bip39Password: passphrase, hdPaths });
  return (await wallet.getAccounts()).map(({ address }) => ({ address }));
}

/** The script that @scure/btc-signer makes of an address, null where it refuses it. */
function accepted(address) {
  try {
    return Buffer.from(OutScript.encode(Address(NETWORK).decode(address))).toString("hex");
  } catch {
    return null;
  }
}

/** What a code's rows say once they are drawn, four pixels a module, with a quiet zone. */
function read(rows) {
  const size = (rows.length + 8) * 4;
  const pixels = new Uint8ClampedArray(size * size * 4).fill(255);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const dark = rows[Math.floor(y / 4) - 4]?.[Math.floor(x / 4) - 4] === "1";
      if (dark) pixels.fill(0, (y * size + x) * 4, (y * size + x) * 4 + 3);
    }
  }
  return jsQR(pixels, size, size, { inversionAttempts: "dontInvert" })?.data ?? null;
}
