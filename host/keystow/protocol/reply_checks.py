"""Check what the host sends."""

# Generated from host/keystow/protocol/schema by `make generate`; don't edit.
# ruff: noqa: C901,PLR0911,PLR0912

import re

_PATTERN_0 = re.compile("^(m(/[0-9]{1,10}'?){0,16}|(//[A-Za-z0-9]{1,31}){1,10})$")
_PATTERN_1 = re.compile("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$")


def bad_request_id(x: object) -> bool:
    return (
        not isinstance(x, str)
        or not 1 <= len(x) <= 64
        or x.strip("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-") != ""
    )


def success_frame_r(x: object) -> str | None:
    if not isinstance(x, dict):
        return ""
    return None


def success_frame(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {"v", "t", "id", "ok", "r"}:
        return ""
    if "v" not in x or type(x["v"]) is not int or x["v"] != 1:
        return "/v"
    if "t" not in x or type(x["t"]) is not str or x["t"] != "res":
        return "/t"
    if "id" not in x or bad_request_id(x["id"]):
        return "/id"
    if "ok" not in x or x["ok"] is not True:
        return "/ok"
    if "r" not in x:
        return "/r"
    at = success_frame_r(x["r"])
    if at is not None:
        return "/r" + at
    return None


def bad_code(x: object) -> bool:
    return (
        not isinstance(x, str)
        or not 1 <= len(x) <= 64
        or x[0] not in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        or x.strip("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") != ""
    )


def failure_data(x: object) -> str | None:
    if not isinstance(x, dict) or len(x) > 16:
        return ""
    for key, item in x.items():
        if (
            not isinstance(key, str)
            or not 1 <= len(key) <= 32
            or key[0] not in "abcdefghijklmnopqrstuvwxyz"
            or key.strip("abcdefghijklmnopqrstuvwxyz0123456789_") != ""
            or (
                (not isinstance(item, str) or len(item) > 256)
                and (type(item) is not int or not -9007199254740991 <= item <= 9007199254740991)
            )
        ):
            return ""
    return None


def failure(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {"code", "kind", "retry", "data", "ref"}:
        return ""
    if "code" not in x or bad_code(x["code"]):
        return "/code"
    if (
        "kind" not in x
        or not isinstance(x["kind"], str)
        or x["kind"] not in {"user", "input", "env", "bug"}
    ):
        return "/kind"
    if "retry" not in x or type(x["retry"]) is not bool:
        return "/retry"
    if "data" not in x:
        return "/data"
    at = failure_data(x["data"])
    if at is not None:
        return "/data" + at
    if "ref" not in x or (
        (
            not isinstance(x["ref"], str)
            or len(x["ref"]) != 8
            or x["ref"].strip("0123456789abcdef") != ""
        )
        and (x["ref"] is not None)
    ):
        return "/ref"
    return None


def failure_frame(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {"v", "t", "id", "ok", "e"}:
        return ""
    if "v" not in x or type(x["v"]) is not int or x["v"] != 1:
        return "/v"
    if "t" not in x or type(x["t"]) is not str or x["t"] != "res":
        return "/t"
    if "id" not in x or bad_request_id(x["id"]):
        return "/id"
    if "ok" not in x or x["ok"] is not False:
        return "/ok"
    if "e" not in x:
        return "/e"
    at = failure(x["e"])
    if at is not None:
        return "/e" + at
    return None


def bad_method_name(x: object) -> bool:
    return (
        not isinstance(x, str)
        or not 1 <= len(x) <= 64
        or x[0] not in "abcdefghijklmnopqrstuvwxyz"
        or x.strip("abcdefghijklmnopqrstuvwxyz.") != ""
    )


def event_frame_d(x: object) -> str | None:
    if not isinstance(x, dict):
        return ""
    return None


def event_frame(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {"v", "t", "id", "ev", "d"}:
        return ""
    if "v" not in x or type(x["v"]) is not int or x["v"] != 1:
        return "/v"
    if "t" not in x or type(x["t"]) is not str or x["t"] != "evt":
        return "/t"
    if "id" not in x or bad_request_id(x["id"]):
        return "/id"
    if "ev" not in x or bad_method_name(x["ev"]):
        return "/ev"
    if "d" not in x:
        return "/d"
    at = event_frame_d(x["d"])
    if at is not None:
        return "/d" + at
    return None


def bad_token(x: object) -> bool:
    return not isinstance(x, str) or len(x) != 16 or x.strip("0123456789abcdef") != ""


def bad_name(x: object) -> bool:
    return not isinstance(x, str) or len(x) > 256


def bad_chain(x: object) -> bool:
    return (
        not isinstance(x, str)
        or not 1 <= len(x) <= 32
        or x[0] not in "abcdefghijklmnopqrstuvwxyz"
        or x.strip("abcdefghijklmnopqrstuvwxyz0123456789-") != ""
    )


def account(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {
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
    }:
        return ""
    if "id" not in x or bad_token(x["id"]):
        return "/id"
    if "name" not in x or bad_name(x["name"]):
        return "/name"
    if "chain" not in x or bad_chain(x["chain"]):
        return "/chain"
    if "address" not in x or not isinstance(x["address"], str) or not 1 <= len(x["address"]) <= 256:
        return "/address"
    if "public_key" not in x or (
        (
            not isinstance(x["public_key"], str)
            or not 2 <= len(x["public_key"]) <= 256
            or x["public_key"].strip("0123456789abcdef") != ""
        )
        and (x["public_key"] is not None)
    ):
        return "/public_key"
    if "path" not in x or (
        (
            not isinstance(x["path"], str)
            or len(x["path"]) > 255
            or not _PATTERN_0.fullmatch(x["path"])
        )
        and (x["path"] is not None)
    ):
        return "/path"
    if "watch_only" not in x or type(x["watch_only"]) is not bool:
        return "/watch_only"
    if (
        "source" not in x
        or not isinstance(x["source"], str)
        or x["source"] not in {"phrase", "key", "none"}
    ):
        return "/source"
    if "covered" not in x or type(x["covered"]) is not bool:
        return "/covered"
    if "places" not in x or type(x["places"]) is not int or not 0 <= x["places"] <= 2147483647:
        return "/places"
    return None


def accounts_add_result(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {"account"}:
        return ""
    if "account" not in x:
        return "/account"
    at = account(x["account"])
    if at is not None:
        return "/account" + at
    return None


def accounts_delete_result(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= set():
        return ""
    return None


def bad_count(x: object) -> bool:
    return type(x) is not int or not 0 <= x <= 2147483647


def bad_time(x: object) -> bool:
    return not isinstance(x, str) or len(x) > 20 or not _PATTERN_1.fullmatch(x)


def deleted_account(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {
        "id",
        "name",
        "chain",
        "address",
        "watch_only",
        "deleted_on",
    }:
        return ""
    if "id" not in x or bad_token(x["id"]):
        return "/id"
    if "name" not in x or bad_name(x["name"]):
        return "/name"
    if "chain" not in x or bad_chain(x["chain"]):
        return "/chain"
    if "address" not in x or not isinstance(x["address"], str) or not 1 <= len(x["address"]) <= 256:
        return "/address"
    if "watch_only" not in x or type(x["watch_only"]) is not bool:
        return "/watch_only"
    if "deleted_on" not in x or bad_time(x["deleted_on"]):
        return "/deleted_on"
    return None


def accounts_deleted_result_accounts(x: object) -> str | None:
    if not isinstance(x, list) or len(x) > 200:
        return ""
    for i, item in enumerate(x):
        at = deleted_account(item)
        if at is not None:
            return f"/{i}{at}"
    return None


def accounts_deleted_result(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {"total", "accounts"}:
        return ""
    if "total" not in x or bad_count(x["total"]):
        return "/total"
    if "accounts" not in x:
        return "/accounts"
    at = accounts_deleted_result_accounts(x["accounts"])
    if at is not None:
        return "/accounts" + at
    return None


def accounts_export_result(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= set():
        return ""
    return None


def bad_word(x: object) -> bool:
    return (
        not isinstance(x, str)
        or not 1 <= len(x) <= 64
        or x[0] not in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
        or x.strip("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-") != ""
    )


def result(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {"name", "chain", "address", "outcome", "reason"}:
        return ""
    if "name" not in x or bad_name(x["name"]):
        return "/name"
    if "chain" not in x or bad_chain(x["chain"]):
        return "/chain"
    if "address" not in x or not isinstance(x["address"], str) or len(x["address"]) > 256:
        return "/address"
    if (
        "outcome" not in x
        or not isinstance(x["outcome"], str)
        or x["outcome"] not in {"added", "same", "upgraded", "refused", "left"}
    ):
        return "/outcome"
    if "reason" not in x or ((bad_word(x["reason"])) and (x["reason"] is not None)):
        return "/reason"
    return None


def results(x: object) -> str | None:
    if not isinstance(x, list) or len(x) > 500:
        return ""
    for i, item in enumerate(x):
        at = result(item)
        if at is not None:
            return f"/{i}{at}"
    return None


def counts(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {"added", "same", "upgraded", "refused", "left"}:
        return ""
    if "added" not in x or bad_count(x["added"]):
        return "/added"
    if "same" not in x or bad_count(x["same"]):
        return "/same"
    if "upgraded" not in x or bad_count(x["upgraded"]):
        return "/upgraded"
    if "refused" not in x or bad_count(x["refused"]):
        return "/refused"
    if "left" not in x or bad_count(x["left"]):
        return "/left"
    return None


def accounts_import_result_warnings(x: object) -> str | None:
    if not isinstance(x, list) or len(x) > 64:
        return ""
    for i, item in enumerate(x):
        if bad_word(item):
            return f"/{i}"
    return None


def accounts_import_result(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {"results", "counts", "warnings"}:
        return ""
    if "results" not in x:
        return "/results"
    at = results(x["results"])
    if at is not None:
        return "/results" + at
    if "counts" not in x:
        return "/counts"
    at = counts(x["counts"])
    if at is not None:
        return "/counts" + at
    if "warnings" not in x:
        return "/warnings"
    at = accounts_import_result_warnings(x["warnings"])
    if at is not None:
        return "/warnings" + at
    return None


def accounts_list_result_accounts(x: object) -> str | None:
    if not isinstance(x, list) or len(x) > 200:
        return ""
    for i, item in enumerate(x):
        at = account(item)
        if at is not None:
            return f"/{i}{at}"
    return None


def accounts_list_result(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {"total", "accounts"}:
        return ""
    if "total" not in x or bad_count(x["total"]):
        return "/total"
    if "accounts" not in x:
        return "/accounts"
    at = accounts_list_result_accounts(x["accounts"])
    if at is not None:
        return "/accounts" + at
    return None


def accounts_rename_result(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {"account"}:
        return ""
    if "account" not in x:
        return "/account"
    at = account(x["account"])
    if at is not None:
        return "/account" + at
    return None


def accounts_show_result(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= set():
        return ""
    return None


def accounts_undelete_result(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {"account"}:
        return ""
    if "account" not in x:
        return "/account"
    at = account(x["account"])
    if at is not None:
        return "/account" + at
    return None


def accounts_watch_result(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {"account"}:
        return ""
    if "account" not in x:
        return "/account"
    at = account(x["account"])
    if at is not None:
        return "/account" + at
    return None


def bad_file_name(x: object) -> bool:
    return not isinstance(x, str) or not 1 <= len(x) <= 255


def bad_size(x: object) -> bool:
    return type(x) is not int or not 0 <= x <= 9007199254740991


def bad_sequence(x: object) -> bool:
    return type(x) is not int or not 0 <= x <= 9007199254740991


def receipt_copy(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {
        "copy",
        "destination",
        "name",
        "state",
        "code",
        "opened",
    }:
        return ""
    if "copy" not in x or ((bad_token(x["copy"])) and (x["copy"] is not None)):
        return "/copy"
    if "destination" not in x or bad_token(x["destination"]):
        return "/destination"
    if "name" not in x or not isinstance(x["name"], str) or not 1 <= len(x["name"]) <= 255:
        return "/name"
    if "state" not in x or not isinstance(x["state"], str) or x["state"] not in {"saved", "failed"}:
        return "/state"
    if "code" not in x or ((bad_code(x["code"])) and (x["code"] is not None)):
        return "/code"
    if "opened" not in x or (
        (not isinstance(x["opened"], str) or x["opened"] not in {"cached", "password"})
        and (x["opened"] is not None)
    ):
        return "/opened"
    return None


def receipt_copies(x: object) -> str | None:
    if not isinstance(x, list) or len(x) > 16:
        return ""
    for i, item in enumerate(x):
        at = receipt_copy(item)
        if at is not None:
            return f"/{i}{at}"
    return None


def receipt(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {
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
    }:
        return ""
    if "made_on" not in x or bad_time(x["made_on"]):
        return "/made_on"
    if "name" not in x or bad_file_name(x["name"]):
        return "/name"
    if "size" not in x or bad_size(x["size"]):
        return "/size"
    if "accounts" not in x or bad_count(x["accounts"]):
        return "/accounts"
    if "phrases" not in x or bad_count(x["phrases"]):
        return "/phrases"
    if "keys" not in x or bad_count(x["keys"]):
        return "/keys"
    if "watch_only" not in x or bad_count(x["watch_only"]):
        return "/watch_only"
    if "contacts" not in x or bad_count(x["contacts"]):
        return "/contacts"
    if "sites" not in x or bad_count(x["sites"]):
        return "/sites"
    if "sequence" not in x or bad_sequence(x["sequence"]):
        return "/sequence"
    if "copies" not in x:
        return "/copies"
    at = receipt_copies(x["copies"])
    if at is not None:
        return "/copies" + at
    if "one_disk" not in x or type(x["one_disk"]) is not bool:
        return "/one_disk"
    return None


def backup_start_result(x: object) -> str | None:
    return receipt(x)


def copy(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {
        "copy",
        "destination",
        "name",
        "made_on",
        "size",
        "sequence",
        "verified_on",
        "verified_how",
    }:
        return ""
    if "copy" not in x or bad_token(x["copy"]):
        return "/copy"
    if "destination" not in x or bad_token(x["destination"]):
        return "/destination"
    if "name" not in x or bad_file_name(x["name"]):
        return "/name"
    if "made_on" not in x or bad_time(x["made_on"]):
        return "/made_on"
    if "size" not in x or bad_size(x["size"]):
        return "/size"
    if "sequence" not in x or bad_sequence(x["sequence"]):
        return "/sequence"
    if "verified_on" not in x or ((bad_time(x["verified_on"])) and (x["verified_on"] is not None)):
        return "/verified_on"
    if "verified_how" not in x or (
        (
            not isinstance(x["verified_how"], str)
            or x["verified_how"] not in {"sum", "cached", "password"}
        )
        and (x["verified_how"] is not None)
    ):
        return "/verified_how"
    return None


def copies_list_result_copies(x: object) -> str | None:
    if not isinstance(x, list) or len(x) > 200:
        return ""
    for i, item in enumerate(x):
        at = copy(item)
        if at is not None:
            return f"/{i}{at}"
    return None


def copies_list_result(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {"total", "copies"}:
        return ""
    if "total" not in x or bad_count(x["total"]):
        return "/total"
    if "copies" not in x:
        return "/copies"
    at = copies_list_result_copies(x["copies"])
    if at is not None:
        return "/copies" + at
    return None


def copies_show_result(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= set():
        return ""
    return None


def destination(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {
        "token",
        "name",
        "kind",
        "reachable",
        "disk",
        "removable",
    }:
        return ""
    if "token" not in x or bad_token(x["token"]):
        return "/token"
    if "name" not in x or not isinstance(x["name"], str) or not 1 <= len(x["name"]) <= 255:
        return "/name"
    if (
        "kind" not in x
        or not isinstance(x["kind"], str)
        or x["kind"] not in {"downloads", "safety", "folder"}
    ):
        return "/kind"
    if "reachable" not in x or type(x["reachable"]) is not bool:
        return "/reachable"
    if "disk" not in x or type(x["disk"]) is not int or not 0 <= x["disk"] <= 2147483647:
        return "/disk"
    if "removable" not in x or type(x["removable"]) is not bool:
        return "/removable"
    return None


def destinations_add_result(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {"destination"}:
        return ""
    if "destination" not in x:
        return "/destination"
    at = destination(x["destination"])
    if at is not None:
        return "/destination" + at
    return None


def destinations_remove_result(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= set():
        return ""
    return None


def check(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {"name", "state", "code"}:
        return ""
    if "name" not in x or bad_word(x["name"]):
        return "/name"
    if (
        "state" not in x
        or not isinstance(x["state"], str)
        or x["state"] not in {"ok", "warn", "fail"}
    ):
        return "/state"
    if "code" not in x or ((bad_word(x["code"])) and (x["code"] is not None)):
        return "/code"
    return None


def doctor_report_result_checks(x: object) -> str | None:
    if not isinstance(x, list) or len(x) > 200:
        return ""
    for i, item in enumerate(x):
        at = check(item)
        if at is not None:
            return f"/{i}{at}"
    return None


def doctor_report_result(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {"checks"}:
        return ""
    if "checks" not in x:
        return "/checks"
    at = doctor_report_result_checks(x["checks"])
    if at is not None:
        return "/checks" + at
    return None


def flow_show_result(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= set():
        return ""
    return None


def hello_result_host(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {"version", "os", "arch"}:
        return ""
    if "version" not in x or not isinstance(x["version"], str) or not 1 <= len(x["version"]) <= 32:
        return "/version"
    if "os" not in x or bad_word(x["os"]):
        return "/os"
    if "arch" not in x or bad_word(x["arch"]):
        return "/arch"
    return None


def hello_result_limits(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {"frame_bytes", "page_size"}:
        return ""
    if (
        "frame_bytes" not in x
        or type(x["frame_bytes"]) is not int
        or not 1024 <= x["frame_bytes"] <= 1048576
    ):
        return "/frame_bytes"
    if "page_size" not in x or type(x["page_size"]) is not int or not 1 <= x["page_size"] <= 200:
        return "/page_size"
    return None


def hello_result_features(x: object) -> str | None:
    if not isinstance(x, list) or len(x) > 64:
        return ""
    for i, item in enumerate(x):
        if bad_word(item):
            return f"/{i}"
    return None


def hello_result(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {"proto", "host", "limits", "features"}:
        return ""
    if "proto" not in x or type(x["proto"]) is not int or not 1 <= x["proto"] <= 1000:
        return "/proto"
    if "host" not in x:
        return "/host"
    at = hello_result_host(x["host"])
    if at is not None:
        return "/host" + at
    if "limits" not in x:
        return "/limits"
    at = hello_result_limits(x["limits"])
    if at is not None:
        return "/limits" + at
    if "features" not in x:
        return "/features"
    at = hello_result_features(x["features"])
    if at is not None:
        return "/features" + at
    return None


def mark_change_result(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= set():
        return ""
    return None


def password_backup_result(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= set():
        return ""
    return None


def password_change_result(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= set():
        return ""
    return None


def phrase_reveal_result(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= set():
        return ""
    return None


def ping_result(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= set():
        return ""
    return None


def recovery_make_result(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= set():
        return ""
    return None


def bad_handle(x: object) -> bool:
    return not isinstance(x, str) or len(x) != 32 or x.strip("0123456789abcdef") != ""


def bad_format(x: object) -> bool:
    return (
        not isinstance(x, str)
        or not 1 <= len(x) <= 64
        or x[0] not in "abcdefghijklmnopqrstuvwxyz0123456789"
        or x.strip("abcdefghijklmnopqrstuvwxyz0123456789.-") != ""
    )


def restore_start_result_warnings(x: object) -> str | None:
    if not isinstance(x, list) or len(x) > 64:
        return ""
    for i, item in enumerate(x):
        if bad_word(item):
            return f"/{i}"
    return None


def restore_start_result(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {
        "wallet",
        "format",
        "made_on",
        "results",
        "counts",
        "warnings",
    }:
        return ""
    if "wallet" not in x or bad_handle(x["wallet"]):
        return "/wallet"
    if "format" not in x or bad_format(x["format"]):
        return "/format"
    if "made_on" not in x or ((bad_time(x["made_on"])) and (x["made_on"] is not None)):
        return "/made_on"
    if "results" not in x:
        return "/results"
    at = results(x["results"])
    if at is not None:
        return "/results" + at
    if "counts" not in x:
        return "/counts"
    at = counts(x["counts"])
    if at is not None:
        return "/counts" + at
    if "warnings" not in x:
        return "/warnings"
    at = restore_start_result_warnings(x["warnings"])
    if at is not None:
        return "/warnings" + at
    return None


def settings(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {"auto_lock_minutes"}:
        return ""
    if (
        "auto_lock_minutes" not in x
        or type(x["auto_lock_minutes"]) is not int
        or not 1 <= x["auto_lock_minutes"] <= 60
    ):
        return "/auto_lock_minutes"
    return None


def settings_set_result(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {"settings"}:
        return ""
    if "settings" not in x:
        return "/settings"
    at = settings(x["settings"])
    if at is not None:
        return "/settings" + at
    return None


def wallet_create_result(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {"wallet", "receipt"}:
        return ""
    if "wallet" not in x or bad_handle(x["wallet"]):
        return "/wallet"
    if "receipt" not in x:
        return "/receipt"
    at = None if x["receipt"] is None else receipt(x["receipt"])
    if at is not None:
        return "/receipt" + at
    return None


def wallet_delete_result(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= set():
        return ""
    return None


def wallet_row(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {
        "handle",
        "name",
        "accounts",
        "locked",
        "last_backup",
    }:
        return ""
    if "handle" not in x or bad_handle(x["handle"]):
        return "/handle"
    if "name" not in x or bad_name(x["name"]):
        return "/name"
    if "accounts" not in x or bad_count(x["accounts"]):
        return "/accounts"
    if "locked" not in x or type(x["locked"]) is not bool:
        return "/locked"
    if "last_backup" not in x or ((bad_time(x["last_backup"])) and (x["last_backup"] is not None)):
        return "/last_backup"
    return None


def wallet_list_result_wallets(x: object) -> str | None:
    if not isinstance(x, list) or len(x) > 200:
        return ""
    for i, item in enumerate(x):
        at = wallet_row(item)
        if at is not None:
            return f"/{i}{at}"
    return None


def deleted_wallet(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {"handle", "name", "accounts", "deleted_on"}:
        return ""
    if "handle" not in x or bad_handle(x["handle"]):
        return "/handle"
    if "name" not in x or bad_name(x["name"]):
        return "/name"
    if "accounts" not in x or bad_count(x["accounts"]):
        return "/accounts"
    if "deleted_on" not in x or ((bad_time(x["deleted_on"])) and (x["deleted_on"] is not None)):
        return "/deleted_on"
    return None


def wallet_list_result_deleted(x: object) -> str | None:
    if not isinstance(x, list) or len(x) > 200:
        return ""
    for i, item in enumerate(x):
        at = deleted_wallet(item)
        if at is not None:
            return f"/{i}{at}"
    return None


def wallet_list_result(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {"wallets", "deleted"}:
        return ""
    if "wallets" not in x:
        return "/wallets"
    at = wallet_list_result_wallets(x["wallets"])
    if at is not None:
        return "/wallets" + at
    if "deleted" not in x:
        return "/deleted"
    at = wallet_list_result_deleted(x["deleted"])
    if at is not None:
        return "/deleted" + at
    return None


def wallet_lock_result(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= set():
        return ""
    return None


def wallet_rename_result(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= set():
        return ""
    return None


def wallet_state(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {
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
    }:
        return ""
    if "handle" not in x or bad_handle(x["handle"]):
        return "/handle"
    if "name" not in x or bad_name(x["name"]):
        return "/name"
    if "locked" not in x or type(x["locked"]) is not bool:
        return "/locked"
    if "locks_in_s" not in x or (
        (type(x["locks_in_s"]) is not int or not 0 <= x["locks_in_s"] <= 3600)
        and (x["locks_in_s"] is not None)
    ):
        return "/locks_in_s"
    if "accounts" not in x or bad_count(x["accounts"]):
        return "/accounts"
    if (
        "uncovered" not in x
        or type(x["uncovered"]) is not int
        or not 0 <= x["uncovered"] <= 2147483647
    ):
        return "/uncovered"
    if "recovery_code" not in x or (
        (type(x["recovery_code"]) is not bool) and (x["recovery_code"] is not None)
    ):
        return "/recovery_code"
    if "backup_password" not in x or (
        (type(x["backup_password"]) is not bool) and (x["backup_password"] is not None)
    ):
        return "/backup_password"
    if "key_file" not in x or ((type(x["key_file"]) is not bool) and (x["key_file"] is not None)):
        return "/key_file"
    if "history" not in x or (
        (not isinstance(x["history"], str) or x["history"] not in {"own", "older", "foreign"})
        and (x["history"] is not None)
    ):
        return "/history"
    if "phrases_unwritten" not in x or bad_count(x["phrases_unwritten"]):
        return "/phrases_unwritten"
    if "last_backup" not in x:
        return "/last_backup"
    at = None if x["last_backup"] is None else receipt(x["last_backup"])
    if at is not None:
        return "/last_backup" + at
    if "settings" not in x:
        return "/settings"
    at = settings(x["settings"])
    if at is not None:
        return "/settings" + at
    return None


def state_destinations(x: object) -> str | None:
    if not isinstance(x, list) or len(x) > 64:
        return ""
    for i, item in enumerate(x):
        at = destination(item)
        if at is not None:
            return f"/{i}{at}"
    return None


def bad_phase(x: object) -> bool:
    return not isinstance(x, str) or x not in {
        "window",
        "kdf",
        "open",
        "seal",
        "write",
        "read_back",
        "prove",
        "place",
        "done",
    }


def running(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {"id", "flow", "window", "phase"}:
        return ""
    if "id" not in x or bad_request_id(x["id"]):
        return "/id"
    if "flow" not in x or bad_method_name(x["flow"]):
        return "/flow"
    if "window" not in x or type(x["window"]) is not bool:
        return "/window"
    if "phase" not in x or bad_phase(x["phase"]):
        return "/phase"
    return None


def state_running(x: object) -> str | None:
    if not isinstance(x, list) or len(x) > 16:
        return ""
    for i, item in enumerate(x):
        at = running(item)
        if at is not None:
            return f"/{i}{at}"
    return None


def state(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {
        "wallet",
        "destinations",
        "running",
        "found_copies",
    }:
        return ""
    if "wallet" not in x:
        return "/wallet"
    at = None if x["wallet"] is None else wallet_state(x["wallet"])
    if at is not None:
        return "/wallet" + at
    if "destinations" not in x:
        return "/destinations"
    at = state_destinations(x["destinations"])
    if at is not None:
        return "/destinations" + at
    if "running" not in x:
        return "/running"
    at = state_running(x["running"])
    if at is not None:
        return "/running" + at
    if "found_copies" not in x or bad_count(x["found_copies"]):
        return "/found_copies"
    return None


def wallet_state_result(x: object) -> str | None:
    return state(x)


def wallet_undelete_result(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {"wallet"}:
        return ""
    if "wallet" not in x or bad_handle(x["wallet"]):
        return "/wallet"
    return None


def wallet_unlock_result(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {"wallet"}:
        return ""
    if "wallet" not in x or bad_handle(x["wallet"]):
        return "/wallet"
    return None


def changed_data(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= set():
        return ""
    return None


def progress_data(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {"phase", "done", "total", "destination"}:
        return ""
    if "phase" not in x or bad_phase(x["phase"]):
        return "/phase"
    if "done" not in x or bad_count(x["done"]):
        return "/done"
    if "total" not in x or bad_count(x["total"]):
        return "/total"
    if "destination" in x and (bad_token(x["destination"])):
        return "/destination"
    return None


RESULTS = {
    "accounts.add": accounts_add_result,
    "accounts.delete": accounts_delete_result,
    "accounts.deleted": accounts_deleted_result,
    "accounts.export": accounts_export_result,
    "accounts.import": accounts_import_result,
    "accounts.list": accounts_list_result,
    "accounts.rename": accounts_rename_result,
    "accounts.show": accounts_show_result,
    "accounts.undelete": accounts_undelete_result,
    "accounts.watch": accounts_watch_result,
    "backup.start": backup_start_result,
    "copies.list": copies_list_result,
    "copies.show": copies_show_result,
    "destinations.add": destinations_add_result,
    "destinations.remove": destinations_remove_result,
    "doctor.report": doctor_report_result,
    "flow.show": flow_show_result,
    "hello": hello_result,
    "mark.change": mark_change_result,
    "password.backup": password_backup_result,
    "password.change": password_change_result,
    "phrase.reveal": phrase_reveal_result,
    "ping": ping_result,
    "recovery.make": recovery_make_result,
    "restore.start": restore_start_result,
    "settings.set": settings_set_result,
    "wallet.create": wallet_create_result,
    "wallet.delete": wallet_delete_result,
    "wallet.list": wallet_list_result,
    "wallet.lock": wallet_lock_result,
    "wallet.rename": wallet_rename_result,
    "wallet.state": wallet_state_result,
    "wallet.undelete": wallet_undelete_result,
    "wallet.unlock": wallet_unlock_result,
}

EVENTS = {
    "changed": changed_data,
    "progress": progress_data,
}
