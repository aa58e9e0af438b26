"""Every wrong field of a transfer abroad gets its error beside it, in two languages; nothing is lost."""

import io
from typing import Any

from tests.bills.bench import errors_beside, typed
from tests.international.counter import Counter

GBR = ("C2C", "GBR")
WRONG: list[tuple[tuple[str, str], dict[str, Any], str, str]] = [
    (GBR, {"amount": ""}, "amount", "Enter the amount."),
    (GBR, {"amount": "a lot"}, "amount", "This is not an amount"),
    (GBR, {"amount": "0"}, "amount", "This is not an amount"),
    (GBR, {"amount": "52.6311"}, "amount", "At most 2 decimals"),
    (GBR, {"amount": "1"}, "amount", "Below the minimum of GBP 1.50"),
    (GBR, {"amount": "3000.51"}, "amount", "Above the maximum of GBP 3,000.50"),
    (GBR, {"amount": "9" * 40}, "amount", "This is not an amount"),
    (("C2C", "JPN"), {"amount": "1500.5"}, "amount", "No decimals are possible here."),
    (GBR, {"beneficiary_full_name": ""}, "beneficiary_full_name", "Fill this in"),
    (GBR, {"beneficiary_full_name": "x" * 256}, "beneficiary_full_name", "At most 255 characters"),
    (GBR, {"beneficiary_full_name": "張偉"}, "beneficiary_full_name", "leave out"),
    (
        GBR,
        {"beneficiary_account_number": "12-a?"},
        "beneficiary_account_number",
        "Use letters and digits only",
    ),
    (GBR, {"beneficiary_account_number": "1\x002"}, "beneficiary_account_number", "cannot be printed"),
    (GBR, {"beneficiary_bank_id": "Bank of Nowhere"}, "beneficiary_bank_id", "no such name"),
    (GBR, {"beneficiary_nationality": "Atlantis"}, "beneficiary_nationality", "no such name"),
    (GBR, {"beneficiary_sort_code": "12345"}, "beneficiary_sort_code", "6 digits"),
    (GBR, {"beneficiary_email": "john"}, "beneficiary_email", "not one e-mail address"),
    (GBR, {"beneficiary_relationship": "ENEMY"}, "beneficiary_relationship", "Not a valid choice"),
    (GBR, {"sender_name": ""}, "sender_name", "Fill this in"),
    (GBR, {"sender_date_of_birth": "3000-01-01"}, "sender_date_of_birth", "still to come"),
    (GBR, {"sender_identity_number": "3276 0117?"}, "sender_identity_number", "Use letters and digits only"),
    (GBR, {"sender_phone_number": "call me"}, "sender_phone_number", "Begin with +"),
    (GBR, {"sender_email": "a@b.co, c@d.co"}, "sender_email", "not one e-mail address"),
    (GBR, {"alike_reason": "x" * 301}, "alike_reason", "At most 300 characters"),
    (("C2C", "DEU"), {"beneficiary_iban": "DE89370400440532013001"}, "beneficiary_iban", "no such IBAN"),
    (("C2C", "DEU"), {"beneficiary_iban": "GB29NWBK60161331926819"}, "beneficiary_iban", "Germany"),
    (("C2C", "IND"), {"beneficiary_ifs_code": "HDFCO000001"}, "beneficiary_ifs_code", "digit 0"),
    (("B2B", "USA"), {"beneficiary_ach_code": "021000022"}, "beneficiary_ach_code", "no such routing"),
    (("C2C", "CHN"), {"beneficiary_region": ""}, "beneficiary_region", "Fill this in"),
    (("B2B", "MYS"), {"attachment": ""}, "attachment", "Malaysia asks for the invoice"),
    (("B2B", "MYS"), {"attachment": (io.BytesIO(b"MZ"), "run.exe")}, "attachment", "Flip takes txt, pdf"),
    (("B2B", "MYS"), {"attachment": (io.BytesIO(b"x"), "a.pdf")}, "attachment", "no pdf file inside"),
    (("B2B", "MYS"), {"attachment": (io.BytesIO(b" "), "a.txt")}, "attachment", "This file is empty"),
]
KEPT = (
    "amount",
    "beneficiary_full_name",
    "beneficiary_account_number",
    "beneficiary_bank_id",
    "beneficiary_city",
)


def test_a_wrong_field_gets_its_error_beside_it_and_everything_typed_is_kept(counter: Counter) -> None:
    reader = counter.world.house.as_("staff", language="id")
    for where in {where for where, *_ in WRONG}:
        counter.reads(*where)
    for where, wrong, field, words in WRONG:
        sent = counter.filled(*where, **_fresh(wrong))
        answer = counter.staff.post("/international/", **sent)
        assert answer.status_code == 422, (where, field, wrong)
        errors = errors_beside(answer.text, field)
        assert any(words in error for error in errors), (where, wrong, errors)
        assert len(errors) == 1, (where, wrong, errors)
        for name in KEPT:
            if str(sent[name]).isprintable() and name in answer.text:
                assert typed(answer.text, name) == sent[name], (where, name)
        said = errors_beside(counter.send(*where, browser=reader, **_fresh(wrong)).text, field)
        assert said, (where, wrong)
        assert said != errors, (where, wrong)
    assert counter.how_many() == 0


def test_all_that_is_wrong_is_told_at_once(counter: Counter) -> None:
    wrong: dict[str, Any] = {
        name: "" for name in counter.filled() if name.startswith(("beneficiary_", "sender_"))
    }
    page = counter.send(**wrong, amount="x").text
    for name in counter.filled():
        if name.startswith("sender_"):
            assert errors_beside(page, name), name
    for name in ("amount", "beneficiary_full_name", "beneficiary_bank_id", "beneficiary_address"):
        assert errors_beside(page, name), name


def test_odd_input_is_no_fault(counter: Counter) -> None:
    for odd in ("x\x00y", "☃" * 2000, "-1"):
        for name in ("transaction_type", "destination_country", "submission", "base", "anew", "seen_rate"):
            fields: dict[str, Any] = {name: odd}
            assert counter.send(**fields).status_code in (303, 422), (name, odd)
        for path in ("new", "new/wait", "new/countries", "quote", ""):
            for name in ("type", "country", "amount", "to", "from", "anew", "transfer", "tab", "kind", "at"):
                asked = {"type": "C2C", "country": "GBR"} | {name: odd}
                answer = counter.staff.client.get(f"/international/{path}", query_string=asked)
                assert answer.status_code < 500, (path, name, odd)


def _fresh(wrong: dict[str, Any]) -> dict[str, Any]:
    # A file is read once; each time it is sent it has to be a new one.
    return {
        name: (io.BytesIO(value[0].getvalue()), value[1]) if isinstance(value, tuple) else value
        for name, value in wrong.items()
    }
