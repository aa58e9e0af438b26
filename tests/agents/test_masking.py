"""P30: on no page, in no fragment, error, list, story or audit entry does support read an agent's numbers."""

from typing import Any

import pytest
from flask import Flask

from app.agents import service
from app.agents.models import Agent
from app.agents.statuses import AgentStatus
from app.agents.steps import Step
from app.db.base import table_of
from app.db.compare_and_set import change
from app.db.transaction import transaction
from app.lib.errors import Refused
from tests.agents.walk import ADDRESS, Walk
from tests.users.bench import Browser

S = AgentStatus
IDENTITY, PHONE, EMAIL = "3276014107900001", "085612345678", "siti.aminah@example.com"
STREET, HOME = "Jl. Kenanga Raya 5 RT 01/02", "Jl. Melati Putih 9 RT 03/04"
SITI: dict[str, Any] = ADDRESS | {
    "name": "Siti Aminah",
    "identity_number": IDENTITY,
    "phone_number": PHONE,
    "email": EMAIL,
    "address": STREET,
}
LIVES_ELSEWHERE = {
    "use_identity_address": False,
    "residence_country_id": "1",
    "residence_province_id": "12",
    "residence_city_id": "184",
    "residence_district_id": "1234",
    "residence_address": HOME,
}
# However they are written: whole, grouped, international, without the country, the birth date in any order.
SECRETS = (
    IDENTITY,
    "3276 0141 0790 0001",
    PHONE,
    "6285612345678",
    "85612345678",
    EMAIL,
    "siti.aminah",
    "Kenanga",
    "Melati",
    "1990-08-17",
    "17-08-1990",
    "August 17, 1990",
    "17 Aug 1990",
    "Aug 17, 1990",
    "17 Agustus 1990",
)
OLD_IDENTITY, OLD_PHONE = "3276014107900099", "085600000099"


def leaks(browser: Browser, path: str, **headers: str) -> list[str]:
    """What of an agent's numbers an answer holds, attributes and headers included."""
    answer = browser.get(path, **headers)
    text = answer.text + str(answer.headers)
    return [secret for secret in (*SECRETS, OLD_IDENTITY, OLD_PHONE[1:]) if secret in text]


def siti_in(walk: Walk, status: AgentStatus) -> str:
    """Siti at some point of the walk, after her numbers were corrected once."""
    before = SITI | {"identity_number": OLD_IDENTITY, "phone_number": OLD_PHONE}
    # Flip refuses a name with a dash.
    public_id = walk.to(status, **(before | ({"name": "Siti-Aminah"} if status is S.REFUSED else {})))
    if service.may_change(walk.agent(public_id)):
        walk.save(public_id, **(SITI | LIVES_ELSEWHERE))
        walk.world.work()
    return public_id


def readable_addresses(app: Flask, public_id: str, row_id: int) -> list[str]:
    """Every page and fragment under /agents that is read, filled in with this agent."""
    adapter = app.url_map.bind("localhost")
    rules = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/agents")]
    found = []
    for rule in rules:
        for step in Step if "step" in rule.arguments else [Step.IDENTITY]:
            given = {"public_id": public_id, "row_id": row_id, "picture_id": 1, "step": step.value}
            given |= {"part": "identity", "handoff_id": 1}
            if "GET" in (rule.methods or ()):
                values = {name: given[name] for name in rule.arguments}
                found.append(adapter.build(rule.endpoint, values, method="GET"))
    return found


@pytest.mark.parametrize("status", [S.DRAFT, S.REFUSED, S.BASIC_DATA, S.REJECTED, S.APPROVED])
def test_p30_no_page_of_an_agent_shows_support_a_whole_number(walk: Walk, status: AgentStatus) -> None:
    public_id = siti_in(walk, status)
    support = walk.world.as_("support")
    addresses = readable_addresses(walk.world.app, public_id, walk.agent(public_id).id)
    assert f"/agents/{public_id}" in addresses
    for path in (*addresses, "/", "/overview/live", f"/agents/?q={public_id}"):
        assert leaks(support, path) == [], path
        assert leaks(support, path, **{"HX-Request": "true", "HX-Request-Type": "partial"}) == [], path
        assert leaks(support, path, **{"Accept-Language": "id"}) == [], path


def test_p30_the_page_shows_enough_to_recognise_the_agent_by(walk: Walk) -> None:
    public_id = siti_in(walk, S.BASIC_DATA)
    page = walk.world.as_("support").get(f"/agents/{public_id}").text
    for shown in ("Siti Aminah", "••••••••••••0001", "5678", "s•••@example.com"):
        assert shown in page


@pytest.mark.parametrize("role", ["staff", "support", "manager", "admin"])
def test_p30_the_list_and_its_search_show_nobody_a_whole_number(walk: Walk, role: str) -> None:
    public_id = siti_in(walk, S.BASIC_DATA)
    browser = walk.world.as_(role)
    assert public_id in browser.get("/agents/?q=siti").text
    assert leaks(browser, "/agents/?q=siti") == []


def test_p30_finding_somebody_by_the_whole_number_repeats_only_what_was_typed(walk: Walk) -> None:
    public_id = siti_in(walk, S.BASIC_DATA)
    support = walk.world.as_("support")
    page = support.get(f"/agents/?q={IDENTITY}").text
    assert public_id in page
    assert PHONE[1:] not in page
    page = support.get(f"/agents/?q={PHONE}").text
    assert public_id in page
    assert IDENTITY not in page


@pytest.mark.parametrize("role", ["manager", "admin"])
def test_p30_the_audit_log_shows_nobody_a_whole_number(walk: Walk, role: str) -> None:
    siti_in(walk, S.BASIC_DATA)
    browser = walk.world.as_(role)
    assert "changed the data of an agent" in browser.get("/audit").text
    assert leaks(browser, "/audit") == []


def test_p30_a_number_another_agent_has_names_the_agent_and_no_number(walk: Walk) -> None:
    public_id = siti_in(walk, S.BASIC_DATA)
    with pytest.raises(Refused) as refused:
        walk.draft(identity_number=IDENTITY, phone_number=PHONE)
    said = str((refused.value.message, refused.value.fields, refused.value.values))
    assert public_id in said
    assert [secret for secret in SECRETS if secret in said] == []


def test_p30_what_flip_itself_writes_is_masked_too(walk: Walk) -> None:
    public_id = siti_in(walk, S.REJECTED)
    complaint = {"attribute": "identity_number", "code": 999_999, "product": "money_transfer"}
    complaint["message"] = f"{IDENTITY} is registered for {PHONE}"
    with transaction():
        change(
            table_of(Agent),
            walk.agent(public_id).id,
            rejection_code="77",
            rejection_text=f"NIK {IDENTITY} ganda",
            refusal=[complaint],
        )
    support = walk.world.as_("support")
    assert leaks(support, f"/agents/{public_id}") == []
    assert "NIK ••••••••••••0001 ganda" in support.get(f"/agents/{public_id}").text


@pytest.mark.parametrize(
    "path", ["/agents/{}/reveal", "/agents/{}/suspend", "/agents/{}/nowhere", "/agents/{}/live/x"]
)
def test_p30_errors_hold_no_number(walk: Walk, path: str) -> None:
    public_id = siti_in(walk, S.BASIC_DATA)
    support = walk.world.as_("support")
    assert leaks(support, path.format(public_id)) == []
    for deed in ("suspend", "give-up", "reveal"):
        answer = support.post(f"/agents/{public_id}/{deed}", reason="x")
        assert answer.status_code == 403
        assert [secret for secret in SECRETS if secret in answer.text] == []


def test_p30_a_very_short_number_is_hidden_whole(walk: Walk) -> None:
    public_id = walk.draft(identity_type="passport", identity_number="A12B")
    support = walk.world.as_("support")
    assert "A12B" not in support.get("/agents/").text
    assert "A12B" not in support.get(f"/agents/{public_id}").text
