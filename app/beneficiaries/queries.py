"""Reads of beneficiaries for pages."""

from collections.abc import Sequence

from sqlalchemy import Select, select

from app.beneficiaries.models import STANDING, Beneficiary
from app.db.paging import Page, read_page
from app.extensions import db

MOST_SUGGESTED = 8


def beneficiaries_page(words: str, cursor: str | None, size: int) -> Page[Beneficiary]:
    """One page of beneficiaries whose name, account or note has the words, newest first."""
    return read_page(_matching(words), Beneficiary.id, cursor=cursor, size=size)


def suggested(words: str) -> Sequence[Beneficiary]:
    """A few of them to choose from, those paid last first."""
    latest = Beneficiary.last_used_at.desc().nulls_last(), Beneficiary.id.desc()
    return db.session.scalars(_matching(words).order_by(*latest).limit(MOST_SUGGESTED)).all()


def _matching(words: str) -> Select[Beneficiary]:
    query: Select[Beneficiary] = select(Beneficiary).where(STANDING)
    if words.replace(" ", "").isdigit():
        words = words.replace(" ", "")  # numbers are shown in groups of four
    return query.where(Beneficiary.search_text.contains(words.lower(), autoescape=True)) if words else query
