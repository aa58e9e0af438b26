"""What the operator does to transfers abroad and to corridors: settle, cancel, set a rate."""

from collections.abc import Mapping

from app.sandbox import deliveries
from app.sandbox.context import Sandbox
from app.sandbox.international.corridors import Corridor, change_corridors, corridors
from app.sandbox.international.moves import KIND, cancel, succeed, tell
from app.sandbox.international.rates import market
from app.sandbox.international.reasons import REASONS
from app.sandbox.international.records import Transfer, find_by_text
from app.sandbox.international.shapes import book_entry, number
from app.sandbox.operating import Impossible
from app.sandbox.store import Connection
from app.sandbox.transfers.reasons import is_reason

SUCCESSES = ("SUCCESSFUL", "DONE")
Json = dict[str, object]


def finish(sandbox: Sandbox, transfer_text: str, status: str, reason: str = "") -> None:
    """Gives a pending transfer its final status and sends the callback; the switch says which of the two
    words a success gets.

    Asking again for the status it has changes nothing; a callback follows only when none was ever made, as
    for a transfer that was loaded in its final status. :raises Impossible: when it ended otherwise.
    """
    if status not in (*SUCCESSES, "CANCELLED"):
        raise Impossible("status: SUCCESSFUL, DONE or CANCELLED", 422)
    if reason and (status in SUCCESSES or not is_reason(reason)):
        raise Impossible("reason: one word in capitals, for CANCELLED only", 422)
    now, host = sandbox.calendar.now(), sandbox.settings.host_address
    with sandbox.store.writing() as db:
        transfer = the_transfer(db, transfer_text)
        if status in SUCCESSES:
            word = sandbox.switches.now.international_success_status
            moved = succeed(db, sandbox.courier, transfer.id, word=word, host=host, now=now)
        else:
            moved = cancel(db, sandbox.courier, transfer.id, reason or REASONS[0], now)
        if moved:
            return
        if (transfer.status in SUCCESSES) != (status in SUCCESSES):
            raise Impossible(f"The transfer is {transfer.status} already.", 409)
        if not deliveries.exists_for(db, KIND, str(transfer.id)):
            tell(db, sandbox.courier, transfer.id)


def the_transfer(db: Connection, text: str) -> Transfer:
    transfer = find_by_text(db, text)
    if transfer is None:
        raise Impossible("There is no such transfer.", 404)
    return transfer


def held_transfer(sandbox: Sandbox, text: str) -> Json:
    with sandbox.store.reading() as db:
        return book_entry(the_transfer(db, text))


def set_corridor(sandbox: Sandbox, place: str, wanted: Mapping[str, object]) -> list[Json]:
    """Changes a country, or all countries of a currency, and shows them."""
    with sandbox.store.writing() as db:
        try:
            change_corridors(db, place, wanted)
        except KeyError:
            raise Impossible("There is no such country or currency.", 404) from None
    held = all_corridors(sandbox)
    return [corridor_entry(corridor) for corridor in held if place in (corridor.country, corridor.currency)]


def all_corridors(sandbox: Sandbox) -> list[Corridor]:
    with sandbox.store.reading() as db:
        return corridors(db, market(sandbox.calendar.now(), sandbox.switches.now))


def corridor_entry(corridor: Corridor) -> Json:
    """A corridor in the panel's JSON. ``pinned`` while the panel's rate holds."""
    return {
        "country": corridor.country,
        "currency": corridor.currency,
        "rate": number(corridor.rate),
        "pinned": corridor.pinned,
        "fee": corridor.fee,
        "minimum": number(corridor.minimum),
        "maximum": number(corridor.maximum),
        "active": corridor.active,
    }
