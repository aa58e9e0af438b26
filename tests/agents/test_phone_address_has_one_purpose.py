"""The address for a phone serves the pictures it was made for, for a quarter of an hour, and nothing else."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from sqlalchemy import func, select

from app.agents import handoffs, queries
from app.agents.picture_models import AgentPicture
from app.agents.statuses import AgentStatus
from app.db.base import table_of
from app.db.compare_and_set import change
from app.db.transaction import transaction
from app.extensions import db
from app.lib import clock
from app.lib.errors import NotFound
from app.users.models import Person
from app.vault.pictures import take_in
from tests.agents.phones import OVER, Phone, ask_for, hand_over, kept, shown_address
from tests.agents.walk import Walk
from tests.pictures import card, selfie
from tests.users.bench import later

Deed = Callable[[Walk, str, Phone], object]


def ended_by_the_desk(walk: Walk, public_id: str, phone: Phone) -> None:
    assert walk.staff.post(f"/agents/{public_id}/phone/close").status_code == 303


def made_anew(walk: Walk, public_id: str, phone: Phone) -> None:
    ask_for(walk.staff, public_id, "selfie")


def all_taken(walk: Walk, public_id: str, phone: Phone) -> None:
    phone.send("identity")
    phone.send("selfie")


def moved_on_by_flip(walk: Walk, public_id: str, phone: Phone) -> None:
    walk.take(public_id, "identity")
    walk.world.work()
    walk.take(public_id, "selfie")
    walk.world.work()
    assert walk.agent(public_id).state is AgentStatus.SELFIE_CHECKING


def given_up(walk: Walk, public_id: str, phone: Phone) -> None:
    # No step leads there while an address is open; whatever else may one day, it ends with the agent.
    with transaction() as session:
        words = "UPDATE agents SET status = 'WITHDRAWN' WHERE public_id = '%s'"
        session.connection().exec_driver_sql(words % public_id)


def maker_gone(walk: Walk, public_id: str, phone: Phone) -> None:
    with transaction():
        change(table_of(Person), walk.maker().id, disabled_at=clock.now())


def maker_may_not_any_more(walk: Walk, public_id: str, phone: Phone) -> None:
    with transaction():
        change(table_of(Person), walk.maker().id, role="support")


ENDS: tuple[Deed, ...] = (
    ended_by_the_desk,
    made_anew,
    all_taken,
    moved_on_by_flip,
    given_up,
    maker_gone,
    maker_may_not_any_more,
)


def refuses(walk: Walk, public_id: str, phone: Phone) -> None:
    """Opening and sending are answered as for an address nobody made, and nothing is kept."""
    before = db.session.scalar(select(func.count()).select_from(AgentPicture))
    nowhere = Phone(walk.world.house.browser(), "/phone/" + "x" * 32)
    for answer, unknown in (
        (phone.look(), nowhere.look()),
        (phone.send("identity"), nowhere.send("identity")),
    ):
        assert (answer.status_code, unknown.status_code) == (404, 404)
        assert OVER in answer.text
        shorn = [
            "\n".join(line for line in text.splitlines() if "csrf" not in line.lower())
            for text in (answer.text, unknown.text)
        ]
        assert shorn[0] == shorn[1]
        differing = {"X-Request-ID", "Set-Cookie", "Content-Length"}
        assert {k: v for k, v in answer.headers if k not in differing} == {
            k: v for k, v in unknown.headers if k not in differing
        }
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(AgentPicture)) == before


@pytest.mark.parametrize("end", ENDS)
def test_an_address_that_ended_is_as_one_nobody_made(walk: Walk, end: Deed) -> None:
    public_id = walk.registered()
    phone = hand_over(walk, public_id)
    assert phone.look().status_code == 200
    end(walk, public_id, phone)
    refuses(walk, public_id, phone)


def test_after_a_quarter_of_an_hour_it_opens_nothing(walk: Walk) -> None:
    public_id = walk.registered()
    phone = hand_over(walk, public_id)
    with later(by=handoffs.LASTS - timedelta(seconds=2)):
        assert phone.look().status_code == 200
    with later(by=handoffs.LASTS + timedelta(seconds=1)):
        refuses(walk, public_id, phone)
        desk = walk.staff.get(f"/agents/{public_id}/phone")
    assert "The code of before opens no more" in desk.text
    assert shown_address(desk) is None


@pytest.mark.parametrize("part", ["selfie", "family_card", "", "nothing", "identity,selfie"])
def test_it_takes_no_other_picture(walk: Walk, part: str) -> None:
    public_id = walk.registered()
    phone = hand_over(walk, public_id, "identity")
    answer = phone.send(part, card())
    assert answer.status_code == 404
    assert OVER in answer.text
    assert kept(walk, public_id) == []
    assert phone.look(f"?part={part}").text.count("Identity card</h1>") == 1


def test_the_rule_does_not_hang_on_the_page(walk: Walk) -> None:
    public_id = walk.registered()
    token = hand_over(walk, public_id, "identity").path.removeprefix("/phone/")
    with pytest.raises(NotFound):
        handoffs.take(token, "selfie", take_in(selfie()), "test")
    assert kept(walk, public_id) == []


def test_it_takes_pictures_of_its_own_agent_alone(walk: Walk) -> None:
    one, other = walk.registered(), walk.registered()
    of_one, of_other = hand_over(walk, one, "identity"), hand_over(walk, other, "selfie")
    assert of_one.send("selfie").status_code == 404
    assert of_other.send("identity").status_code == 404
    of_one.send("identity")
    assert [picture.part for picture in kept(walk, one)] == ["identity"]
    assert kept(walk, other) == []
    assert of_other.look().status_code == 200


def test_only_what_flip_wants_now_is_handed_over(walk: Walk) -> None:
    public_id = walk.to(AgentStatus.REJECTED, "16")
    for parts in (["selfie"], ["identity", "npwp"], ["nothing"]):
        answer = walk.staff.post(f"/agents/{public_id}/phone", parts=parts)
        assert answer.status_code == 422
        assert shown_address(answer) is None
    assert shown_address(ask_for(walk.staff, public_id, "identity"))
    waiting = walk.to(AgentStatus.PENDING)
    assert "Flip wants no picture of this agent now." in walk.staff.get(f"/agents/{waiting}/phone").text
    assert walk.staff.post(f"/agents/{waiting}/phone", parts=["identity"]).status_code == 422
    assert not queries.handoffs(walk.agent(waiting).id)


def test_the_token_is_new_each_time_and_too_long_to_guess(walk: Walk) -> None:
    public_id = walk.registered()
    tokens = {hand_over(walk, public_id).path.removeprefix("/phone/") for _ in range(5)}
    assert len(tokens) == 5
    assert min(map(len, tokens)) >= 22  # 22 letters of 64 are 132 bits


def test_another_site_cannot_send_a_picture(walk: Walk) -> None:
    public_id = walk.registered()
    phone = hand_over(walk, public_id, "identity")
    answer = phone.browser.post_raw(phone.path, part="identity", picture=_file())
    assert answer.status_code == 400
    answer = phone.browser.post_raw(phone.path, part="identity", picture=_file(), csrf_token="made up")
    assert answer.status_code == 400
    assert kept(walk, public_id) == []


def test_over_https_the_phone_may_send_although_it_never_says_where_it_comes_from(walk: Walk) -> None:
    public_id = walk.registered()
    phone = hand_over(walk, public_id, "identity")
    token = phone.browser.token()
    answer = phone.browser.client.post(
        phone.path,
        base_url="https://localhost",
        data={"part": "identity", "picture": _file(), "csrf_token": token},
    )
    assert answer.headers["Location"] == "/phone/done"


def _file() -> tuple[object, str]:
    return BytesIO(card()), "photo.jpg"
