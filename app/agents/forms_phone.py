"""Forms of the hand-off: which pictures a phone takes, and the one picture it sends."""

from typing import Any, Self

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectMultipleField
from wtforms.widgets import CheckboxInput

from app.agents.pictures import label_of
from app.web.forms import Form, options
from app.web.picture_field import Camera, PictureField


class HandOffForm(Form):
    """Which pictures the phone is asked for."""

    parts = SelectMultipleField(_l("Which pictures shall the phone take?"), option_widget=CheckboxInput())

    def offer(self, parts: tuple[str, ...]) -> Self:
        """Offer the pictures that are wanted now."""
        self.parts.choices = options((part, _l(label_of(part))) for part in parts)
        return self


class PhoneForm(Form):
    """One picture, taken with the camera of the phone."""

    part = HiddenField()
    picture = PictureField(_l("Take the picture"))

    def aim(self, part: str, camera: Camera) -> Self:
        """Ask for this picture, taken with the camera that looks away or at the person."""
        self.part.data = part
        self.picture.render_kw = {**self.picture.render_kw, "capture": camera}
        return self

    @property
    def is_foreign(self) -> bool:
        """True when the form did not come from a page of ours in the same browser."""
        return "csrf_token" in self.errors

    def picture_taken(self) -> Any:
        """The picture, once the form is valid."""
        return self.picture.data
