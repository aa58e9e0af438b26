"""P40: one-time seeds are ciphertext at rest, readable only with our keys and in their own column."""

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import text

from app.extensions import db
from app.vault import keys
from app.vault.keys import BadVaultKey, CannotUnseal, seal, unseal
from tests.users.bench import House
from tests.vault.rings import with_keys


def test_p40_a_seed_is_ciphertext_in_the_database(house: House) -> None:
    person = house.person("manager", totp_secret="JBSWY3DPEHPK3PXP")
    stored = db.session.execute(text("SELECT totp_secret FROM people")).scalar_one()
    assert "JBSWY3DPEHPK3PXP" not in stored
    assert stored.startswith("gAAAA")
    assert house.again(person).totp_secret == "JBSWY3DPEHPK3PXP"


def test_p40_a_ciphertext_moved_to_another_column_opens_nothing(house: House) -> None:
    sealed = seal("people.totp_secret", "one")
    assert unseal("people.totp_secret", sealed) == "one"
    with pytest.raises(CannotUnseal, match="something else"):
        unseal("people.totp_pending", sealed)


def test_p40_an_altered_ciphertext_opens_nothing(house: House) -> None:
    sealed = seal("here", "one")
    middle = len(sealed) // 2
    altered = sealed[:middle] + ("A" if sealed[middle] != "A" else "B") + sealed[middle + 1 :]
    with pytest.raises(CannotUnseal, match="altered"):
        unseal("here", altered)


def test_p40_a_lost_key_is_said_so_in_words(house: House) -> None:
    sealed = seal("here", "one")
    with (
        with_keys(house.app, Fernet.generate_key().decode()),
        pytest.raises(CannotUnseal, match="VAULT_KEYS"),
    ):
        unseal("here", sealed)


def test_an_older_key_still_opens(house: House) -> None:
    sealed = seal("here", "one")
    old = house.app.config["SETTINGS"].vault_keys
    with with_keys(house.app, Fernet.generate_key().decode(), *old):
        assert unseal("here", sealed) == "one"


def test_a_malformed_key_is_said_so_in_words(house: House) -> None:
    with with_keys(house.app, "not-a-key"), pytest.raises(BadVaultKey, match="not a Fernet key"):
        keys.ring()
