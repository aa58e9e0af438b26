"""P32: the keyed chain shows a row removed, edited, cut off or chained anew behind the house's back."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from app.audit import chain, head
from app.audit.chain import ChainBroken, Flaw
from app.audit.record import record
from app.db.transaction import transaction
from app.extensions import db
from tests.users.bench import House


def deeds(count: int, name: str = "deed") -> None:
    """Write so many entries."""
    for number in range(count):
        with transaction():
            record(name, ("bill", f"BIL-{number}"), after={"amount_idr": number, "title": "kopi"})


def behind_our_back(*statements: str) -> None:
    """Change the table as somebody with the database's password would."""
    with transaction() as session:
        for statement in statements:
            session.execute(text(statement))


def flaws() -> list[tuple[Flaw, int]]:
    return [(problem.flaw, problem.sequence) for problem in chain.verify().problems]


def head_file(house: House) -> Path:
    path: Path = house.app.config["SETTINGS"].instance / "audit-head.json"
    return path


@pytest.fixture
def ten(house: House) -> House:
    deeds(10)
    assert chain.seal_waiting() == 10
    return house


def test_p32_an_untouched_log_is_whole(ten: House) -> None:
    report = chain.verify()
    assert (report.intact, report.sealed, report.waiting) == (True, 10, 0)
    deeds(3)
    assert chain.verify().waiting == 3
    chain.seal_waiting()
    assert (chain.verify().intact, chain.verify().sealed) == (True, 13)


def test_an_empty_log_is_whole(house: House) -> None:
    assert chain.seal_waiting() == 0
    assert chain.verify().intact


EDITS = {
    "who": "person_name = 'Somebody else'",
    "what": "verb = 'other'",
    "when": "at = '2020-01-01 00:00:00'",
    "where": "address = '198.51.100.1'",
    "after": """after = '{"amount_idr": 999, "title": "kopi"}'""",
    "outcome": "outcome = 'failed'",
    "seal time": "sealed_at = '2020-01-01 00:00:00'",
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_p32_an_edited_row_shows(ten: House, edit: str) -> None:
    behind_our_back(f"UPDATE audit_entries SET {edit} WHERE sequence = 4")
    assert flaws() == [(Flaw.EDITED, 4)]


def test_p32_a_removed_row_shows(ten: House) -> None:
    behind_our_back("DELETE FROM audit_entries WHERE sequence = 4")
    assert flaws() == [(Flaw.REMOVED, 4)]


def test_p32_a_removed_row_shows_though_the_rest_was_renumbered(ten: House) -> None:
    moves = [f"UPDATE audit_entries SET sequence = {n - 1} WHERE sequence = {n}" for n in range(5, 11)]
    behind_our_back("DELETE FROM audit_entries WHERE sequence = 4", *moves)
    assert (Flaw.EDITED, 4) in flaws()
    assert flaws()[-1][0] is Flaw.TRUNCATED


@pytest.mark.parametrize("left", [0, 1, 9])
def test_p32_a_log_cut_off_shows(ten: House, left: int) -> None:
    behind_our_back(f"DELETE FROM audit_entries WHERE sequence > {left}")
    assert flaws() == [(Flaw.TRUNCATED, left + 1)]


def test_p32_a_log_chained_anew_with_another_key_shows(ten: House) -> None:
    rechain(ten, secret="x" * 40)
    assert (Flaw.EDITED, 1) in flaws()


def test_p32_a_log_chained_anew_even_with_our_key_shows_by_the_head(ten: House) -> None:
    rechain(ten, secret=None)
    assert flaws() == [(Flaw.RECHAINED, 10)]


def rechain(house: House, *, secret: str | None) -> None:
    """Edit row 4, then seal the whole log anew, without touching the head that is kept outside."""
    path = head_file(house)
    kept = path.read_bytes()
    path.unlink()
    settings = house.app.config["SETTINGS"]
    behind_our_back(
        "UPDATE audit_entries SET verb = 'other' WHERE sequence = 4",
        "UPDATE audit_entries SET sequence = NULL, hash = NULL, sealed_at = NULL",
    )
    house.app.config["SETTINGS"] = replace(settings, secret_key=secret or settings.secret_key)
    assert chain.seal_waiting() == 10
    house.app.config["SETTINGS"] = settings
    path.write_bytes(kept)


def test_p32_a_forged_head_shows(ten: House) -> None:
    behind_our_back("DELETE FROM audit_entries WHERE sequence > 5")
    path = head_file(ten)
    path.write_text(json.dumps({**json.loads(path.read_text()), "sequence": 5}))
    assert flaws() == [(Flaw.HEAD_FORGED, 0)]
    path.write_text("not json")
    assert flaws() == [(Flaw.HEAD_FORGED, 0)]


def test_p32_a_missing_head_shows_and_is_written_down_when_it_begins_anew(ten: House) -> None:
    head_file(ten).unlink()
    assert flaws() == [(Flaw.HEAD_MISSING, 0)]
    assert chain.seal_waiting() == 1
    assert chain.verify().intact
    [entry] = ten.entries("audit.head_missing")
    assert (entry.outcome, entry.details) == ("failed", {"sealed": 10})


CUTS: dict[str, Callable[[], None]] = {
    "cut off": lambda: behind_our_back("DELETE FROM audit_entries WHERE sequence > 5"),
    "unsealed": lambda: behind_our_back("UPDATE audit_entries SET sequence = NULL WHERE sequence > 5"),
    "emptied": lambda: behind_our_back("DELETE FROM audit_entries"),
}


@pytest.mark.parametrize("cut", CUTS.values(), ids=CUTS.keys())
def test_p32_nothing_is_sealed_onto_a_broken_end(ten: House, cut: Callable[[], None]) -> None:
    cut()
    kept = head_file(ten).read_bytes()
    deeds(2)
    with pytest.raises(ChainBroken):
        chain.seal_waiting()
    assert head_file(ten).read_bytes() == kept


def test_p32_a_head_older_than_the_log_still_guards_its_own_row(ten: House) -> None:
    older = head_file(ten).read_bytes()
    deeds(3)
    chain.seal_waiting()
    head_file(ten).write_bytes(older)
    assert chain.verify().intact
    behind_our_back("DELETE FROM audit_entries WHERE sequence > 8")
    assert flaws() == [(Flaw.TRUNCATED, 9)]


def test_p32_a_row_committed_late_is_sealed_in_its_turn(house: House) -> None:
    deeds(3)
    behind_our_back("UPDATE audit_entries SET id = 900 WHERE id = 1")
    assert chain.seal_waiting() == 3
    deeds(1)
    behind_our_back("UPDATE audit_entries SET id = 1 WHERE sequence IS NULL")
    assert chain.seal_waiting() == 1
    assert chain.verify().intact
    order = db.session.execute(text("SELECT id FROM audit_entries ORDER BY sequence")).scalars().all()
    assert order == [2, 3, 900, 1]


def test_p32_four_sealers_at_once_make_one_chain(house: House) -> None:
    deeds(40)
    sealed = house.all_at_once(lambda number: chain.seal_waiting(), 4)
    assert sum(sealed) == 40
    report = chain.verify()
    assert (report.intact, report.sealed) == (True, 40)


def test_p32_a_long_log_is_sealed_in_batches(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain, "BATCH", 4)
    deeds(10)
    assert chain.seal_waiting() == 10
    assert chain.verify().intact
    kept = head.read()
    assert kept is not None
    assert kept.sequence == 10
