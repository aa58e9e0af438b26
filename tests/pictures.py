"""Good pictures, and plainly bad ones, for tests of whatever takes pictures."""

import random
from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw


@cache
def card(seed: int = 1, width: int = 1200, height: int = 760) -> bytes:
    """A JPEG that looks like an identity card; another seed gives another person."""
    chance = random.Random(seed)
    sheet = Image.new("RGB", (width, height), (176, 208, 230))
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((width * 0.72, height * 0.2, width * 0.94, height * 0.75), fill=(190, 30, 45))
    pen.ellipse((width * 0.77, height * 0.3, width * 0.89, height * 0.55), fill=(224, 180, 150))
    for line in range(12):
        top = height * (0.12 + 0.065 * line)
        wide = width * chance.uniform(0.2, 0.6)
        pen.text((width * 0.05, top), f"{chance.randrange(10**16):016d}", fill=(20, 20, 40))
        pen.line((width * 0.2, top, width * 0.05 + wide, top), fill=(40, 40, 60), width=3)
    _grain(sheet, chance)
    return jpeg(sheet)


@cache
def selfie(seed: int = 2, width: int = 900, height: int = 1200) -> bytes:
    """A JPEG of a face above a held card."""
    chance = random.Random(seed)
    sheet = Image.new("RGB", (width, height), (120, 140, 110))
    pen = ImageDraw.Draw(sheet)
    pen.ellipse((width * 0.25, height * 0.08, width * 0.75, height * 0.6), fill=(214, 170, 140))
    for eye in (0.4, 0.6):
        pen.ellipse((width * (eye - 0.04), height * 0.28, width * (eye + 0.04), height * 0.32), fill="black")
    held = Image.open(BytesIO(card(seed))).resize((int(width * 0.6), int(width * 0.38)))
    sheet.paste(held, (int(width * 0.2), int(height * 0.65)))
    _grain(sheet, chance)
    return jpeg(sheet)


def noise(seed: int = 3, width: int = 600, height: int = 400) -> Image.Image:
    """A picture in which no two places are alike, so that any part of it can be told from all else."""
    return Image.frombytes("RGB", (width, height), random.Random(seed).randbytes(width * height * 3))


def too_small() -> bytes:
    """A JPEG of 200 × 150 pixels."""
    return jpeg(Image.new("RGB", (200, 150), "grey"))


def too_large() -> bytes:
    """A JPEG of more than 2 MB."""
    file = jpeg(noise(4, 1400, 1000), quality=98)
    assert len(file) > 2_100_000
    return file


def jpeg(picture: Image.Image, quality: int = 88, **how: object) -> bytes:
    """The picture as a JPEG file."""
    file = BytesIO()
    picture.save(file, "JPEG", quality=quality, **how)
    return file.getvalue()


def png(picture: Image.Image, **how: object) -> bytes:
    """The picture as a PNG file."""
    file = BytesIO()
    picture.save(file, "PNG", **how)
    return file.getvalue()


def _grain(sheet: Image.Image, chance: random.Random) -> None:
    # As a sensor has it: without grain two pictures would share long runs of bytes.
    grain = Image.frombytes("L", sheet.size, chance.randbytes(sheet.width * sheet.height))
    sheet.paste(Image.blend(sheet, grain.convert("RGB"), 0.08))
