"""The verbs of both books: keep, change and remove who is paid or who sends, and fill a form from them."""

from collections.abc import Mapping

from app.corridors import queries as corridors
from app.corridors.statuses import TransactionType
from app.db.base import table_of
from app.db.compare_and_set import change_where
from app.lib import clock
from app.lib.labels import mark as _
from app.parties.book import Book
from app.parties.models import ACCOUNT, BENEFICIARY_STANDS, SENDER_STANDS, ForeignBeneficiary, ForeignSender
from app.vault.prints import print_of

Values = Mapping[str, str | None]
BENEFICIARIES = Book(
    ForeignBeneficiary,
    "BNA",
    "beneficiary_abroad",
    "beneficiaries_abroad",
    ACCOUNT,
    "beneficiary_account_number",
    _("This account is kept already, as %(name)s."),
)
SENDERS = Book(
    ForeignSender,
    "SND",
    "sender",
    "senders",
    ("identity_print",),
    "sender_identity_number",
    _("This identity is kept already, as %(name)s."),
)


def add_beneficiary(
    kind: TransactionType, country: str, values: Values, *, note: str | None, maker_id: int, maker_name: str
) -> str:
    """Keep whom one pays abroad; our public id. :raises Refused: who has this account is kept already."""
    return BENEFICIARIES.add(_beneficiary(kind, country, values, note), maker_id, maker_name)


def keep_beneficiary(
    kind: TransactionType, country: str, values: Values, maker_id: int, maker_name: str
) -> None:
    """Keep who is paid by a transfer; whoever is kept with this account already stays as they are."""
    BENEFICIARIES.keep(_beneficiary(kind, country, values, None), maker_id, maker_name)


def edit_beneficiary(public_id: str, values: Values, note: str | None, seen: str) -> None:
    """Change whom one pays abroad. :raises Refused: changed since `seen`, or the account is another's."""
    row = BENEFICIARIES.standing(public_id)
    kind = TransactionType(row.transaction_type)
    BENEFICIARIES.edit(public_id, _beneficiary(kind, row.country_iso_code, values, note), seen)


def remove_beneficiary(public_id: str) -> None:
    """Offer them no more; transfers to them stay as they are."""
    BENEFICIARIES.remove(public_id)


def beneficiary(public_id: str) -> ForeignBeneficiary:
    """Whom one pays abroad; :raises NotFound: there is none, or it was removed."""
    return BENEFICIARIES.standing(public_id)


def filling_beneficiary(public_id: str) -> tuple[TransactionType, str, dict[str, str | None]]:
    """Type, country (ISO alpha-3) and values by the names of `NewBeneficiary`; :raises NotFound: no such."""
    row = BENEFICIARIES.standing(public_id)
    return TransactionType(row.transaction_type), row.country_iso_code, dict(row.details)


def add_sender(values: Values, note: str | None, maker_id: int, maker_name: str) -> str:
    """Keep who sends abroad; our public id. :raises Refused: this identity is kept already."""
    return SENDERS.add(_sender(values, note), maker_id, maker_name)


def keep_sender(values: Values, maker_id: int, maker_name: str) -> None:
    """Keep who sends by a transfer; whoever is kept with this identity already stays as they are."""
    SENDERS.keep(_sender(values, None), maker_id, maker_name)


def edit_sender(public_id: str, values: Values, note: str | None, seen: str) -> None:
    """Change who sends abroad. :raises Refused: changed since `seen`, or the identity is another's."""
    SENDERS.edit(public_id, _sender(values, note), seen)


def remove_sender(public_id: str) -> None:
    """Offer them no more; transfers from them stay as they are."""
    SENDERS.remove(public_id)


def sender(public_id: str) -> ForeignSender:
    """Who sends abroad; :raises NotFound: there is none, or it was removed."""
    return SENDERS.standing(public_id)


def filling_sender(public_id: str) -> dict[str, str | None]:
    """Values by the names of `NewSender`; :raises NotFound: there is none, or it was removed."""
    return dict(SENDERS.standing(public_id).details)


def used(kind: TransactionType, country: str, values: Values, sender_values: Values | None) -> None:
    """Note that a transfer to them, and from them, was submitted, inside the caller's transaction."""
    paid = table_of(ForeignBeneficiary)
    of_account = (
        (paid.c.transaction_type == kind)
        & (paid.c.country_iso_code == country)
        & (paid.c.bank_id == (values.get("bank_id") or ""))
        & (paid.c.account_number == (values.get("account_number") or ""))
    )
    change_where(paid, of_account & BENEFICIARY_STANDS, last_used_at=clock.now())
    if sender_values:
        sends = table_of(ForeignSender)
        of_identity = sends.c.identity_print == _print(sender_values)
        change_where(sends, of_identity & SENDER_STANDS, last_used_at=clock.now())


def _beneficiary(kind: TransactionType, country: str, values: Values, note: str | None) -> dict[str, object]:
    told = corridors.form_data(corridors.country_form(kind, country))
    bank_id, account_number = values.get("bank_id") or "", values.get("account_number") or ""
    bank_name = (told.banks.get(bank_id) if told else None) or values.get("bank_name") or bank_id
    name = values.get("full_name") or ""
    return {
        "transaction_type": kind,
        "country_iso_code": country,
        "bank_id": bank_id,
        "bank_name": bank_name,
        "account_number": account_number,
        "name": name,
        "note": note,
        "details": dict(values),
        "search_text": _searched(name, account_number, bank_name, country, note),
    }


def _sender(values: Values, note: str | None) -> dict[str, object]:
    name = values.get("name") or ""
    return {
        "identity_print": _print(values),
        "name": name,
        "note": note,
        "details": dict(values),
        "search_text": _searched(name, values.get("city"), note),
    }


def _print(values: Values) -> str:
    shown = f"{values.get('identity_type')}:{(values.get('identity_number') or '').upper()}"
    return print_of("foreign_senders", shown)


def _searched(*parts: str | None) -> str:
    return " ".join(part or "" for part in parts).lower()
