// Generated from host/keystow/protocol/schema by `make generate`; don't edit.

/**
 * An opaque name of a wallet, random, kept by the extension.
 */
export type Handle = string;
/**
 * A chain's id, such as "lamden" or "ethereum".
 */
export type Chain = string;
/**
 * One of a chain's types of addresses, such as "segwit" or "taproot".
 */
export type AddressType = string;
/**
 * An opaque name of an account, a destination or a copy.
 */
export type Token = string;
/**
 * A name that a person gave, as it stands in the wallet; plain text.
 */
export type Name = string;
export type Count = number;
/**
 * UTC, RFC 3339, to the second.
 */
export type Time = string;
/**
 * A fixed word of the host's, never a user's text: a reason, a warning, a check, a feature.
 */
export type Word = string;
/**
 * At most 500, refused ones first; counts has them all and accounts.list the accounts.
 *
 * @maxItems 500
 */
export type Results = Result[];
/**
 * A file's own name for display, without its folder.
 */
export type FileName = string;
/**
 * Bytes.
 */
export type Size = number;
/**
 * A wallet's number of saved changes.
 */
export type Sequence = number;
/**
 * A stable code of docs/protocol.md; an unknown one is worded by its kind.
 */
export type Code = string;
/**
 * Chosen by the extension, unique among its running requests. "host" is the host's own: unsolicited events and replies to frames without a readable id.
 */
export type RequestId = string;
/**
 * A file format's id, such as "keystow-1".
 */
export type Format = string;
/**
 * A method's name.
 */
export type MethodName = string;
/**
 * What a running flow does now.
 */
export type Phase =
  "window" | "kdf" | "open" | "seal" | "write" | "read_back" | "prove" | "place" | "done";
/**
 * Codes that the extension itself makes of the browser's failures; the host never sends them.
 */
export type ExtensionCode =
  | "HOST_NOT_FOUND"
  | "HOST_FORBIDDEN"
  | "HOST_EXITED"
  | "HOST_IO"
  | "HOST_START_FAILED"
  | "HOST_TIMEOUT"
  | "PERMISSION_MISSING";

export interface Protocol {
  methods: Methods;
  events: Events;
}
export interface Methods {
  /**
   * Derive the next account of a chain, of its first address type where none is named.
   */
  "accounts.add": {
    params: {
      wallet: Handle;
      chain: Chain;
      address_type?: AddressType;
    };
    result: {
      account: Account;
    };
  };
  /**
   * Delete an account in the window; the copies that hold it stay.
   */
  "accounts.delete": {
    params: {
      wallet: Handle;
      account: Token;
    };
    result: {};
  };
  /**
   * One page of the deleted accounts that can be brought back, unlocked only.
   */
  "accounts.deleted": {
    params: {
      wallet: Handle;
      offset: number;
      limit: number;
    };
    result: {
      total: Count;
      /**
       * @maxItems 200
       */
      accounts: DeletedAccount[];
    };
  };
  /**
   * Write some accounts as files of another wallet's format, in the window.
   */
  "accounts.export": {
    params: {
      wallet: Handle;
    };
    result: {};
  };
  /**
   * Take in a phrase, a private key or a file.
   */
  "accounts.import": {
    params: {
      wallet: Handle;
    };
    result: {
      results: Results;
      counts: Counts;
      /**
       * @maxItems 64
       */
      warnings: Word[];
    };
  };
  /**
   * One page of the accounts, unlocked only.
   */
  "accounts.list": {
    params: {
      wallet: Handle;
      offset: number;
      limit: number;
    };
    result: {
      total: Count;
      /**
       * @maxItems 200
       */
      accounts: Account[];
    };
  };
  /**
   * Give an account another name.
   */
  "accounts.rename": {
    params: {
      wallet: Handle;
      account: Token;
      name: Name;
    };
    result: {
      account: Account;
    };
  };
  /**
   * Show an account's address in the window, unlocked only.
   */
  "accounts.show": {
    params: {
      wallet: Handle;
      account: Token;
    };
    result: {};
  };
  /**
   * Bring a deleted account back.
   */
  "accounts.undelete": {
    params: {
      wallet: Handle;
      account: Token;
    };
    result: {
      account: Account;
    };
  };
  /**
   * Add an address to watch, after a confirmation.
   */
  "accounts.watch": {
    params: {
      wallet: Handle;
      chain: Chain;
      address: string;
      name: Name;
    };
    result: {
      account: Account;
    };
  };
  /**
   * Save and prove a copy at each destination; all known ones where none is named.
   */
  "backup.start": {
    params: {
      wallet: Handle;
      /**
       * @minItems 1
       * @maxItems 16
       */
      destinations?: Token[];
    };
    result: Receipt;
  };
  /**
   * One page of the known copies, newest first.
   */
  "copies.list": {
    params: {
      wallet: Handle;
      offset: number;
      limit: number;
    };
    result: {
      total: Count;
      /**
       * @maxItems 200
       */
      copies: Copy[];
    };
  };
  /**
   * Open a copy's folder in the system's file manager.
   */
  "copies.show": {
    params: {
      wallet: Handle;
      copy: Token;
    };
    result: {};
  };
  /**
   * Choose a folder in the host's own dialog.
   */
  "destinations.add": {
    params: {
      wallet: Handle;
    };
    result: {
      destination: Destination;
    };
  };
  /**
   * Forget a destination, after a confirmation; its copies stay.
   */
  "destinations.remove": {
    params: {
      wallet: Handle;
      destination: Token;
    };
    result: {};
  };
  /**
   * What stands in the way of a working host, in fixed words.
   */
  "doctor.report": {
    params: {};
    result: {
      /**
       * @maxItems 200
       */
      checks: Check[];
    };
  };
  /**
   * Raise the window of a running flow.
   */
  "flow.show": {
    params: {
      id: RequestId;
    };
    result: {};
  };
  /**
   * Agree on a protocol version; the first frame.
   */
  hello: {
    params: {
      client: {
        name: string;
        version: string;
        browser: string;
      };
      proto: {
        min: number;
        max: number;
      };
    };
    result: {
      proto: number;
      host: {
        version: string;
        os: Word;
        arch: Word;
      };
      limits: {
        frame_bytes: number;
        page_size: number;
      };
      /**
       * @maxItems 64
       */
      features: Word[];
    };
  };
  /**
   * Change the words and picture of the window, in it.
   */
  "mark.change": {
    params: {
      wallet: Handle;
    };
    result: {};
  };
  /**
   * Add a backup password in the window, replace it or remove it.
   */
  "password.backup": {
    params: {
      wallet: Handle;
    };
    result: {};
  };
  /**
   * Replace the wallet's password in the window.
   */
  "password.change": {
    params: {
      wallet: Handle;
    };
    result: {};
  };
  /**
   * Show the wallet's phrases and private keys in the window.
   */
  "phrase.reveal": {
    params: {
      wallet: Handle;
    };
    result: {};
  };
  /**
   * Show that the host lives; not a user's action.
   */
  ping: {
    params: {};
    result: {};
  };
  /**
   * Make a recovery code in the window, or replace the one there is.
   */
  "recovery.make": {
    params: {
      wallet: Handle;
    };
    result: {};
  };
  /**
   * Bring a copy's accounts back, into a wallet or a new one.
   */
  "restore.start": {
    params: {
      wallet?: Handle;
    };
    result: {
      wallet: Handle;
      format: Format;
      made_on: Time | null;
      results: Results;
      counts: Counts;
      /**
       * @maxItems 64
       */
      warnings: Word[];
    };
  };
  /**
   * Change the wallet's settings.
   */
  "settings.set": {
    params: {
      wallet: Handle;
      auto_lock_minutes: number;
    };
    result: {
      settings: Settings;
    };
  };
  /**
   * First run: password, mark, phrase, first copy.
   */
  "wallet.create": {
    params: {};
    result: {
      wallet: Handle;
      receipt: Receipt | null;
    };
  };
  /**
   * Delete the wallet in the window; its copies stay.
   */
  "wallet.delete": {
    params: {
      wallet: Handle;
    };
    result: {};
  };
  /**
   * Name the wallets of this computer, and those that were deleted and can be brought back.
   */
  "wallet.list": {
    params: {};
    result: {
      /**
       * @maxItems 200
       */
      wallets: WalletRow[];
      /**
       * @maxItems 200
       */
      deleted: DeletedWallet[];
    };
  };
  /**
   * Forget the root.
   */
  "wallet.lock": {
    params: {
      wallet: Handle;
    };
    result: {};
  };
  /**
   * Give the wallet another name.
   */
  "wallet.rename": {
    params: {
      wallet: Handle;
      name: Name;
    };
    result: {};
  };
  /**
   * Tell the state at a glance, of one wallet or of none.
   */
  "wallet.state": {
    params: {
      wallet?: Handle;
    };
    result: State;
  };
  /**
   * Bring a deleted wallet back.
   */
  "wallet.undelete": {
    params: {
      wallet: Handle;
    };
    result: {
      wallet: Handle;
    };
  };
  /**
   * Ask for the password and keep the root for a while.
   */
  "wallet.unlock": {
    params: {
      wallet: Handle;
    };
    result: {
      wallet: Handle;
    };
  };
}
/**
 * The public view of an account.
 */
export interface Account {
  id: Token;
  name: Name;
  chain: Chain;
  address: string;
  public_key: string | null;
  path: string | null;
  watch_only: boolean;
  source: "phrase" | "key" | "none";
  /**
   * A proven copy outside the vault holds it as it is.
   */
  covered: boolean;
  /**
   * At how many destinations such copies lie.
   */
  places: number;
}
/**
 * A deleted account that can be brought back.
 */
export interface DeletedAccount {
  id: Token;
  name: Name;
  chain: Chain;
  address: string;
  watch_only: boolean;
  deleted_on: Time;
}
/**
 * What became of one account of a restore or an import.
 */
export interface Result {
  name: Name;
  chain: Chain;
  address: string;
  outcome: "added" | "same" | "upgraded" | "refused" | "left";
  reason: Word | null;
}
/**
 * How many accounts had each outcome.
 */
export interface Counts {
  added: Count;
  same: Count;
  upgraded: Count;
  refused: Count;
  left: Count;
}
/**
 * What a backup holds and where its copies were saved.
 */
export interface Receipt {
  made_on: Time;
  name: FileName;
  size: Size;
  accounts: Count;
  phrases: Count;
  keys: Count;
  watch_only: Count;
  contacts: Count;
  sites: Count;
  sequence: Sequence;
  /**
   * @maxItems 16
   */
  copies: ReceiptCopy[];
  /**
   * All saved copies lie on one disk.
   */
  one_disk: boolean;
}
export interface ReceiptCopy {
  copy: Token | null;
  destination: Token;
  /**
   * The destination's name for display.
   */
  name: string;
  state: "saved" | "failed";
  code: Code | null;
  /**
   * How the published bytes were proven to open; null where the copy failed.
   */
  opened: ("cached" | "password") | null;
}
/**
 * One keystore file at one destination, as the catalogue knows it.
 */
export interface Copy {
  copy: Token;
  destination: Token;
  name: FileName;
  made_on: Time;
  size: Size;
  sequence: Sequence;
  verified_on: Time | null;
  verified_how: ("sum" | "cached" | "password") | null;
}
export interface Destination {
  token: Token;
  /**
   * For display; never a path.
   */
  name: string;
  kind: "downloads" | "safety" | "folder";
  reachable: boolean;
  /**
   * The same number, the same disk.
   */
  disk: number;
  removable: boolean;
}
export interface Check {
  name: Word;
  state: "ok" | "warn" | "fail";
  code: Word | null;
}
export interface Settings {
  auto_lock_minutes: number;
}
/**
 * A wallet of this computer, as it is known without its password.
 */
export interface WalletRow {
  handle: Handle;
  name: Name;
  accounts: Count;
  locked: boolean;
  last_backup: Time | null;
}
/**
 * A deleted wallet that can be brought back; when it was deleted, null where that is lost.
 */
export interface DeletedWallet {
  handle: Handle;
  name: Name;
  accounts: Count;
  deleted_on: Time | null;
}
/**
 * State at a glance; nothing of the accounts while locked.
 */
export interface State {
  wallet: WalletState | null;
  /**
   * @maxItems 64
   */
  destinations: Destination[];
  /**
   * @maxItems 16
   */
  running: Running[];
  found_copies: Count;
}
export interface WalletState {
  handle: Handle;
  name: Name;
  locked: boolean;
  locks_in_s: number | null;
  accounts: Count;
  /**
   * Accounts that no proven backup holds as they are.
   */
  uncovered: number;
  /**
   * Whether a recovery code opens it; null while it is locked.
   */
  recovery_code: boolean | null;
  /**
   * Whether a backup password opens it too; null while it is locked.
   */
  backup_password: boolean | null;
  /**
   * Whether its own password needs a key file; null while it is locked.
   */
  key_file: boolean | null;
  /**
   * Whether it was, when it was opened, as this host saw it last; null while it is locked.
   */
  history: ("own" | "older" | "foreign") | null;
  phrases_unwritten: Count;
  last_backup: Receipt | null;
  settings: Settings;
}
export interface Running {
  id: RequestId;
  flow: MethodName;
  window: boolean;
  phase: Phase;
}
export interface Events {
  /**
   * On the id "host": something of wallet.state changed.
   */
  changed: {};
  /**
   * On the request's own id, at most ten a second.
   */
  progress: {
    phase: Phase;
    done: Count;
    total: Count;
    destination?: Token;
  };
}
export interface Failure {
  code: Code;
  /**
   * Who can mend it.
   */
  kind: "user" | "input" | "env" | "bug";
  /**
   * The same request may succeed later.
   */
  retry: boolean;
  /**
   * Small public facts, such as a limit or a destination's token.
   */
  data: {
    [k: string]: string | number;
  };
  /**
   * The log line that tells more.
   */
  ref: string | null;
}
export interface RequestFrame {
  v: 1;
  t: "req";
  id: RequestId;
  m: MethodName;
  p: {
    [k: string]: unknown;
  };
}
export interface SuccessFrame {
  v: 1;
  t: "res";
  id: RequestId;
  ok: true;
  r: {
    [k: string]: unknown;
  };
}
export interface FailureFrame {
  v: 1;
  t: "res";
  id: RequestId;
  ok: false;
  e: Failure;
}
export interface EventFrame {
  v: 1;
  t: "evt";
  id: RequestId;
  ev: MethodName;
  d: {
    [k: string]: unknown;
  };
}
export interface CancelFrame {
  v: 1;
  t: "can";
  id: RequestId;
}

export type Method = keyof Methods;
export type Params<M extends Method> = Methods[M]["params"];
export type ResultOf<M extends Method> = Methods[M]["result"];
export type EventName = keyof Events;
export type EventData<E extends EventName> = Events[E];
export type Frame = RequestFrame | SuccessFrame | FailureFrame | EventFrame | CancelFrame;
/** Codes that the host sends. */
export type HostCode =
  | "INTERNAL"
  | "NOT_A_KEYSTORE"
  | "NOTHING_TO_SALVAGE"
  | "TRUNCATED"
  | "DAMAGED"
  | "ALTERED"
  | "NEWER_FORMAT"
  | "KDF_LIMIT"
  | "TOO_LARGE"
  | "WRONG_PASSWORD"
  | "HARDWARE_NEEDED"
  | "UNSUPPORTED_CHARACTER"
  | "PASSWORD_WEAK"
  | "PASSWORDS_DIFFER"
  | "HINT_REFUSED"
  | "PASSWORD_USED"
  | "BACKUP_PASSWORD"
  | "KEY_FILE_MISSING"
  | "KEY_FILE_INVALID"
  | "PHRASE_INVALID"
  | "PHRASE_COUNT"
  | "PHRASE_WORD"
  | "PHRASE_CHECKSUM"
  | "PHRASE_AMBIGUOUS"
  | "PHRASE_IS_PASSWORD"
  | "SHARE_INVALID"
  | "SHARES_DIFFER"
  | "SHARES_MISSING"
  | "KEY_INVALID"
  | "ADDRESS_INVALID"
  | "NAME_INVALID"
  | "ALREADY_THERE"
  | "NO_PHRASE"
  | "TOO_MANY"
  | "CANCELLED"
  | "USER_DENIED"
  | "WINDOW_BUSY"
  | "WINDOW_UNAVAILABLE"
  | "ASKING_STOPPED"
  | "BUSY"
  | "LOCKED"
  | "WALLET_UNKNOWN"
  | "ACCOUNT_UNKNOWN"
  | "DESTINATION_UNKNOWN"
  | "COPY_UNKNOWN"
  | "JOB_DIED"
  | "NO_MEMORY"
  | "DESTINATION_MISSING"
  | "DESTINATION_UNWRITABLE"
  | "DESTINATION_UNSAFE"
  | "NO_SPACE"
  | "READ_BACK_FAILED"
  | "STORAGE_FAILED"
  | "SLOT_MISMATCH"
  | "NO_COPY_SAVED"
  | "BAD_FRAME"
  | "FRAME_TOO_LARGE"
  | "BAD_REQUEST"
  | "UNKNOWN_METHOD"
  | "HELLO_REQUIRED"
  | "PROTOCOL_UNSUPPORTED"
  | "CALLER_NOT_ALLOWED"
  | "REGISTRATION_UNSAFE"
  | "REGISTRATION_FAILED";
