"""What a create call is, and what tells the kinds of transfer apart: what each asks for beside account and
amount, and who sends it (reference: disbursement).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from app.sandbox.answers import Complaint
from app.sandbox.banks import Bank
from app.sandbox.bodies import Fields
from app.sandbox.store import Connection
from app.sandbox.switches import Switches

Sender = dict[str, object]


@dataclass(frozen=True, kw_only=True)
class Kind:
    """``city`` is the recipient's when none is sent. ``sender`` is asked once the fields are good, and may
    refuse; its keys are those of lists and callbacks.
    """

    name: str
    city: int
    check: Callable[[Connection, Fields, Switches, float], Iterable[Complaint]]
    sender: Callable[[Connection, Fields], Sender | None]


COMMON = Kind(name="common", city=0, check=lambda *_: (), sender=lambda *_: None)


@dataclass(frozen=True, kw_only=True)
class Request:
    """A create call: version, fields, key (``""``: none), and the bank it names if there is one."""

    version: int
    kind: Kind
    fields: Fields
    key: str
    bank: Bank | None
