"""Check what the extension sends."""

# Generated from host/keystow/protocol/schema by `make generate`; don't edit.


def bad_request_id(x: object) -> bool:
    return (
        not isinstance(x, str)
        or not 1 <= len(x) <= 64
        or x.strip("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-") != ""
    )


def bad_method_name(x: object) -> bool:
    return (
        not isinstance(x, str)
        or not 1 <= len(x) <= 64
        or x[0] not in "abcdefghijklmnopqrstuvwxyz"
        or x.strip("abcdefghijklmnopqrstuvwxyz.") != ""
    )


def request_frame_p(x: object) -> str | None:
    if not isinstance(x, dict):
        return ""
    return None


def request_frame(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {"v", "t", "id", "m", "p"}:
        return ""
    if "v" not in x or type(x["v"]) is not int or x["v"] != 1:
        return "/v"
    if "t" not in x or type(x["t"]) is not str or x["t"] != "req":
        return "/t"
    if "id" not in x or bad_request_id(x["id"]):
        return "/id"
    if "m" not in x or bad_method_name(x["m"]):
        return "/m"
    if "p" not in x:
        return "/p"
    at = request_frame_p(x["p"])
    if at is not None:
        return "/p" + at
    return None


def cancel_frame(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {"v", "t", "id"}:
        return ""
    if "v" not in x or type(x["v"]) is not int or x["v"] != 1:
        return "/v"
    if "t" not in x or type(x["t"]) is not str or x["t"] != "can":
        return "/t"
    if "id" not in x or bad_request_id(x["id"]):
        return "/id"
    return None


def bad_handle(x: object) -> bool:
    return not isinstance(x, str) or len(x) != 32 or x.strip("0123456789abcdef") != ""


def bad_chain(x: object) -> bool:
    return (
        not isinstance(x, str)
        or not 1 <= len(x) <= 32
        or x[0] not in "abcdefghijklmnopqrstuvwxyz"
        or x.strip("abcdefghijklmnopqrstuvwxyz0123456789-") != ""
    )


def bad_address_type(x: object) -> bool:
    return (
        not isinstance(x, str)
        or not 1 <= len(x) <= 32
        or x[0] not in "abcdefghijklmnopqrstuvwxyz"
        or x.strip("abcdefghijklmnopqrstuvwxyz0123456789-") != ""
    )


def accounts_add_params(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {"wallet", "chain", "address_type"}:
        return ""
    if "wallet" not in x or bad_handle(x["wallet"]):
        return "/wallet"
    if "chain" not in x or bad_chain(x["chain"]):
        return "/chain"
    if "address_type" in x and (bad_address_type(x["address_type"])):
        return "/address_type"
    return None


def bad_token(x: object) -> bool:
    return not isinstance(x, str) or len(x) != 16 or x.strip("0123456789abcdef") != ""


def accounts_delete_params(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {"wallet", "account"}:
        return ""
    if "wallet" not in x or bad_handle(x["wallet"]):
        return "/wallet"
    if "account" not in x or bad_token(x["account"]):
        return "/account"
    return None


def accounts_deleted_params(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {"wallet", "offset", "limit"}:
        return ""
    if "wallet" not in x or bad_handle(x["wallet"]):
        return "/wallet"
    if "offset" not in x or type(x["offset"]) is not int or not 0 <= x["offset"] <= 10000000:
        return "/offset"
    if "limit" not in x or type(x["limit"]) is not int or not 1 <= x["limit"] <= 200:
        return "/limit"
    return None


def accounts_export_params(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {"wallet"}:
        return ""
    if "wallet" not in x or bad_handle(x["wallet"]):
        return "/wallet"
    return None


def accounts_import_params(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {"wallet"}:
        return ""
    if "wallet" not in x or bad_handle(x["wallet"]):
        return "/wallet"
    return None


def accounts_list_params(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {"wallet", "offset", "limit"}:
        return ""
    if "wallet" not in x or bad_handle(x["wallet"]):
        return "/wallet"
    if "offset" not in x or type(x["offset"]) is not int or not 0 <= x["offset"] <= 10000000:
        return "/offset"
    if "limit" not in x or type(x["limit"]) is not int or not 1 <= x["limit"] <= 200:
        return "/limit"
    return None


def bad_name(x: object) -> bool:
    return not isinstance(x, str) or len(x) > 256


def accounts_rename_params(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {"wallet", "account", "name"}:
        return ""
    if "wallet" not in x or bad_handle(x["wallet"]):
        return "/wallet"
    if "account" not in x or bad_token(x["account"]):
        return "/account"
    if "name" not in x or bad_name(x["name"]):
        return "/name"
    return None


def accounts_show_params(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {"wallet", "account"}:
        return ""
    if "wallet" not in x or bad_handle(x["wallet"]):
        return "/wallet"
    if "account" not in x or bad_token(x["account"]):
        return "/account"
    return None


def accounts_undelete_params(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {"wallet", "account"}:
        return ""
    if "wallet" not in x or bad_handle(x["wallet"]):
        return "/wallet"
    if "account" not in x or bad_token(x["account"]):
        return "/account"
    return None


def accounts_watch_params(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {"wallet", "chain", "address", "name"}:
        return ""
    if "wallet" not in x or bad_handle(x["wallet"]):
        return "/wallet"
    if "chain" not in x or bad_chain(x["chain"]):
        return "/chain"
    if "address" not in x or not isinstance(x["address"], str) or len(x["address"]) > 256:
        return "/address"
    if "name" not in x or bad_name(x["name"]):
        return "/name"
    return None


def backup_start_params_destinations(x: object) -> str | None:
    if not isinstance(x, list) or not 1 <= len(x) <= 16:
        return ""
    for i, item in enumerate(x):
        if bad_token(item):
            return f"/{i}"
    if len(set(x)) < len(x):
        return ""
    return None


def backup_start_params(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {"wallet", "destinations"}:
        return ""
    if "wallet" not in x or bad_handle(x["wallet"]):
        return "/wallet"
    if "destinations" in x:
        at = backup_start_params_destinations(x["destinations"])
        if at is not None:
            return "/destinations" + at
    return None


def copies_list_params(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {"wallet", "offset", "limit"}:
        return ""
    if "wallet" not in x or bad_handle(x["wallet"]):
        return "/wallet"
    if "offset" not in x or type(x["offset"]) is not int or not 0 <= x["offset"] <= 10000000:
        return "/offset"
    if "limit" not in x or type(x["limit"]) is not int or not 1 <= x["limit"] <= 200:
        return "/limit"
    return None


def copies_show_params(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {"wallet", "copy"}:
        return ""
    if "wallet" not in x or bad_handle(x["wallet"]):
        return "/wallet"
    if "copy" not in x or bad_token(x["copy"]):
        return "/copy"
    return None


def destinations_add_params(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {"wallet"}:
        return ""
    if "wallet" not in x or bad_handle(x["wallet"]):
        return "/wallet"
    return None


def destinations_remove_params(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {"wallet", "destination"}:
        return ""
    if "wallet" not in x or bad_handle(x["wallet"]):
        return "/wallet"
    if "destination" not in x or bad_token(x["destination"]):
        return "/destination"
    return None


def doctor_report_params(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= set():
        return ""
    return None


def flow_show_params(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {"id"}:
        return ""
    if "id" not in x or bad_request_id(x["id"]):
        return "/id"
    return None


def hello_params_client(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {"name", "version", "browser"}:
        return ""
    if "name" not in x or not isinstance(x["name"], str) or not 1 <= len(x["name"]) <= 64:
        return "/name"
    if "version" not in x or not isinstance(x["version"], str) or not 1 <= len(x["version"]) <= 32:
        return "/version"
    if "browser" not in x or not isinstance(x["browser"], str) or not 1 <= len(x["browser"]) <= 64:
        return "/browser"
    return None


def hello_params_proto(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {"min", "max"}:
        return ""
    if "min" not in x or type(x["min"]) is not int or not 1 <= x["min"] <= 1000:
        return "/min"
    if "max" not in x or type(x["max"]) is not int or not 1 <= x["max"] <= 1000:
        return "/max"
    return None


def hello_params(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {"client", "proto"}:
        return ""
    if "client" not in x:
        return "/client"
    at = hello_params_client(x["client"])
    if at is not None:
        return "/client" + at
    if "proto" not in x:
        return "/proto"
    at = hello_params_proto(x["proto"])
    if at is not None:
        return "/proto" + at
    return None


def mark_change_params(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {"wallet"}:
        return ""
    if "wallet" not in x or bad_handle(x["wallet"]):
        return "/wallet"
    return None


def password_backup_params(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {"wallet"}:
        return ""
    if "wallet" not in x or bad_handle(x["wallet"]):
        return "/wallet"
    return None


def password_change_params(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {"wallet"}:
        return ""
    if "wallet" not in x or bad_handle(x["wallet"]):
        return "/wallet"
    return None


def phrase_reveal_params(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {"wallet"}:
        return ""
    if "wallet" not in x or bad_handle(x["wallet"]):
        return "/wallet"
    return None


def ping_params(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= set():
        return ""
    return None


def recovery_make_params(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {"wallet"}:
        return ""
    if "wallet" not in x or bad_handle(x["wallet"]):
        return "/wallet"
    return None


def restore_start_params(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {"wallet"}:
        return ""
    if "wallet" in x and (bad_handle(x["wallet"])):
        return "/wallet"
    return None


def settings_set_params(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {"wallet", "auto_lock_minutes"}:
        return ""
    if "wallet" not in x or bad_handle(x["wallet"]):
        return "/wallet"
    if (
        "auto_lock_minutes" not in x
        or type(x["auto_lock_minutes"]) is not int
        or not 1 <= x["auto_lock_minutes"] <= 60
    ):
        return "/auto_lock_minutes"
    return None


def wallet_create_params(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= set():
        return ""
    return None


def wallet_delete_params(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {"wallet"}:
        return ""
    if "wallet" not in x or bad_handle(x["wallet"]):
        return "/wallet"
    return None


def wallet_list_params(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= set():
        return ""
    return None


def wallet_lock_params(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {"wallet"}:
        return ""
    if "wallet" not in x or bad_handle(x["wallet"]):
        return "/wallet"
    return None


def wallet_rename_params(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {"wallet", "name"}:
        return ""
    if "wallet" not in x or bad_handle(x["wallet"]):
        return "/wallet"
    if "name" not in x or bad_name(x["name"]):
        return "/name"
    return None


def wallet_state_params(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {"wallet"}:
        return ""
    if "wallet" in x and (bad_handle(x["wallet"])):
        return "/wallet"
    return None


def wallet_undelete_params(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {"wallet"}:
        return ""
    if "wallet" not in x or bad_handle(x["wallet"]):
        return "/wallet"
    return None


def wallet_unlock_params(x: object) -> str | None:
    if not isinstance(x, dict) or not x.keys() <= {"wallet"}:
        return ""
    if "wallet" not in x or bad_handle(x["wallet"]):
        return "/wallet"
    return None


PARAMS = {
    "accounts.add": accounts_add_params,
    "accounts.delete": accounts_delete_params,
    "accounts.deleted": accounts_deleted_params,
    "accounts.export": accounts_export_params,
    "accounts.import": accounts_import_params,
    "accounts.list": accounts_list_params,
    "accounts.rename": accounts_rename_params,
    "accounts.show": accounts_show_params,
    "accounts.undelete": accounts_undelete_params,
    "accounts.watch": accounts_watch_params,
    "backup.start": backup_start_params,
    "copies.list": copies_list_params,
    "copies.show": copies_show_params,
    "destinations.add": destinations_add_params,
    "destinations.remove": destinations_remove_params,
    "doctor.report": doctor_report_params,
    "flow.show": flow_show_params,
    "hello": hello_params,
    "mark.change": mark_change_params,
    "password.backup": password_backup_params,
    "password.change": password_change_params,
    "phrase.reveal": phrase_reveal_params,
    "ping": ping_params,
    "recovery.make": recovery_make_params,
    "restore.start": restore_start_params,
    "settings.set": settings_set_params,
    "wallet.create": wallet_create_params,
    "wallet.delete": wallet_delete_params,
    "wallet.list": wallet_list_params,
    "wallet.lock": wallet_lock_params,
    "wallet.rename": wallet_rename_params,
    "wallet.state": wallet_state_params,
    "wallet.undelete": wallet_undelete_params,
    "wallet.unlock": wallet_unlock_params,
}
