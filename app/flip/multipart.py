"""Writes a form as multipart/form-data, which the KYC host asks for and every file needs."""

from urllib3 import encode_multipart_formdata

from app.flip.call import Files, Pairs


def multipart(form: Pairs, files: Files) -> tuple[bytes, str]:
    """The body, and the content type that names its boundary."""
    parts = ((name, (one.filename(name), one.content, one.media_type)) for name, one in files)
    return encode_multipart_formdata([*form, *parts])
