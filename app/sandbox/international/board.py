"""A corridor the way exchange-rates shows it (reference: international, exchange-rates)."""

from app.sandbox.international.corridors import Corridor
from app.sandbox.international.hours import arrives_at, closes_at, message, written
from app.sandbox.international.shapes import number

Json = dict[str, object]


def board_row(corridor: Corridor, transaction_type: str, now: float) -> Json:
    return {
        "currency_code": corridor.currency,
        "country_code": corridor.country,
        "country_name": corridor.name,
        "country_iso_code": corridor.country,
        "flip_exchange_rate": number(corridor.rate),
        "flip_transfer_fee": corridor.fee,
        "minimum_amount": number(corridor.minimum),
        "maximum_amount": number(corridor.maximum),
        "payment_speed": corridor.speed,
        "arrival_message": message(corridor, now),
        "notes": None,
        "transaction_type": transaction_type,
        "flip_cutoff_time": written(closes_at(corridor, now)),
        "flip_arrival_time": written(arrives_at(corridor, now)),
        "is_active": corridor.active,
    }
