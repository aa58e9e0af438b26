"""Transfers abroad and what Flip tells of one, for the tests of them."""

from datetime import date
from decimal import Decimal

from app.flip.international import (
    Attachment,
    NewBeneficiary,
    NewBusinessTransfer,
    NewConsumerTransfer,
    NewSender,
)

# Bytes that a line-wise or a text reader would spoil.
INVOICE = Attachment(b"%PDF-1.7\r\n--\r\n\x00" + bytes(range(256)) * 4, "pdf")
CONSUMER = NewConsumerTransfer(
    idempotency_key="key-1",
    transaction_type="C2C",
    destination_country="GBR",
    amount=Decimal("52.63"),
    beneficiary=NewBeneficiary(
        account_number="0012233330",
        full_name="John Smith",
        bank_id="1807",
        nationality="GBR",
        province="England",
        city="Manchester",
        address="Mosley St 1 & 2",
        relationship="FRIEND",
        source_of_funds="SALARY",
        remittance_purposes="EDUCATION",
        sort_code="006967",
        id_number="44943733088",
        id_expiration_date=date(2030, 1, 31),
    ),
    sender=NewSender(
        name="Siti Aminah",
        country="100252",
        place_of_birth="391",
        date_of_birth=date(1992, 1, 31),
        address="Jalan Margonda Raya",
        city="Depok",
        identity_type="nat_id",
        identity_number="0012345678901234",
        job="entrepreneur",
        email="siti@mail.com",
        phone_number="+628123456789",
    ),
)
BUSINESS = NewBusinessTransfer(
    idempotency_key="key-2",
    transaction_type="B2B",
    destination_country="MYS",
    amount=Decimal("300.6"),
    beneficiary=NewBeneficiary(
        account_number="1187710200",
        full_name="Jane Doe",
        bank_id="2122",
        id_number="A1",
        id_expiration_date=date(2031, 2, 28),
    ),
    attachment=INVOICE,
)
MADE = {
    "id": 7,
    "amount": 1_000_000,
    "beneficiary_amount": "52.63",
    "beneficiary_currency_code": "GBP",
    "status": "PENDING",
    "idempotency_key": "key-1",
}
