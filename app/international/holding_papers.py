"""Holding a paper whose form could not be taken yet: nobody chooses the same file twice."""

import secrets
from datetime import timedelta
from typing import cast

from sqlalchemy import delete, insert, select

from app.db.base import table_of
from app.db.transaction import transaction
from app.extensions import db
from app.flip.attachments import Extension
from app.international.paper_models import HeldPaper
from app.international.papers import NewAttachment
from app.lib import clock
from app.outbox.clockwork import every

FOR = timedelta(days=1)
_table = table_of(HeldPaper)


def hold(paper: NewAttachment, person_id: int) -> str:
    """Keep a paper sealed for a day; what its form has to say to get it back."""
    token = secrets.token_urlsafe(32)
    row = {"extension": paper.extension, "content": paper.content, "size": len(paper.content)}
    with transaction() as session:
        session.execute(insert(_table).values(token=token, person_id=person_id, held_at=clock.now(), **row))
    return token


def held(token: str | None, person_id: int) -> HeldPaper | None:
    """What is known of a paper that was held for this person; None when there is none any more."""
    if not token:
        return None
    query = select(HeldPaper).where(HeldPaper.token == token, HeldPaper.person_id == person_id)
    return db.session.scalar(query.where(HeldPaper.held_at > clock.now() - FOR))


def taken_back(token: str | None, person_id: int) -> NewAttachment | None:
    """The paper itself."""
    found = held(token, person_id)
    return NewAttachment(found.content, cast(Extension, found.extension)) if found else None


@every(name="international.forget_held_papers", minutes=60)
def forget_old() -> None:
    """Delete the papers of forms that nobody sent again within a day."""
    with transaction() as session:
        session.execute(delete(_table).where(_table.c.held_at <= clock.now() - FOR))
