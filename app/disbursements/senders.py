"""Who sends a special transfer: from the content of a payout into its own table, and back."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, insert

from app.db.base import table_of
from app.disbursements.models import TransferKind
from app.disbursements.sender_models import Sender
from app.extensions import db
from app.flip.disbursement_models import Sender as Told
from app.lib.labels import mark as _
from app.vault.prints import print_of

NUMBER = "sender_identity_number"
# The names of the form's fields, as an approver reads them; the columns are named the same without `sender_`.
LABELS = {
    "direction": _("Where does the money come from?"),
    "sender_name": _("Name of the sender"),
    "sender_address": _("Address of the sender"),
    "sender_country": _("Country of the sender"),
    "sender_job": _("What does the sender live by?"),
    "sender_place_of_birth": _("Place of birth"),
    "sender_date_of_birth": _("Date of birth"),
    "sender_identity_type": _("Identity shown"),
    NUMBER: _("Number of the identity"),
}
NOBODY: dict[str, Any] = dict.fromkeys(LABELS)
_NEEDED = ("direction", "name", "address", "country", "job")


def keep(row_id: int, content: Mapping[str, Any]) -> None:
    """Keep the sender that a payout's content names, inside the caller's transaction; else nobody."""
    table = table_of(Sender)
    db.session.execute(delete(table).where(table.c.id == row_id))
    if content["transfer_kind"] == TransferKind.SPECIAL:
        kept = {_column(name): content[name] for name in LABELS}
        # A draft may not know them yet; nothing that is put before the managers lacks one.
        kept |= {column: kept[column] or "" for column in _NEEDED}
        db.session.execute(insert(table).values(id=row_id, **kept))


def found(row_id: int, told: Told, direction: str) -> None:
    """Keep the sender Flip shows of a transfer made elsewhere, inside the caller's transaction.

    Its words may be any, so they are cut to what fits.
    """
    statement = insert(table_of(Sender)).values(
        id=row_id,
        direction=direction[:48],
        name=told.name,
        address=told.address,
        country=(told.country or "")[:16],
        job=told.job[:32],
        place_of_birth=(told.place_of_birth or "")[:16] or None,
        date_of_birth=told.date_of_birth,
        identity_type=told.identity_type[:16] or None,
        identity_number=told.identity_number or None,
    )
    db.session.execute(statement)


def sender_of(row_id: int) -> Sender | None:
    """Who sends a payout; None for a common transfer."""
    return db.session.get(Sender, row_id, populate_existing=True)


def content_of(row_id: int) -> dict[str, Any]:
    """The sender's part of a payout's content; all empty for a common transfer."""
    sender = sender_of(row_id)
    if sender is None:
        return dict(NOBODY)
    return {name: getattr(sender, _column(name)) or None for name in LABELS}


def printed(content: Mapping[str, Any]) -> dict[str, Any]:
    """The content as its print is taken: with the number's own print, which cannot be guessed back."""
    number = content.get(NUMBER)
    return dict(content) | {NUMBER: print_of("senders", number)} if number else dict(content)


def _column(name: str) -> str:
    return name.removeprefix("sender_")
