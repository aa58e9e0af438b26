"""Tables whose rows are written once: an ORM change or removal of such a row is a mistake and raises."""

from typing import Any, TypeVar

from sqlalchemy import event

Model = TypeVar("Model", bound=type[Any])


class WrittenOnce(Exception):
    """Something tried to change or remove a row that may only be added."""


def append_only(model: Model) -> Model:
    """Class decorator: rows of this model may be added, never changed or removed."""
    event.listen(model, "before_update", _refuse)
    event.listen(model, "before_delete", _refuse)
    return model


def _refuse(mapper: object, connection: object, target: object) -> None:
    raise WrittenOnce(f"{type(target).__name__} rows are written once")
