"""The boundaries of one sending at which a worker may be killed, each by its name.

Each wraps one function of the product so that this very process kills itself there with SIGKILL: nothing is
swapped but the moment of death.
"""

import os
import signal
import threading
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from app.callbacks import service as receipts
from app.flip.transport import Request, RequestsTransport
from app.payouts import sending, taking, tasks

Boundary = Callable[[], None]
CREATE, LOOKUP = "/v3/disbursement", "/v3/get-disbursement"
RATES, ABROAD_AT = "/v2/international-disbursement/exchange-rates", "/v2/international-disbursement"


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(60)  # the signal is on its way


def _before(where: Any, name: str) -> Boundary:
    def wrap() -> None:
        done = getattr(where, name)

        @wraps(done)
        def dies(*given: Any, **named: Any) -> Any:
            _die()

        setattr(where, name, dies)

    return wrap


def _after(where: Any, name: str, *, times: int = 1) -> Boundary:
    """Behind the n-th return of a function."""

    def wrap() -> None:
        done, left = getattr(where, name), [None] * times

        @wraps(done)
        def dies(*given: Any, **named: Any) -> Any:
            answer = done(*given, **named)
            left.pop()
            if not left:
                _die()
            return answer

        setattr(where, name, dies)

    return wrap


def _at_call(path: str, *, answered: bool, times: int = 1) -> Boundary:
    """With the answer of the n-th call to this path just read, or a moment after its request has left."""

    def wrap() -> None:
        send, left = RequestsTransport.send, [None] * times

        def dies(self: RequestsTransport, request: Request) -> Any:
            if request.url.partition("?")[0].endswith(path):
                left.pop()
            here = not left
            if here and not answered:
                threading.Timer(0.2, _die).start()
            reply = send(self, request)
            if here:
                _die()
            return reply

        RequestsTransport.send = dies  # type: ignore[method-assign]

    return wrap


# While it is sent the first time.
SENDING: dict[str, Boundary] = {
    "claimed, nothing written": _before(sending, "begin"),
    "SENDING written, not committed": _after(sending, "_start"),
    "SENDING committed, nothing sent": _after(sending, "begin"),
    "Flip is working on it": _at_call(CREATE, answered=False),
    "Flip has answered": _at_call(CREATE, answered=True),
    "Flip's answer written, not committed": _after(taking, "take"),
    "Flip's answer committed": _after(tasks, "_taken"),
}
# While it is asked for by its key, Flip having it.
SETTLING: dict[str, Boundary] = {
    "asked by key, not yet written": _at_call(LOOKUP, answered=True),
    "found by key, not committed": _after(taking, "take"),
    "found by key and committed": _after(tasks, "_taken"),
}
# While Flip does not have it, so that the same key is sent again.
RESENDING: dict[str, Boundary] = {
    "once not found": _after(sending, "not_found"),
    "twice not found": _after(sending, "not_found", times=2),
    "SENDING again written, not committed": _after(sending, "_start", times=2),
    "SENDING again, nothing sent": _after(sending, "begin_again"),
    "Flip is working on the same key": _at_call(CREATE, answered=False, times=2),
    "Flip has answered the same key": _at_call(CREATE, answered=True, times=2),
}
# While Flip's callback is worked.
HEARING: dict[str, Boundary] = {
    "the callback claimed": _before(receipts, "_understand"),
    "Flip asked about the callback": _at_call(LOOKUP, answered=True),
    "the callback's change written, not committed": _after(taking, "take"),
}
# While money is sent abroad, at a rate that is read before.
ABROAD: dict[str, Boundary] = {
    "the rate read, nothing written": _at_call(RATES, answered=True),
    "Flip has answered about money abroad": _at_call(ABROAD_AT, answered=True),
}
ALL = SENDING | SETTLING | RESENDING | HEARING | ABROAD
