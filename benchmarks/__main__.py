"""Runs the benchmarks, all or those named (`python -m benchmarks b1 b3`), and prints each figure."""

import sys
import time

from benchmarks import (
    b1_callbacks,
    b2_full_inbox,
    b3_burst,
    b7_statements,
    b12_polls,
    s1_approved_to_flip,
    s2_sending_together,
    visible,
)
from benchmarks.figures import fsync_ms
from tests.services import Missing

SCRIPTS = {
    "b1": b1_callbacks,
    "b2": b2_full_inbox,
    "b3": b3_burst,
    "b7": b7_statements,
    "b12": b12_polls,
    "s1": s1_approved_to_flip,
    "s2": s2_sending_together,
    "visible": visible,
}


def main(asked: list[str]) -> int:
    """0 when each could run, whatever it found; 1 when one could not; 2 for a name that is none."""
    if unknown := set(asked) - set(SCRIPTS):
        print(f"no such benchmark: {', '.join(sorted(unknown))}; there are {', '.join(SCRIPTS)}")
        return 2
    return max([_run(name) for name in asked or SCRIPTS])


def _run(name: str) -> int:
    start = time.monotonic()
    try:
        for figure in SCRIPTS[name].measure():
            print("\n".join(figure.lines()), flush=True)
    except Missing as trouble:
        print(f"{name} cannot run: {trouble}\n", flush=True)
        return 1
    print(f"     fsync {fsync_ms():.2f} ms; {time.monotonic() - start:.0f} s\n", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main([name.lower() for name in sys.argv[1:]]))
