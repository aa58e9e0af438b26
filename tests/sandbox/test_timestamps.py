"""X-TIMESTAMP: its form and its minute (reference: README, Requests)."""

import time
from datetime import UTC, datetime, timedelta, timezone

import pytest
import requests

from tests.sandbox.bench import SENDER, TRANSFER, Bench

WIB = timezone(timedelta(hours=7))


def _create(bench: Bench, stamp: str, call: str = "/disbursement", key: str = "k") -> requests.Response:
    headers = {"idempotency-key": key, "X-TIMESTAMP": stamp}
    return bench.api("POST", call, prefix="/api/v3", data=TRANSFER | SENDER, headers=headers)


def _moment(seconds: float = 0) -> datetime:
    return datetime.fromtimestamp(time.time() + seconds, WIB)


@pytest.mark.parametrize(
    "form", ["%Y-%m-%dT%H:%M:%S+0700", "%Y-%m-%dT%H:%M:%S+07:00", "%Y-%m-%dT%H:%M:%S.%f+0700"]
)
def test_every_offset_form_is_read(bench: Bench, form: str) -> None:
    assert _create(bench, _moment().strftime(form)).status_code == 200


def test_utc_may_be_written_z(bench: Bench) -> None:
    assert _create(bench, datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.123456789Z")).status_code == 200


@pytest.mark.parametrize("seconds", [-50, 50])
def test_less_than_a_minute_away_is_fresh(bench: Bench, seconds: float) -> None:
    assert _create(bench, _moment(seconds).isoformat()).status_code == 200


@pytest.mark.parametrize("seconds", [-62, 70, -90_000])
@pytest.mark.parametrize("call", ["/disbursement", "/special-disbursement"])
def test_more_than_a_minute_away_is_stale(bench: Bench, seconds: float, call: str) -> None:
    assert bench.errors(_create(bench, _moment(seconds).isoformat(), call)) == [("X-TIMESTAMP", 1094)]


@pytest.mark.parametrize(
    "stamp",
    [
        "now",
        "2022-01-01 15:02:15",
        "2022-01-01T15:02:15",
        "2022-13-01T15:02:15Z",
        "1640995200",
        "2022-01-01T15:02Z",
    ],
)
def test_another_form_is_refused(bench: Bench, stamp: str) -> None:
    assert bench.errors(_create(bench, stamp)) == [("X-TIMESTAMP", 1095)]


def test_the_sandboxs_clock_decides(bench: Bench) -> None:
    bench.panel("POST", "/clock", offset=3600)
    assert bench.errors(_create(bench, _moment().isoformat())) == [("X-TIMESTAMP", 1094)]
    assert _create(bench, _moment(3600).isoformat()).status_code == 200


def test_it_is_looked_at_before_the_key_and_the_fields(bench: Bench) -> None:
    assert _create(bench, _moment().isoformat()).status_code == 200
    assert bench.errors(_create(bench, _moment(-100).isoformat())) == [("X-TIMESTAMP", 1094)]
    reply = bench.api(
        "POST", "/disbursement", prefix="/api/v3", data={"amount": "1"}, headers={"X-TIMESTAMP": "x"}
    )
    assert bench.errors(reply) == [("X-TIMESTAMP", 1095)]
