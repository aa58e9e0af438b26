"""P44: requests about transfers are signed as soon as it is on, in every process; refused, all pauses."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from app.db.transaction import transaction
from app.flip.disbursements import DisbursementQuery
from app.gateway.door import asking, client
from app.gateway.models import FlipState, PauseCause
from app.gateway.tasks import look
from app.outbox.queue import TryLater
from tests.disbursements.desk import Desk, desk
from tests.gateway.bench import known
from tests.gateway.signing import OTHER, Signatory, signatory
from tests.users.bench import build, later
from tests.world import World

__all__ = ["desk", "signatory"]
SOME = DisbursementQuery(pagination=5)


def sent(desk: Desk, public_id: str) -> str:
    """Have it approved and sent; where it stands then."""
    answer = desk.approve(public_id)
    assert answer.status_code == 303, answer.text
    desk.world.work()
    return str(desk.payout(public_id).status)


def test_off_by_default_requests_carry_no_signature(desk: Desk, signatory: Signatory) -> None:
    signatory.make()
    assert sent(desk, desk.prepare()) == "PENDING"
    signatory.flip_holds(OTHER.public)
    with pytest.raises(TryLater), asking() as flip:
        flip.disbursements.list(SOME)


def test_turned_on_everything_about_transfers_passes_flips_check(desk: Desk, signatory: Signatory) -> None:
    key = signatory.make()
    signatory.flip_holds(key.public_pem)
    signatory.turn_on(key.id)
    public_id = desk.prepare()
    assert sent(desk, public_id) == "PENDING"
    assert len(desk.transfers_at_flip()) == 1
    with asking() as flip:
        assert len(flip.disbursements.list(SOME).rows) == 1
    assert known().state in (FlipState.WELL, FlipState.CLOSED)


def test_P44_a_wrong_signature_pauses_everything_and_refuses_nothing(
    desk: Desk, signatory: Signatory
) -> None:
    waiting, key = desk.prepare(), signatory.make()
    signatory.flip_holds(OTHER.public)
    signatory.turn_on(key.id)
    assert sent(desk, waiting) == "APPROVED"
    assert (known().state, known().cause) == (FlipState.PAUSED, PauseCause.SIGNATURE)
    bill = desk.world.ask_for_bill()
    desk.world.work()
    assert desk.world.bill(bill).status == "REQUESTED"
    assert desk.transfers_at_flip() == []
    assert known().state is FlipState.PAUSED
    with later(timedelta(minutes=1)):
        look()
    assert known().state is FlipState.PAUSED, "the balance is not signed: it must not end this pause"


@pytest.mark.parametrize("mend", ["off", "right key at Flip"])
def test_P44_mended_the_probe_resumes_and_all_is_sent_once(
    desk: Desk, signatory: Signatory, mend: str
) -> None:
    waiting, key = desk.prepare(), signatory.make()
    signatory.flip_holds(OTHER.public)
    signatory.turn_on(key.id)
    assert sent(desk, waiting) == "APPROVED"
    if mend == "off":
        signatory.turn_off(key.id)
        signatory.flip_holds(None)
    else:
        signatory.flip_holds(key.public_pem)
    look()
    assert known().state in (FlipState.WELL, FlipState.CLOSED)
    desk.world.work()
    assert desk.payout(waiting).status == "PENDING"
    assert len(desk.transfers_at_flip()) == 1


def test_P44_unsigned_while_flip_checks_pauses_too_until_it_is_turned_on(
    desk: Desk, signatory: Signatory
) -> None:
    waiting, key = desk.prepare(), signatory.make()
    signatory.flip_holds(key.public_pem)
    assert sent(desk, waiting) == "APPROVED"
    look()
    assert known().state is FlipState.PAUSED
    signatory.turn_on(key.id)
    look()
    desk.world.work()
    assert desk.payout(waiting).status == "PENDING"


def test_another_process_takes_up_the_key_with_its_next_call(world: World, signatory: Signatory) -> None:
    """The second app stands for a second process: it has clients of its own, made before the key came."""
    settings = world.app.config["SETTINGS"]
    second = build(settings.instance, FLIP_API_URL=settings.flip_api_url, PUBLIC_URL=world.url)

    def list_there() -> str:
        with second.app_context():
            try:
                with asking(probe=True) as flip:
                    flip.disbursements.list(SOME)
            except TryLater:
                return "refused"
            return "taken"

    assert list_there() == "taken"
    keys = [signatory.make() for _ in range(2)]
    for key in keys:
        signatory.flip_holds(key.public_pem)
        assert list_there() == "refused", "it signs already, or with the key before"
        signatory.turn_on(key.id)
        assert list_there() == "taken"
    signatory.turn_off(keys[1].id)
    assert list_there() == "refused", "it still signs"


def test_the_client_is_kept_while_the_key_is_the_same(world: World, signatory: Signatory) -> None:
    key = signatory.make()
    plain = client()
    signed = client(key.id)
    assert signed is not plain
    assert client(key.id) is signed
    assert client() is plain
    assert client(key.id) is not signed, "turned off, the key is held no longer than needed"


def test_asking_reads_the_key_with_the_state_in_one_statement(world: World, signatory: Signatory) -> None:
    signatory.turn_on(signatory.make().id)
    with asking() as flip:
        flip.general.banks()
    with world.house.statements() as statements, asking() as flip:
        flip.general.banks()
    assert [one.split(".")[0] for one in statements] == ["SELECT flip_connection"]


def test_a_key_that_does_not_open_pauses_and_nothing_goes_out_unsigned(
    desk: Desk, signatory: Signatory
) -> None:
    waiting, key = desk.prepare(), signatory.make()
    signatory.turn_on(key.id)
    sealed = _swap("altered")
    desk.world.app.extensions.pop("flip_signing", None)
    assert sent(desk, waiting) == "APPROVED"
    assert (known().state, known().cause) == (FlipState.PAUSED, PauseCause.OWN_KEY)
    assert "cannot be opened" in signatory.browser.get("/settings/connection").text
    _swap(sealed)
    look()
    desk.world.work()
    assert desk.payout(waiting).status == "PENDING"


def _swap(sealed: str) -> str:
    """Put other ciphertext in place; what stood there."""
    with transaction() as session:
        before = session.execute(text("SELECT private_pem FROM signing_keys")).scalar_one()
        session.execute(text("UPDATE signing_keys SET private_pem = :sealed"), {"sealed": sealed})
    return str(before)
