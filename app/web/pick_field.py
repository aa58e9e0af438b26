"""A field for one of very many names: typed or picked by name, kept as its code."""

from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import ValidationError

MOST_GUESSES = 4


class PickField(StringField):
    """Text beside which the browser suggests names; `.data` is the code behind the name, None without one.

    `offer` says what can be picked and by which `<datalist>` it is suggested. Nothing is guessed: a part of
    a name is answered with the names that have it.
    """

    names: Mapping[str, str] = MappingProxyType({})
    suggestions = ""
    unlisted = _l("Flip's list has no such name. Type a part of it, then choose from the list.")

    def offer(self, pairs: list[tuple[str, str]], suggestions: str) -> None:
        """Take codes with their names; two of one name are told apart by their code."""
        often = Counter(name for _code, name in pairs)
        self.names = {code: f"{name} ({code})" if often[name] > 1 else name for code, name in pairs}
        self.suggestions = suggestions

    def __call__(self, **kwargs: Any) -> Any:
        """Draw it, tied to its suggestions."""
        return super().__call__(list=self.suggestions, autocomplete="off", **kwargs)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return self.names.get(self.data, self.data) if self.data else ""

    def pre_validate(self, form: Any) -> None:
        """Find the code behind what was typed."""
        typed = " ".join((self.data or "").split())
        self.data = typed or None
        if not typed or typed in self.names:
            return
        same = [code for code, name in self.names.items() if _alike(name) == _alike(typed)]
        if not same:
            raise ValidationError(self._not_listed(typed))
        self.data = same[0]

    def _not_listed(self, typed: str) -> str:
        near = [name for name in self.names.values() if _alike(typed) in _alike(name)]
        if 0 < len(near) <= MOST_GUESSES:
            return str(_("Choose one from the list: did you mean %(names)s?", names=", ".join(near)))
        return str(self.unlisted)


def _alike(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())
