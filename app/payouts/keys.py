"""The keys under which Flip makes payouts."""

import hashlib


def key_of(submission: str) -> str:
    """The idempotency key of a form: one form, one key, for ever."""
    return "bendahara-" + hashlib.sha256(submission.encode()).hexdigest()[:40]
