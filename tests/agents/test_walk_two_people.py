"""Two people who have the same form open never overwrite each other unseen, and neither loses a word."""

from app.agents import service
from app.agents.statuses import AgentStatus
from tests.agents.walk import Walk
from tests.agents.walk_forms import ADDRESS_FORM, IDENTITY_FORM, begin, kept, seen, text_of
from tests.bills.bench import errors_above, typed
from tests.places import atlas


def test_the_second_save_is_refused_keeps_what_was_typed_and_shows_what_the_first_wrote(walk: Walk) -> None:
    public_id = kept(begin(walk.staff))
    other = walk.world.house.as_("manager", display_name="Dewi")
    version = {"seen": seen(walk.staff, public_id, "identity")}
    assert seen(other, public_id, "identity") == version["seen"]
    address = f"/agents/{public_id}/identity"
    first = IDENTITY_FORM | version | {"name": "Siti Rahayu Putri", "birth_place": "Bogor"}
    assert other.post(address, **first).status_code == 303
    second = IDENTITY_FORM | version | {"name": "Siti R", "email": "new@example.com"}
    answer = walk.staff.post(address, **second)
    assert answer.status_code == 422
    assert service.CHANGED_MEANWHILE in errors_above(answer.text)
    for name in ("name", "birth_place", "email"):
        assert typed(answer.text, name) == second[name]
    beside = answer.text[answer.text.index('id="meanwhile"') : answer.text.index("<fieldset")]
    assert "Dewi saved this agent" in beside
    for kept_now in ("Siti Rahayu Putri", "Bogor", "siti@example.com"):
        assert kept_now in beside
    assert "Gender" not in beside
    assert walk.agent(public_id).name == "Siti Rahayu Putri"


def test_saving_again_after_having_seen_it_is_meant(walk: Walk) -> None:
    public_id = kept(begin(walk.staff))
    other, address = walk.world.as_("manager"), f"/agents/{public_id}/identity"
    version = {"seen": seen(walk.staff, public_id, "identity")}
    other.post(address, **(IDENTITY_FORM | version | {"name": "Siti Putri"}))
    mine = IDENTITY_FORM | {"name": "Siti R"}
    refused = walk.staff.post(address, **(mine | version))
    now_seen = typed(refused.text, "seen")
    assert now_seen != version["seen"]
    assert walk.staff.post(address, **(mine | {"seen": now_seen})).status_code == 303
    assert walk.agent(public_id).name == "Siti R"


def test_an_address_saved_meanwhile_is_shown_in_words_and_nothing_is_registered(walk: Walk) -> None:
    atlas.take_depok()
    public_id = kept(begin(walk.staff))
    other, address = walk.world.as_("manager"), f"/agents/{public_id}/address"
    version = {"seen": seen(walk.staff, public_id, "address")}
    theirs = {"district_id": "1235", "address": "Jl. Beji Timur 5 RT 01", "then": "later"}
    assert other.post(address, **(ADDRESS_FORM | version | theirs)).status_code == 303
    answer = walk.staff.post(address, **(ADDRESS_FORM | version))
    assert answer.status_code == 422
    said = text_of(answer.text)
    assert "Jl. Beji Timur 5 RT 01" in said
    assert "District Beji" in said
    assert typed(answer.text, "address") == ADDRESS_FORM["address"]
    assert '<option selected value="1234">' in answer.text
    assert walk.agent(public_id).state is AgentStatus.DRAFT


def test_P2_the_same_form_sent_again_has_met_nobody_but_itself(walk: Walk) -> None:
    atlas.take_depok()
    public_id = kept(begin(walk.staff))
    identity = IDENTITY_FORM | {"seen": seen(walk.staff, public_id, "identity"), "name": "Siti R"}
    for _ in range(2):
        assert walk.staff.post(f"/agents/{public_id}/identity", **identity).status_code == 303
    address = ADDRESS_FORM | {"seen": seen(walk.staff, public_id, "address")}
    for _ in range(2):
        answer = walk.staff.post(f"/agents/{public_id}/address", **address)
        assert answer.headers["Location"] == f"/agents/{public_id}/result"
    walk.world.work()
    answer = walk.staff.post(f"/agents/{public_id}/address", **address)
    assert answer.headers["Location"] == f"/agents/{public_id}/card"
    assert len(walk.at_flip()) == 1


def test_a_form_without_its_version_overwrites_nobody(walk: Walk) -> None:
    public_id = kept(begin(walk.staff))
    for version in ("", "0", "x", "-1", "١", "9" * 13):
        form = IDENTITY_FORM | {"seen": version, "name": "Somebody"}
        assert walk.staff.post(f"/agents/{public_id}/identity", **form).status_code == 422
    assert walk.agent(public_id).name == "Siti Rahayu"


def test_what_was_typed_stays_when_a_colleague_had_the_agent_registered_meanwhile(walk: Walk) -> None:
    public_id = walk.to(AgentStatus.DRAFT)
    form = IDENTITY_FORM | {"seen": seen(walk.staff, public_id, "identity"), "name": "Siti R"}
    service.register(public_id, walk.maker())
    answer = walk.staff.post(f"/agents/{public_id}/identity", **form)
    assert answer.status_code == 422
    assert service.NOT_NOW in errors_above(answer.text)
    assert typed(answer.text, "name") == "Siti R"
