"""Who sends and who receives, with the keys of the object (reference: international, Object)."""

from app.sandbox.international.parameters import ACCOUNT, PURPOSE, RELATIONSHIP, CreateCall

Json = dict[str, object]
# What the object calls differently from the request.
FROM = {
    "bank_account_number": ACCOUNT,
    "country": "destination_country",
    "relationship": RELATIONSHIP,
    "remittance_purpose": PURPOSE,
}
PAPERS = ("id_number", "id_expiration_date")
WHO = (
    *("full_name", "bank_account_number", "bank", "email", "msisdn", "nationality", "country", "province"),
    *("city", "address", "postal_code", "relationship", "source_of_funds", "remittance_purpose"),
)
CODES = (
    *("iban", "swift_bic_code", "sort_code", "ifs_code", "bsb_number", "branch_number"),
    *("document_reference_number", "registration_number"),
)
# Empty text instead of null where nothing was sent, in transfers of a company.
EMPTY = (
    *("msisdn", "nationality", "province", "city", "address", "relationship", "source_of_funds"),
    *(*PAPERS, "ach_code"),
)
SENDER = (
    *("name", "place_of_birth", "date_of_birth", "address", "identity_type", "identity_number"),
    *("country", "job", "email", "city", "phone_number"),
)
NUMBERS = ("place_of_birth", "country")


def beneficiary_of(call: CreateCall) -> Json:
    names = (*PAPERS, *WHO, *CODES) if call.consumer else (*WHO, *CODES, *PAPERS)
    return {name: _value(call, name) for name in (*names, "ach_code")}


def sender_of(call: CreateCall) -> Json | None:
    """None in transfers of a company, which is the sender itself."""
    if not call.consumer:
        return None
    held: Json = {name: call.fields[f"sender_{name}"] for name in SENDER}
    return held | {name: int(str(held[name])) for name in NUMBERS}


def _value(call: CreateCall, name: str) -> str | None:
    if name == "bank":
        return _bank(call)
    plain = name if name in PAPERS and call.consumer else f"beneficiary_{name}"
    text = call.fields[FROM.get(name, plain)]
    return text or ("" if name in EMPTY and not call.consumer else None)


def _bank(call: CreateCall) -> str | None:
    """By its id; by the name that was sent where that is allowed."""
    assert call.corridor is not None
    bank_id, name = call.fields["beneficiary_bank_id"], call.fields["beneficiary_bank_name"]
    return call.corridor.banks.get(bank_id) or (name if call.corridor.bank_name else "") or None
