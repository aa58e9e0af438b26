"""A process of its own that takes in each file of a folder and tells what became of it and what it cost."""

import json
import resource
import sys
import time
from pathlib import Path

from app.vault.picture_problems import BadPicture
from app.vault.pictures import take_in

# No file may come near it; it keeps the machine alive should one try.
MOST_ADDRESSES = 2_500_000_000


def peak() -> int:
    """The most memory this process has held, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def main(folder: Path) -> None:
    """Read the numbered files; print one line of JSON for each, keep what was taken beside it."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_ADDRESSES, MOST_ADDRESSES))
    start = peak()
    for file in sorted(folder.glob("*.hostile"), key=lambda one: int(one.stem)):
        content, begun, problem = file.read_bytes(), time.monotonic(), None
        try:
            taken = take_in(content)
        except BadPicture as bad:
            problem = bad.problem.value
        else:
            file.with_suffix(".kept").write_bytes(taken.content)
        told = {"problem": problem, "seconds": time.monotonic() - begun, "grown": peak() - start}
        print(json.dumps({"number": int(file.stem)} | told), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
