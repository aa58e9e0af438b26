"""The form of a payout through an agent: found by name while one types, nobody is guessed."""

import re
from typing import Any

import pytest

from app.agents.statuses import Standing
from app.lib import clock
from tests.disbursements.customers import SPECIAL, sender_of
from tests.disbursements.desk import Desk
from tests.disbursements.editing import edit
from tests.disbursements.payers import an_agent, becomes, through

WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"agent": ""}, "agent", "Choose the agent."),
    ({"agent": "Nobody"}, "agent", "No agent has this name."),
    ({"agent": "lestari"}, "agent", "did you mean Dewi Lestari (AGT-"),
    ({"agent": "AGT-000"}, "agent", "No agent has this name."),
    ({"agent": "Dewi\x00"}, "agent", "cannot be printed"),
    ({"agent": "x" * 300}, "agent", "At most 255"),
    ({"agent": "%"}, "agent", "No agent has this name."),
    ({"direction": "SIDEWAYS"}, "direction", "Not a valid choice."),
    ({"direction": "DOMESTIC_TRANSFER"}, "direction", "Not a valid choice."),
]


def test_a_payout_through_an_agent_is_one_transfer_at_flip_in_their_name(desk: Desk) -> None:
    dewi = an_agent(desk)
    public_id = desk.prepare(**through(dewi, beneficiary_emails="a@example.com"))
    assert desk.approve(public_id).status_code == 303
    desk.world.work()
    payout = desk.payout(public_id)
    assert (payout.status, payout.transaction.parent_flip_id) == ("PENDING", dewi.flip_id)
    [transfer] = desk.transfers_at_flip()
    assert (transfer["kind"], str(transfer["agent_id"])) == ("agent", dewi.flip_id)
    assert transfer["idempotency_key"] == payout.transaction.idempotency_key
    assert transfer["beneficiary_email"] == "a@example.com"
    assert transfer["direction"] == "DOMESTIC_SPECIAL_TRANSFER"
    assert transfer["sender"]["sender_name"] == "Dewi Lestari"


def test_the_money_may_come_from_abroad(desk: Desk) -> None:
    public_id = desk.prepare(**through(an_agent(desk), direction="FOREIGN_INBOUND_SPECIAL_TRANSFER"))
    desk.approve(public_id)
    desk.world.work()
    [transfer] = desk.transfers_at_flip()
    assert transfer["direction"] == "FOREIGN_INBOUND_SPECIAL_TRANSFER"


@pytest.mark.parametrize(("fields", "beside", "words"), WRONG)
def test_what_is_wrong_is_said_beside_its_field_and_kept_as_typed(
    desk: Desk, fields: dict[str, Any], beside: str, words: str
) -> None:
    dewi = an_agent(desk)
    answer = desk.send_form(**through(dewi) | fields)
    assert answer.status_code == 422
    assert words in answer.text.split(f'id="{beside}-errors"')[1].split("</div>")[0].replace("&#39;", "'")
    assert desk.transfers_at_flip() == []


@pytest.mark.parametrize("typed", ["Dewi Lestari", "  dewi   LESTARI ", "{id}", "Dewi Lestari ({id})"])
def test_an_agent_is_found_by_name_by_number_and_by_what_was_picked(desk: Desk, typed: str) -> None:
    dewi = an_agent(desk)
    an_agent(desk, 2, name="Dewi Lestari Putri")
    public_id = desk.prepare(**through(dewi, agent=typed.format(id=dewi.public_id)))
    assert desk.payout(public_id).agent_id == dewi.id


def test_of_two_with_one_name_nobody_is_guessed(desk: Desk) -> None:
    for number in (1, 2):
        an_agent(desk, number)
    answer = desk.send_form(transfer_kind="agent", agent="Dewi Lestari")
    assert answer.status_code == 422
    assert "did you mean" in answer.text


def test_those_who_may_send_are_suggested_while_one_types_and_nobody_else(desk: Desk) -> None:
    an_agent(desk)
    an_agent(desk, 2, name="Dewi Anggraini", standing=Standing.BLACKLISTED)
    third = an_agent(desk, 3, name="Dewi Kartika")
    becomes(third.id, suspended_at=clock.now())
    an_agent(desk, 4, name="Budi Santoso")
    found = desk.staff.get("/disbursements/agents?agent=dewi").text
    assert "Dewi Lestari (AGT-" in found
    for other in ("Anggraini", "Kartika", "Budi"):
        assert other not in found
    assert desk.staff.get("/disbursements/agents?agent=%00").text.count("<option") == 0
    assert desk.world.as_("support").get("/disbursements/agents").status_code == 403


def test_from_the_agents_page_the_form_comes_filled_and_a_beneficiary_keeps_it(desk: Desk) -> None:
    dewi = an_agent(desk)
    shown = desk.staff.get(f"/agents/{dewi.public_id}").text
    assert f'href="/disbursements/new?agent={dewi.public_id}"' in shown
    form = desk.staff.get(f"/disbursements/new?agent={dewi.public_id}").text
    assert f'value="Dewi Lestari ({dewi.public_id})"' in form
    assert re.search(r'<input checked[^>]*value="agent"', form)
    assert f'name="through" value="{dewi.public_id}"' in form
    desk.staff.post("/beneficiaries/", name="Toko Baru", bank_code="bca", account_number="5465327020")
    found = desk.staff.get(f"/beneficiaries/suggested?q=toko&through={dewi.public_id}").text
    assert f"agent={dewi.public_id}" in found
    assert desk.staff.get("/disbursements/new?agent=AGT-NOBODY").status_code == 200


def test_what_stands_in_the_parts_of_other_kinds_goes_nowhere(desk: Desk) -> None:
    dewi = an_agent(desk)
    public_id = desk.prepare(**SPECIAL | {"sender_country": "Atlantis", "recipient_city": ""} | through(dewi))
    payout = desk.payout(public_id)
    assert (sender_of(payout.id), payout.recipient_city) == (None, None)
    common = desk.prepare(amount_idr="160.000", agent="Nobody", direction="SIDEWAYS")
    payout = desk.payout(common)
    assert (payout.agent_id, payout.direction, payout.transaction.parent_flip_id) == (None, None, None)


def test_an_edit_changes_the_kind_and_the_agent_and_forgets_the_one_before(desk: Desk) -> None:
    dewi, budi = an_agent(desk), an_agent(desk, 2, name="Budi Santoso")
    public_id = desk.prepare(**through(dewi))
    form = desk.staff.get(f"/disbursements/{public_id}/edit").text
    assert f'value="Dewi Lestari ({dewi.public_id})"' in form
    assert edit(desk, public_id, **through(budi)).status_code == 303
    payout = desk.payout(public_id)
    assert (payout.agent_id, payout.transaction.parent_flip_id) == (budi.id, budi.flip_id)
    assert edit(desk, public_id).status_code == 303
    payout = desk.payout(public_id)
    assert (payout.agent_id, payout.direction, payout.transaction.parent_flip_id) == (None, None, None)
    told = desk.world.events("disbursement", payout.id)[-1].details
    assert budi.public_id in told["before"]
