"""The agent is named wherever a payout through them is shown; their identity is masked."""

import pytest

from app.agents.statuses import Standing
from tests.disbursements.again import end, sent
from tests.disbursements.desk import Desk
from tests.disbursements.payers import IDENTITY, an_agent, becomes, through
from tests.house.log_lines import captured
from tests.world import wait_until

WHOLE = str(int(IDENTITY) + 1)


@pytest.fixture
def public_id(desk: Desk) -> str:
    """A payout through an agent that arrived."""
    made = sent(desk, **through(an_agent(desk)))
    end(desk, made, "DONE")
    wait_until(lambda: [one for one in desk.world.receipts() if one.kind == "disbursement"])
    desk.world.work()
    return made


@pytest.mark.parametrize("role", ["staff", "support", "manager"])
@pytest.mark.parametrize("page", ["", "/receipt"])
def test_P30_its_page_and_receipt_name_the_agent_and_mask_the_identity(
    desk: Desk, public_id: str, role: str, page: str
) -> None:
    text = desk.world.as_(role).get(f"/disbursements/{public_id}{page}").text
    assert "Dewi Lestari" in text
    assert f"•••• {WHOLE[-4:]}" in text
    assert WHOLE not in text


def test_the_page_links_the_agent_and_says_how_they_stand_now(desk: Desk) -> None:
    dewi = an_agent(desk)
    made = desk.prepare(**through(dewi))
    live = f"/disbursements/{made}/live"
    before = desk.staff.get(live)
    seen = before.text.split("seen=")[1].split('"')[0]
    assert desk.staff.get(f"{live}?seen={seen}").status_code == 204
    assert f'href="/agents/{dewi.public_id}"' in before.text
    assert "Sent through an agent" in before.text
    becomes(dewi.id, standing=Standing.BLACKLISTED, updated_at=dewi.updated_at.replace(year=2027))
    after = desk.staff.get(f"{live}?seen={seen}")
    assert after.status_code == 200
    assert "black list" in after.text


def test_the_list_is_narrowed_to_a_kind_and_to_an_agent(desk: Desk) -> None:
    dewi, budi = an_agent(desk), an_agent(desk, 2, name="Budi Santoso")
    by_dewi = desk.prepare(**through(dewi))
    by_budi = desk.prepare(**through(budi, amount_idr="160.000"))
    common = desk.prepare(amount_idr="170.000")
    shown = {
        "": {by_dewi, by_budi, common},
        "kind=agent": {by_dewi, by_budi},
        "kind=common": {common},
        "kind=special": set(),
        "kind=gift": {by_dewi, by_budi, common},
        f"agent={dewi.public_id}": {by_dewi},
        f"agent={dewi.public_id}&kind=common": set(),
        f"agent={budi.public_id}&tab=awaiting": {by_budi},
        f"agent={budi.public_id}&tab=done": set(),
    }
    for query, expected in shown.items():
        text = desk.staff.get(f"/disbursements/?{query}").text
        assert {one for one in (by_dewi, by_budi, common) if one in text} == expected, query
    assert (
        "Only what is sent through Dewi Lestari."
        in desk.staff.get(f"/disbursements/?agent={dewi.public_id}").text
    )


def test_P40_the_identity_stands_in_no_log_and_no_audit(desk: Desk) -> None:
    with captured() as log:
        made = sent(desk, **through(an_agent(desk)))
    assert desk.payout(made).status == "PENDING"
    assert log.text
    assert WHOLE not in log.text
    [entry] = desk.world.house.entries("disbursements.submit")
    assert entry.after
    assert str(entry.after["agent"]).startswith("AGT-")
    assert WHOLE not in str(entry.after)
