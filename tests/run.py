"""Runs the whole suite: on SQLite, and on PostgreSQL and Redis beside it where they are to be had."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from tests.services import Missing, chromium, postgresql_url, redis_url

BROWSER_TESTS = "browser or processes"
Suite = tuple[str, list[str], dict[str, str]]


def main() -> int:
    """0 when every suite passed. With CI=true nothing may be missing; elsewhere it is said what is."""
    environ = dict(os.environ)
    suite = [sys.executable, "-m", "pytest", *sys.argv[1:], "-m"]
    in_a_browser = ("SQLite, real browser and processes", [*suite, BROWSER_TESTS], environ)
    lanes: list[list[Suite]] = [[("SQLite", [*suite, f"not ({BROWSER_TESTS})"], environ)], [in_a_browser]]
    for name, find in (("a browser", chromium), ("PostgreSQL", postgresql_url), ("Redis", redis_url)):
        try:
            find()
        except Missing as trouble:
            print(f"{name}: {trouble}", flush=True)
            if environ.get("CI") == "true":
                return 1
    try:
        there = {"TEST_DATABASE_URL": postgresql_url(), "TEST_QUEUE_URL": redis_url()}
        what = f"not ({BROWSER_TESTS}) and not alike"
        lanes[1].insert(0, ("PostgreSQL and Redis", [*suite, what], environ | there))
    except Missing:
        print("The suite does not run on PostgreSQL here: PostgreSQL or Redis is missing.", flush=True)
    # Side by side: two lanes, two cores.
    with ThreadPoolExecutor(len(lanes)) as pool:
        return max(code for codes in pool.map(_run_lane, lanes) for code in codes)


def _run_lane(lane: list[Suite]) -> list[int]:
    return [_run(*suite) for suite in lane]


def _run(name: str, command: list[str], environ: dict[str, str]) -> int:
    done = subprocess.run(
        command, env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    )
    print(f"\n== {name} ==\n{done.stdout}", flush=True)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
