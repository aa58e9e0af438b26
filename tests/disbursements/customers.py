"""The customer of a transfer company, as staff type what is known of them."""

from typing import Any

from app.disbursements.sender_models import Sender
from app.extensions import db

IDENTITY_NUMBER = "3174012345670009"
SPECIAL: dict[str, Any] = {
    "transfer_kind": "special",
    "direction": "FOREIGN_INBOUND_SPECIAL_TRANSFER",
    "sender_name": "Siti Rahma 2",
    "sender_address": "Jalan Melati 12, RT 03/04",
    "sender_country": "Argentina",
    "sender_job": "indonesian_migrant_worker",
    "sender_place_of_birth": "Kota Bandung",
    "sender_date_of_birth": "1990-02-28",
    "sender_identity_type": "nat_id",
    "sender_identity_number": IDENTITY_NUMBER,
}


def sender_of(row_id: int) -> Sender | None:
    """The sender of a payout as stored now."""
    db.session.rollback()
    return db.session.get(Sender, row_id, populate_existing=True)
