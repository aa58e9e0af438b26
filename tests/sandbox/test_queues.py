"""Queues are computed: two reads at one instant agree, a place never grows, a restart keeps it; banks can be
added, pinned and let go (reference: general, banks; disbursement, queue).
"""

import time

from app.sandbox.context import sandbox_of
from app.sandbox.traffic import WEATHER_LASTS, Traffic, weather
from tests.sandbox.bench import Bench, Json, MakeBench, Merchant


def _bank(bench: Bench, code: str = "bca") -> Json:
    (bank,) = bench.api("GET", f"/general/banks?code={code}").json()
    assert isinstance(bank, dict)
    return bank


def _place(bench: Bench, transfer: Json) -> int:
    return int(bench.api("GET", f"/disbursement/{transfer['id']}/queue").json()["queue"])


def test_a_banks_queue_holds_our_transfers_too(bench: Bench) -> None:
    held = [bench.transfer() for _ in range(3)]
    assert (_bank(bench)["queue"], _bank(bench, "bni")["queue"]) == (11, 57)
    bench.panel("POST", f"/disbursements/{held[0]['id']}", status="DONE")
    assert _bank(bench)["queue"] == 10
    bench.panel("POST", "/banks/bca", queue=40)
    assert _bank(bench)["queue"] == 40
    bench.panel("POST", f"/disbursements/{held[1]['id']}", status="CANCELLED")
    assert _bank(bench)["queue"] == 39
    bench.http.post(f"{bench.url}/panel/api/banks/bca", json={"queue": None})
    assert _bank(bench)["queue"] == 9


def test_places_follow_the_order_of_arrival(bench: Bench) -> None:
    first, second = bench.transfer(), bench.transfer()
    other = bench.transfer(bank_code="bni")
    assert [_place(bench, held) for held in (first, second, other)] == [9, 10, 58]
    bench.panel("POST", "/banks/bca", queue=500)
    third = bench.transfer()
    assert _place(bench, third) > 500
    assert [_place(bench, held) for held in (first, second)] == [9, 10]
    bench.panel("POST", f"/disbursements/{first['id']}", status="DONE")
    assert [_place(bench, held) for held in (first, second)] == [0, 9]


def test_a_restart_keeps_every_place(make_bench: MakeBench) -> None:
    before = make_bench(background=False)
    held = [before.transfer() for _ in range(3)]
    places = [_place(before, transfer) for transfer in held]
    after = make_bench(background=False)
    assert [_place(after, transfer) for transfer in held] == places


def test_a_place_never_grows_while_time_plays(make_bench: MakeBench) -> None:
    bench = make_bench(mode="practice", background=False)
    held, mover = (
        [bench.transfer(bank_code=code) for code in ("bca", "bni", "bri", "bca")],
        sandbox_of(bench.app).mover,
    )
    last = [_place(bench, transfer) for transfer in held]
    assert min(last) >= 1
    for offset, speed in ((3, 1), (6, 1), (5, 40), (-600, 1), (9, 1), (11, 2), (12, 1), (14, 1), (16, 1)):
        bench.panel("POST", "/clock", offset=offset, speed=speed)
        if speed != 40:
            mover.tick()
        now = [_place(bench, transfer) for transfer in held]
        assert all(after <= before for after, before in zip(now, last, strict=True)), (offset, now, last)
        last = now
    assert last == [0, 0, 0, 0]


def test_the_traffic_of_an_instant_is_one() -> None:
    for second in range(0, 86_400, 601):
        at = Traffic(1_800_000_000 + second, live=True)
        assert at.at("bni", 57) == Traffic(1_800_000_000 + second, live=True).at("bni", 57) >= 0
    night, morning = (
        1_800_000_000 - 1_800_000_000 % 86_400 + 19 * 3600,
        1_800_000_000 - 1_800_000_000 % 86_400 + 2 * 3600,
    )
    assert Traffic(morning, live=True).at("bni", 57) > 2 * Traffic(night, live=True).at("bni", 57)
    assert Traffic(night, live=False).at("bni", 57) == 57


def test_two_reads_agree_in_practice_mode(make_bench: MakeBench) -> None:
    bench = make_bench(mode="practice", background=False)
    while int(time.time()) % 20 > 17:  # the traffic changes every twenty seconds
        time.sleep(0.1)
    assert bench.api("GET", "/general/banks").json() == bench.api("GET", "/general/banks").json()


def test_small_banks_have_bad_days_by_themselves_and_tell(make_bench: MakeBench, merchant: Merchant) -> None:
    bench = make_bench(mode="practice")
    mover = sandbox_of(bench.app).mover
    mover.tick()
    assert bench.panel("GET", "/deliveries").json()["deliveries"] == [], "nothing changes when it begins"
    bench.panel("POST", "/banks/jambi", status="DISTURBED")
    merchant.wait_for(1)
    bench.panel("POST", "/clock", offset=WEATHER_LASTS)
    mover.tick()
    now = sandbox_of(bench.app).calendar.now()
    banks = {bank["bank_code"]: bank["status"] for bank in bench.api("GET", "/general/banks").json()}
    disturbed = {code for code, status in banks.items() if status != "OPERATIONAL"} - {"jambi"}
    assert disturbed == {code for code in banks if weather(code, now) != "OPERATIONAL"} - {"jambi"}
    told = [row["subject"] for row in bench.panel("GET", "/deliveries").json()["deliveries"]]
    assert sorted(told) == sorted([*disturbed, "jambi"]), "each once"
    assert banks["bca"] == "OPERATIONAL"


def test_a_bank_can_be_added_and_let_go(bench: Bench, merchant: Merchant) -> None:
    assert bench.panel("POST", "/banks/baru", name="Bank Baru", queue=3, fee=2500).status_code == 200
    expected = {"bank_code": "baru", "name": "Bank Baru", "fee": 2500, "queue": 3, "status": "OPERATIONAL"}
    assert bench.api("GET", "/general/banks").json()[-1] == expected
    assert bench.transfer(bank_code="baru")["fee"] == 2500
    bench.panel("POST", "/banks/baru", status="DISTURBED")
    bench.http.post(f"{bench.url}/panel/api/banks/baru", json={"status": None, "fee": None})
    assert _bank(bench, "baru")["fee"] == 5000
    assert [rows[0]["status"] for rows in merchant.told(2)] == ["DISTURBED", "OPERATIONAL"]  # type: ignore[index]
