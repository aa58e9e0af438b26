"""A special transfer tells Flip who sends; what that person showed is sealed here and told to few."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import text

from app.disbursements.content import content_of, fingerprint
from app.disbursements.senders import NUMBER
from app.extensions import db
from app.lib import clock
from app.payouts import sync
from app.places.tasks import refresh as read_places
from app.vault.sealed_columns import rotate
from tests.disbursements.customers import IDENTITY_NUMBER, SPECIAL, sender_of
from tests.disbursements.desk import KNOWN_ACCOUNT, KNOWN_HOLDER, Desk
from tests.house.log_lines import captured
from tests.vault.rings import with_keys


@pytest.fixture(autouse=True)
def places(desk: Desk) -> None:
    read_places()


def test_a_special_transfer_reaches_flip_with_its_sender_and_is_one_transfer(desk: Desk) -> None:
    public_id = desk.prepare(**SPECIAL)
    assert desk.approve(public_id).status_code == 303
    desk.world.work()
    assert desk.payout(public_id).status == "PENDING"
    [transfer] = desk.transfers_at_flip()
    assert transfer["direction"] == "FOREIGN_INBOUND_SPECIAL_TRANSFER"
    assert transfer["sender"] == {
        "sender_name": "Siti Rahma 2",
        "address": "Jalan Melati 12, RT 03/04",
        "sender_country": 100010,
        "job": "indonesian_migrant_worker",
        "place_of_birth": 191,
        "date_of_birth": "1990-02-28",
        "sender_identity_type": "nat_id",
        "sender_identity_number": IDENTITY_NUMBER,
    }


def test_a_reply_that_was_lost_makes_no_second_special_transfer(desk: Desk) -> None:
    public_id = desk.prepare(**SPECIAL)
    desk.world.flip.fault("POST /special-disbursement", "drop_reply", times=1)
    desk.approve(public_id)
    desk.world.work()
    assert desk.payout(public_id).status == "PENDING"
    assert len(desk.transfers_at_flip()) == 1


def test_without_an_identity_flip_notes_the_recipients_account(desk: Desk) -> None:
    bare = {"sender_place_of_birth": "", "sender_date_of_birth": ""}
    public_id = desk.prepare(**SPECIAL | bare | {"sender_identity_type": "", "sender_identity_number": ""})
    desk.approve(public_id)
    desk.world.work()
    [transfer] = desk.transfers_at_flip()
    account = transfer["account_number"]
    assert transfer["sender"]["sender_identity_type"] == "bank_acc"
    assert transfer["sender"]["sender_identity_number"] == account
    assert transfer["sender"]["place_of_birth"] is None


def test_what_stands_in_the_senders_part_of_a_common_transfer_goes_nowhere(desk: Desk) -> None:
    odd = {"transfer_kind": "common", "sender_name": "<b>", "sender_country": "Atlantis"}
    public_id = desk.prepare(**SPECIAL | odd | {"sender_date_of_birth": "tomorrow"})
    assert sender_of(desk.payout(public_id).id) is None
    desk.approve(public_id)
    desk.world.work()
    [transfer] = desk.transfers_at_flip()
    assert transfer["sender"] is None


def test_p40_the_identity_number_is_ciphertext_and_stands_in_no_log_and_no_audit(desk: Desk) -> None:
    with captured() as log:
        public_id = desk.prepare(**SPECIAL)
        desk.approve(public_id)
        desk.world.work()
    stored = db.session.execute(text("SELECT identity_number FROM senders")).scalar_one()
    assert stored
    assert IDENTITY_NUMBER not in stored
    sender = sender_of(desk.payout(public_id).id)
    assert sender
    assert sender.identity_number == IDENTITY_NUMBER
    assert log.text
    assert IDENTITY_NUMBER not in log.text
    [entry] = desk.world.house.entries("disbursements.submit")
    assert entry.after
    assert entry.after["sender_identity_number"].endswith(IDENTITY_NUMBER[-4:])
    for table in ("audit_entries", "events", "outbox", "payouts", "transactions"):
        db.session.rollback()
        assert IDENTITY_NUMBER not in str(db.session.execute(text(f"SELECT * FROM {table}")).all()), table


def test_p40_a_rotation_of_the_vault_covers_the_identity_number(desk: Desk) -> None:
    public_id = desk.prepare(**SPECIAL)
    row_id, new = desk.payout(public_id).id, Fernet.generate_key().decode()
    app = desk.world.app
    db.session.rollback()
    with with_keys(app, new, *app.config["SETTINGS"].vault_keys):
        last = list(rotate())[-1]
        assert last.unreadable == ()
    with with_keys(app, new):
        sender = sender_of(row_id)
        assert sender
        assert sender.identity_number == IDENTITY_NUMBER
        db.session.rollback()


def test_p30_support_sees_the_sender_with_the_number_masked(desk: Desk) -> None:
    public_id = desk.prepare(**SPECIAL)
    page = f"/disbursements/{public_id}"
    support, manager = desk.world.as_("support").get(page).text, desk.boss.get(page).text
    for shown in ("Siti Rahma 2", "Kota Bandung", "Argentina", "28 Feb 1990", "Indonesian migrant worker"):
        assert shown in support
        assert shown in manager
    assert IDENTITY_NUMBER in manager
    assert IDENTITY_NUMBER not in support
    assert IDENTITY_NUMBER[-4:] in support


@pytest.mark.alike
def test_the_print_of_a_payout_covers_the_sender_and_gives_no_number_away(desk: Desk) -> None:
    content = content_of(desk.payout(desk.prepare(**SPECIAL)))
    for name in SPECIAL:
        if name != "transfer_kind":
            assert fingerprint(content | {name: "another"}) != fingerprint(content), name
    before, settings = fingerprint(content), desk.world.app.config["SETTINGS"]
    # The number's own print is keyed, so nobody who reads the table alone can try numbers against it.
    desk.world.app.config["SETTINGS"] = replace(settings, secret_key="another" * 8)
    try:
        assert fingerprint(content) != before
        assert fingerprint(content | {NUMBER: None}) == fingerprint(content | {NUMBER: ""})
    finally:
        desk.world.app.config["SETTINGS"] = settings


def test_P26_a_change_of_the_sender_voids_the_approval(desk: Desk) -> None:
    tomorrow = clock.to_wib(clock.now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    public_id = desk.prepare(**SPECIAL, not_before=tomorrow)
    assert desk.approve(public_id).status_code == 303
    assert desk.payout(public_id).status in ("APPROVED", "HELD")
    form = desk.staff.get(f"/disbursements/{public_id}/edit").text
    for typed in ("Siti Rahma 2", "Kota Bandung", "Argentina", "1990-02-28", IDENTITY_NUMBER):
        assert f'value="{typed}"' in form
    sent: dict[str, Any] = {
        "bank_code": "bca",
        "account_number": KNOWN_ACCOUNT,
        "typed_name": KNOWN_HOLDER,
        "remark": "gaji",
    }
    sent |= {"amount_idr": "150.000", "not_before": tomorrow, **SPECIAL, "sender_name": "Siti Rahmawati"}
    sent |= {"base": desk.payout(public_id).payout.fingerprint, "then": "submit"}
    changed = desk.staff.post(f"/disbursements/{public_id}/edit", **sent)
    assert changed.status_code == 303, changed.text
    payout = desk.payout(public_id)
    assert payout.status == "AWAITING"
    sender = sender_of(payout.id)
    assert sender
    assert sender.name == "Siti Rahmawati"
    assert sender.identity_number == IDENTITY_NUMBER


def test_the_sender_of_a_transfer_made_elsewhere_is_kept_and_shown_whatever_its_words(desk: Desk) -> None:
    told: dict[str, Any] = {
        "sender_name": "Ayu",
        "sender_identity_number": IDENTITY_NUMBER,
        "sender_identity_type": "nat_id",
    }
    told |= {
        "job": "a word nobody knows, and long at that",
        "address": "Jalan 1",
        "sender_country": 100010,
    }
    made: dict[str, Any] = {
        "id": 700,
        "status": "PENDING",
        "amount": 20_000,
        "bank_code": "bca",
    }
    made |= {"timestamp": f"{clock.to_wib(clock.now()):%Y-%m-%d %H:%M:%S}", "created_from": "DASHBOARD"}
    made |= {
        "account_number": KNOWN_ACCOUNT,
        "direction": "DOMESTIC_SPECIAL_TRANSFER",
        "recipient_city": 191,
        "sender": told,
    }
    desk.world.flip.panel("load", {"disbursements": [made]})
    sync.sync()
    public_id = db.session.execute(text("SELECT public_id FROM transactions")).scalar_one()
    page = desk.boss.get(f"/disbursements/{public_id}").text
    for shown in ("Ayu", "Argentina", "Kota Bandung", "a word nobody knows", IDENTITY_NUMBER):
        assert shown in page
    assert IDENTITY_NUMBER not in desk.world.as_("support").get(f"/disbursements/{public_id}").text
