"""The card, the selfie and documents are taken at the desk; each says how far it is on its way to Flip."""

from io import BytesIO
from typing import Any

import pytest
from werkzeug.test import TestResponse

from app.agents.picture_models import AgentPicture
from app.agents.pictures import NO_DOCUMENTS, NOT_WANTED
from app.agents.rejections import REJECTIONS
from app.agents.statuses import AgentStatus
from app.flip.kyc import DOCUMENT_TYPES
from tests.agents.walk import Walk
from tests.agents.walk_forms import live, text_of
from tests.bills.bench import errors_beside, how_many
from tests.pictures import card, selfie, too_large, too_small
from tests.users.bench import Browser

S = AgentStatus


def take(
    walk: Walk, public_id: str, step: str, file: bytes, field: str = "file", **more: Any
) -> TestResponse:
    """Send a picture as a browser does: the other box stays empty."""
    empty = {"file": (BytesIO(b""), ""), "shot": (BytesIO(b""), "")}
    sent = empty | {field: (BytesIO(file), "photo.jpg")} | more
    return walk.staff.post(f"/agents/{public_id}/{step}", **sent)


def refresh(browser: Browser, public_id: str, step: str) -> str:
    return text_of(browser.get(f"/agents/{public_id}/{step}").text)


@pytest.mark.parametrize("field", ["file", "shot"])
def test_the_card_is_taken_from_a_file_or_the_camera_and_leads_to_the_selfie(walk: Walk, field: str) -> None:
    public_id = walk.registered()
    answer = take(walk, public_id, "card", card(), field)
    assert answer.headers["Location"] == f"/agents/{public_id}/card"
    assert "Identity card On its way to Flip" in refresh(walk.staff, public_id, "card")
    walk.world.work()
    assert walk.agent(public_id).state is S.CARD_ACCEPTED
    onward = live(walk.staff, public_id, "card", was="card").headers["HX-Redirect"]
    assert onward == f"/agents/{public_id}/selfie"
    assert "Identity card Flip has it" in refresh(walk.staff, public_id, "card")
    assert take(walk, public_id, "selfie", selfie()).status_code == 303
    walk.world.work()
    assert walk.agent(public_id).state is S.SELFIE_CHECKING
    assert live(walk.staff, public_id, "selfie", was="selfie").headers["HX-Redirect"].endswith("/result")


def test_the_page_offers_a_file_the_camera_and_the_agents_own_phone(walk: Walk) -> None:
    public_id = walk.registered()
    page = walk.staff.get(f"/agents/{public_id}/card").text
    assert 'capture="environment"' in page
    assert 'enctype="multipart/form-data"' in page
    assert "js/picture.js" in page
    assert f'href="/agents/{public_id}/phone"' in page


def test_a_selfie_taken_before_the_card_waits_for_it(walk: Walk) -> None:
    public_id = walk.registered()
    assert take(walk, public_id, "selfie", selfie()).status_code == 303
    walk.world.work()
    assert "It is sent as soon as Flip has taken the identity card." in refresh(
        walk.staff, public_id, "selfie"
    )
    take(walk, public_id, "card", card())
    walk.world.work()
    assert walk.agent(public_id).state is S.SELFIE_CHECKING


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (too_small(), "This picture is 200 × 150 pixels; each side must be between 256 and 4096."),
        (too_large(), "it has to be smaller than 2 MB"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "neither a JPEG nor a PNG picture"),
        (card()[:5000], "damaged or not whole"),
    ],
)
def test_a_bad_picture_is_refused_beside_its_field_with_what_was_measured(
    walk: Walk, file: bytes, words: str
) -> None:
    public_id = walk.registered()
    answer = take(walk, public_id, "card", file)
    assert answer.status_code == 422
    assert words in errors_beside(answer.text, "file")[0]
    assert how_many(AgentPicture) == 0


def test_sending_no_picture_asks_for_one(walk: Walk) -> None:
    public_id = walk.registered()
    for sent in ({}, {"file": (BytesIO(b""), ""), "shot": (BytesIO(b""), "")}):
        answer = walk.staff.post(f"/agents/{public_id}/card", **sent)
        assert answer.status_code == 422
        assert errors_beside(answer.text, "file") == ["Choose a picture or take one."]


@pytest.mark.parametrize("status", [S.DRAFT, S.PENDING, S.APPROVED])
def test_a_picture_that_is_not_wanted_is_refused_in_words(walk: Walk, status: AgentStatus) -> None:
    public_id = walk.to(status)
    before = how_many(AgentPicture)
    answer = take(walk, public_id, "card", card(7))
    assert answer.status_code == 422
    assert NOT_WANTED in text_of(answer.text)
    assert how_many(AgentPicture) == before


def test_flips_no_to_a_card_is_said_and_the_card_taken_again(walk: Walk) -> None:
    public_id = walk.to(S.REJECTED, "16")
    page = refresh(walk.staff, public_id, "card")
    assert REJECTIONS["16"].why in page
    assert "Take it again" in page
    assert take(walk, public_id, "card", card(9)).status_code == 303
    walk.world.work()
    assert walk.agent(public_id).state is S.PENDING


def test_documents_are_collected_dropped_again_and_sent_together(walk: Walk) -> None:
    public_id = walk.to(S.SELFIE_FAILED, "10")
    assert walk.staff.get(f"/agents/{public_id}/continue").headers["Location"].endswith("/documents")
    for kind, held in (("npwp", ""), ("family_card", "y"), ("passport", "")):
        answer = take(walk, public_id, "documents", card(11), kind=kind, with_selfie=held)
        assert answer.headers["Location"] == f"/agents/{public_id}/documents"
    page = walk.staff.get(f"/agents/{public_id}/documents").text
    assert text_of(page).count("Not given to be sent yet") == 3
    drop = page[page.index("Passport</strong>") :].split('action="')[1].split('"')[0]
    assert walk.staff.post(drop).status_code == 303
    assert walk.staff.post(drop).status_code == 404
    assert walk.staff.post(f"/agents/{public_id}/documents/send").status_code == 303
    walk.world.work()
    assert walk.agent(public_id).state is S.PENDING
    [at_flip] = walk.at_flip()
    sent = {picture["kind"] for picture in at_flip["pictures"]} - {"identity", "selfie"}
    assert sent == {"npwp", "family_card_selfie"}


def test_all_nine_kinds_are_offered_and_another_is_refused(walk: Walk) -> None:
    public_id = walk.to(S.HELP)
    page = walk.staff.get(f"/agents/{public_id}/documents").text
    assert all(f'value="{kind}"' in page for kind in DOCUMENT_TYPES)
    assert len(DOCUMENT_TYPES) == 9
    answer = take(walk, public_id, "documents", card(), kind="library_card")
    assert errors_beside(answer.text, "kind") != []
    answer = take(walk, public_id, "documents", card(), kind="")
    assert errors_beside(answer.text, "kind") == ["Choose which document it is."]


def test_an_empty_document_is_asked_for_its_kind_and_its_picture_at_once(walk: Walk) -> None:
    page = walk.staff.post(f"/agents/{walk.to(S.HELP)}/documents", kind="").text
    assert errors_beside(page, "kind") == ["Choose which document it is."]
    assert errors_beside(page, "file") == ["Choose a picture or take one."]


def test_sending_no_documents_says_so(walk: Walk) -> None:
    public_id = walk.to(S.HELP)
    assert walk.staff.post(f"/agents/{public_id}/documents/send").status_code == 303
    assert NO_DOCUMENTS in refresh(walk.staff, public_id, "documents")


def test_support_sees_how_far_pictures_are_and_takes_none(walk: Walk) -> None:
    public_id, support = walk.to(S.CARD_ACCEPTED), walk.world.as_("support")
    assert "Identity card Flip has it" in refresh(support, public_id, "card")
    for path in ("card", "selfie", "documents", "documents/send", "documents/1/remove"):
        assert support.post(f"/agents/{public_id}/{path}").status_code == 403
    assert "Take it again" not in refresh(support, public_id, "card")
