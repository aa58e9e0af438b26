"""Refusals a room may raise; the web turns them into answers, the worker into verdicts."""

from collections.abc import Mapping


class Refused(Exception):
    """A rule of the house said no and nothing was changed.

    `message` and the values of `fields` are English source text; `values` fills their placeholders.
    """

    def __init__(
        self,
        message: str,
        *,
        fields: Mapping[str, str] | None = None,
        values: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.fields = dict(fields or {})
        self.values = dict(values or {})


class NotFound(Exception):
    """There is no such row for this person."""
