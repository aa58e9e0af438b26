"""A payout that certainly did not reach Flip is APPROVED again, says what it waits for, and goes out once."""

import json
from datetime import timedelta

import pytest

from app import doctor
from app.flip.client import FlipClient
from app.gateway import state
from app.gateway.models import FlipState
from app.gateway.tasks import look
from app.lib import clock
from tests.disbursements.desk import Desk

CREATE = "POST /disbursement$"


def work_later(desk: Desk, **ahead: int) -> None:
    moment = clock.now() + timedelta(**ahead)
    with clock.showing(lambda: moment):
        desk.world.work()


def approved(desk: Desk) -> str:
    """A payout that was let go; nothing was sent yet."""
    public_id = desk.prepare()
    assert desk.approve(public_id).status_code == 303
    return public_id


def waits(desk: Desk, public_id: str) -> str:
    """What a payout that was not sent waits for; nothing of it may be refused or reach Flip."""
    payout = desk.payout(public_id)
    assert (payout.status, payout.payout.refusal, payout.payout.may_have_passed) == ("APPROVED", None, False)
    assert desk.transfers_at_flip() == []
    assert payout.payout.waiting_for
    return payout.payout.waiting_for


def begin_maintenance(desk: Desk, answers: int) -> None:
    desk.world.flip.panel("clock", {"maintenance": True})
    if answers != 401:
        desk.world.flip.fault(CREATE, "status", status=answers)


@pytest.mark.parametrize("answers", [401, 503])
def test_P44_maintenance_never_reads_as_a_wrong_key(desk: Desk, answers: int) -> None:
    public_id = approved(desk)
    begin_maintenance(desk, answers)
    desk.world.work()
    assert waits(desk, public_id) == "Flip is in maintenance"
    assert state.connection().state is FlipState.MAINTENANCE
    for address in (f"/disbursements/{public_id}", "/disbursements/", "/"):
        text = desk.boss.get(address).text
        assert "refuses our key" not in text
        assert "Flip is in maintenance" in text
    assert {found.subject: found.words for found in doctor.examine()}["Flip"].startswith("it is in maint")


@pytest.mark.parametrize("answers", [401, 503])
def test_P44_what_maintenance_kept_goes_out_once_when_it_ends(desk: Desk, answers: int) -> None:
    public_id = approved(desk)
    begin_maintenance(desk, answers)
    desk.world.work()
    desk.world.flip.panel("clock", {"maintenance": False})
    desk.world.flip.no_faults()
    look()
    desk.world.work()
    assert desk.payout(public_id).status == "PENDING"
    assert len(desk.transfers_at_flip()) == 1


def test_a_401_outside_maintenance_is_a_wrong_key_and_refuses_nothing(desk: Desk) -> None:
    public_id = approved(desk)
    desk.world.flip.fault(CREATE, "status", status=401)
    desk.world.work()
    assert "refuses our key" in waits(desk, public_id)
    assert state.connection().state is FlipState.PAUSED


@pytest.mark.parametrize("code", [1094, 1095])
def test_a_timestamp_flip_does_not_take_is_no_refusal(desk: Desk, code: int) -> None:
    public_id = approved(desk)
    errors = [{"attribute": "X-TIMESTAMP", "code": code, "message": "stale"}]
    body = json.dumps({"code": "VALIDATION_ERROR", "errors": errors})
    desk.world.flip.fault(CREATE, "status", status=422, body=body, times=1)
    desk.world.work()
    assert "clock of this server is wrong" in waits(desk, public_id)
    assert state.connection().state is not FlipState.PAUSED
    work_later(desk, seconds=90)
    assert desk.payout(public_id).status == "PENDING"


@pytest.mark.parametrize("ahead", [95, -95])
def test_a_clock_that_runs_away_sends_nothing_and_the_doctor_says_how_far(desk: Desk, ahead: int) -> None:
    right = desk.world.app.extensions["flip"]
    public_id = approved(desk)
    desk.world.app.extensions["flip"] = FlipClient(
        api_url=right.api_url,
        kyc_url=right.kyc_url,
        secret_key=desk.world.app.config["SETTINGS"].flip_secret_key,
        clock=lambda: clock.now() + timedelta(seconds=ahead),
    )
    desk.world.work()
    assert "clock of this server is wrong" in waits(desk, public_id)
    [found] = [finding for finding in doctor.examine() if finding.subject == "clock"]
    assert not found.well
    assert found.words.endswith("seconds from Flip's")
    desk.world.app.extensions["flip"] = right
    work_later(desk, seconds=90)
    assert desk.payout(public_id).status == "PENDING"
    assert len(desk.transfers_at_flip()) == 1
