"""What is wrong with a create call, pass by pass: what is missing first, then what else is missing, then what
does not fit, then what the balance says (reference: international, Validation).
"""

from collections.abc import Iterator

from app.sandbox.answers import Complaint, Refused
from app.sandbox.international.amounts import check_amount
from app.sandbox.international.attachments import check_attachment
from app.sandbox.international.errors import complaint
from app.sandbox.international.parameters import CreateCall
from app.sandbox.international.texts import (
    check_choices,
    check_dates,
    check_identifiers,
    check_reaching,
    check_texts,
)
from app.sandbox.ledger import balance
from app.sandbox.store import Connection
from app.sandbox.switches import Switches
from app.sandbox.transfers.checks import KEY, LONGEST_KEY
from app.sandbox.transfers.places import is_place

SOURCE = "IDN"


def check(db: Connection, call: CreateCall, switches: Switches, now: float) -> None:
    """:raises Refused: with all that the first pass with complaints has to say, once for each attribute."""
    passes = (_missing(call.first, call), _second(call), _values(db, call, switches, now))
    for complaints in passes:
        found: dict[str, Complaint] = {}
        for one in complaints:
            found.setdefault(one.attribute, one)
        if found:
            raise Refused(found.values())


def check_balance(db: Connection, cost: int) -> None:
    """``cost`` in rupiah, with the fee. :raises Refused: when it is more than there is."""
    if balance(db) < cost:
        raise Refused([complaint("amount", 1035)], "BALANCE_INSUFFICIENT")


def _missing(names: tuple[str, ...], call: CreateCall) -> Iterator[Complaint]:
    yield from (complaint(name, 1001) for name in names if not call.fields[name])


def _second(call: CreateCall) -> Iterator[Complaint]:
    yield from _missing(call.second, call)
    if not call.key:
        yield complaint(KEY, 1001)


def _values(db: Connection, call: CreateCall, switches: Switches, now: float) -> Iterator[Complaint]:
    fields, corridor = call.fields, call.corridor
    yield from _where(call)
    yield from check_amount(fields["amount"], corridor)
    yield from check_choices(fields, corridor)
    yield from _sender_places(db, call, switches.strict_places)
    yield from check_dates(fields, now)
    yield from check_texts(fields, switches.fewest_address_words)
    yield from check_identifiers(fields, call.special)
    yield from check_reaching(fields)
    if not call.consumer:
        needed = corridor is not None and fields["transaction_type"] in corridor.invoice_types
        yield from check_attachment(call.attachment, fields["attachment_type"], needed=needed)
    if len(call.key) > LONGEST_KEY:
        yield complaint(KEY, 1024, LONGEST_KEY)


def _where(call: CreateCall) -> Iterator[Complaint]:
    """The type belongs to this call and country; an inactive corridor counts as no country (our choice)."""
    kind, corridor = call.fields["transaction_type"], call.corridor
    if kind not in call.types or (corridor is not None and kind not in corridor.types):
        yield complaint("transaction_type", 1069)
    if call.fields["source_country"] != SOURCE:
        yield complaint("source_country", 1034)
    if corridor is None or not corridor.active:
        yield complaint("destination_country", 1034)


def _sender_places(db: Connection, call: CreateCall, strict: bool) -> Iterator[Complaint]:
    if not call.consumer:
        return
    country, place = call.fields["sender_country"], call.fields["sender_place_of_birth"]
    if not is_place(db, "country", country, strict):
        yield complaint("sender_country", 1034)
    if not any(is_place(db, kind, place, strict) for kind in ("city", "country")):
        yield complaint("sender_place_of_birth", 1038)
