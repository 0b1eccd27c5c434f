// Writes keystores by lamden-js itself: cases as JSON on stdin, files and keys as JSON on stdout.
const Lamden = require("lamden-js");

let text = "";
process.stdin.on("data", (part) => (text += part));
process.stdin.on("end", () => {
  const { cases, seed, indices } = JSON.parse(text);
  const files = cases.map(({ keys, password, hint }) => {
    const keystore = new Lamden.Keystore({ keyList: keys });
    return {
      file: keystore.createKeystore(password, hint || undefined),
      vks: keystore.wallets.map((wallet) => wallet.vk),
    };
  });
  const derived = indices.map((index) => Lamden.wallet.new_wallet_bip39(seed, index));
  process.stdout.write(JSON.stringify({ files, derived: derived.map(({ sk, vk }) => ({ sk, vk })) }));
});
