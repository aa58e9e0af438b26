"""Runs the whole suite: on SQLite, and on PostgreSQL and Redis beside it where they are to be had."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.services import Missing, chromium, postgresql_url, redis_url

BROWSER_TESTS = "browser or processes"


def main() -> int:
    """0 when every suite passed. With CI=true nothing may be missing; elsewhere it is said what is."""
    environ = dict(os.environ)
    on_sqlite = [sys.executable, "-m", "pytest", *sys.argv[1:]]
    on_postgresql = [*on_sqlite, "-m", f"not ({BROWSER_TESTS}) and not alike"]
    for name, find in (("a browser", chromium), ("PostgreSQL", postgresql_url), ("Redis", redis_url)):
        try:
            find()
        except Missing as trouble:
            print(f"{name}: {trouble}", flush=True)
            if environ.get("CI") == "true":
                return 1
    suites = [("SQLite", on_sqlite, environ)]
    try:
        there = {"TEST_DATABASE_URL": postgresql_url(), "TEST_QUEUE_URL": redis_url()}
        suites.append(("PostgreSQL and Redis", on_postgresql, environ | there))
    except Missing:
        print("The suite does not run on PostgreSQL here: PostgreSQL or Redis is missing.", flush=True)
    return max(_run(suites))


def _run(suites: list[tuple[str, list[str], dict[str, str]]]) -> list[int]:
    # Side by side: two suites, two cores.
    with tempfile.TemporaryDirectory() as folder:
        running = []
        for number, (name, command, environ) in enumerate(suites):
            output = Path(folder) / f"{number}.txt"
            with output.open("wb") as out:
                running.append(
                    (
                        name,
                        subprocess.Popen(command, env=environ, stdout=out, stderr=subprocess.STDOUT),
                        output,
                    )
                )
        codes = []
        for name, process, output in running:
            codes.append(process.wait())
            print(f"\n== {name} ==\n{output.read_text(errors='replace')}", flush=True)
        return codes


if __name__ == "__main__":
    sys.exit(main())
