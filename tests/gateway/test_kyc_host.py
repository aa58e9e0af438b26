"""P44: the KYC host in trouble holds up agents alone; only a key that it refuses pauses everything."""

from collections.abc import Iterator

import pytest

from app.flip.client import FlipClient
from app.gateway.door import NOT_LET_IN, asking
from app.gateway.lanes import ASKED_TO_WAIT
from app.gateway.models import FlipState, PauseCause
from app.outbox.queue import TryLater
from tests.flip.tiny_server import Behaviour, TinyServer, hang_up, html, reply
from tests.gateway.bench import KEY, known, nobody_at_home
from tests.world import World


@pytest.fixture
def kyc_host() -> Iterator[TinyServer]:
    server = TinyServer()
    yield server
    server.stop()


def reach_kyc(world: World, url: str) -> None:
    world.app.extensions["flip"] = FlipClient(
        api_url=f"{world.flip.url}/api", kyc_url=url, secret_key=KEY, read_timeout=1
    )


def why_it_waits() -> str:
    with pytest.raises(TryLater) as caught, asking() as flip:
        flip.kyc.countries()
    return str(caught.value)


def balance_is_read() -> None:
    with asking() as flip:
        flip.general.balance()


@pytest.mark.parametrize(
    ("behaviour", "words"),
    [
        (reply(403, {"errors": [{"code": 403, "message": "Forbidden"}]}), NOT_LET_IN),
        (html(404), NOT_LET_IN),
        (reply(429, {}), ASKED_TO_WAIT),
        (hang_up, FlipState.TROUBLED.label),
        (html(502), FlipState.TROUBLED.label),
    ],
)
def test_P44_the_kyc_host_in_trouble_stops_no_money(
    world: World, kyc_host: TinyServer, behaviour: Behaviour, words: str
) -> None:
    reach_kyc(world, kyc_host.url)
    balance_is_read()
    kyc_host.otherwise = behaviour
    assert why_it_waits() == words
    assert known().state is FlipState.WELL


def test_P44_a_kyc_host_that_is_away_stops_no_money(world: World) -> None:
    reach_kyc(world, nobody_at_home())
    balance_is_read()
    assert why_it_waits() == FlipState.UNREACHABLE.label
    assert known().state is FlipState.WELL


def test_P44_a_key_that_the_kyc_host_refuses_pauses_everything(world: World, kyc_host: TinyServer) -> None:
    reach_kyc(world, kyc_host.url)
    kyc_host.otherwise = reply(401, {"errors": [{"code": 401, "message": "Invalid Auth"}]})
    assert why_it_waits() == FlipState.PAUSED.label
    assert (known().state, known().cause) == (FlipState.PAUSED, PauseCause.KEY)
