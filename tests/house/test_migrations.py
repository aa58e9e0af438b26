"""Migrations build what the models say, both ways, on the database under test."""

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from flask import Flask
from flask_migrate import check, downgrade, upgrade
from sqlalchemy import inspect, text

from app.db.base import metadata
from app.extensions import db
from tests.house.source import ROOT
from tests.users.bench import ON_POSTGRESQL, build

VERSIONS = ROOT / "migrations" / "versions"


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    """An app on a database that nobody has touched."""
    if not ON_POSTGRESQL:
        with (app := build(tmp_path)).app_context():
            yield app
            db.engine.dispose()
        return
    server, _, _ = os.environ["TEST_DATABASE_URL"].rpartition("/")
    name = f"bendahara_migrations_{os.getpid()}_{secrets.token_hex(4)}"
    with psycopg.connect(f"{server.replace('+psycopg', '')}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
        with (app := build(tmp_path, DATABASE_URL=f"{server}/{name}")).app_context():
            yield app
            db.engine.dispose()
        connection.execute(f'DROP DATABASE "{name}"'.encode())


def tables() -> set[str]:
    return set(inspect(db.engine).get_table_names()) - {"alembic_version"}


def test_up_to_the_models_and_down_to_nothing(app: Flask) -> None:
    upgrade()
    assert tables() == set(metadata.tables)
    check()  # exits when a model and the tables differ
    downgrade(revision="base")
    assert tables() == set()
    upgrade()
    assert tables() == set(metadata.tables)


def test_a_model_that_is_not_migrated_is_noticed(app: Flask) -> None:
    upgrade()
    with db.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE bills DROP COLUMN waiting_for")
    with pytest.raises(SystemExit):
        check()


@pytest.mark.alike
def test_migrations_are_numbered_begin_with_a_verb_and_lead_back() -> None:
    files = sorted(path for path in VERSIONS.glob("*.py"))
    assert [path.name[:4] for path in files] == [f"{number:04}" for number in range(1, len(files) + 1)]
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert "def downgrade() -> None:" in text
        assert "import app" not in text
        assert "from app" not in text


OLD_PAYOUT = (
    "INSERT INTO transactions (id, public_id, kind, idempotency_key, amount_idr, status, origin, search_text,"
    " created_at, updated_at) VALUES (7, 'DIS-7', 'disbursement', 'key-7', 150000, 'PENDING', 'here', '',"
    " '2026-11-20 01:00:00', '2026-11-20 01:00:00')",
    "INSERT INTO payments (id, bill_title, unique_code, settlement_word) VALUES (7, 'x', 0, 'x')",
    "INSERT INTO disbursements (id, fingerprint, account_number, maker_name, attempts, may_have_passed,"
    " begun_at) VALUES (7, 'print', '00123', 'Sari', 2, true, '2026-11-20 02:00:00')",
)


def one(statement: str) -> tuple[object, ...]:
    with db.engine.begin() as connection:
        return tuple(connection.execute(text(statement)).one())


def test_what_payouts_share_moves_with_its_rows_and_back(app: Flask) -> None:
    upgrade(revision="0001")
    with db.engine.begin() as connection:
        for statement in OLD_PAYOUT:
            connection.execute(text(statement))
    upgrade(revision="0002")
    assert one("SELECT account_number, sent_at IS NOT NULL FROM transactions") == ("00123", True)
    assert one("SELECT fingerprint, maker_name, attempts, may_have_passed FROM payouts") == (
        "print",
        "Sari",
        2,
        True,
    )
    assert one("SELECT transfer_kind FROM disbursements") == ("common",)
    downgrade(revision="0001")
    assert one("SELECT account_number, maker_name, attempts FROM disbursements") == ("00123", "Sari", 2)
    upgrade()
    assert one("SELECT attempts FROM payouts") == (2,)


def test_work_that_was_promised_under_its_old_name_is_done_under_the_new_one(app: Flask) -> None:
    upgrade(revision="0015")
    promised = (
        "INSERT INTO outbox (kind, payload, state, attempts, next_at, created_at) VALUES "
        "('disbursements.send', '{\"row_id\": 1}', 'waiting', 0, '2026-01-01', '2026-01-01')"
    )
    with db.engine.begin() as connection:
        connection.exec_driver_sql(promised)
    upgrade()
    with db.engine.connect() as connection:
        assert connection.execute(text("SELECT kind FROM outbox")).scalars().all() == ["payouts.send"]
