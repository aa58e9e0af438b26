"""How well the name a bank gives fits the one a person typed: banks shorten, swap and decorate names."""

import re
import unicodedata

from app.lib.labels import Labelled
from app.lib.labels import mark as _


class Match(Labelled):
    """How well two names fit."""

    SAME = "same", _("The same name"), "good", "circle-check"
    LIKELY = "likely", _("Very likely the same"), "good", "check"
    UNSURE = "unsure", _("Perhaps the same: look closely"), "attention", "alert-triangle"
    DIFFERENT = "different", _("Another name"), "bad", "circle-x"


# What stands before or behind a name and tells nothing about whose it is.
_DECORATION = frozenset(
    {
        "PT",
        "CV",
        "UD",
        "PD",
        "FA",
        "TBK",
        "PERSERO",
        "KOPERASI",
        "YAYASAN",
        "TOKO",
        "BPK",
        "BAPAK",
        "IBU",
        "SDR",
    }
    | {
        "SDRI",
        "H",
        "HJ",
        "DR",
        "DRG",
        "DRS",
        "DRA",
        "IR",
        "PROF",
        "SH",
        "SE",
        "ST",
        "SKOM",
        "SPD",
        "MM",
        "MT",
    }
    | {"MSC", "MSI", "MBA", "AMD", "BIN", "BINTI", "QQ"}
)
_TRUNCATED_FROM = 20  # banks that cut names cut them at about this many characters


def compare(typed: str, bank: str) -> Match:
    """Compare a typed name with the bank's; the order of words, titles and shortenings do not count."""
    mine, theirs = _words(typed), _words(bank)
    if not mine or not theirs:
        return Match.DIFFERENT
    if sorted(mine) == sorted(theirs):
        return Match.SAME
    if "".join(mine) == "".join(theirs):
        return Match.SAME
    cut = len(bank.strip()) >= _TRUNCATED_FROM
    few, many = (mine, theirs) if len(mine) <= len(theirs) else (theirs, mine)
    exact, loose = _pairs(few, many, cut=cut)
    if exact + loose == len(few):
        whole = _all_but_the_cut_end(few, many, theirs) if len(few) < len(many) else True
        if exact and (whole or exact >= 2):
            return Match.LIKELY
        return Match.UNSURE if exact else Match.DIFFERENT
    if exact and (exact + loose) * 2 >= len(few) and len(few) > 1:
        return Match.UNSURE
    return Match.DIFFERENT


def _all_but_the_cut_end(few: list[str], many: list[str], theirs: list[str]) -> bool:
    # The bank may have cut whole words off the end, never off the beginning.
    return few is theirs and many[: len(few) - 1] == few[:-1]


def _words(name: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().upper()
    plain = re.sub(r"(?<=\b[A-Z])\.(?=[A-Z]\b)", "", plain)  # S.H. is one word
    words = re.findall(r"[A-Z0-9]+", plain.replace("'", "").replace("`", ""))
    kept = [word for word in words if word not in _DECORATION]
    return kept or words


def _pairs(few: list[str], many: list[str], *, cut: bool) -> tuple[int, int]:
    left, exact, loose = list(many), 0, 0
    unmatched = []
    for word in few:
        if word in left:
            left.remove(word)
            exact += 1
        else:
            unmatched.append(word)
    for word in unmatched:
        other = next((candidate for candidate in left if _alike(word, candidate, cut=cut)), None)
        if other is not None:
            left.remove(other)
            loose += 1
        elif len(word) > 1 and word == "".join(rest[0] for rest in left):  # Inspirasi Pertiwi as IP
            left.clear()
            loose += 1
    return exact, loose


def _alike(word: str, other: str, *, cut: bool) -> bool:
    short, long = sorted((word, other), key=len)
    if len(short) == 1 or (cut and len(short) >= 1):
        return long.startswith(short)
    if len(short) >= 4 and long.startswith(short):
        return True
    return len(short) >= 5 and _distance_is_one(short, long)


def _distance_is_one(short: str, long: str) -> bool:
    if len(long) - len(short) > 1:
        return False
    at = next((i for i, letter in enumerate(short) if letter != long[i]), len(short))
    if len(short) == len(long):
        swapped = short[:at] + short[at + 1 : at + 2] + short[at : at + 1] + short[at + 2 :]
        return short[at + 1 :] == long[at + 1 :] or swapped == long
    return short[at:] == long[at + 1 :]
