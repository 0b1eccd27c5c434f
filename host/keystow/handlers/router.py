"""From a request to its one reply: which handler, on which thread, and what a failure becomes."""

import threading
import time
from collections.abc import Callable
from typing import Any

from keystow import errors
from keystow.handlers import accounts, backup, copies, restore, wallet, wallets
from keystow.handlers.calls import Call
from keystow.handlers.context import Context
from keystow.protocol import messages

Handler = Callable[[Context, Call], dict[str, Any]]
Send = Callable[[dict[str, Any]], None]
Log = Callable[[str, str, int], str | None]
"""(method, code, milliseconds) → the line's reference, or None where nothing was kept."""

RUNNING_MAX = 16

HANDLERS: dict[str, Handler] = {
    "wallet.state": wallet.state,
    "wallet.create": wallet.create,
    "wallet.unlock": wallet.unlock,
    "wallet.lock": wallet.lock,
    "wallet.list": wallets.list_,
    "wallet.rename": wallets.rename,
    "wallet.delete": wallets.delete,
    "wallet.undelete": wallets.undelete,
    "phrase.reveal": wallet.reveal,
    "password.change": wallet.change_password,
    "password.backup": wallet.set_backup_password,
    "recovery.make": wallet.make_recovery_code,
    "mark.change": wallet.change_mark,
    "settings.set": wallet.set_settings,
    "accounts.list": accounts.list_,
    "accounts.add": accounts.add,
    "accounts.rename": accounts.rename,
    "accounts.watch": accounts.watch,
    "accounts.import": accounts.import_,
    "accounts.export": accounts.export,
    "accounts.show": accounts.show,
    "accounts.delete": accounts.delete,
    "accounts.deleted": accounts.deleted,
    "accounts.undelete": accounts.undelete,
    "backup.start": backup.start,
    "restore.start": restore.start,
    "copies.list": copies.list_,
    "copies.show": copies.show,
    "destinations.add": copies.add_destination,
    "destinations.remove": copies.remove_destination,
}

# Asked by the extension on its own: none of them shows that somebody sits there.
_NO_ACTION = frozenset(
    {"wallet.state", "accounts.list", "accounts.deleted", "copies.list", "doctor.report"}
)


class Router:
    """Run each request on a thread of its own, so that `ping` and `cancel` are always heard."""

    def __init__(self, context: Context, send: Send, log: Log) -> None:
        self._context = context
        self._send = send
        self._log = log

    def request(self, request: messages.Request) -> None:
        """Start a request; its reply goes out when it is done."""
        calls = self._context.calls
        if request.id in calls:
            self._refuse(request, errors.BadRequest(at="/id"))
            return
        if len(calls) >= RUNNING_MAX:
            self._refuse(request, errors.Busy())
            return
        call = Call(request.id, request.method, request.params, self._progress_of(request.id))
        calls[request.id] = call
        threading.Thread(target=self.answer, args=(call,), daemon=True).start()

    def cancel(self, cancel: messages.Cancel) -> None:
        """Cancel a running request; one that has ended is no error."""
        call = self._context.calls.get(cancel.id)
        if call is not None:
            call.cancel()

    def answer(self, call: Call) -> None:
        """Answer a call, whatever becomes of it, on the calling thread."""
        started = time.monotonic()
        try:
            reply = messages.success(call.id, self._result(call))
            code = "OK"
        except Exception as error:  # noqa: BLE001  # the last resort: the log gets no text of it
            known = errors.known(error)
            code = known.code
            if isinstance(known, errors.Internal):
                code = f"INTERNAL {known.data.get('type')} {known.data.get('at')}"
                known = errors.Internal()
            reply = messages.failure(call.id, known, self._note(call, code, started))
        finally:
            self._context.calls.pop(call.id, None)
        if code == "OK":
            self._note(call, code, started)
        self._send(reply)

    def _result(self, call: Call) -> dict[str, Any]:
        if call.method == "flow.show":
            return self._show(call)
        if call.method == "doctor.report":
            with self._context.reporting.passing():
                return {"checks": self._context.outside.report()}
        if call.method not in _NO_ACTION and "wallet" in call.params:
            self._context.sessions.touch(call.params["wallet"])
        return HANDLERS[call.method](self._context, call)

    def _show(self, call: Call) -> dict[str, Any]:
        shown = self._context.calls.get(call.params["id"])
        if shown is not None and shown.job is not None:
            shown.job.raise_window()
        return {}

    def _progress_of(self, request_id: str) -> Callable[[dict[str, Any]], None]:
        def send(report: dict[str, Any]) -> None:
            self._send(messages.progress(request_id, **report))

        return send

    def _note(self, call: Call, code: str, started: float) -> str | None:
        return self._log(call.method, code, int((time.monotonic() - started) * 1000))

    def _refuse(self, request: messages.Request, error: errors.KeystowError) -> None:
        self._send(messages.failure(request.id, error))
