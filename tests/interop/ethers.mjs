// Writes key files by ethers: cases as JSON on stdin, files and addresses as JSON on stdout.
import { encryptKeystoreJson, HDNodeWallet, Mnemonic, Wallet, wordlists } from "ethers";
import { text } from "node:stream/consumers";

const made = [];
for (const { password, key, entropy, passphrase, locale, path, scrypt } of JSON.parse(await text(process.stdin))) {
  const wallet = entropy
    ? HDNodeWallet.fromMnemonic(Mnemonic.fromEntropy(entropy, passphrase, wordlists[locale ?? "en"]), path)
    : new Wallet(key);
  const account = { address: wallet.address, privateKey: wallet.privateKey };
  if (entropy) {
    const { entropy: bits, wordlist } = wallet.mnemonic;
    account.mnemonic = { path: wallet.path, locale: wordlist.locale, entropy: bits };
  }
  const file = await encryptKeystoreJson(account, password, { scrypt });
  made.push({ file, address: wallet.address, key: wallet.privateKey, words: wallet.mnemonic?.phrase ?? null });
}
process.stdout.write(JSON.stringify(made));
