"""A phone's page tells nothing about the agent, and nothing but the phone and its desk tells the address."""

import re
from collections.abc import Iterator
from io import BytesIO

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.agents.picture_models import Handoff
from app.audit.models import AuditEntry
from app.db.base import table_of
from app.extensions import db
from app.outbox.models import OutboxWork
from app.timeline.models import Event
from tests.agents.phones import Phone, hand_over, kept
from tests.agents.walk import Walk
from tests.house.log_lines import Lines, captured
from tests.pictures import card, too_small


@pytest.fixture
def log() -> Iterator[Lines]:
    with captured() as lines:
        yield lines


def pages(phone: Phone) -> list[TestResponse]:
    """Every page a phone gets to see."""
    return [
        phone.look(),
        phone.send("identity", too_small()),
        phone.browser.post_raw(phone.path, part="identity", picture=(BytesIO(card()), "a.jpg")),
        phone.send("identity"),
        phone.look(),
        phone.look("?part=identity"),
        phone.send("selfie", card() * 40),
        phone.send("selfie"),
        phone.browser.get("/phone/done"),
        phone.look(),
    ]


def test_nothing_of_the_agent_and_of_who_asks_stands_on_the_phones_pages(walk: Walk) -> None:
    public_id = walk.registered(name="Siti Rahmawati", birth_place="Sukabumi")
    agent = walk.agent(public_id)
    number, phone_number = agent.identity_number or "", agent.phone_number or ""
    secret = ["Siti", "Rahmawati", "Sukabumi", "Margonda", number, number[-4:], phone_number[-8:]]
    secret += ["budi@", public_id, f"/agents/{public_id}", walk.maker().name]
    for answer in pages(hand_over(walk, public_id)):
        shown = re.sub(r'(csrf_token"? value="|X-CSRFToken": ")[^"]+|\?v=\w+|<code>\w+', "", answer.text)
        told = [word for word in secret if word in shown]
        assert told == [], answer.request.path
        assert 'id="menu"' not in answer.text


def test_the_phones_pages_are_kept_nowhere_and_lead_nowhere(walk: Walk) -> None:
    seen = {}
    for answer in pages(hand_over(walk, walk.registered())):
        seen[answer.status_code] = answer
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        outward = [link for link in re.findall(r'(?:href|src|action)="([^"]+)"', answer.text) if "//" in link]
        assert outward == []
    assert set(seen) == {200, 303, 400, 404, 413, 422}


def test_the_phone_is_addressed_in_its_own_language(walk: Walk) -> None:
    phone = hand_over(walk, walk.registered(), "identity")
    assert "Take the picture" in phone.look().text
    for wanted, words in (
        ("id-ID,id;q=0.9,en;q=0.5", "Ambil foto"),
        ("fr", "Ambil foto"),
        ("en", "Take"),
    ):
        page = phone.browser.get(phone.path, **{"Accept-Language": wanted})
        assert words in page.text


def test_p40_the_token_stands_in_no_log(walk: Walk, log: Lines) -> None:
    phone = hand_over(walk, walk.registered())
    token = phone.path.removeprefix("/phone/")
    pages(phone)
    phone.browser.get(phone.path + "/")
    phone.browser.get(phone.path.replace("/phone/", "/phone//"))
    phone.browser.client.put(phone.path)
    walk.world.work()
    assert log.text.count("/phone/…") > 10
    assert token not in log.text
    assert token[4:] not in log.text


def test_p40_the_token_stands_in_no_error_either(walk: Walk, log: Lines) -> None:
    phone = hand_over(walk, walk.registered())

    def broken(token: str) -> str:
        """A view that fails with the address in its complaint."""
        raise RuntimeError(f"nothing at {phone.path}")

    broken.guard = "@public"  # type: ignore[attr-defined]
    walk.world.app.view_functions["phone.show"] = broken
    assert phone.look().status_code == 500
    [line] = log.with_error()
    assert "nothing at /phone/…" in line["error"]
    assert phone.path.removeprefix("/phone/") not in log.text


def test_p40_the_token_is_ciphertext_in_the_database_and_in_no_other_table(walk: Walk) -> None:
    phone = hand_over(walk, walk.registered())
    token = phone.path.removeprefix("/phone/")
    pages(phone)
    db.session.rollback()
    handoffs = table_of(Handoff)
    raw = db.session.connection().exec_driver_sql("SELECT token, token_print FROM agent_handoffs").one()
    assert raw.token.startswith("gAAAA")
    assert token not in raw.token
    assert token not in raw.token_print
    for table in (handoffs, *map(table_of, (AuditEntry, Event, OutboxWork))):
        columns = [column for column in table.c if column is not handoffs.c.token]
        rows = db.session.execute(select(*columns)).all()
        assert rows
        assert token not in repr(rows)


def test_a_guest_who_is_signed_in_sees_no_more(walk: Walk) -> None:
    phone = hand_over(walk, walk.registered(), "identity")
    page = walk.world.as_("admin").get(phone.path)
    assert page.status_code == 200
    assert 'id="menu"' not in page.text


def test_the_picture_is_not_shown_to_the_phone_again(walk: Walk) -> None:
    public_id = walk.registered()
    phone = hand_over(walk, public_id)
    phone.send("identity")
    [picture] = kept(walk, public_id)
    page = phone.look("?part=identity").text
    assert re.findall(r'<img[^>]+src="(?!/static/)', page) == []
    assert phone.browser.get(f"/agents/{public_id}/pictures/{picture.id}").status_code in (303, 404)
