"""P40: vault keys rotate while the house serves, and a killed rotation resumes."""

from cryptography.fernet import Fernet
from sqlalchemy import text

from app.db.base import table_of
from app.db.compare_and_set import change
from app.db.transaction import transaction
from app.extensions import db
from app.users.models import Person
from app.vault.sealed_columns import rotate, sealed_columns
from tests.users.bench import House
from tests.vault.rings import with_keys

NEW = Fernet.generate_key().decode()


def stored() -> list[str]:
    rows = db.session.execute(text("SELECT totp_secret FROM people ORDER BY id")).scalars().all()
    db.session.rollback()
    return list(rows)


def opens_with_new_alone(house: House) -> int:
    """How many seeds the new key opens by itself."""
    newest = Fernet(NEW)
    return sum(1 for sealed in stored() if _opens(newest, sealed))


def _opens(key: Fernet, sealed: str) -> bool:
    try:
        key.decrypt(sealed.encode())
    except Exception:
        return False
    return True


def test_every_sealed_column_is_found() -> None:
    assert {f"{column.table.name}.{column.name}" for column in sealed_columns()} >= {
        "people.totp_secret",
        "people.totp_pending",
    }


def test_p40_rotation_seals_everything_under_the_newest_key(house: House) -> None:
    people = [house.person("manager") for _ in range(7)]
    seeds = [person.totp_secret for person in people]
    old = house.app.config["SETTINGS"].vault_keys
    with with_keys(house.app, NEW, *old):
        assert opens_with_new_alone(house) == 0
        done = list(rotate(batch=3))
        assert done[-1].resealed == 7
        assert opens_with_new_alone(house) == 7
    with with_keys(house.app, NEW):
        assert [house.again(person).totp_secret for person in people] == seeds


def test_p40_a_killed_rotation_resumes_where_it_was(house: House) -> None:
    for _ in range(7):
        house.person("manager")
    old = house.app.config["SETTINGS"].vault_keys
    with with_keys(house.app, NEW, *old):
        killed = rotate(batch=3)
        next(killed)
        killed.close()
        assert opens_with_new_alone(house) == 3
        before = stored()[:3]
        assert list(rotate(batch=3))[-1].resealed == 4
        assert stored()[:3] == before
        assert list(rotate(batch=3))[-1].resealed == 0


def test_p40_people_sign_in_between_the_batches(house: House) -> None:
    people = [house.person("manager") for _ in range(4)]
    old = house.app.config["SETTINGS"].vault_keys
    with with_keys(house.app, NEW, *old):
        for _progress in rotate(batch=1):
            assert all(house.again(person).totp_secret for person in people)


def test_p40_a_seed_written_meanwhile_is_not_overwritten(house: House) -> None:
    first, second = house.person("manager"), house.person("manager")
    old = house.app.config["SETTINGS"].vault_keys
    with with_keys(house.app, NEW, *old):
        turning = rotate(batch=1)
        next(turning)
        with transaction():
            change(table_of(Person), second.id, totp_secret="NEWSEEDNEWSEEDNEWSEED234")
        list(turning)
        assert house.again(second).totp_secret == "NEWSEEDNEWSEEDNEWSEED234"
        assert house.again(first).totp_secret == first.totp_secret


def test_a_row_no_key_opens_is_named_and_the_rest_goes_on(house: House) -> None:
    house.person("manager")
    old = house.app.config["SETTINGS"].vault_keys
    with with_keys(house.app, Fernet.generate_key().decode()):
        lost = house.person("manager").id
    house.person("manager")
    with with_keys(house.app, NEW, *old):
        last = list(rotate(batch=2))[-1]
    assert last.resealed == 2
    assert last.unreadable == (f"people.totp_secret/{lost}",)
