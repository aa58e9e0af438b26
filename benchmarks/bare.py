"""The bare view the callback endpoint is measured against: token, one INSERT, COMMIT, nothing else."""

import hmac
import os
import sqlite3
import threading
from datetime import UTC, datetime
from typing import Any

import psycopg
from flask import Flask, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Column, DateTime, Integer, LargeBinary, String, insert

from app.db.dialects import prepare

TOKEN = "local-validation-token"
db = SQLAlchemy()
bare_receipts = db.Table(
    "bare_receipts",
    Column("id", Integer, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("received_at", DateTime, nullable=False),
)
_raw = threading.local()


def create(database_url: str | None = None) -> Flask:
    """The bare application, on DATABASE_URL unless told; the engine's settings are those of the house."""
    app = Flask("bare")
    app.config["SQLALCHEMY_DATABASE_URI"] = database_url or os.environ["DATABASE_URL"]
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {"pool_size": 40, "max_overflow": 10}
    db.init_app(app)
    with app.app_context():
        prepare(db.engine)
    app.post("/bare")(bare)
    app.post("/raw")(raw)
    return app


def make_table(database_url: str) -> None:
    """Make the table both views write to."""
    with create(database_url).app_context():
        db.create_all()
        db.engine.dispose()


def bare() -> tuple[str, int]:
    """The same stack: Flask-SQLAlchemy, one Core INSERT."""
    data = _data()
    if data is None:
        return "forbidden\n", 403
    db.session.connection(execution_options={"means_to_write": True})
    values = {"kind": "payment", "data": data, "received_at": datetime.now(UTC).replace(tzinfo=None)}
    db.session.execute(insert(bare_receipts), values)
    db.session.commit()
    return "ok\n", 200


def raw() -> tuple[str, int]:
    """The same with the database's own driver and no SQLAlchemy."""
    data = _data()
    if data is None:
        return "forbidden\n", 403
    connection, mark = _connection()
    connection.execute(
        f"INSERT INTO bare_receipts (kind, data, received_at) VALUES ({mark}, {mark}, {mark})",
        ("payment", data, datetime.now(UTC).replace(tzinfo=None).isoformat()),
    )
    return "ok\n", 200


def _data() -> bytes | None:
    if not hmac.compare_digest(request.form.get("token", "").encode(), TOKEN.encode()):
        return None
    return request.form["data"].encode()


def _connection() -> tuple[Any, str]:
    if not hasattr(_raw, "connection"):
        url = os.environ["DATABASE_URL"]
        if url.startswith("sqlite"):
            _raw.connection = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
            for pragma in ("busy_timeout=20000", "journal_mode=WAL", "synchronous=FULL"):
                _raw.connection.execute(f"PRAGMA {pragma}")
            _raw.mark = "?"
        else:
            _raw.connection = psycopg.connect(url.replace("+psycopg", ""), autocommit=True)
            _raw.mark = "%s"
    return _raw.connection, _raw.mark
