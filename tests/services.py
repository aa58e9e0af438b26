"""Finds the browser, PostgreSQL and Redis that some tests need; with CI=true a missing one is a failure."""

import os
import shutil
from collections.abc import Callable
from functools import cache

import psycopg
import pytest
import redis


class Missing(Exception):
    """Something a test needs is not on this machine; the message says what would help."""


def chromium() -> str:
    """The path of a Chromium browser. :raises Missing: when there is none."""
    for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"):
        if found := shutil.which(name):
            return found
    raise Missing("no Chromium on this machine; tests in a real browser are skipped")


@cache
def postgresql_url() -> str:
    """An empty database for tests. :raises Missing: when no PostgreSQL answers."""
    asked = os.environ.get("POSTGRES_URL", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres")
    name = f"bendahara_test_{os.getpid()}"
    try:
        with psycopg.connect(asked.replace("+psycopg", ""), autocommit=True, connect_timeout=3) as connection:
            _drop_leftovers(connection)
            connection.execute(f'CREATE DATABASE "{name}"'.encode())
    except psycopg.OperationalError as error:
        raise Missing("no PostgreSQL answers on this machine; set POSTGRES_URL to one") from error
    return asked.rpartition("/")[0] + f"/{name}"


def _drop_leftovers(connection: psycopg.Connection) -> None:
    for (left,) in connection.execute(
        "SELECT datname FROM pg_database WHERE datname LIKE 'bendahara_test_%'"
    ):
        process = left.rpartition("_")[2]
        if not os.path.exists(f"/proc/{process}"):
            connection.execute(f'DROP DATABASE IF EXISTS "{left}" WITH (FORCE)'.encode())


def redis_url() -> str:
    """A Redis for tests. :raises Missing: when none answers."""
    url = os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/9")
    try:
        redis.Redis.from_url(url, socket_connect_timeout=3).ping()
    except redis.RedisError as error:
        raise Missing("no Redis answers on this machine; set REDIS_URL to one") from error
    return url


def need(find: Callable[[], str]) -> str:
    """What a test needs, or the test is skipped with the reason; with CI=true it fails instead."""
    try:
        return find()
    except Missing as trouble:
        if os.environ.get("CI") == "true":
            pytest.fail(f"CI must not skip: {trouble}")
        pytest.skip(str(trouble))
