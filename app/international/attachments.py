"""The paper that goes with a transfer abroad, kept sealed."""

from typing import cast

from sqlalchemy import delete, insert, select

from app.corridors.statuses import TransactionType
from app.db.base import table_of
from app.extensions import db
from app.flip.attachments import Extension
from app.international.models import Attachment
from app.international.papers import NewAttachment, refused
from app.lib import clock
from app.lib.labels import mark as _

# Type and country of the transfers that need their invoice (international: create-with-attachment).
NEEDED_BY = frozenset({(TransactionType.B2B.value, "MYS")})
MISSING = _("Malaysia asks for the invoice of a transfer to a company. Choose its file.")


def needed(transaction_type: str, country: str) -> bool:
    """True for the transfers that go with an invoice; the others take none."""
    return (transaction_type, country) in NEEDED_BY


def refuse_without(transaction_type: str, country: str, sha256: str | None) -> None:
    """:raises Refused: beside the field, when a transfer needs a paper and has none"""
    if sha256 is None and needed(transaction_type, country):
        raise refused(MISSING)


def paper_of(transfer_id: int | None) -> NewAttachment | None:
    """The paper of a transfer with what it says; None when it has none."""
    found = db.session.scalar(select(Attachment).where(Attachment.transfer_id == transfer_id))
    return NewAttachment(found.content, cast(Extension, found.extension)) if found else None


def sha256_of(transfer_id: int) -> str | None:
    """What tells the paper of a transfer from another; None when it has none."""
    return db.session.scalar(select(Attachment.sha256).where(Attachment.transfer_id == transfer_id))


def keep(transfer_id: int, paper: NewAttachment | None, added_by: str) -> None:
    """Let this be the paper of a transfer, or none, inside the caller's transaction."""
    if (paper.sha256 if paper else None) == sha256_of(transfer_id):
        return
    table = table_of(Attachment)
    db.session.execute(delete(table).where(table.c.transfer_id == transfer_id))
    if paper is None:
        return
    statement = insert(table).values(
        transfer_id=transfer_id,
        extension=paper.extension,
        size=len(paper.content),
        sha256=paper.sha256,
        content=paper.content,
        added_at=clock.now(),
        added_by=added_by,
    )
    db.session.execute(statement)
