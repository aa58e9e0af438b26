"""Signing keys: made sealed, off until an admin turns one on with a code, replaced by nothing else."""

from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from sqlalchemy import text

from app import cli
from app.audit.models import AuditEntry
from app.db.transaction import transaction
from app.extensions import db
from app.gateway import signing_keys
from app.gateway.models import SigningKeyState
from app.lib.errors import Refused
from app.users import totp
from app.users.permissions import Role
from app.vault.sealed_columns import rotate
from tests.gateway.signing import Signatory, at_rest, signatory
from tests.house.log_lines import captured
from tests.users.bench import ON_POSTGRESQL, House, later
from tests.vault.rings import with_keys
from tests.world import World

__all__ = ["signatory"]


def stored_private_parts() -> list[str | None]:
    """What stands in the database itself."""
    db.session.rollback()
    rows = db.session.execute(text("SELECT private_pem FROM signing_keys ORDER BY id")).scalars().all()
    db.session.rollback()
    return list(rows)


def test_a_made_key_is_an_rsa_key_of_2048_bits_to_copy_and_to_download(signatory: Signatory) -> None:
    key = signatory.make()
    public = load_pem_public_key(key.public_pem.encode())
    assert isinstance(public, RSAPublicKey)
    assert public.key_size == 2048
    page = signatory.browser.get("/settings/signature").text
    assert key.public_pem in page
    assert f'data-copy="{key.public_pem}"' in page
    assert key.fingerprint in page
    file = signatory.browser.get(f"/settings/signature/keys/{key.id}/public.pem")
    assert file.text == key.public_pem
    assert f"bendahara-{key.fingerprint[:8]}-public.pem" in file.headers["Content-Disposition"]


def test_p40_the_private_part_is_ciphertext_at_rest(signatory: Signatory, tmp_path: Path) -> None:
    key = signatory.make()
    pem = signing_keys.private_pem(key.id)
    middle = pem.splitlines()[10]
    [sealed] = stored_private_parts()
    assert sealed is not None
    assert "PRIVATE" not in sealed
    assert middle not in sealed
    if not ON_POSTGRESQL:
        kept = at_rest(tmp_path)
        assert key.fingerprint.encode() in kept, "these are not the files of the database"
        assert b"PRIVATE KEY" not in kept
        assert middle.encode() not in kept


def test_p40_the_private_part_shows_in_no_page_no_log_and_no_audit_entry(signatory: Signatory) -> None:
    with captured() as lines:
        key = signatory.make()
        signatory.turn_on(key.id)
        signatory.world.work()
        signatory.turn_off(key.id)
        signatory.browser.post(f"/settings/signature/keys/{key.id}/turn-on", code="1")
        addresses = (
            "/settings/signature",
            "/settings/connection",
            f"/settings/signature/keys/{key.id}/turn-on",
        )
        pages = "".join(signatory.browser.get(address).text for address in addresses)
        pages += signatory.browser.get("/audit").text
    secret = [line for line in signing_keys.private_pem(key.id).splitlines() if "--" not in line]
    assert lines.text
    for line in [*secret, "PRIVATE KEY"]:
        assert line not in pages
        assert line not in lines.text
        assert line not in str([(entry.before, entry.after, entry.details) for entry in _entries(signatory)])


def _entries(signatory: Signatory) -> list[AuditEntry]:
    verbs = ("signing_key.made", "signing_key.turned_on", "signing_key.turned_off")
    found = [entry for verb in verbs for entry in signatory.world.house.entries(verb)]
    assert len(found) >= 3
    return found


def test_the_command_makes_one_too_and_prints_its_public_part_alone(house: House) -> None:
    cli.init_app(house.app)
    said = house.app.test_cli_runner().invoke(args=["signing-key", "generate"])
    assert said.exit_code == 0
    [key] = signing_keys.all_keys()
    assert key.public_pem in said.output
    assert key.fingerprint in said.output
    assert "PRIVATE" not in said.output
    [entry] = house.entries("signing_key.made")
    assert entry.person_name == "command: signing-key generate"
    assert entry.after == {"fingerprint": key.fingerprint}


def test_it_is_off_until_turned_on_and_a_newer_key_replaces_nothing(signatory: Signatory) -> None:
    first = signatory.make()
    assert signatory.in_use() is None
    assert first.state(None) is SigningKeyState.READY
    signatory.turn_on(first.id)
    second = signatory.make()
    assert signatory.in_use() == first.id
    assert second.state(first.id) is SigningKeyState.READY


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        ({"confirmed": "-"}, "Tick this once Flip has told you"),
        ({"code": ""}, "Enter the code from your authenticator app"),
        ({"code": "000000"}, "This code is not right"),
        ({"seen": "77"}, "Somebody changed this meanwhile"),
    ],
)
def test_it_is_turned_on_for_a_tick_and_a_right_code_alone(
    signatory: Signatory, wrong: dict[str, str], complaint: str
) -> None:
    key = signatory.make()
    answer = signatory.send(key.id, None, **wrong)
    assert answer.status_code == 422
    assert complaint in answer.text
    assert signatory.in_use() is None


def test_p27_a_code_turns_on_once(signatory: Signatory) -> None:
    first, second = signatory.make(), signatory.make()
    code = signatory.fresh_code()
    assert signatory.send(first.id, code=code).status_code == 303
    assert signatory.send(second.id, code=code).status_code == 422
    assert signatory.in_use() == first.id


def test_p36_guessing_codes_is_slowed_down(signatory: Signatory) -> None:
    key = signatory.make()
    answers = [signatory.send(key.id, code="000000").text for _ in range(7)]
    assert "This code is not right" in answers[0]
    assert "too often" in answers[-1].lower() or "many" in answers[-1].lower()
    assert signatory.send(key.id).status_code == 422, "a right code counts as a guess too"


@pytest.mark.parametrize("role", [Role.STAFF, Role.SUPPORT, Role.MANAGER])
def test_p29_nobody_but_an_admin_makes_turns_on_turns_off_or_removes(
    signatory: Signatory, role: Role
) -> None:
    key = signatory.make()
    other = signatory.world.as_(role)
    assert other.post("/settings/signature/keys").status_code == 403
    assert signatory.send(key.id, other).status_code == 403
    assert signatory.in_use() is None
    signatory.turn_on(key.id)
    for deed in ("turn-off", "forget"):
        assert other.post(f"/settings/signature/keys/{key.id}/{deed}").status_code == 403
    assert signatory.in_use() == key.id
    assert len(signatory.keys()) == 1


def test_the_audit_says_who_turned_it_on_and_off_and_which_key(signatory: Signatory) -> None:
    first, second = signatory.make(), signatory.make()
    signatory.turn_on(first.id)
    signatory.turn_on(second.id)
    signatory.turn_off(second.id)
    on = signatory.world.house.entries("signing_key.turned_on")
    assert [entry.person_id for entry in on] == [signatory.admin.id] * 2
    assert [entry.after and entry.after["fingerprint"] for entry in on] == [
        first.fingerprint,
        second.fingerprint,
    ]
    assert [entry.before for entry in on] == [None, {"fingerprint": first.fingerprint}]
    [off] = signatory.world.house.entries("signing_key.turned_off")
    assert (off.person_id, off.before) == (signatory.admin.id, {"fingerprint": second.fingerprint})


def test_a_refused_try_stands_in_the_audit(signatory: Signatory) -> None:
    key = signatory.make()
    signatory.send(key.id, code="000000")
    [entry] = signatory.world.house.entries("signing_key.turned_on")
    assert entry.outcome == "refused"


def test_of_many_who_turn_on_at_once_one_key_comes_into_use(signatory: Signatory) -> None:
    keys = [signatory.make() for _ in range(4)]
    admins = [signatory.world.house.person("admin") for _ in keys]
    codes = [totp.code_of(str(admin.totp_secret)) for admin in admins]
    who = [signing_keys.Person(admin.id, admin.display_name) for admin in admins]
    ids = [key.id for key in keys]

    def one(number: int) -> bool:
        try:
            signing_keys.turn_on(ids[number], None, codes[number], who[number])
        except Refused:
            return False
        return True

    assert sum(signatory.world.house.all_at_once(one, len(keys))) == 1
    assert signatory.in_use() in ids


def test_one_can_go_back_for_a_week_and_then_the_private_part_is_gone(signatory: Signatory) -> None:
    first, second = signatory.make(), signatory.make()
    signatory.turn_on(first.id)
    signatory.turn_on(second.id)
    signing_keys.forget_replaced()
    assert all(stored_private_parts())
    signatory.turn_on(first.id)
    with later(timedelta(days=6)):
        signing_keys.forget_replaced()
    assert all(stored_private_parts()), "the way back is open"
    with later(timedelta(days=8)):
        signing_keys.forget_replaced()
    assert [bool(part) for part in stored_private_parts()] == [True, False]
    answer = signatory.send(second.id)
    assert answer.status_code == 422
    assert "private part of this key was removed" in answer.text
    assert signatory.in_use() == first.id


def test_a_key_that_was_turned_off_is_kept_for_it_may_come_back(signatory: Signatory) -> None:
    key = signatory.make()
    signatory.turn_on(key.id)
    signatory.turn_off(key.id)
    with later(timedelta(days=60)):
        signing_keys.forget_replaced()
    signatory.turn_on(key.id)
    assert signatory.in_use() == key.id


def test_the_key_in_use_cannot_be_removed_and_another_can(signatory: Signatory) -> None:
    used, idle = signatory.make(), signatory.make()
    signatory.turn_on(used.id)
    for key in (used, idle):
        signatory.browser.post(f"/settings/signature/keys/{key.id}/forget")
    assert [bool(part) for part in stored_private_parts()] == [True, False]
    [entry] = [one for one in signatory.world.house.entries("signing_key.forgotten") if one.outcome == "ok"]
    assert entry.after == {"fingerprint": idle.fingerprint}


def test_p40_rotating_the_vault_covers_the_key(world: World, signatory: Signatory) -> None:
    key = signatory.make()
    pem = signing_keys.private_pem(key.id)
    db.session.rollback()
    new, old = Fernet.generate_key().decode(), world.app.config["SETTINGS"].vault_keys
    with with_keys(world.app, new, *old):
        assert list(rotate())[-1].resealed >= 1
    with with_keys(world.app, new):
        assert signing_keys.private_pem(key.id) == pem
    db.session.rollback()


def test_a_key_that_cannot_be_opened_is_not_turned_on(signatory: Signatory) -> None:
    key = signatory.make()
    with transaction() as session:
        session.execute(text("UPDATE signing_keys SET private_pem = 'altered'"))
    answer = signatory.send(key.id)
    assert answer.status_code == 422
    assert "This key cannot be opened" in answer.text
    assert signatory.in_use() is None
