"""QR codes, as SVG for the page and PNG to pass on."""

import io

import segno


def svg_data(text: str) -> str:
    """A QR code as a `data:` address for an image."""
    return str(
        segno.make(text, error="m", micro=False).svg_data_uri(scale=6, border=4, dark="#000", light="#fff")
    )


def png(text: str) -> bytes:
    """A QR code as a PNG picture."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="png", scale=10, border=4)
    return out.getvalue()
