"""The verbs of beneficiaries, the people one pays again: keep, change, remove, and fill a payout from one."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.audit.record import record
from app.beneficiaries.models import STANDING, Beneficiary
from app.db.base import table_of
from app.db.compare_and_set import change_where, compare_and_set
from app.db.dialects import upsert
from app.db.transaction import transaction
from app.extensions import db
from app.lib import clock
from app.lib.errors import NotFound, Refused
from app.lib.ids import new_public_id
from app.lib.labels import mark as _
from app.lib.masking import mask_email, mask_number

STANDS = _("This account is kept already, as %(name)s.")
CHANGED = _("Somebody changed this beneficiary meanwhile. Open it again and look before you change it.")
DETAILS = ("name", "bank_code", "account_number", "note", "recipient_city", "emails")
_table = table_of(Beneficiary)


def add(details: Mapping[str, Any], maker_id: int, maker_name: str) -> str:
    """Keep somebody new; our public id. :raises Refused: naming who has this account already."""
    with transaction():
        public_id = add_within(details, maker_id, maker_name)
        if public_id is None:
            raise _stands(details)
    return public_id


def add_within(details: Mapping[str, Any], maker_id: int, maker_name: str) -> str | None:
    """The same inside the caller's transaction; None when the account is kept already."""
    now, public_id = clock.now(), new_public_id("BEN")
    made = {"maker_id": maker_id, "maker_name": maker_name, "created_at": now, "updated_at": now}
    statement = upsert(_table).values(public_id=public_id, **_columns(details), **made)
    statement = statement.on_conflict_do_nothing(
        index_elements=["bank_code", "account_number"], index_where=STANDING
    )
    if db.session.execute(statement.returning(_table.c.id)).scalar_one_or_none() is None:
        return None
    record("beneficiaries.add", ("beneficiary", public_id), after=_audited(details))
    return public_id


def keep(details: Mapping[str, Any], maker_id: int, maker_name: str) -> None:
    """Keep somebody beside another deed: whoever has the account already stays as they are."""
    with transaction():
        add_within(details, maker_id, maker_name)


def edit(public_id: str, details: Mapping[str, Any], seen: str) -> None:
    """Change somebody who still is as they were when `seen`, the moment of their last change.

    :raises Refused: changed meanwhile, or the account is somebody else's.
    """
    try:
        with transaction():
            row = standing(public_id)
            before = {name: getattr(row, name) for name in DETAILS}
            as_seen = {"updated_at": row.updated_at, "removed_at": None}
            values = _columns(details) | {"updated_at": clock.now()}
            if seen != row.version or not compare_and_set(_table, row.id, expect=as_seen, values=values):
                raise Refused(CHANGED)
            subject = ("beneficiary", public_id)
            record("beneficiaries.edit", subject, before=_audited(before), after=_audited(details))
    except IntegrityError as error:
        raise _stands(details) from error


def remove(public_id: str) -> None:
    """Offer somebody no more; payouts to them stay as they are."""
    with transaction():
        row = standing(public_id)
        if compare_and_set(_table, row.id, expect={"removed_at": None}, values={"removed_at": clock.now()}):
            before = {name: getattr(row, name) for name in DETAILS}
            record("beneficiaries.remove", ("beneficiary", public_id), before=_audited(before))


def used(bank_code: str, account_number: str) -> None:
    """Note that a payout to this account was submitted, inside the caller's transaction."""
    change_where(_table, _account(bank_code, account_number), last_used_at=clock.now())


def standing(public_id: str) -> Beneficiary:
    """One beneficiary; :raises NotFound: there is none, or it was removed."""
    query = select(Beneficiary).where(Beneficiary.public_id == public_id, STANDING)
    found = db.session.scalar(query.execution_options(populate_existing=True))
    if found is None:
        raise NotFound
    return found


def kept(bank_code: str, account_number: str) -> Beneficiary | None:
    """Who is kept with this account."""
    return db.session.scalar(select(Beneficiary).where(_account(bank_code, account_number)))


def filling(public_id: str) -> dict[str, Any]:
    """What a payout to somebody begins with, by the names of its form; :raises NotFound: as `standing`."""
    row = standing(public_id)
    return {
        "bank_code": row.bank_code,
        "account_number": row.account_number,
        "typed_name": row.name,
        "recipient_city": row.recipient_city,
        "beneficiary_emails": row.emails,
    }


def _account(bank_code: str, account_number: str) -> Any:
    columns = _table.c
    return (columns.bank_code == bank_code) & (columns.account_number == account_number) & STANDING


def _stands(details: Mapping[str, Any]) -> Refused:
    other = kept(details["bank_code"], details["account_number"])
    return Refused(STANDS, fields={"account_number": STANDS}, values={"name": other.name if other else "?"})


def _columns(details: Mapping[str, Any]) -> dict[str, Any]:
    searched = (details["name"], details["account_number"], details["note"])
    return {name: details[name] for name in DETAILS} | {
        "search_text": " ".join(part or "" for part in searched).lower()
    }


def _audited(details: Mapping[str, Any]) -> dict[str, Any]:
    emails = (details["emails"] or "").split(",")
    masked = ", ".join(mask_email(address) for address in emails if address) or None
    return {name: details[name] for name in DETAILS} | {
        "account_number": mask_number(details["account_number"]),
        "emails": masked,
    }
