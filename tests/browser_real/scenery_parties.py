"""Somebody in each of the two books of money abroad, with names and words as long as they come."""

from app.corridors.statuses import TransactionType
from app.parties import service
from tests.international.abroad import BENEFICIARY, SENDER

LONG = "Wolfeschlegelsteinhausenbergerdorff Import and Export of Household Goods"


def keep_people(maker_id: int, maker_name: str) -> dict[str, str]:
    """Keep who is paid abroad and who sends there; our public ids by `paid` and `sends`."""
    paid = BENEFICIARY | {"full_name": LONG, "msisdn": "+447911123456", "postal_code": "W1F 7HX"}
    return {
        "paid": service.add_beneficiary(
            TransactionType.C2C,
            "GBR",
            paid,
            note="Sewa gudang di London, setiap bulan",
            maker_id=maker_id,
            maker_name=maker_name,
        ),
        "sends": service.add_sender(SENDER, "Datang tiap hari Jumat", maker_id, maker_name),
    }
