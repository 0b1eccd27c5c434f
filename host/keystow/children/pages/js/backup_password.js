// The backup password: what to do with the one there is, and typing it again after another change.

import { h } from "./h.js";
import { t, first } from "./words.js";
import { field } from "./fields.js";
import { primary, secondary, cancelButton, callout } from "./shell.js";

export function backupPassword(model, { answer }) {
  return {
    title: t("backup_password.title"),
    lead: t("backup_password.lead"),
    body: [
      callout("key", "", t(model.code ? "backup_password.both" : "backup_password.older")),
      h("p.small", {}, h("button.link", { type: "button", id: "remove", click: () => answer("remove") }, t("backup_password.remove"))),
    ],
    foot: [cancelButton(), primary(t("backup_password.replace"))],
    submit: () => answer("replace"),
  };
}

export function backupAgain(model, { answer }) {
  const password = field({ name: "password", label: t("backup_again.password"), secret: true });
  return {
    title: t("backup_again.title"),
    lead: t("backup_again.lead"),
    body: [password.root, callout("key", "", t("backup_again.note"))],
    foot: [secondary(t("backup_again.drop"), () => answer("drop"), ".push"), primary(t("backup_again.go"))],
    doing: t("button.checking"),
    focus: () => password.input,
    shown() {
      if (model.error) password.wrong(first([`backup_again.${model.error.code}`, `error.${model.error.code}`, "error.INTERNAL"]));
    },
    submit() {
      if (password.input.value) answer("keep", { password: password.input.value });
      else password.wrong(t("error.empty"));
    },
    escape: () => {},
  };
}
