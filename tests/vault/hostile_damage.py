"""Pictures that contradict themselves: cut off, mislabelled, put together wrongly, with bits turned over."""

import random
from collections.abc import Iterator
from zlib import compress

from tests import pictures
from tests.vault.file_parts import (
    EOI,
    PNG,
    SOI,
    Hostile,
    chunk,
    frame,
    framed,
    header,
    plain_png,
    segment,
    with_segments,
)

ROWS = chunk(b"IDAT", compress(bytes(901 * 300)))
END = chunk(b"IEND")


def files() -> Iterator[tuple[str, Hostile]]:
    """Each by its name."""
    card, drawing = pictures.card(41, 400, 300), pictures.png(pictures.noise(42, 300, 300))
    for kind, content in (("JPEG", card), ("PNG", drawing)):
        places = [2, 3, 8, 20, 33, 100, 600, len(content) // 2, len(content) - 12, len(content) - 1]
        for at in places:
            yield f"{kind} cut off at {at} of {len(content)}", Hostile(content[:at])
        yield from _turned_over(kind, content)
    for name, content in (_wrong_chunks() | _wrong_segments(card)).items():
        yield name, Hostile(content)
    for name, content in _odd_pixels().items():
        yield name, Hostile(content, taken=None)


def _wrong_chunks() -> dict[str, bytes]:
    head = header(300, 300)
    return {
        "PNG with a wrong sum": PNG + head + chunk(b"IDAT", compress(bytes(901 * 300)), crc=1) + END,
        "PNG with a wrong sum of its sides": PNG + head[:-4] + bytes(4) + ROWS + END,
        "PNG chunk that claims more": PNG + head + chunk(b"IDAT", b"x" * 40, length=41) + END,
        "PNG chunk that claims less": PNG + head + chunk(b"IDAT", b"x" * 40, length=39) + END,
        "PNG chunk that claims 4 GB": PNG + head + chunk(b"IDAT", b"x" * 40, length=2**32 - 1) + END,
        "PNG whose sides come late": PNG + ROWS + head + END,
        "PNG with two sides": PNG + head + header(256, 256) + ROWS + END,
        "PNG whose sides are short": PNG + chunk(b"IHDR", b"\0\0\1\x2c\0\0\1\x2c") + ROWS + END,
        "PNG without an end": PNG + head + ROWS,
        "PNG without pixels": PNG + head + END,
        "PNG with an unknown needed chunk": plain_png(300, 300, chunk(b"KILR", b"x")),
        "PNG with a name that is none": plain_png(300, 300, chunk(b"k\0<r", b"x")),
        "PNG without its colours": PNG + header(300, 300, 8, 3) + ROWS + END,
        "PNG of depth 3": PNG + header(300, 300, depth=3) + ROWS + END,
        "PNG of colour kind 5": PNG + header(300, 300, colours=5) + ROWS + END,
        "PNG of an unknown weave": PNG + header(300, 300, interlace=2) + ROWS + END,
        "PNG whose pixels are not packed": PNG + head + chunk(b"IDAT", bytes(901 * 300)) + END,
        "PNG with an unknown filter": PNG
        + head
        + chunk(b"IDAT", compress((b"\x09" + bytes(900)) * 300))
        + END,
    }


def _wrong_segments(card: bytes) -> dict[str, bytes]:
    quick = card.find(b"\xff\xda")
    return {
        "JPEG of start and end": SOI + EOI,
        "JPEG without pixels": card[:quick] + EOI,
        "JPEG without sides": framed(card, b""),
        "JPEG with two sides": with_segments(card, frame(300, 300)),
        "JPEG in arithmetic code": framed(card, frame(400, 300, 0xC9)),
        "JPEG without loss": framed(card, frame(400, 300, 0xC3)),
        "JPEG in layers": framed(card, frame(400, 300, 0xC5)),
        "JPEG of twelve bits": framed(card, frame(400, 300, 0xC1, precision=12)),
        "JPEG segment of no length": with_segments(card, segment(0xFE, b"", 0)),
        "JPEG segment of length 1": with_segments(card, segment(0xFE, b"x", 1)),
        "JPEG segment that goes past the end": card[:quick] + segment(0xFE, b"x", 65_535),
        "JPEG without weights": _without(card, 0xDB),
        "JPEG with no segment after its start": SOI + b"\0\0\0\0" + card[2:],
        "JPEG whose sides are short": framed(card, segment(0xC0, b"\x08\x01")),
    }


def _without(card: bytes, marker: int) -> bytes:
    while (at := card.find(bytes((0xFF, marker)))) > 0:
        card = card[:at] + card[at + 2 + int.from_bytes(card[at + 2 : at + 4], "big") :]
    return card


def _turned_over(kind: str, content: bytes) -> Iterator[tuple[str, Hostile]]:
    for seed in range(20):
        chance, damaged = random.Random(seed), bytearray(content)
        for _ in range(1 + seed):
            damaged[chance.randrange(2, len(damaged))] ^= 1 << chance.randrange(8)
        yield f"{kind} with {1 + seed} bits turned over", Hostile(bytes(damaged), taken=None)


def _odd_pixels() -> dict[str, bytes]:
    # Whole as files, but what they draw is nonsense: a grey picture of nobody, if a decoder draws it at all.
    card = pictures.card(43, 400, 300)
    quick = card.find(b"\xff\xda") + 14
    return {
        "PNG whose pixels end early": PNG + header(300, 300) + chunk(b"IDAT", compress(bytes(9010))) + END,
        "JPEG whose pixels end early": card[: quick + 900] + EOI,
        "JPEG of nonsense pixels": card[:quick]
        + random.Random(44).randbytes(9000).replace(b"\xff", b"\xfe")
        + EOI,
        "JPEG that claims more pixels": framed(card, frame(4096, 4096)),
        "JPEG of restarts alone": card[:quick] + b"\xff\xd0\xff\xd1" * 9000 + EOI,
        "JPEG without codes": _without(card, 0xC4),
    }
