"""What the client makes of the KYC host's answers, good and bad."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from app.flip.client import FlipClient
from app.flip.errors import FlipUnknown
from app.flip.kyc import Repair
from tests.flip.people import JPEG
from tests.flip.tiny_server import TinyServer, reply

IDENTITIES = "PUT /kyc/users/7/identities"
REPAIR = "PUT /kyc/users/7/repair"
Ask = Callable[[FlipClient], object]


def test_a_picture_that_arrived_has_an_address(server: TinyServer, client: FlipClient) -> None:
    long = "https://flip.id/" + "x" * 500
    for url in ("someurl.png", long):
        server.on(IDENTITIES, reply(200, {"image_url": url}))
        assert client.kyc.upload_identity("7", JPEG, identity_type="ktp").image_url == url


@pytest.mark.parametrize("words", ["Submit success", "KYC submission success", "Beres"])
def test_the_words_of_a_submission_vary(server: TinyServer, client: FlipClient, words: str) -> None:
    server.on("PUT /kyc/users/7/submit", reply(200, {"message": words}))
    assert client.kyc.submit("7") == words


def test_documents_are_rows_with_exact_times(server: TinyServer, client: FlipClient) -> None:
    stamp = "2022-01-02T15:38:49.317601182+07:00"
    row = {"id": 1, "type": 1, "selfie": True, "path": "a.png", "created_at": stamp, "updated_at": None}
    server.on("POST /kyc/documents", reply(200, [row, {"path": "without an id"}]))
    sent = client.kyc.send_documents("7", {"npwp_selfie": JPEG})
    (document,) = sent
    assert (document.id, document.type, document.selfie, document.path) == ("1", "1", True, "a.png")
    assert document.created_at == datetime(2022, 1, 2, 8, 38, 49, 317601, tzinfo=UTC)
    assert document.updated_at is None
    assert sent.unreadable == [{"path": "without an id"}]


@pytest.mark.parametrize(
    ("answer", "kind", "number"),
    [
        ({"identity_type": 1, "nik": "0012", "passport_number": None}, "ktp", "0012"),
        ({"identity_type": "2", "nik": None, "passport_number": "A12"}, "passport", "A12"),
        ({"identity_type": 3}, "3", None),
    ],
)
def test_a_repair_answers_in_numbers_and_is_read_in_words(
    server: TinyServer, client: FlipClient, answer: dict[str, object], kind: str, number: str | None
) -> None:
    server.on(REPAIR, reply(200, {"user_id": 7, "gender": 2, "occupation": "OTHERS", "status": 20} | answer))
    repaired = client.kyc.repair("7", Repair(name="Siti"))
    assert (repaired.identity_type, repaired.identity_number) == (kind, number)
    assert (repaired.gender, repaired.occupation, repaired.status) == ("female", "others", "20")


def test_a_repair_of_another_agent_is_unknown(server: TinyServer, client: FlipClient) -> None:
    server.on(REPAIR, reply(200, {"user_id": 8}))
    with pytest.raises(FlipUnknown, match="another user_id"):
        client.kyc.repair("7", Repair(name="Siti"))


@pytest.mark.parametrize("nothing", [[], None])
def test_a_list_of_regions_may_be_empty(server: TinyServer, client: FlipClient, nothing: object) -> None:
    server.on("GET /kyc/districts", reply(200, {"districts": nothing}))
    assert client.kyc.districts("184") == []


def test_regions_have_ids_as_text_and_keep_their_order(server: TinyServer, client: FlipClient) -> None:
    rows = [{"id": 12, "name": "Jawa Barat"}, {"name": "Nowhere"}, {"id": "1", "name": "Aceh"}]
    server.on("GET /kyc/provinces", reply(200, {"provinces": rows}))
    found = client.kyc.provinces()
    assert [(region.id, region.name) for region in found] == [("12", "Jawa Barat"), ("1", "Aceh")]
    assert found.unreadable == [{"name": "Nowhere"}]


UNREADABLE: dict[str, tuple[Ask, list[object]]] = {
    "PUT /kyc/users/7/identities": (
        lambda client: client.kyc.upload_selfie("7", JPEG, identity_type="ktp"),
        [{}, [], "ok", {"errors": [{"code": 4009, "message": "…"}]}],
    ),
    "PUT /kyc/users/7/submit": (lambda client: client.kyc.submit("7"), [{}, []]),
    "POST /kyc/documents": (lambda client: client.kyc.send_documents("7", {"npwp": JPEG}), [{}, None]),
    "PUT /kyc/users/7/repair": (lambda client: client.kyc.repair("7", Repair(name="Siti")), [{}, []]),
    "GET /kyc/countries": (lambda client: client.kyc.countries(), [{}, [], {"countries": 7}]),
}


@pytest.mark.parametrize("route", UNREADABLE)
def test_an_answer_of_no_known_form_is_unknown(server: TinyServer, client: FlipClient, route: str) -> None:
    ask, answers = UNREADABLE[route]
    for answer in answers:
        server.on(route, reply(200, answer))
        with pytest.raises(FlipUnknown):
            ask(client)
