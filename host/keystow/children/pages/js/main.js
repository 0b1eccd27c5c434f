// Wires the pages to the job.

import { speak } from "./words.js";
import { post, replied } from "./bridge.js";
import { open, introduce, show } from "./shell.js";
import { create } from "./create.js";
import { mark } from "./mark.js";
import { phrase } from "./phrase.js";
import { storage } from "./storage.js";
import { progress } from "./progress.js";
import { saved } from "./saved.js";
import { unlock } from "./unlock.js";
import { restore } from "./restore.js";
import { bring } from "./import.js";
import { preview } from "./preview.js";
import { result } from "./result.js";
import { confirm } from "./confirm.js";
import { address } from "./address.js";
import { place } from "./place.js";
import { recovery } from "./recovery.js";
import { check } from "./check.js";
import { madePassword } from "./made_password.js";
import { passphrase } from "./passphrase.js";
import { secrets } from "./secrets.js";
import { key } from "./key.js";
import { changed } from "./changed.js";
import { history } from "./history.js";
import { keyFile } from "./key_file.js";
import { backupPassword, backupAgain } from "./backup_password.js";
import { failed } from "./failed.js";
import { remove } from "./delete.js";
import { profiles } from "./profiles.js";
import { vaults } from "./vaults.js";
import { exporting } from "./export.js";
import { exported } from "./exported.js";

export function start(messages) {
  speak(messages);
  open({
    create, mark, phrase, storage, progress, saved, unlock, restore, import: bring, preview, result, confirm, address, place, failed,
    recovery, recovery_check: check("recovery"), changed, delete: remove, secrets, key, passphrase, history,
    phrase_check: check("phrase"), made_password: madePassword, made_password_check: check("made_password"),
    key_file: keyFile, backup_password: backupPassword, backup_again: backupAgain, export: exporting, exported,
    profiles, vaults,
  });
  globalThis.keystow = Object.freeze({ receive });
  globalThis.addEventListener("pywebviewready", () => post({ k: "ready" }), { once: true });
}

function receive(text) {
  const message = JSON.parse(text);
  switch (message.k) {
    case "context":
      introduce(message);
      break;
    case "show":
      show(message);
      break;
    case "reply":
      replied(message);
      break;
  }
}
