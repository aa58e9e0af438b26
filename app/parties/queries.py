"""Reads of both books, for their pages and for the form of a transfer abroad."""

from collections.abc import Sequence
from typing import TypeVar

from sqlalchemy import Select, select

from app.corridors.statuses import TransactionType
from app.db.paging import Page, read_page
from app.extensions import db
from app.parties.models import ForeignBeneficiary, ForeignSender, Kept

# More than one would choose from on a form; the others are found in the book.
MOST_OFFERED = 50
Row = TypeVar("Row", bound=Kept)


def beneficiaries_page(words: str, cursor: str | None, size: int) -> Page[ForeignBeneficiary]:
    """One page of whom one pays abroad, whose name, account, bank, country or note has the words."""
    return read_page(_matching(ForeignBeneficiary, words), ForeignBeneficiary.id, cursor=cursor, size=size)


def senders_page(words: str, cursor: str | None, size: int) -> Page[ForeignSender]:
    """One page of who sends abroad, whose name, city or note has the words, newest first."""
    return read_page(_matching(ForeignSender, words), ForeignSender.id, cursor=cursor, size=size)


def beneficiaries_for(kind: TransactionType, country: str) -> Sequence[ForeignBeneficiary]:
    """Whom one pays in a country by a type of transfer, those paid last first."""
    there = (
        ForeignBeneficiary.transaction_type == kind,
        ForeignBeneficiary.country_iso_code == country,
    )
    return _latest(ForeignBeneficiary, _matching(ForeignBeneficiary, "").where(*there))


def senders() -> Sequence[ForeignSender]:
    """Who sends abroad, those who sent last first."""
    return _latest(ForeignSender, _matching(ForeignSender, ""))


def _latest(model: type[Row], query: Select[Row]) -> Sequence[Row]:
    latest = model.last_used_at.desc().nulls_last(), model.id.desc()
    return db.session.scalars(query.order_by(*latest).limit(MOST_OFFERED)).all()


def _matching(model: type[Row], words: str) -> Select[Row]:
    query: Select[Row] = select(model).where(model.removed_at.is_(None))
    if words.replace(" ", "").isdigit():
        words = words.replace(" ", "")  # numbers are shown in groups of four
    return query.where(model.search_text.contains(words.lower(), autoescape=True)) if words else query
