"""Other keys for a while."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from flask import Flask


@contextmanager
def with_keys(app: Flask, *keys: str) -> Iterator[None]:
    """Run the app with these VAULT_KEYS, newest first."""
    before = app.config["SETTINGS"]
    app.config["SETTINGS"] = replace(before, vault_keys=keys)
    yield
    app.config["SETTINGS"] = before
