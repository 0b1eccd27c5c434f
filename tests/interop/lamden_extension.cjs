// Writes the storage of Lamden's wallet by lamden-js itself, as its accounts controller does.
const Lamden = require("lamden-js");

let text = "";
process.stdin.on("data", (part) => (text += part));
process.stdin.on("end", () => {
  const { encryptObject, encryptStrHash } = Lamden.utils;
  const made = JSON.parse(text).map(({ password, accounts, mnemonic, derivationIndex, old }) => {
    const data = accounts.map((one) =>
      one.sk === "watchOnly" ? one : { ...one, sk: encryptStrHash(password, one.sk) },
    );
    if (old) return { hash: encryptObject(password, { valid: true }), coins: data };
    const vault = encryptObject(password, { data, mnemonic, derivationIndex });
    return { vault, coins: [], currentNetwork: "mainnet" };
  });
  process.stdout.write(JSON.stringify(made));
});
