// Writes vaults by MetaMask's own package: cases as JSON on stdin, vault texts as JSON on stdout.
import passworder from "@metamask/browser-passworder";
import { text } from "node:stream/consumers";

const cases = JSON.parse(await text(process.stdin));
const made = [];
for (const { password, content, iterations } of cases) {
  if (iterations === null) {
    // The vaults of before 2023 have no keyMetadata: the key is made as it was then.
    const salt = passworder.generateSalt();
    const params = { algorithm: "PBKDF2", params: { iterations: 10000 } };
    const key = await passworder.keyFromPassword(password, salt, false, params);
    const sealed = await passworder.encryptWithKey(key, content);
    const { data, iv } = sealed;
    made.push(JSON.stringify({ data, iv, salt }));
  } else if (iterations === undefined) made.push(await passworder.encrypt(password, content));
  else {
    const params = { algorithm: "PBKDF2", params: { iterations } };
    made.push(await passworder.encrypt(password, content, undefined, undefined, params));
  }
}
process.stdout.write(JSON.stringify(made));
