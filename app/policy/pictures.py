"""The rules of pictures of agents' papers: how long what is on them is kept here."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from app.lib.labels import mark as _

MOST_DAYS = 365
DAYS_OUT_OF_RANGE = _("Between 1 and 365 days.")


@dataclass(frozen=True)
class PicturePolicy:
    """What holds for pictures: what is on one is deleted `keep_days` days after it was taken."""

    keep_days: int = 30

    def mistakes(self) -> dict[str, str]:
        """What cannot hold as it stands: field → why (English source); empty when all is well."""
        return {} if 1 <= self.keep_days <= MOST_DAYS else {"keep_days": DAYS_OUT_OF_RANGE}

    def values(self) -> dict[str, Any]:
        """The rules by name, as they are stored."""
        return asdict(self)


def read(values: Mapping[str, Any]) -> PicturePolicy:
    """The rules as stored; one that was not decided about has its default."""
    return PicturePolicy(**{name: values[name] for name in PicturePolicy().values() if name in values})
