"""Whether Flip has a transfer abroad: its list is walked, and "not there" is said only when that is sure."""

from collections.abc import Iterable, Sequence

import pytest

from app.flip.client import FlipClient
from app.flip.errors import FlipNotSent, FlipUnknown
from tests.flip.abroad import MADE
from tests.flip.tiny_server import Behaviour, TinyServer, hang_up, html, reply, silence

LIST = "GET /v2/international-disbursement"


def row(number: int, **fields: object) -> dict[str, object]:
    return {**MADE, "id": number, "idempotency_key": f"key-{number}", **fields}


def page(number: int, rows: Sequence[object], *, pages: int, rows_in_all: int) -> Behaviour:
    return reply(
        200,
        {
            "total_data": rows_in_all,
            "data_per_page": len(rows),
            "total_page": pages,
            "page": number,
            "data": rows,
        },
    )


def listed(server: TinyServer, *pages: Iterable[object]) -> None:
    """Let the list be these pages."""
    cut = [list(rows) for rows in pages]
    total = sum(len(rows) for rows in cut)
    server.on(
        LIST,
        *(page(number, rows, pages=len(cut), rows_in_all=total) for number, rows in enumerate(cut, start=1)),
    )


def test_the_walk_goes_from_page_to_page_newest_first(server: TinyServer, client: FlipClient) -> None:
    listed(server, [row(5), row(4)], [row(3), row(2)], [row(1)])
    pages = list(client.international.walk(pagination=2))
    assert [[one.id for one in page.rows] for page in pages] == [["5", "4"], ["3", "2"], ["1"]]
    assert [seen.query for seen in server.seen] == [
        [("pagination", "2"), ("page", str(number)), ("sort", "-id")] for number in (1, 2, 3)
    ]


def test_who_stops_early_asks_no_further(server: TinyServer, client: FlipClient) -> None:
    listed(server, [row(5)], [row(4)], [row(3)])
    walk = client.international.walk()
    assert len(server.seen) == 0
    next(walk)
    next(walk)
    assert len(server.seen) == 2


def test_P5_a_transfer_is_found_by_its_key_on_whatever_page(server: TinyServer, client: FlipClient) -> None:
    listed(server, [row(5), row(4)], [row(3, status="CANCELLED", reason="DECLINED"), row(2)], [row(1)])
    found = client.international.find_by_key("key-3")
    assert found is not None
    assert (found.id, found.status, found.reason) == ("3", "CANCELLED", "DECLINED")
    assert len(server.seen) == 2


def test_of_two_with_one_key_the_newest_is_found(server: TinyServer, client: FlipClient) -> None:
    listed(server, [row(5, idempotency_key="k")], [row(4, idempotency_key="k", status="CANCELLED")])
    found = client.international.find_by_key("k")
    assert found is not None
    assert found.id == "5"


@pytest.mark.parametrize("pages", [([],), ([row(5), row(4)], [row(3)])])
def test_P5_none_was_made_when_the_whole_list_does_not_show_it(
    server: TinyServer, client: FlipClient, pages: tuple[list[object], ...]
) -> None:
    listed(server, *pages)
    assert client.international.find_by_key("key-1") is None
    assert len(server.seen) == len(pages)


def test_a_key_is_compared_whole(server: TinyServer, client: FlipClient) -> None:
    listed(server, [row(11), row(12, idempotency_key="KEY-1")])
    assert client.international.find_by_key("key-1") is None


@pytest.mark.parametrize("made_in", ["Dashboard", "DASHBOARD"])
def test_what_people_made_in_flips_dashboard_has_no_key_and_is_not_ours(
    server: TinyServer, client: FlipClient, made_in: str
) -> None:
    listed(server, [row(5), row(4, idempotency_key=None, created_from=made_in)])
    assert client.international.find_by_key("key-1") is None


@pytest.mark.parametrize("made_in", ["API", "", None])
@pytest.mark.parametrize("key", [None, ""])
def test_P5_a_row_that_shows_no_key_may_be_ours(
    server: TinyServer, client: FlipClient, made_in: str | None, key: str | None
) -> None:
    listed(server, [row(5), row(4, idempotency_key=key, created_from=made_in)])
    with pytest.raises(FlipUnknown, match="do not show their key"):
        client.international.find_by_key("key-1")


def test_transfers_made_during_the_walk_hide_none(server: TinyServer, client: FlipClient) -> None:
    server.on(
        LIST,
        page(1, [row(4), row(3)], pages=2, rows_in_all=4),
        # Two new ones came: what stood on the first page stands on the second now.
        page(2, [row(4), row(3)], pages=3, rows_in_all=6),
        page(3, [row(2), row(1)], pages=3, rows_in_all=6),
    )
    found = client.international.find_by_key("key-1")
    assert found is not None
    assert found.id == "1"


@pytest.mark.parametrize(
    "pages",
    [
        # It ends before all was shown,
        [page(1, [row(5)], pages=1, rows_in_all=3)],
        [page(1, [row(5)], pages=3, rows_in_all=3), page(2, [], pages=3, rows_in_all=3)],
        [page(1, [row(5)], pages=2, rows_in_all=2), page(2, [row(5)], pages=2, rows_in_all=2)],
        # it does not go on,
        [page(1, [row(5)], pages=2, rows_in_all=2)],
        # or it breaks off.
        [page(1, [row(5)], pages=2, rows_in_all=2), html(502)],
        [page(1, [row(5)], pages=2, rows_in_all=2), hang_up],
        [page(1, [row(5)], pages=2, rows_in_all=2), silence],
        [html(200)],
        [reply(200, {})],
        [reply(200, [])],
        [reply(200, {"data": None})],
    ],
)
def test_P5_a_walk_that_did_not_see_all_says_nothing(
    server: TinyServer, client: FlipClient, pages: list[Behaviour]
) -> None:
    server.on(LIST, *pages)
    with pytest.raises(FlipUnknown):
        client.international.find_by_key("key-1")


@pytest.mark.parametrize(
    "odd",
    [
        row(1, amount="1.000"),
        {"idempotency_key": None, "id": 3},
        {"id": 3},
        "text",
        None,
    ],
)
def test_P5_a_row_that_cannot_be_read_may_be_ours(
    server: TinyServer, client: FlipClient, odd: object
) -> None:
    listed(server, [row(5)], [odd, row(4)])
    with pytest.raises(FlipUnknown, match="do not show their key"):
        client.international.find_by_key("key-1")
    listed(server, [row(5)], [odd, row(4)])
    found = client.international.find_by_key("key-4")
    assert found is not None


def test_a_row_that_cannot_be_read_but_shows_another_key_is_not_ours(
    server: TinyServer, client: FlipClient
) -> None:
    listed(server, [row(5), row(2, amount="1.000")])
    assert client.international.find_by_key("key-1") is None


def test_P44_a_wrong_key_for_the_list_says_nothing_about_the_transfer(
    server: TinyServer, client: FlipClient
) -> None:
    server.on(LIST, reply(401, {"name": "Unauthorized", "status": 401}))
    with pytest.raises(FlipNotSent):
        client.international.find_by_key("key-1")


def test_a_walk_ends_at_an_empty_page_however_many_flip_counts(
    server: TinyServer, client: FlipClient
) -> None:
    many = 10**9
    server.on(LIST, page(1, [row(5)], pages=many, rows_in_all=1), page(2, [], pages=many, rows_in_all=1))
    assert client.international.find_by_key("key-1") is None
    assert len(server.seen) == 2


def test_one_page_is_what_flip_says_it_is(server: TinyServer, client: FlipClient) -> None:
    server.on(LIST, page(9, [], pages=1, rows_in_all=3))
    answer = client.international.list(page=9)
    assert (list(answer.rows), answer.total_data, answer.page) == ([], 3, 9)
    odd = row(8, status=None)
    listed(server, [odd, row(7)])
    answer = client.international.list()
    assert [one.id for one in answer.rows] == ["7"]
    assert answer.rows.unreadable == [odd]
