"""A form field for one picture: what it holds after the check is a picture of this house's own making."""

from typing import Any, Literal

from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage
from wtforms import FileField
from wtforms.validators import StopValidation

from app.vault.picture_problems import LEAST_SIDE, MOST_SIDE, TOO_MANY_BYTES, BadPicture, Problem
from app.vault.pictures import TakenIn
from app.web.uploads import taken_in

Camera = Literal["environment", "user"]


class PictureField(FileField):
    """A file or a photo; `.data` is a TakenIn once validated, None before and where nothing was chosen.

    `camera` has a phone open its camera, the one looking away (`environment`) or at the person (`user`).
    The view must be marked with `uploads()`, the form be sent as multipart.
    """

    data: TakenIn | None
    most_bytes, least_side, most_side = TOO_MANY_BYTES, LEAST_SIDE, MOST_SIDE

    def __init__(
        self, label: Any = None, *, needed: bool = True, camera: Camera | None = None, **kwargs: Any
    ) -> None:
        shown = {"accept": "image/jpeg,image/png"} | ({"capture": camera} if camera else {})
        super().__init__(label, render_kw=shown, **kwargs)
        self.needed = needed
        self.flags.required = needed
        self.upload: FileStorage | None = None

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Keep the file aside until it is checked."""
        self.data = None
        self.upload = next((one for one in valuelist if isinstance(one, FileStorage) and one.filename), None)

    def pre_validate(self, form: Any) -> None:
        """Take the picture in, or say what is wrong with it."""
        try:
            self.data = taken_in(self.upload)
        except BadPicture as bad:
            if self.needed or bad.problem is not Problem.NOTHING:
                raise StopValidation(_(bad.message, **bad.values)) from bad
