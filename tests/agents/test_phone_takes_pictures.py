"""A phone takes the pictures it was asked for, one after the other, and the desk ticks them."""

import re

from app.agents.picture_models import Via
from app.agents.statuses import AgentStatus
from tests.agents.phones import BOTH, OVER, Phone, ask_for, hand_over, kept, shown_address
from tests.agents.walk import Walk
from tests.pictures import card, too_small


def live(walk: Walk, public_id: str, seen: str = "") -> str:
    """What the desk's page hears when it asks; empty when nothing is new."""
    return walk.staff.get(f"/agents/{public_id}/phone/live?seen={seen}").text


def version(part: str) -> str:
    """What the live part asks with next; empty when it asks no more."""
    found = re.search(r'hx-get="[^"]*seen=(\w+)"', part)
    return found[1] if found else ""


def test_a_phone_takes_both_pictures_and_flip_gets_them(walk: Walk) -> None:
    public_id = walk.registered()
    phone = hand_over(walk, public_id)
    first = phone.look()
    assert "Identity card</h1>" in first.text
    assert 'capture="environment"' in first.text
    assert phone.send("identity").headers["Location"] == phone.path
    second = phone.look()
    assert "Taken: Identity card" in second.text
    assert "Selfie with card</h1>" in second.text
    assert 'capture="user"' in second.text
    assert phone.send("selfie").headers["Location"] == "/phone/done"
    assert "All pictures are taken" in phone.browser.get("/phone/done").text
    walk.world.work()
    assert walk.agent(public_id).state is AgentStatus.SELFIE_CHECKING


def test_a_picture_by_phone_says_so_and_for_whom(walk: Walk) -> None:
    public_id = walk.registered()
    hand_over(walk, public_id, "identity").send("identity")
    [picture] = kept(walk, public_id)
    person = walk.maker()
    assert (picture.via, picture.taken_by, picture.taken_by_id) == (Via.PHONE, person.name, person.id)
    [entry] = walk.world.house.entries("agents.take_picture")
    assert (entry.person_id, entry.person_name) == (None, f"phone:{person.name}")
    assert entry.address == "198.51.100.20"
    audit = walk.world.house.as_("manager").get("/audit").text
    assert f"by phone, for {person.name}" in audit
    told = walk.world.events("agent", walk.agent(public_id).id)
    assert [event.details["via"] for event in told if event.verb == "agent.picture_taken"] == [
        Via.PHONE.label
    ]


def test_the_desk_ticks_live_and_stops_when_all_are_there(walk: Walk) -> None:
    public_id = walk.registered()
    phone = hand_over(walk, public_id)
    asked = live(walk, public_id)
    assert "No phone has opened the page yet" in asked
    assert live(walk, public_id, version(asked)) == ""
    phone.look()
    opened = live(walk, public_id, version(asked))
    assert "A phone has opened the page" in opened
    phone.send("identity")
    ticked = live(walk, public_id, version(opened))
    assert re.search(r'class="is-there" data-part="identity"', ticked)
    assert re.search(r'class="" data-part="selfie"', ticked)
    phone.send("selfie")
    done = live(walk, public_id, version(ticked))
    assert "All pictures are here" in done
    assert f"/agents/{public_id}/continue" in done
    assert version(done) == ""
    assert shown_address(walk.staff.get(f"/agents/{public_id}/phone")) is None


def test_a_picture_may_be_taken_again_until_all_are_there(walk: Walk) -> None:
    public_id = walk.registered()
    phone = hand_over(walk, public_id)
    phone.send("identity")
    assert f"{phone.path}?part=identity" in phone.look().text
    assert "Identity card</h1>" in phone.look("?part=identity").text
    phone.send("identity", card(seed=9))
    first, second = kept(walk, public_id)
    assert (first.content, second.replaced_at) == (None, None)
    phone.send("selfie")
    assert OVER in phone.send("identity").text
    assert len(kept(walk, public_id)) == 3


def test_a_wrong_picture_is_refused_beside_its_field_with_both_sizes(walk: Walk) -> None:
    public_id = walk.registered()
    phone = hand_over(walk, public_id, "identity")
    answer = phone.send("identity", too_small())
    assert answer.status_code == 422
    beside = re.search(r'id="picture-errors">(.*?)</div>', answer.text, re.S)
    assert beside
    assert "200 × 150" in beside[1]
    assert "between 256 and 4096" in beside[1]
    assert kept(walk, public_id) == []
    assert phone.send("identity").headers["Location"] == "/phone/done"


def test_two_phones_at_one_address_share_the_work(walk: Walk) -> None:
    public_id = walk.registered()
    one = hand_over(walk, public_id)
    other = Phone(walk.world.house.browser("198.51.100.21"), one.path)
    one.look()
    other.look()
    assert one.send("identity").headers["Location"] == one.path
    assert other.send("selfie").headers["Location"] == "/phone/done"
    assert OVER in one.look().text
    assert [picture.part for picture in kept(walk, public_id)] == list(BOTH)
    verbs = walk.world.verbs("agent", walk.agent(public_id).id)
    assert verbs.count("agent.handoff_opened") == 1


def test_of_two_phones_that_send_the_last_picture_at_once_one_is_kept(walk: Walk) -> None:
    public_id = walk.registered()
    phone = hand_over(walk, public_id, "identity")
    phones = [Phone(walk.world.house.browser(f"198.51.100.{at}"), phone.path) for at in range(4)]
    for one in phones:
        one.look()
    answers = walk.world.house.all_at_once(lambda at: phones[at].send("identity", card(seed=at)), 4)
    assert sorted(answer.status_code for answer in answers) == [303, 404, 404, 404]
    assert len(kept(walk, public_id)) == 1


def test_a_picture_that_flip_refused_is_asked_for_again(walk: Walk) -> None:
    public_id = walk.registered()
    phone = hand_over(walk, public_id)
    phone.send("identity")
    body = '{"errors": [{"code": 4009, "message": "Image not readable"}]}'
    walk.world.flip.fault(
        "/identities", "status", status=422, body=body, content_type="application/json", times=1
    )
    walk.world.work()
    assert kept(walk, public_id)[0].refusal
    assert "Identity card</h1>" in phone.look().text


def test_what_was_there_before_does_not_tick_when_it_is_asked_for_anew(walk: Walk) -> None:
    public_id = walk.registered()
    walk.take(public_id, "identity")
    phone = hand_over(walk, public_id)
    assert "is-there" not in live(walk, public_id)
    assert "Identity card</h1>" in phone.look().text
    walk.take(public_id, "identity")
    assert re.search(r'class="is-there" data-part="identity"', live(walk, public_id))


def test_documents_wait_for_the_desk_to_send_them(walk: Walk) -> None:
    public_id = walk.to(AgentStatus.SELFIE_FAILED)
    phone = hand_over(walk, public_id, "family_card", "npwp")
    phone.send("family_card")
    phone.send("npwp")
    walk.world.work()
    documents = {one.part: one.handed_at for one in kept(walk, public_id)}
    assert documents["family_card"] is None
    assert documents["npwp"] is None


def test_the_desk_says_what_is_asked_and_offers_what_is_lacking(walk: Walk) -> None:
    public_id = walk.registered()
    walk.take(public_id, "identity")
    page = walk.staff.get(f"/agents/{public_id}/phone").text
    assert re.search(r'checked[^>]*value="selfie"|value="selfie"[^>]*checked', page)
    assert not re.search(r'checked[^>]*value="identity"|value="identity"[^>]*checked', page)
    assert "Choose at least one picture." in walk.staff.post(f"/agents/{public_id}/phone").text
    assert "Selfie with card" in ask_for(walk.staff, public_id, "selfie").text
