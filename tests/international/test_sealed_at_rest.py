"""Who is paid, who sends, and the invoice lie sealed in the database; lists know name and account alone."""

from decimal import Decimal
from typing import Any

from cryptography.fernet import Fernet
from sqlalchemy import text

from app.db.base import metadata
from app.extensions import db
from app.international import changing
from app.international.attachments import paper_of
from app.vault.sealed_columns import rotate, sealed_columns
from tests.international.abroad import (
    BENEFICIARY,
    BUSINESS,
    INVOICE,
    SENDER,
    VALUES,
    approve,
    beneficiary,
    maker,
    offer_rates,
    stored,
    submit,
)
from tests.users.bench import House
from tests.vault.rings import with_keys

PARTS = ("23 Great Marlborough", "Greater London", "601613", "john.snow@example.com", "EDUCATION")
OF_THE_SENDER = (
    "Siti",
    "Rahayu",
    "Melati",
    "3273017101920001",
    "1992-01-31",
    "+6281234567890",
    "entrepreneur",
)
IN_THE_INVOICE = ("%PDF-1.7", "300 chairs", "INV-2026-77")
ON_THE_SPINE = ("john snow", "31926819", "GBR:1807")


def everything() -> str:
    """Every cell of the database as it lies there."""
    db.session.rollback()
    cells: list[Any] = []
    for table in metadata.sorted_tables:
        for row in db.session.execute(text(f'SELECT * FROM "{table.name}"')):
            cells += row
    db.session.rollback()
    return "\n".join(
        bytes(cell).decode("latin-1") if isinstance(cell, bytes | memoryview) else str(cell) for cell in cells
    )


def test_the_raw_database_shows_nothing_of_people_and_papers(house: House) -> None:
    offer_rates()
    public_id = submit()
    business = submit("form-2", BUSINESS)
    approve(public_id)
    seen = stored(public_id).payout.fingerprint or ""
    changed = VALUES | {"amount": Decimal(9), "beneficiary": beneficiary(email="snow@example.com")}
    changing.edit(public_id, changed, maker(), base=seen)
    assert (stored(public_id).sender, paper_of(stored(business).id)) == (SENDER, INVOICE)
    found = everything()
    for secret in (*PARTS, *OF_THE_SENDER, *IN_THE_INVOICE):
        assert secret not in found, secret
    for known in ON_THE_SPINE:
        assert known in found


def test_rotation_seals_them_under_the_newest_key(house: House) -> None:
    offer_rates()
    public_id, business = submit(), submit("form-2", BUSINESS)
    names = {f"{column.table.name}.{column.name}" for column in sealed_columns()}
    assert names >= {
        "international_transfers.beneficiary",
        "international_transfers.sender",
        "attachments.content",
    }
    new, old = Fernet.generate_key().decode(), house.app.config["SETTINGS"].vault_keys
    with with_keys(house.app, new, *old):
        assert list(rotate())[-1].unreadable == ()
    with with_keys(house.app, new):
        assert (stored(public_id).beneficiary, stored(public_id).sender) == (BENEFICIARY, SENDER)
        assert paper_of(stored(business).id) == INVOICE


def test_what_differs_not_at_all_is_sealed_differently(house: House) -> None:
    offer_rates()
    submit(), submit("form-2", alike_reason="another month")
    raw = db.session.execute(text("SELECT beneficiary FROM international_transfers")).scalars().all()
    assert len(set(raw)) == 2
