// Turn one bundled JSON Schema (stdin) into TypeScript types (stdout); generate.py calls this.
import { readFileSync } from "node:fs";
import { compile } from "json-schema-to-typescript";

const types = await compile(JSON.parse(readFileSync(0, "utf8")), "Protocol", {
  bannerComment: "",
  style: { printWidth: 100 },
  unreachableDefinitions: true,
  ignoreMinAndMaxItems: true,
});
// The compiler says of each type where it found it: noise here, where the bundle is no file.
const noise = / \*\n \* This interface was referenced by [^]*?\n \*\/|\/\*\*\n \* This interface was referenced by [^]*?\n \*\/\n/g;
process.stdout.write(types.replace(noise, (match) => (match.startsWith("/") ? "" : " */")));
