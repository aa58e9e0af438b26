"""Who does something: the person of a request, as stories name them."""

from dataclasses import dataclass

from app.timeline.record import Cause, Source


@dataclass(frozen=True)
class Maker:
    """The person who does something, and the reference of the request in which they do it."""

    id: int
    name: str
    reference: str

    def cause(self, verb: str) -> Cause:
        """Why an event of theirs is written; one request says one thing once."""
        return Cause(Source.PERSON, f"person:{self.reference}:{verb}", self.name)
