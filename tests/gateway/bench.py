"""Other lines to Flip: a wrong key, a wrong address, nobody at home, and one that is impatient."""

import socket
from typing import Any

from app.extensions import db
from app.flip.client import FlipClient
from app.gateway import state
from app.outbox.promises import outbox
from tests.world import World

KEY = "local-secret-key"


def reach(world: World, path: str = "/api", *, url: str | None = None, key: str = KEY, **how: Any) -> None:
    """Have the house ask Flip by another client from now on."""
    world.app.extensions["flip"] = FlipClient(
        api_url=(url or world.flip.url) + path, kyc_url=f"{world.flip.url}/kyc/api/v1", secret_key=key, **how
    )


def nobody_at_home() -> str:
    """An address where every connection is refused."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}"


def known() -> state.Heard:
    """How Flip last answered, as stored now."""
    db.session.rollback()
    return state.connection()


def waits_until(world: World) -> Any:
    """When the one waiting piece of work comes up again."""
    db.session.rollback()
    [row] = db.session.execute(outbox.table.select().where(outbox.table.c.state == "waiting")).all()
    return row.next_at
