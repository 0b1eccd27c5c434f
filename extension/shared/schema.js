// Generated from host/keystow/protocol/schema by `make generate`; don't edit.

/** @type {Record<string, any>} */
export const definitions = {
  RequestId: { type: "string", pattern: "^[A-Za-z0-9._-]{1,64}$", maxLength: 64 },
  Handle: { type: "string", pattern: "^[0-9a-f]{32}$", maxLength: 32 },
  Token: { type: "string", pattern: "^[0-9a-f]{16}$", maxLength: 16 },
  Time: {
    type: "string",
    pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$",
    maxLength: 20,
  },
  Code: { type: "string", pattern: "^[A-Z][A-Z0-9_]{0,63}$", maxLength: 64 },
  Word: { type: "string", pattern: "^[A-Za-z][A-Za-z0-9_.-]{0,63}$", maxLength: 64 },
  ExtensionCode: {
    type: "string",
    enum: [
      "HOST_NOT_FOUND",
      "HOST_FORBIDDEN",
      "HOST_EXITED",
      "HOST_IO",
      "HOST_START_FAILED",
      "HOST_TIMEOUT",
      "PERMISSION_MISSING",
    ],
  },
  Name: { type: "string", maxLength: 256 },
  FileName: { type: "string", minLength: 1, maxLength: 255 },
  Chain: { type: "string", pattern: "^[a-z][a-z0-9-]{0,31}$", maxLength: 32 },
  AddressType: { type: "string", pattern: "^[a-z][a-z0-9-]{0,31}$", maxLength: 32 },
  Format: { type: "string", pattern: "^[a-z0-9][a-z0-9.-]{0,63}$", maxLength: 64 },
  MethodName: { type: "string", pattern: "^[a-z][a-z.]{0,63}$", maxLength: 64 },
  Count: { type: "integer", minimum: 0, maximum: 2147483647 },
  Size: { type: "integer", minimum: 0, maximum: 9007199254740991 },
  Sequence: { type: "integer", minimum: 0, maximum: 9007199254740991 },
  Phase: {
    type: "string",
    enum: [
      "window",
      "kdf",
      "open",
      "seal",
      "write",
      "read_back",
      "prove",
      "place",
      "done",
    ],
  },
  Settings: {
    type: "object",
    properties: { auto_lock_minutes: { type: "integer", minimum: 1, maximum: 60 } },
    required: ["auto_lock_minutes"],
    additionalProperties: false,
  },
  Account: {
    type: "object",
    properties: {
      id: { "$ref": "Token" },
      name: { "$ref": "Name" },
      chain: { "$ref": "Chain" },
      address: { type: "string", minLength: 1, maxLength: 256 },
      public_key: {
        anyOf: [
          { type: "string", pattern: "^[0-9a-f]{2,256}$", maxLength: 256 },
          { type: "null" },
        ],
      },
      path: {
        anyOf: [
          {
            type: "string",
            pattern: "^m(/[0-9]{1,10}'?){0,16}$",
            maxLength: 255,
          },
          { type: "null" },
        ],
      },
      watch_only: { type: "boolean" },
      source: { type: "string", enum: ["phrase", "key", "none"] },
      covered: { type: "boolean" },
      places: { type: "integer", minimum: 0, maximum: 2147483647 },
    },
    required: [
      "id",
      "name",
      "chain",
      "address",
      "public_key",
      "path",
      "watch_only",
      "source",
      "covered",
      "places",
    ],
    additionalProperties: false,
  },
  DeletedAccount: {
    type: "object",
    properties: {
      id: { "$ref": "Token" },
      name: { "$ref": "Name" },
      chain: { "$ref": "Chain" },
      address: { type: "string", minLength: 1, maxLength: 256 },
      watch_only: { type: "boolean" },
      deleted_on: { "$ref": "Time" },
    },
    required: ["id", "name", "chain", "address", "watch_only", "deleted_on"],
    additionalProperties: false,
  },
  Destination: {
    type: "object",
    properties: {
      token: { "$ref": "Token" },
      name: { type: "string", minLength: 1, maxLength: 255 },
      kind: { type: "string", enum: ["downloads", "safety", "folder"] },
      reachable: { type: "boolean" },
      disk: { type: "integer", minimum: 0, maximum: 2147483647 },
      removable: { type: "boolean" },
    },
    required: ["token", "name", "kind", "reachable", "disk", "removable"],
    additionalProperties: false,
  },
  ReceiptCopy: {
    type: "object",
    properties: {
      copy: { anyOf: [{ "$ref": "Token" }, { type: "null" }] },
      destination: { "$ref": "Token" },
      name: { type: "string", minLength: 1, maxLength: 255 },
      state: { type: "string", enum: ["saved", "failed"] },
      code: { anyOf: [{ "$ref": "Code" }, { type: "null" }] },
      opened: {
        anyOf: [{ type: "string", enum: ["cached", "password"] }, { type: "null" }],
      },
    },
    required: ["copy", "destination", "name", "state", "code", "opened"],
    additionalProperties: false,
  },
  Receipt: {
    type: "object",
    properties: {
      made_on: { "$ref": "Time" },
      name: { "$ref": "FileName" },
      size: { "$ref": "Size" },
      accounts: { "$ref": "Count" },
      phrases: { "$ref": "Count" },
      keys: { "$ref": "Count" },
      watch_only: { "$ref": "Count" },
      contacts: { "$ref": "Count" },
      sites: { "$ref": "Count" },
      sequence: { "$ref": "Sequence" },
      copies: { type: "array", items: { "$ref": "ReceiptCopy" }, maxItems: 16 },
      one_disk: { type: "boolean" },
    },
    required: [
      "made_on",
      "name",
      "size",
      "accounts",
      "phrases",
      "keys",
      "watch_only",
      "contacts",
      "sites",
      "sequence",
      "copies",
      "one_disk",
    ],
    additionalProperties: false,
  },
  Result: {
    type: "object",
    properties: {
      name: { "$ref": "Name" },
      chain: { "$ref": "Chain" },
      address: { type: "string", maxLength: 256 },
      outcome: { type: "string", enum: ["added", "same", "upgraded", "refused", "left"] },
      reason: { anyOf: [{ "$ref": "Word" }, { type: "null" }] },
    },
    required: ["name", "chain", "address", "outcome", "reason"],
    additionalProperties: false,
  },
  Results: { type: "array", items: { "$ref": "Result" }, maxItems: 500 },
  Counts: {
    type: "object",
    properties: {
      added: { "$ref": "Count" },
      same: { "$ref": "Count" },
      upgraded: { "$ref": "Count" },
      refused: { "$ref": "Count" },
      left: { "$ref": "Count" },
    },
    required: ["added", "same", "upgraded", "refused", "left"],
    additionalProperties: false,
  },
  Copy: {
    type: "object",
    properties: {
      copy: { "$ref": "Token" },
      destination: { "$ref": "Token" },
      name: { "$ref": "FileName" },
      made_on: { "$ref": "Time" },
      size: { "$ref": "Size" },
      sequence: { "$ref": "Sequence" },
      verified_on: { anyOf: [{ "$ref": "Time" }, { type: "null" }] },
      verified_how: {
        anyOf: [
          { type: "string", enum: ["sum", "cached", "password"] },
          { type: "null" },
        ],
      },
    },
    required: [
      "copy",
      "destination",
      "name",
      "made_on",
      "size",
      "sequence",
      "verified_on",
      "verified_how",
    ],
    additionalProperties: false,
  },
  WalletState: {
    type: "object",
    properties: {
      handle: { "$ref": "Handle" },
      name: { "$ref": "Name" },
      locked: { type: "boolean" },
      locks_in_s: {
        anyOf: [{ type: "integer", minimum: 0, maximum: 3600 }, { type: "null" }],
      },
      accounts: { "$ref": "Count" },
      uncovered: { type: "integer", minimum: 0, maximum: 2147483647 },
      recovery_code: { anyOf: [{ type: "boolean" }, { type: "null" }] },
      backup_password: { anyOf: [{ type: "boolean" }, { type: "null" }] },
      key_file: { anyOf: [{ type: "boolean" }, { type: "null" }] },
      history: {
        anyOf: [
          { type: "string", enum: ["own", "older", "foreign"] },
          { type: "null" },
        ],
      },
      phrases_unwritten: { "$ref": "Count" },
      last_backup: { anyOf: [{ "$ref": "Receipt" }, { type: "null" }] },
      settings: { "$ref": "Settings" },
    },
    required: [
      "handle",
      "name",
      "locked",
      "locks_in_s",
      "accounts",
      "uncovered",
      "recovery_code",
      "backup_password",
      "key_file",
      "history",
      "phrases_unwritten",
      "last_backup",
      "settings",
    ],
    additionalProperties: false,
  },
  WalletRow: {
    type: "object",
    properties: {
      handle: { "$ref": "Handle" },
      name: { "$ref": "Name" },
      accounts: { "$ref": "Count" },
      locked: { type: "boolean" },
      last_backup: { anyOf: [{ "$ref": "Time" }, { type: "null" }] },
    },
    required: ["handle", "name", "accounts", "locked", "last_backup"],
    additionalProperties: false,
  },
  DeletedWallet: {
    type: "object",
    properties: {
      handle: { "$ref": "Handle" },
      name: { "$ref": "Name" },
      accounts: { "$ref": "Count" },
      deleted_on: { anyOf: [{ "$ref": "Time" }, { type: "null" }] },
    },
    required: ["handle", "name", "accounts", "deleted_on"],
    additionalProperties: false,
  },
  Running: {
    type: "object",
    properties: {
      id: { "$ref": "RequestId" },
      flow: { "$ref": "MethodName" },
      window: { type: "boolean" },
      phase: { "$ref": "Phase" },
    },
    required: ["id", "flow", "window", "phase"],
    additionalProperties: false,
  },
  State: {
    type: "object",
    properties: {
      wallet: { anyOf: [{ "$ref": "WalletState" }, { type: "null" }] },
      destinations: { type: "array", items: { "$ref": "Destination" }, maxItems: 64 },
      running: { type: "array", items: { "$ref": "Running" }, maxItems: 16 },
      found_copies: { "$ref": "Count" },
    },
    required: ["wallet", "destinations", "running", "found_copies"],
    additionalProperties: false,
  },
  Check: {
    type: "object",
    properties: {
      name: { "$ref": "Word" },
      state: { type: "string", enum: ["ok", "warn", "fail"] },
      code: { anyOf: [{ "$ref": "Word" }, { type: "null" }] },
    },
    required: ["name", "state", "code"],
    additionalProperties: false,
  },
  Failure: {
    type: "object",
    properties: {
      code: { "$ref": "Code" },
      kind: { type: "string", enum: ["user", "input", "env", "bug"] },
      retry: { type: "boolean" },
      data: {
        type: "object",
        maxProperties: 16,
        propertyNames: { pattern: "^[a-z][a-z0-9_]{0,31}$", maxLength: 32 },
        additionalProperties: {
          anyOf: [
            { type: "string", maxLength: 256 },
            {
              type: "integer",
              minimum: -9007199254740991,
              maximum: 9007199254740991,
            },
          ],
        },
      },
      ref: {
        anyOf: [
          { type: "string", pattern: "^[0-9a-f]{8}$", maxLength: 8 },
          { type: "null" },
        ],
      },
    },
    required: ["code", "kind", "retry", "data", "ref"],
    additionalProperties: false,
  },
  RequestFrame: {
    type: "object",
    properties: {
      v: { const: 1 },
      t: { const: "req" },
      id: { "$ref": "RequestId" },
      m: { "$ref": "MethodName" },
      p: { type: "object" },
    },
    required: ["v", "t", "id", "m", "p"],
    additionalProperties: false,
  },
  SuccessFrame: {
    type: "object",
    properties: {
      v: { const: 1 },
      t: { const: "res" },
      id: { "$ref": "RequestId" },
      ok: { const: true },
      r: { type: "object" },
    },
    required: ["v", "t", "id", "ok", "r"],
    additionalProperties: false,
  },
  FailureFrame: {
    type: "object",
    properties: {
      v: { const: 1 },
      t: { const: "res" },
      id: { "$ref": "RequestId" },
      ok: { const: false },
      e: { "$ref": "Failure" },
    },
    required: ["v", "t", "id", "ok", "e"],
    additionalProperties: false,
  },
  EventFrame: {
    type: "object",
    properties: {
      v: { const: 1 },
      t: { const: "evt" },
      id: { "$ref": "RequestId" },
      ev: { "$ref": "MethodName" },
      d: { type: "object" },
    },
    required: ["v", "t", "id", "ev", "d"],
    additionalProperties: false,
  },
  CancelFrame: {
    type: "object",
    properties: { v: { const: 1 }, t: { const: "can" }, id: { "$ref": "RequestId" } },
    required: ["v", "t", "id"],
    additionalProperties: false,
  },
};

/** @type {Record<string, any>} */
export const methods = {
  "accounts.add": {
    params: {
      type: "object",
      properties: {
        wallet: { "$ref": "Handle" },
        chain: { "$ref": "Chain" },
        address_type: { "$ref": "AddressType" },
      },
      required: ["wallet", "chain"],
      additionalProperties: false,
    },
    result: {
      type: "object",
      properties: { account: { "$ref": "Account" } },
      required: ["account"],
      additionalProperties: false,
    },
  },
  "accounts.delete": {
    params: {
      type: "object",
      properties: { wallet: { "$ref": "Handle" }, account: { "$ref": "Token" } },
      required: ["wallet", "account"],
      additionalProperties: false,
    },
    result: { type: "object", properties: {}, additionalProperties: false },
  },
  "accounts.deleted": {
    params: {
      type: "object",
      properties: {
        wallet: { "$ref": "Handle" },
        offset: { type: "integer", minimum: 0, maximum: 10000000 },
        limit: { type: "integer", minimum: 1, maximum: 200 },
      },
      required: ["wallet", "offset", "limit"],
      additionalProperties: false,
    },
    result: {
      type: "object",
      properties: {
        total: { "$ref": "Count" },
        accounts: { type: "array", items: { "$ref": "DeletedAccount" }, maxItems: 200 },
      },
      required: ["total", "accounts"],
      additionalProperties: false,
    },
  },
  "accounts.export": {
    params: {
      type: "object",
      properties: { wallet: { "$ref": "Handle" } },
      required: ["wallet"],
      additionalProperties: false,
    },
    result: { type: "object", properties: {}, additionalProperties: false },
  },
  "accounts.import": {
    params: {
      type: "object",
      properties: { wallet: { "$ref": "Handle" } },
      required: ["wallet"],
      additionalProperties: false,
    },
    result: {
      type: "object",
      properties: {
        results: { "$ref": "Results" },
        counts: { "$ref": "Counts" },
        warnings: { type: "array", items: { "$ref": "Word" }, maxItems: 64 },
      },
      required: ["results", "counts", "warnings"],
      additionalProperties: false,
    },
  },
  "accounts.list": {
    params: {
      type: "object",
      properties: {
        wallet: { "$ref": "Handle" },
        offset: { type: "integer", minimum: 0, maximum: 10000000 },
        limit: { type: "integer", minimum: 1, maximum: 200 },
      },
      required: ["wallet", "offset", "limit"],
      additionalProperties: false,
    },
    result: {
      type: "object",
      properties: {
        total: { "$ref": "Count" },
        accounts: { type: "array", items: { "$ref": "Account" }, maxItems: 200 },
      },
      required: ["total", "accounts"],
      additionalProperties: false,
    },
  },
  "accounts.rename": {
    params: {
      type: "object",
      properties: {
        wallet: { "$ref": "Handle" },
        account: { "$ref": "Token" },
        name: { "$ref": "Name" },
      },
      required: ["wallet", "account", "name"],
      additionalProperties: false,
    },
    result: {
      type: "object",
      properties: { account: { "$ref": "Account" } },
      required: ["account"],
      additionalProperties: false,
    },
  },
  "accounts.show": {
    params: {
      type: "object",
      properties: { wallet: { "$ref": "Handle" }, account: { "$ref": "Token" } },
      required: ["wallet", "account"],
      additionalProperties: false,
    },
    result: { type: "object", properties: {}, additionalProperties: false },
  },
  "accounts.undelete": {
    params: {
      type: "object",
      properties: { wallet: { "$ref": "Handle" }, account: { "$ref": "Token" } },
      required: ["wallet", "account"],
      additionalProperties: false,
    },
    result: {
      type: "object",
      properties: { account: { "$ref": "Account" } },
      required: ["account"],
      additionalProperties: false,
    },
  },
  "accounts.watch": {
    params: {
      type: "object",
      properties: {
        wallet: { "$ref": "Handle" },
        chain: { "$ref": "Chain" },
        address: { type: "string", maxLength: 256 },
        name: { "$ref": "Name" },
      },
      required: ["wallet", "chain", "address", "name"],
      additionalProperties: false,
    },
    result: {
      type: "object",
      properties: { account: { "$ref": "Account" } },
      required: ["account"],
      additionalProperties: false,
    },
  },
  "backup.start": {
    params: {
      type: "object",
      properties: {
        wallet: { "$ref": "Handle" },
        destinations: {
          type: "array",
          items: { "$ref": "Token" },
          minItems: 1,
          maxItems: 16,
          uniqueItems: true,
        },
      },
      required: ["wallet"],
      additionalProperties: false,
    },
    result: { "$ref": "Receipt" },
  },
  "copies.list": {
    params: {
      type: "object",
      properties: {
        wallet: { "$ref": "Handle" },
        offset: { type: "integer", minimum: 0, maximum: 10000000 },
        limit: { type: "integer", minimum: 1, maximum: 200 },
      },
      required: ["wallet", "offset", "limit"],
      additionalProperties: false,
    },
    result: {
      type: "object",
      properties: {
        total: { "$ref": "Count" },
        copies: { type: "array", items: { "$ref": "Copy" }, maxItems: 200 },
      },
      required: ["total", "copies"],
      additionalProperties: false,
    },
  },
  "copies.show": {
    params: {
      type: "object",
      properties: { wallet: { "$ref": "Handle" }, copy: { "$ref": "Token" } },
      required: ["wallet", "copy"],
      additionalProperties: false,
    },
    result: { type: "object", properties: {}, additionalProperties: false },
  },
  "destinations.add": {
    params: {
      type: "object",
      properties: { wallet: { "$ref": "Handle" } },
      required: ["wallet"],
      additionalProperties: false,
    },
    result: {
      type: "object",
      properties: { destination: { "$ref": "Destination" } },
      required: ["destination"],
      additionalProperties: false,
    },
  },
  "destinations.remove": {
    params: {
      type: "object",
      properties: { wallet: { "$ref": "Handle" }, destination: { "$ref": "Token" } },
      required: ["wallet", "destination"],
      additionalProperties: false,
    },
    result: { type: "object", properties: {}, additionalProperties: false },
  },
  "doctor.report": {
    params: { type: "object", properties: {}, additionalProperties: false },
    result: {
      type: "object",
      properties: { checks: { type: "array", items: { "$ref": "Check" }, maxItems: 200 } },
      required: ["checks"],
      additionalProperties: false,
    },
  },
  "flow.show": {
    params: {
      type: "object",
      properties: { id: { "$ref": "RequestId" } },
      required: ["id"],
      additionalProperties: false,
    },
    result: { type: "object", properties: {}, additionalProperties: false },
  },
  hello: {
    params: {
      type: "object",
      properties: {
        client: {
          type: "object",
          properties: {
            name: { type: "string", minLength: 1, maxLength: 64 },
            version: { type: "string", minLength: 1, maxLength: 32 },
            browser: { type: "string", minLength: 1, maxLength: 64 },
          },
          required: ["name", "version", "browser"],
          additionalProperties: false,
        },
        proto: {
          type: "object",
          properties: {
            min: { type: "integer", minimum: 1, maximum: 1000 },
            max: { type: "integer", minimum: 1, maximum: 1000 },
          },
          required: ["min", "max"],
          additionalProperties: false,
        },
      },
      required: ["client", "proto"],
      additionalProperties: false,
    },
    result: {
      type: "object",
      properties: {
        proto: { type: "integer", minimum: 1, maximum: 1000 },
        host: {
          type: "object",
          properties: {
            version: { type: "string", minLength: 1, maxLength: 32 },
            os: { "$ref": "Word" },
            arch: { "$ref": "Word" },
          },
          required: ["version", "os", "arch"],
          additionalProperties: false,
        },
        limits: {
          type: "object",
          properties: {
            frame_bytes: { type: "integer", minimum: 1024, maximum: 1048576 },
            page_size: { type: "integer", minimum: 1, maximum: 200 },
          },
          required: ["frame_bytes", "page_size"],
          additionalProperties: false,
        },
        features: { type: "array", items: { "$ref": "Word" }, maxItems: 64 },
      },
      required: ["proto", "host", "limits", "features"],
      additionalProperties: false,
    },
  },
  "mark.change": {
    params: {
      type: "object",
      properties: { wallet: { "$ref": "Handle" } },
      required: ["wallet"],
      additionalProperties: false,
    },
    result: { type: "object", properties: {}, additionalProperties: false },
  },
  "password.backup": {
    params: {
      type: "object",
      properties: { wallet: { "$ref": "Handle" } },
      required: ["wallet"],
      additionalProperties: false,
    },
    result: { type: "object", properties: {}, additionalProperties: false },
  },
  "password.change": {
    params: {
      type: "object",
      properties: { wallet: { "$ref": "Handle" } },
      required: ["wallet"],
      additionalProperties: false,
    },
    result: { type: "object", properties: {}, additionalProperties: false },
  },
  "phrase.reveal": {
    params: {
      type: "object",
      properties: { wallet: { "$ref": "Handle" } },
      required: ["wallet"],
      additionalProperties: false,
    },
    result: { type: "object", properties: {}, additionalProperties: false },
  },
  ping: {
    params: { type: "object", properties: {}, additionalProperties: false },
    result: { type: "object", properties: {}, additionalProperties: false },
  },
  "recovery.make": {
    params: {
      type: "object",
      properties: { wallet: { "$ref": "Handle" } },
      required: ["wallet"],
      additionalProperties: false,
    },
    result: { type: "object", properties: {}, additionalProperties: false },
  },
  "restore.start": {
    params: {
      type: "object",
      properties: { wallet: { "$ref": "Handle" } },
      additionalProperties: false,
    },
    result: {
      type: "object",
      properties: {
        wallet: { "$ref": "Handle" },
        format: { "$ref": "Format" },
        made_on: { anyOf: [{ "$ref": "Time" }, { type: "null" }] },
        results: { "$ref": "Results" },
        counts: { "$ref": "Counts" },
        warnings: { type: "array", items: { "$ref": "Word" }, maxItems: 64 },
      },
      required: ["wallet", "format", "made_on", "results", "counts", "warnings"],
      additionalProperties: false,
    },
  },
  "settings.set": {
    params: {
      type: "object",
      properties: {
        wallet: { "$ref": "Handle" },
        auto_lock_minutes: { type: "integer", minimum: 1, maximum: 60 },
      },
      required: ["wallet", "auto_lock_minutes"],
      additionalProperties: false,
    },
    result: {
      type: "object",
      properties: { settings: { "$ref": "Settings" } },
      required: ["settings"],
      additionalProperties: false,
    },
  },
  "wallet.create": {
    params: { type: "object", properties: {}, additionalProperties: false },
    result: {
      type: "object",
      properties: {
        wallet: { "$ref": "Handle" },
        receipt: { anyOf: [{ "$ref": "Receipt" }, { type: "null" }] },
      },
      required: ["wallet", "receipt"],
      additionalProperties: false,
    },
  },
  "wallet.delete": {
    params: {
      type: "object",
      properties: { wallet: { "$ref": "Handle" } },
      required: ["wallet"],
      additionalProperties: false,
    },
    result: { type: "object", properties: {}, additionalProperties: false },
  },
  "wallet.list": {
    params: { type: "object", properties: {}, additionalProperties: false },
    result: {
      type: "object",
      properties: {
        wallets: { type: "array", items: { "$ref": "WalletRow" }, maxItems: 200 },
        deleted: { type: "array", items: { "$ref": "DeletedWallet" }, maxItems: 200 },
      },
      required: ["wallets", "deleted"],
      additionalProperties: false,
    },
  },
  "wallet.lock": {
    params: {
      type: "object",
      properties: { wallet: { "$ref": "Handle" } },
      required: ["wallet"],
      additionalProperties: false,
    },
    result: { type: "object", properties: {}, additionalProperties: false },
  },
  "wallet.rename": {
    params: {
      type: "object",
      properties: { wallet: { "$ref": "Handle" }, name: { "$ref": "Name" } },
      required: ["wallet", "name"],
      additionalProperties: false,
    },
    result: { type: "object", properties: {}, additionalProperties: false },
  },
  "wallet.state": {
    params: {
      type: "object",
      properties: { wallet: { "$ref": "Handle" } },
      additionalProperties: false,
    },
    result: { "$ref": "State" },
  },
  "wallet.undelete": {
    params: {
      type: "object",
      properties: { wallet: { "$ref": "Handle" } },
      required: ["wallet"],
      additionalProperties: false,
    },
    result: {
      type: "object",
      properties: { wallet: { "$ref": "Handle" } },
      required: ["wallet"],
      additionalProperties: false,
    },
  },
  "wallet.unlock": {
    params: {
      type: "object",
      properties: { wallet: { "$ref": "Handle" } },
      required: ["wallet"],
      additionalProperties: false,
    },
    result: {
      type: "object",
      properties: { wallet: { "$ref": "Handle" } },
      required: ["wallet"],
      additionalProperties: false,
    },
  },
};

/** @type {Record<string, any>} */
export const events = {
  changed: { type: "object", properties: {}, additionalProperties: false },
  progress: {
    type: "object",
    properties: {
      phase: { "$ref": "Phase" },
      done: { "$ref": "Count" },
      total: { "$ref": "Count" },
      destination: { "$ref": "Token" },
    },
    required: ["phase", "done", "total"],
    additionalProperties: false,
  },
};

export const hostCodes = [
  "INTERNAL",
  "NOT_A_KEYSTORE",
  "TRUNCATED",
  "DAMAGED",
  "ALTERED",
  "NEWER_FORMAT",
  "KDF_LIMIT",
  "TOO_LARGE",
  "WRONG_PASSWORD",
  "UNSUPPORTED_CHARACTER",
  "PASSWORD_WEAK",
  "PASSWORDS_DIFFER",
  "HINT_REFUSED",
  "PASSWORD_USED",
  "BACKUP_PASSWORD",
  "KEY_FILE_MISSING",
  "KEY_FILE_INVALID",
  "PHRASE_INVALID",
  "PHRASE_COUNT",
  "PHRASE_WORD",
  "PHRASE_CHECKSUM",
  "PHRASE_AMBIGUOUS",
  "PHRASE_IS_PASSWORD",
  "KEY_INVALID",
  "ADDRESS_INVALID",
  "NAME_INVALID",
  "ALREADY_THERE",
  "NO_PHRASE",
  "TOO_MANY",
  "CANCELLED",
  "USER_DENIED",
  "WINDOW_BUSY",
  "WINDOW_UNAVAILABLE",
  "ASKING_STOPPED",
  "BUSY",
  "LOCKED",
  "WALLET_UNKNOWN",
  "ACCOUNT_UNKNOWN",
  "DESTINATION_UNKNOWN",
  "COPY_UNKNOWN",
  "JOB_DIED",
  "NO_MEMORY",
  "DESTINATION_MISSING",
  "DESTINATION_UNWRITABLE",
  "DESTINATION_UNSAFE",
  "NO_SPACE",
  "READ_BACK_FAILED",
  "STORAGE_FAILED",
  "SLOT_MISMATCH",
  "NO_COPY_SAVED",
  "BAD_FRAME",
  "FRAME_TOO_LARGE",
  "BAD_REQUEST",
  "UNKNOWN_METHOD",
  "HELLO_REQUIRED",
  "PROTOCOL_UNSUPPORTED",
  "CALLER_NOT_ALLOWED",
  "REGISTRATION_UNSAFE",
  "REGISTRATION_FAILED",
];

export const extensionCodes = [
  "HOST_NOT_FOUND",
  "HOST_FORBIDDEN",
  "HOST_EXITED",
  "HOST_IO",
  "HOST_START_FAILED",
  "HOST_TIMEOUT",
  "PERMISSION_MISSING",
];
