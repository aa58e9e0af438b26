"""Making and taking signing keys: RSA of 2048 bits in either PEM, and no error that shows a key."""

import traceback

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from app.flip.client import FlipClient
from app.flip.signature import Signer, generate_key_pair, public_key_of, verify
from tests.flip.vectors import BY_NAME, TEST_PRIVATE_KEY, TEST_PUBLIC_KEY

PAIRS = (("amount", "10000"), ("remark", "a/b"))
SEED = BY_NAME["seed_disbursement"]


def pem(
    key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey,
    form: serialization.PrivateFormat = serialization.PrivateFormat.PKCS8,
    sealed_by: serialization.KeySerializationEncryption | None = None,
) -> str:
    how = sealed_by or serialization.NoEncryption()
    return key.private_bytes(serialization.Encoding.PEM, form, how).decode()


def test_a_new_pair_signs_and_verifies() -> None:
    pair = generate_key_pair()
    other = generate_key_pair()
    assert pair.private.startswith("-----BEGIN PRIVATE KEY-----\n")
    assert pair.public.startswith("-----BEGIN PUBLIC KEY-----\n")
    assert public_key_of(pair.private) == pair.public
    signature = Signer(pair.private).sign(PAIRS)
    assert "\n" not in signature
    assert len(signature) == 344
    assert verify(pair.public, PAIRS, signature)
    assert not verify(other.public, PAIRS, signature)


def test_both_forms_of_pem_are_taken() -> None:
    key = serialization.load_pem_private_key(TEST_PRIVATE_KEY.encode(), password=None)
    assert isinstance(key, rsa.RSAPrivateKey)
    older = pem(key, serialization.PrivateFormat.TraditionalOpenSSL)
    assert older.startswith("-----BEGIN RSA PRIVATE KEY-----")
    for text in (TEST_PRIVATE_KEY, older, f"\n  {older.strip()}\n\n", older.replace("\n", "\r\n")):
        assert Signer(text).sign(SEED.pairs) == SEED.signature
        assert public_key_of(text) == TEST_PUBLIC_KEY


def unfit() -> dict[str, str]:
    made = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return {
        "nothing": "",
        "a text": "open sesame",
        "not ASCII": "schlüssel",
        "half a character": "\ud800",
        "a public key": TEST_PUBLIC_KEY,
        "cut short": TEST_PRIVATE_KEY[:800],
        "too small": pem(rsa.generate_private_key(public_exponent=65537, key_size=1024)),
        "no RSA": pem(ec.generate_private_key(ec.SECP256R1())),
        "locked": pem(made, sealed_by=serialization.BestAvailableEncryption(b"password")),
    }


def test_P40_an_unfit_key_is_refused_and_not_shown() -> None:
    for name, text in unfit().items():
        with pytest.raises(ValueError, match="no RSA private key of 2048 bits") as caught:
            FlipClient(api_url="http://127.0.0.1:1/api", kyc_url="", secret_key="key", signing_key=text)
        assert caught.value.__context__ is None, name
        shown = "".join(traceback.format_exception(caught.value))
        assert not text or text.strip() not in shown


def test_P40_a_pair_does_not_show_its_private_key() -> None:
    pair = generate_key_pair()
    assert pair.private not in repr(pair)
    assert "PRIVATE" not in repr(pair)


def test_a_public_key_of_another_kind_is_refused() -> None:
    other = ec.generate_private_key(ec.SECP256R1()).public_key()
    text = other.public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    ).decode()
    for key in (text, "nonsense"):
        with pytest.raises(ValueError):
            verify(key, PAIRS, SEED.signature)
