"""Says why Flip cancelled a transfer, domestic or abroad."""

from collections.abc import Callable, Mapping

from app.flip.marking import mark

UNEXPLAINED = mark("Flip cancelled the transfer and calls the reason “%(reason)s”.")
NONE_GIVEN = mark("Flip cancelled the transfer without giving a reason. Ask Flip's support for it.")


def told(reasons: Mapping[str, str], reason: str | None, translate: Callable[[str], str]) -> str:
    """Our own text for Flip's word for a reason; an unknown word is told as it came.

    `translate` turns our English text into the reader's language before Flip's word is put into it.
    """
    if not reason:
        return translate(NONE_GIVEN)
    own = reasons.get(reason)
    return translate(UNEXPLAINED) % {"reason": reason} if own is None else translate(own)
