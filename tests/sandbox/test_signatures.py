"""X-Signature: the vectors made with real PHP, and which calls need one once a key is registered (reference:
signature). The keys in ``vectors.json`` are test keys.
"""

import base64
import json
from decimal import Decimal
from pathlib import Path
from urllib.parse import urlencode

import pytest
import requests
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

from app.sandbox.php_json import php_json
from tests.sandbox.bench import Bench

FILE = json.loads(Path(__file__).with_name("vectors.json").read_text(encoding="utf-8"))
VECTORS = {vector["name"]: vector for vector in FILE["vectors"]}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
GOOD = ("seed_disbursement", "order_matters", "empty_and_spaces")  # the others are refused for what they say
SEED = VECTORS["seed_disbursement"]


@pytest.fixture
def signed(bench: Bench) -> Bench:
    assert bench.panel("POST", "/signature", public_key=FILE["public_key_pem"]).status_code == 200
    return bench


def sign(payload: str) -> str:
    key = load_pem_private_key(FILE["private_key_pem_TEST_VECTOR_ONLY"].encode(), None)
    assert isinstance(key, rsa.RSAPrivateKey)
    return base64.b64encode(key.sign(payload.encode(), padding.PKCS1v15(), SHA256())).decode()


def _post(bench: Bench, body: str, signature: str | None, call: str = "/disbursement") -> requests.Response:
    headers = FORM if signature is None else FORM | {"X-Signature": signature}
    return bench.api("POST", call, data=body.encode(), headers=headers)


@pytest.mark.parametrize("name", list(VECTORS))
def test_parameters_are_written_as_php_writes_them(name: str) -> None:
    vector = VECTORS[name]
    assert php_json(dict(vector["pairs"])) == vector["payload"]
    assert len(vector["payload"].encode()) == vector["payload_bytes"]
    assert urlencode([tuple(pair) for pair in vector["pairs"]]) == vector["form_body"]
    assert sign(vector["payload"]) == vector["signature_base64"]


def test_other_values_are_written_as_php_writes_them() -> None:
    held = {"a": 10000, "b": None, "c": True, "d": [1, "x/"], "e": {}, "f": {"g": False}}
    assert php_json(held) == '{"a":10000,"b":null,"c":true,"d":[1,"x\\/"],"e":[],"f":{"g":false}}'
    assert php_json([Decimal("19000.55"), Decimal("0.000001")]) == "[19000.55,0.000001]"
    with pytest.raises(TypeError):
        php_json(1.5)


@pytest.mark.parametrize(
    "name", [name for name in VECTORS if name not in ("get_list_query", "no_parameters")]
)
def test_every_vectors_signature_is_accepted(signed: Bench, name: str) -> None:
    reply = _post(signed, VECTORS[name]["form_body"], VECTORS[name]["signature_base64"])
    assert reply.status_code == (200 if name in GOOD else 422)
    wrong = _post(signed, VECTORS[name]["form_body"] + "&x=1", VECTORS[name]["signature_base64"])
    assert wrong.status_code == 403


def test_queries_are_signed_too(signed: Bench) -> None:
    query, nothing = VECTORS["get_list_query"], VECTORS["no_parameters"]
    for path, vector in (
        (f"/disbursement?{query['form_body']}", query),
        ("/disbursement", nothing),
        ("/disbursement/12", nothing),
        ("/disbursement/12/queue", nothing),
    ):
        good = signed.api("GET", path, headers={"X-Signature": vector["signature_base64"]})
        assert good.status_code in (200, 404), path
        assert signed.api("GET", path).status_code == 403, path
    found = signed.api(
        "GET", "/get-disbursement?id=12", prefix="/api/v3", headers={"X-Signature": sign('{"id":"12"}')}
    )
    assert found.status_code == 422
    assert signed.api("GET", "/get-disbursement?id=12", prefix="/api/v3").status_code == 403
    assert signed.api("POST", "/special-disbursement").status_code == 403


OTHER_ORDER = VECTORS["order_matters"]["form_body"]
UNESCAPED = VECTORS["slashes_and_backslash"]


@pytest.mark.parametrize(
    ("body", "signature"),
    [
        (SEED["form_body"].replace("10000", "90000"), SEED["signature_base64"]),
        (OTHER_ORDER, SEED["signature_base64"]),
        (SEED["form_body"], None),
        (SEED["form_body"], ""),
        (SEED["form_body"], "not base64!"),
        (SEED["form_body"], base64.b64encode(b"x" * 256).decode()),
        (SEED["form_body"], sign(SEED["payload"].replace('"10000"', "10000"))),
        (UNESCAPED["form_body"], sign(UNESCAPED["payload"].replace("\\/", "/"))),
        ("remark=%FF", sign('{"remark":"\\ufffd"}')),
    ],
)
def test_a_wrong_signature_is_403(signed: Bench, body: str, signature: str | None) -> None:
    reply = _post(signed, body, signature)
    assert reply.status_code == 403
    assert reply.json() == {"name": "Forbidden", "message": "Signature is invalid.", "status": 403}
    assert signed.panel("GET", "/books").json()["disbursements"] == []


def test_bytes_that_were_not_percent_encoded_count_as_what_they_say(signed: Bench) -> None:
    reply = _post(signed, "remark=é", sign('{"remark":"\\u00e9"}'))
    assert ("remark", 2003) in signed.errors(reply)


def test_another_key_is_403_and_no_key_checks_nothing(bench: Bench) -> None:
    assert _post(bench, SEED["form_body"], "nonsense").status_code == 200
    other = rsa.generate_private_key(public_exponent=65537, key_size=2048).public_key()
    bench.panel("POST", "/signature", public_key=_pem(other))
    assert _post(bench, SEED["form_body"], SEED["signature_base64"]).status_code == 403
    reply = bench.http.post(f"{bench.url}/panel/api/signature", json={"public_key": None})
    assert reply.json() == {"public_key": None}
    assert _post(bench, SEED["form_body"], None).status_code == 200


def _pem(key: rsa.RSAPublicKey) -> str:
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def test_the_signature_comes_before_timestamp_and_fields_and_after_the_credentials(signed: Bench) -> None:
    body = "amount=1"
    assert _post(signed, body, None).status_code == 403
    assert signed.api("POST", "/disbursement", data=body, headers=FORM, auth=("x", "")).status_code == 401
    stale = FORM | {"X-TIMESTAMP": "x", "X-Signature": sign('{"amount":"1"}')}
    assert signed.errors(signed.api("POST", "/disbursement", data=body, headers=stale)) == [
        ("X-TIMESTAMP", 1095)
    ]


def test_inquiries_lists_and_other_products_need_none(signed: Bench) -> None:
    for path in ("/disbursement/city-list", "/disbursement/country-list", "/general/balance", "/pwf/bill"):
        assert signed.api("GET", path).status_code == 200, path
    account = {"account_number": "5465327020", "bank_code": "bca"}
    assert signed.api("POST", "/disbursement/bank-account-inquiry", data=account).status_code == 200


def test_only_an_rsa_key_of_2048_bit_is_registered(bench: Bench) -> None:
    small = rsa.generate_private_key(public_exponent=65537, key_size=1024).public_key()
    for wrong in ("", "key", _pem(small), FILE["private_key_pem_TEST_VECTOR_ONLY"], 5, ["x"]):
        assert bench.panel("POST", "/signature", public_key=wrong).status_code == 422, wrong
    assert bench.panel("POST", "/signature", other=1).status_code == 422
    assert bench.panel("GET", "/signature").json() == {"public_key": None}
