"""A form field for one paper: what it holds after the check is of a kind that Flip takes."""

from typing import Any

from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage
from wtforms import FileField
from wtforms.validators import StopValidation

from app.international.papers import EXTENSIONS, NewAttachment, take_in
from app.lib.errors import Refused


class PaperField(FileField):
    """A file, or nothing; `.data` is a NewAttachment once validated, None before and where none was chosen.

    The view must be marked with `uploads()`, the form be sent as multipart.
    """

    data: NewAttachment | None

    def __init__(self, label: Any = None, **kwargs: Any) -> None:
        accepted = ",".join(f".{extension}" for extension in EXTENSIONS)
        super().__init__(label, render_kw={"accept": accepted}, **kwargs)
        self.flags.required = True
        self.upload: FileStorage | None = None

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Keep the file aside until it is checked."""
        self.data = None
        self.upload = next((one for one in valuelist if isinstance(one, FileStorage) and one.filename), None)

    def pre_validate(self, form: Any) -> None:
        """Take the paper in, or say what is wrong with it."""
        if self.upload is None:
            return
        try:
            self.data = take_in(self.upload.filename or "", self.upload.read())
        except Refused as no:
            raise StopValidation(_(no.message, **no.values)) from no
