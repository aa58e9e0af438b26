"""Money abroad in the sandbox's tests: good fields for both create calls, and the steps of a transfer."""

from dataclasses import dataclass

import requests

from tests.sandbox.bench import Bench, Json

CALL = "/international-disbursement"
WITH_FILE = f"{CALL}/create-with-attachment"
CONSUMER: Json = {
    "amount": "52.63",
    "source_country": "IDN",
    "destination_country": "GBR",
    "transaction_type": "C2C",
    "beneficiary_full_name": "John Smith",
    "beneficiary_account_number": "1122333300",
    "beneficiary_bank_id": "1807",
    "beneficiary_nationality": "GBR",
    "beneficiary_province": "Greater Manchester",
    "beneficiary_city": "Manchester",
    "beneficiary_address": "Mosley St 12",
    "beneficiary_relationship": "SON",
    "beneficiary_source_of_funds": "BUSINESS",
    "beneficiary_remittance_purposes": "EDUCATION",
    "beneficiary_sort_code": "506967",
    "sender_name": "Siti Rahayu",
    "sender_country": 100252,
    "sender_place_of_birth": 391,
    "sender_date_of_birth": "1963-12-01",
    "sender_address": "Jalan Margonda Raya 1",
    "sender_identity_type": "nat_id",
    "sender_identity_number": "3276014107900001",
    "sender_job": "entrepreneur",
    "sender_email": "siti@example.com",
    "sender_city": "Depok",
    "sender_phone_number": "+628123456789",
}
COMPANY: Json = {
    "amount": "300.60",
    "source_country": "IDN",
    "destination_country": "MYS",
    "transaction_type": "B2B",
    "attachment_type": "invoice",
    "beneficiary_account_number": "1187710200",
    "beneficiary_bank_id": "2122",
    "beneficiary_document_reference_number": "doc_reference_123456",
    "beneficiary_full_name": "Jane Doe",
    "beneficiary_remittance_purposes": "TRAVEL",
}
INVOICE = ("invoice.pdf", b"%PDF-1.4 an invoice")
# Good values for what a destination asks for beside them.
IDENTIFIERS = {
    "iban": "DE89370400440532013000",
    "sort_code": "506967",
    "bsb_number": "062000",
    "ifs_code": "HDFC0000001",
    "branch_number": "001",
    "ach_code": "021000021",
}


def rates(bench: Bench, **query: object) -> list[Json]:
    reply = bench.api("GET", f"{CALL}/exchange-rates", params={"transaction_type": "C2C"} | query)
    assert reply.status_code == 200, reply.text
    held = reply.json()
    assert isinstance(held, list)
    return held


def rate(bench: Bench, country: str = "GBR") -> Json:
    (held,) = rates(bench, country_iso_code=country)
    return held


@dataclass
class Form:
    """What form-data says of one country; ``raw`` is all of it."""

    banks: dict[str, str]
    special_identifiers: list[str]
    regions: list[dict[str, object]]
    raw: dict[str, dict[str, str]]


def form_data(bench: Bench, country: str, kind: str = "C2C") -> Form:
    query = {"country_iso_code": country, "transaction_type": kind}
    reply = bench.api("GET", f"{CALL}/form-data", params=query)
    assert reply.status_code == 200, reply.text
    raw = reply.json()
    return Form(raw["banks"], raw["special_identifiers"], raw["regions"], raw)


def fields_for(bench: Bench, country: str, **more: object) -> Json:
    """Good consumer's fields for any country, by what its form-data asks for."""
    form = form_data(bench, country)
    own: Json = {"destination_country": country, "beneficiary_bank_id": next(iter(form.banks))}
    own |= {f"beneficiary_{name}": IDENTIFIERS[name] for name in form.special_identifiers}
    if form.regions:
        own["beneficiary_region"] = form.regions[0]["id"]
    without = CONSUMER | {"beneficiary_sort_code": None, "amount": rate(bench, country)["minimum_amount"]}
    return without | own | more


def ask_abroad(bench: Bench, *, key: str = "", **fields: object) -> requests.Response:
    """A create call for C2C or C2B with good fields, but for what is said; ``None`` leaves a field out."""
    return _ask(bench, CALL, CONSUMER | fields, key or new_key(bench), {})


def ask_company(
    bench: Bench, *, key: str = "", file: tuple[str, bytes] | None = INVOICE, **fields: object
) -> requests.Response:
    """The same for B2C or B2B."""
    files = {} if file is None else {"attachment_data": file}
    return _ask(bench, WITH_FILE, COMPANY | fields, key or new_key(bench), files)


def new_key(bench: Bench) -> str:
    bench.made += 1
    return f"abroad-{bench.made}"


def _ask(
    bench: Bench, call: str, fields: Json, key: str, files: dict[str, tuple[str, bytes]]
) -> requests.Response:
    wanted = {name: value for name, value in fields.items() if value is not None}
    headers = {} if key == "none" else {"idempotency-key": key}
    return bench.api("POST", call, data=wanted, files=files or None, headers=headers)


def abroad(bench: Bench, **fields: object) -> Json:
    """A transfer of a consumer that was accepted."""
    return _taken(ask_abroad(bench, **fields))  # type: ignore[arg-type]


def company_abroad(bench: Bench, **fields: object) -> Json:
    """A transfer of a company that was accepted."""
    return _taken(ask_company(bench, **fields))  # type: ignore[arg-type]


def _taken(reply: requests.Response) -> Json:
    assert reply.status_code == 200, reply.text
    held = reply.json()
    assert isinstance(held, dict)
    return held


def finish(bench: Bench, transfer: Json, status: str = "SUCCESSFUL", **more: object) -> requests.Response:
    return bench.panel("POST", f"/international/{transfer['id']}", status=status, **more)


def shown(bench: Bench, transfer: Json) -> Json:
    held = bench.api("GET", f"{CALL}/{transfer['id']}").json()
    assert isinstance(held, dict)
    return held


def set_rate(bench: Bench, place: str, **body: object) -> requests.Response:
    return bench.panel("POST", f"/rates/{place}", **body)


def held(bench: Bench) -> list[Json]:
    """Everything in the books, oldest first."""
    rows = bench.panel("GET", "/books").json()["international"]
    assert isinstance(rows, list)
    return rows
