// The way to the job: messages out, queries with their replies.

const waiting = new Map();
let asked = 0;

export function post(message) {
  // pywebview's own call by name: its `api` object would need `new Function`, which our policy
  // forbids.
  globalThis.pywebview._jsApiCallback("post", [JSON.stringify(message)], "0");
}

/** Ask the job something while its page is open. Resolves with its result. */
export function query(name, args) {
  asked += 1;
  const q = asked;
  return new Promise((resolve) => {
    waiting.set(q, resolve);
    post({ k: "query", q, name, args });
  });
}

export function replied(message) {
  const resolve = waiting.get(message.q);
  waiting.delete(message.q);
  if (resolve) resolve(message.r);
}

/** Forget what no page waits for any more. */
export function forget() {
  waiting.clear();
}
