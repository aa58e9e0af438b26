"""An admin with an authenticator app who turns signing on and off, and Flip's own copy of the public key."""

from pathlib import Path

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.db.base import table_of
from app.db.compare_and_set import change
from app.db.transaction import transaction
from app.extensions import db
from app.flip.signature import generate_key_pair
from app.gateway import state
from app.gateway.models import SigningKey
from app.users import totp
from app.users.models import Person
from tests.users.bench import Browser
from tests.world import World

OTHER = generate_key_pair()


class Signatory:
    """The one who may decide about the signature."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.admin: Person = world.house.person("admin")
        self.browser: Browser = world.house.browser_of(self.admin)

    def make(self) -> SigningKey:
        """Make a key on the page; the newest key."""
        assert self.browser.post("/settings/signature/keys").status_code == 303
        return self.keys()[-1]

    def keys(self) -> list[SigningKey]:
        """Every key as stored now, oldest first."""
        db.session.rollback()
        query = select(SigningKey).order_by(SigningKey.id).execution_options(populate_existing=True)
        return list(db.session.scalars(query))

    def fresh_code(self) -> str:
        """A code that counts as new: a test turns more on in a second than one code each allows."""
        with transaction():
            change(table_of(Person), self.admin.id, totp_last_step=0)
        return totp.code_of(str(self.world.house.again(self.admin).totp_secret))

    def send(self, key_id: int, browser: Browser | None = None, **fields: str) -> TestResponse:
        """Send the form that turns a key on."""
        sent = {"seen": str(self.in_use() or ""), "confirmed": "y"} | fields
        sent |= {} if "code" in sent else {"code": self.fresh_code()}
        kept = {name: value for name, value in sent.items() if value != "-"}
        return (browser or self.browser).post(f"/settings/signature/keys/{key_id}/turn-on", **kept)

    def turn_on(self, key_id: int) -> None:
        """Turn a key on."""
        answer = self.send(key_id)
        assert answer.status_code == 303, answer.text
        db.session.rollback()

    def turn_off(self, key_id: int) -> None:
        """Turn it off."""
        answer = self.browser.post(f"/settings/signature/keys/{key_id}/turn-off")
        assert answer.status_code == 303, answer.text
        db.session.rollback()

    def in_use(self) -> int | None:
        """The key in use as stored now."""
        db.session.rollback()
        return state.connection().signing_key_id

    def flip_holds(self, public_pem: str | None) -> None:
        """Have Flip check signatures by this key from now on, or none."""
        self.world.flip.panel("signature", {"public_key": public_pem})


@pytest.fixture
def signatory(world: World) -> Signatory:
    """Somebody who may turn the signature on."""
    return Signatory(world)


def at_rest(folder: Path) -> bytes:
    """Every byte the database keeps in its files."""
    return b"".join(path.read_bytes() for path in folder.glob("bendahara.db*"))
