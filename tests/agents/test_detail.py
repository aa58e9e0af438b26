"""The page of one agent: where they stand and why, their papers, every step and callback, money sent."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, insert, select

from app.agents import pictures
from app.agents.models import KIND, Agent
from app.agents.picture_models import AgentPicture
from app.agents.pictures import Taker
from app.agents.rejections import REJECTIONS
from app.agents.statuses import AgentStatus
from app.callbacks.models import Receipt
from app.db.base import table_of
from app.db.compare_and_set import change
from app.db.transaction import transaction
from app.extensions import db
from app.lib import clock
from app.timeline.models import Transaction
from app.vault.pictures import take_in
from tests.agents.walk import Walk
from tests.pictures import card
from tests.users.bench import Browser
from tests.world import World, wait_until

S = AgentStatus


def words(page: str) -> str:
    """What people read of a page."""
    body = page[page.index("<main") :] if "<main" in page else page
    return " ".join(re.sub(r"<[^>]+>", " ", body).replace("&#39;", "'").split())


def look(browser: Browser, public_id: str) -> str:
    return words(browser.get(f"/agents/{public_id}").text)


def alter(agent_id: int, **values: Any) -> None:
    with transaction():
        change(table_of(Agent), agent_id, **values)


def send_through(walk: Walk, public_id: str, *statuses: str, **columns: Any) -> None:
    """Payouts made through an agent, as the payouts room leaves them."""
    now = clock.now()
    row = {"kind": "disbursement", "amount_idr": 150_000, "created_at": now, "updated_at": now}
    row |= {"parent_flip_id": walk.agent(public_id).flip_id, "counterparty": "Toko Maju"} | columns
    with transaction() as session:
        start = session.scalar(select(func.count()).select_from(Transaction)) or 0
        rows = [
            row | {"public_id": f"DIS-{start + number:05}", "status": status}
            for number, status in enumerate(statuses)
        ]
        session.execute(insert(Transaction), rows)


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (S.DRAFT, "Being filled in"),
        (S.REFUSED, "Flip did not take the data"),
        (S.UNKNOWN, "nobody knows yet whether the agent is registered"),
        (S.BASIC_DATA, "your turn: Identity card"),
        (S.CARD_ACCEPTED, "your turn: Selfie with card"),
        (S.SELFIE_CHECKING, "Flip's turn"),
        (S.SELFIE_ACCEPTED, "your turn: Look over and submit"),
        (S.PENDING, "Flip's turn"),
        (S.HELP, "your turn: Supporting documents"),
        (S.APPROVED, "Verified"),
    ],
)
def test_it_says_where_the_agent_stands_and_whose_turn_it_is(
    walk: Walk, status: AgentStatus, said: str
) -> None:
    public_id = walk.to(status)
    assert said in look(walk.staff, public_id)


def test_what_flip_objects_to_stands_beside_the_name_of_the_field(walk: Walk) -> None:
    public_id = walk.to(S.REFUSED)
    complaint = walk.agent(public_id).refusal
    assert complaint
    said = look(walk.staff, public_id)
    assert "Name:" in said
    assert f"Flip {complaint[0]['code']}" in said


@pytest.mark.parametrize("code", ["10", "12", "16", "23", "29", "33"])
def test_a_rejection_says_why_what_helps_the_code_and_flips_own_words(walk: Walk, code: str) -> None:
    public_id = walk.to(S.REJECTED, code=code)
    said = look(walk.staff, public_id)
    why = REJECTIONS[code]
    assert why.why in said
    assert why.advice in said
    assert f"Flip {code}" in said
    assert str(walk.agent(public_id).rejection_text) in said


def test_an_unknown_code_sends_people_to_flips_support(walk: Walk) -> None:
    public_id = walk.to(S.REJECTED)
    alter(walk.agent(public_id).id, rejection_code="77", rejection_text="Nomor 3276014107900001 ganda")
    said = look(walk.staff, public_id)
    assert "Flip gave a reason we have no words for." in said
    assert "Flip 77" in said
    assert "Nomor ••••••••••••0001 ganda" in said


def test_a_picture_says_who_took_it_when_how_large_and_what_flip_said(walk: Walk) -> None:
    public_id = walk.registered()
    taken = take_in(card())
    pictures.keep(public_id, "identity", taken, Taker(walk.maker()))
    before = look(walk.staff, public_id)
    assert f"{taken.width} × {taken.height}, {round(len(taken.content) / 1024)} kB" in before
    assert walk.maker().name in before
    assert "At the desk" in before
    assert "On its way to Flip" in before
    walk.world.work()
    after = look(walk.staff, public_id)
    request_id = db.session.scalars(select(AgentPicture.request_id)).one()
    assert "Flip has it" in after
    assert f"For Flip's support: {request_id}" in after


def test_a_picture_that_was_refused_or_deleted_says_so(walk: Walk) -> None:
    public_id = walk.to(S.CARD_ACCEPTED)
    picture_id = db.session.scalars(select(AgentPicture.id)).one()
    no = {"attribute": "", "code": 4009, "message": "unreadable", "product": "kyc"}
    with transaction():
        change(table_of(AgentPicture), picture_id, refusal=[no], content=None, deleted_at=clock.now())
    said = look(walk.staff, public_id)
    assert "Flip did not take it" in said
    assert "Flip 4009" in said
    assert "The picture itself was deleted here" in said


def test_who_verified_the_phone_and_when_stands_beside_it(walk: Walk) -> None:
    public_id = walk.registered()
    agent = walk.agent(public_id)
    assert f"Phone verified by {agent.phone_verified_by}" in look(walk.world.as_("support"), public_id)


def test_every_step_and_callback_is_told_and_callbacks_lead_there_and_back(walk: Walk) -> None:
    public_id = walk.to(S.PENDING)
    flip_id = walk.agent(public_id).flip_id
    walk.world.flip.panel(f"agents/{flip_id}", {"kyc_status": "APPROVED"})

    def is_verified() -> bool:
        walk.world.work()
        return walk.agent(public_id).state is S.APPROVED

    wait_until(is_verified)
    told = ["Flip registered the agent", "A picture was taken", "Flip took the picture of the card"]
    told += ["The agent is to be submitted", "Flip is verifying the agent", "Flip verified the agent"]
    manager = walk.world.as_("manager")
    said = look(manager, public_id)
    assert [one for one in told if one not in said] == []
    agent_id = walk.agent(public_id).id
    about = select(Receipt.id).where(Receipt.subject_kind == KIND, Receipt.subject_id == agent_id)
    receipt_id = db.session.scalars(about.order_by(Receipt.id.desc()).limit(1)).one()
    assert f"Flip's callback no. {receipt_id}" in said
    [link] = re.findall(r'href="(/agents/number/\d+)"', manager.get(f"/callbacks/{receipt_id}").text)
    assert manager.get(link).headers["Location"] == f"/agents/{public_id}"


def test_payouts_through_the_agent_stand_there_with_their_sum(walk: Walk) -> None:
    public_id, other = walk.to(S.APPROVED), walk.to(S.APPROVED)
    send_through(walk, public_id, "DONE", "DONE", "PENDING", "CANCELLED")
    send_through(walk, other, "DONE", amount_idr=999_000)
    # A bill may have the same number at Flip as an agent.
    send_through(walk, public_id, "SUCCESSFUL", kind="payment", amount_idr=777_000)
    page = walk.staff.get(f"/agents/{public_id}").text
    assert re.findall(r'class="row-link" href="/disbursements/(DIS-\d+)"', page) == [
        f"DIS-{number:05}" for number in (3, 2, 1, 0)
    ]
    assert "2 arrived, Rp 300.000" in words(page)
    assert "999.000" not in page
    assert "777.000" not in page


def test_only_the_newest_twenty_are_listed_and_all_are_summed(walk: Walk) -> None:
    public_id = walk.to(S.APPROVED)
    send_through(walk, public_id, *(["DONE"] * 25))
    page = walk.staff.get(f"/agents/{public_id}").text
    assert len(re.findall(r'class="row-link" href="/disbursements/', page)) == 20
    assert "25 arrived, Rp 3.750.000" in words(page)


def test_the_page_costs_the_same_however_much_there_is_to_show(walk: Walk) -> None:
    public_id = walk.to(S.CARD_ACCEPTED)

    def cost() -> int:
        with walk.world.house.statements() as statements:
            assert walk.staff.get(f"/agents/{public_id}").status_code == 200
        return len(statements)

    few = cost()
    walk.take(public_id, "selfie")
    send_through(walk, public_id, *(["DONE"] * 25))
    assert cost() == few <= 24


def test_the_live_part_is_204_until_something_is_new(walk: Walk) -> None:
    public_id = walk.registered()

    def seen() -> str:
        [address] = re.findall(r'hx-get="(/agents/[^"]+/live\?seen=[^"]+)"', walk.staff.get(path).text)
        return str(address)

    path = f"/agents/{public_id}"
    news: list[Callable[[], object]] = [
        lambda: walk.take(public_id, "identity"),
        lambda: walk.world.work(),
        lambda: send_through(walk, public_id, "PENDING"),
    ]
    for deed in news:
        address = seen()
        assert walk.staff.get(address).status_code == 204
        deed()
        part = walk.staff.get(address)
        assert part.status_code == 200
        assert part.text.startswith("<div")


def test_a_given_up_agent_asks_no_more(walk: Walk) -> None:
    assert "/live" not in walk.staff.get(f"/agents/{walk.to(S.WITHDRAWN)}").text


def test_flip_is_asked_now_and_the_page_shows_the_answer(walk: Walk) -> None:
    public_id = walk.to(S.PENDING)
    walk.world.flip.panel("callbacks", {"send": False})
    walk.world.flip.panel(f"agents/{walk.agent(public_id).flip_id}", {"kyc_status": "APPROVED"})
    support = walk.world.as_("support")
    assert support.post(f"/agents/{public_id}/ask-flip").headers["Location"] == f"/agents/{public_id}"
    walk.world.work()
    assert walk.agent(public_id).state is S.APPROVED
    [entry] = walk.world.house.entries("agents.ask_flip")
    assert entry.subject_id == public_id


def test_flip_is_not_asked_about_whom_it_does_not_have(walk: Walk) -> None:
    public_id = walk.draft()
    walk.staff.post(f"/agents/{public_id}/ask-flip")
    assert "Flip does not have this agent yet." in look(walk.staff, public_id)
    assert walk.world.work() == 0
    assert "/ask-flip" not in walk.staff.get(f"/agents/{public_id}").text


def test_a_draft_is_given_up_after_a_second_question_and_frees_its_numbers(walk: Walk) -> None:
    public_id = walk.draft(identity_number="3276014107900001", phone_number="085612345678")
    page = walk.staff.get(f"/agents/{public_id}").text
    assert "Give this agent up?" in page
    assert walk.staff.post(f"/agents/{public_id}/give-up").status_code == 303
    assert walk.agent(public_id).state is S.WITHDRAWN
    again = walk.draft(identity_number="3276014107900001", phone_number="085612345678")
    assert again != public_id


def test_whom_flip_has_cannot_be_given_up(walk: Walk) -> None:
    public_id = walk.registered()
    assert "/give-up" not in walk.staff.get(f"/agents/{public_id}").text
    answer = walk.staff.post(f"/agents/{public_id}/give-up")
    assert answer.status_code == 422
    assert "cannot be given up" in answer.text
    assert walk.agent(public_id).state is S.BASIC_DATA


def test_the_overview_says_what_needs_a_person_and_drops_it_when_done(world: World, walk: Walk) -> None:
    manager = world.as_("manager")

    def waits() -> str:
        page = manager.get("/").text
        return words(page[page.index('id="waiting"') :])

    rejected, stalled = walk.to(S.REJECTED), walk.registered()
    hopeless = walk.to(S.REJECTED, code="29")
    assert "1 agent was rejected by Flip" in waits()
    assert "has waited for us" not in waits()
    alter(walk.agent(stalled).id, updated_at=clock.now() - timedelta(hours=25))
    assert "1 agent has waited for us for more than a day" in waits()
    alter(walk.agent(hopeless).id, attention="undecided")
    assert "1 agent waits for somebody to say who it is at Flip" in waits()
    for public_id in (rejected, stalled):
        manager.post(f"/agents/{public_id}/suspend", reason="left us")
    alter(walk.agent(hopeless).id, attention=None)
    assert "agent" not in waits()
