"""What the sandbox held before a restart it holds afterwards; a reset leaves the first day."""

from tests.sandbox.abroad_steps import abroad
from tests.sandbox.bench import MakeBench


def test_books_and_switches_outlive_a_restart(make_bench: MakeBench) -> None:
    before = make_bench(background=False)
    link_id, payment_id = before.direct_bill()
    before.panel("POST", f"/payments/{payment_id}", status="SUCCESSFUL", settle=True)
    before.panel("POST", "/clock", mode="practice", speed=3, operational=True, offset=5)
    before.panel("POST", "/callbacks", duplicate=1)
    before.panel("POST", "/banks/bca", queue=77)
    before.panel("POST", "/rates/GBR", rate="20000.5")
    foreign = abroad(before, key="k")
    books = before.panel("GET", "/books").json()
    after = make_bench(background=False)
    assert after.panel("GET", "/books").json() == books
    assert after.api("GET", f"/pwf/{link_id}/bill").json()["status"] == "INACTIVE"
    assert (abroad(after, key="k"), abroad(after)["exchange_rate"]) == (foreign, 20000.5)


def test_a_reset_leaves_the_first_day(make_bench: MakeBench) -> None:
    bench = make_bench(background=False)
    first = bench.panel("GET", "/books").json()
    bench.direct_bill()
    bench.panel("POST", "/clock", mode="practice", maintenance=True)
    bench.panel("POST", "/balance", top_up=10)
    bench.panel("POST", "/banks/bca", queue=77)
    assert bench.panel("POST", "/reset").json() == {"reset": True}
    again = bench.panel("GET", "/books").json()
    for held in (first, again):
        held["movements"] = [row["amount"] for row in held["movements"]]
    assert again == first


def test_unknown_switches_are_refused_and_change_nothing(make_bench: MakeBench) -> None:
    bench = make_bench(background=False)
    before = bench.panel("GET", "/books").json()["switches"]
    for path, body in (
        ("/clock", {"speed": 0}),
        ("/clock", {"mode": "fast"}),
        ("/clock", {"maintenance": "yes"}),
        ("/clock", {"send": False}),
        ("/callbacks", {"duplicate": -1}),
        ("/clock", {"speed": 5, "mode": "fast"}),
    ):
        assert bench.panel("POST", path, **body).status_code == 422
    assert bench.panel("GET", "/books").json()["switches"] == before
