"""Forms that take a picture at the desk: of the card, the selfie, or a supporting document."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField

from app.agents.pictures import PART_LABELS
from app.flip.kyc import DOCUMENT_TYPES
from app.vault.picture_problems import Problem
from app.vault.pictures import TakenIn
from app.web.forms import Form, Needed, choice
from app.web.picture_field import PictureField


class ShotForm(Form):
    """One picture: a file, or a photo taken with the device in hand."""

    file = PictureField(_l("A picture from this device"), needed=False)
    shot = PictureField(_l("Or take it now with this device's camera"), needed=False, camera="environment")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.file.flags.required = True  # said beside the box; on a phone the other one will do as well

    def validate(self, extra_validators: Any = None) -> bool:
        """Check both, and that one of them is there; what else is wrong is said beside it."""
        well = bool(super().validate(extra_validators))
        if self.taken is None and not self.file.errors and not self.shot.errors:
            self.place({"file": Problem.NOTHING.label})
            return False
        return well

    @property
    def taken(self) -> TakenIn | None:
        """The picture; the photo if both were given."""
        return self.shot.data or self.file.data


class DocumentForm(ShotForm):
    """A picture of a supporting document, alone or held by the agent."""

    kind = SelectField(
        _l("Which document"),
        [Needed(_l("Choose which document it is."))],
        choices=[
            choice("", _l("Choose…")),
            *(choice(kind, _l(PART_LABELS[kind])) for kind in DOCUMENT_TYPES),
        ],
    )
    with_selfie = BooleanField(_l("The agent holds it in the picture"))

    @property
    def part(self) -> str:
        """What the picture shows, in Flip's words."""
        return f"{self.kind.data}_selfie" if self.with_selfie.data else str(self.kind.data)
