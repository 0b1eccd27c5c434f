// The JavaScript side of test_against_javascript.py: one JSON line in, one JSON line out.
import { createInterface } from "node:readline";
import {
  faultInEvent,
  faultInReply,
  faultInRequest,
} from "../../extension/shared/validate.js";

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function judge(question) {
  switch (question.ask) {
    case "parse":
      return parsed(Buffer.from(question.hex, "hex"));
    case "req":
      return faultInRequest(question.frame);
    case "res":
      return faultInReply(question.frame, question.method);
    case "evt":
      return faultInEvent(question.frame);
    default:
      throw new TypeError("no such question");
  }
}

function parsed(bytes) {
  try {
    return { value: JSON.parse(utf8.decode(bytes)) };
  } catch {
    return "refused";
  }
}

const answers = [];
for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  answers.push(JSON.stringify(judge(JSON.parse(line))));
}
process.stdout.write(`${answers.join("\n")}\n`);
