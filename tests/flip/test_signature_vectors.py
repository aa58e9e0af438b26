"""X-Signature is what PHP's own json_encode and openssl make of the same parameters, byte for byte."""

import hashlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.flip.signature import Signer, payload, verify
from tests.flip.vectors import BY_NAME, TEST_PRIVATE_KEY, TEST_PUBLIC_KEY, VECTORS, Vector

SIGNER = Signer(TEST_PRIVATE_KEY)
SEED = BY_NAME["seed_disbursement"]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector.name)
def test_every_vector_is_signed_as_php_signs_it(vector: Vector) -> None:
    signed = payload(vector.pairs)
    assert signed == vector.payload.encode("ascii")
    assert len(signed) == vector.payload_bytes
    assert hashlib.sha256(signed).hexdigest() == vector.sha256_hex
    assert SIGNER.sign(vector.pairs) == vector.signature
    assert verify(TEST_PUBLIC_KEY, vector.pairs, vector.signature)


def test_all_vectors_are_there() -> None:
    assert len(BY_NAME) == len(VECTORS) == 10


def test_a_signature_fits_its_parameters_alone() -> None:
    others = {vector.signature for vector in VECTORS}
    assert len(others) == len(VECTORS)
    changed = tuple((name, "10001" if name == "amount" else value) for name, value in SEED.pairs)
    for pairs in (changed, SEED.pairs[::-1], SEED.pairs[:-1], ()):
        assert not verify(TEST_PUBLIC_KEY, pairs, SEED.signature)
    for signature in (
        "",
        "not base64!",
        SEED.signature[:-4],
        SEED.signature[:64] + "\n" + SEED.signature[64:],
    ):
        assert not verify(TEST_PUBLIC_KEY, SEED.pairs, signature)


def test_a_repeated_name_keeps_its_first_place_and_last_value() -> None:
    assert payload([("a", "1"), ("b", "2"), ("a", "3")]) == b'{"a":"3","b":"2"}'


def test_half_a_character_is_not_signed() -> None:
    for text in ("\ud83c", "a\udfff"):
        with pytest.raises(ValueError, match="half a character"):
            SIGNER.sign([("remark", text)])


short_run = settings(derandomize=True, max_examples=300, deadline=1000, database=None)
texts = st.text(
    st.characters(exclude_categories=["Cs"])
    | st.sampled_from("\"\\/'<>&\b\f\n\r\t\0\x1f\x7f\x80\xff\u2028\uffff\U0001f389\U0010ffff")
)


@short_run
@given(st.dictionaries(texts, texts, min_size=1))
def test_any_parameters_are_json_in_the_spelling_of_php(parameters: dict[str, str]) -> None:
    signed = payload(parameters.items())
    # The reference: Python's JSON differs from PHP's in the slash and in DEL alone.
    python = json.dumps(parameters, ensure_ascii=True, separators=(",", ":"))
    assert signed.decode("ascii") == python.replace("/", "\\/").replace("\\u007f", "\x7f")
    assert json.loads(signed) == parameters
