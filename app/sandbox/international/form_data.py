"""The values a form offers for a country and a type of transfer (reference: international, form-data)."""

import json
from collections.abc import Mapping
from pathlib import Path

from app.sandbox.international.corridors import REGIONS, Corridor

_FILE = Path(__file__).parents[1] / "data" / "form_data.json"
_HELD = json.loads(_FILE.read_text(encoding="utf-8"))
RELATIONSHIPS: Mapping[str, str] = _HELD["beneficiary_relationships"]
FUNDS: Mapping[str, str] = _HELD["source_of_funds"]
PURPOSES: Mapping[str, str] = _HELD["remittance_purposes"]
# Alpha-3, name, alpha-2.
NATIONALITIES: Mapping[str, tuple[str, str]] = {
    iso: (name, code) for iso, name, code in _HELD["nationalities"]
}


def form_data(corridor: Corridor, transaction_type: str) -> dict[str, object]:
    return {
        "country_iso_code": corridor.country,
        "currency_code": corridor.currency,
        "beneficiary_relationships": RELATIONSHIPS,
        "source_of_funds": FUNDS,
        "remittance_purposes": PURPOSES,
        "banks": corridor.banks,
        "special_identifiers": corridor.identifiers,
        "regions": [
            {"id": int(region), "name": name}
            for region, name in REGIONS.items()
            if transaction_type in corridor.region_types
        ],
        "nationality_countries": [
            {"iso_code": iso, "name": name, "country_code": code}
            for iso, (name, code) in NATIONALITIES.items()
        ],
    }
