"""What the KYC host asks of every call, and how its bodies are read (reference: README, agents)."""

from collections import defaultdict
from io import BytesIO
from typing import IO
from urllib.parse import parse_qsl, urlencode

from flask import Request

from app.sandbox.agents.errors import complaint
from app.sandbox.answers import Complaint, Refused

KYC_PREFIX = '/<any("kyc", "kyc-sandbox"):door>/api/v1'
REQUEST_ID = "bigflip-"
MULTIPART = "multipart/form-data"
MEGABYTE = 1024 * 1024
DOCUMENTS = "/documents"


class MemoryRequest(Request):
    """A request whose file parts never touch the disk: pictures of identity cards come in this way."""

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        return BytesIO()


def largest_body(after_version: str) -> int:
    """In bytes; anything longer is refused unread. Eighteen documents of 2 MB are the most that makes sense,
    and one picture that is too large still learns so.
    """
    return (40 if after_version == DOCUMENTS else 8) * MEGABYTE


def kyc_fields(call: Request) -> defaultdict[str, str]:
    """The parameters without surrounding blanks, of query and body; a multipart body without boundary is read
    as urlencoded, as in Flip's own samples.
    """
    if call.mimetype == MULTIPART and "boundary" not in call.mimetype_params:
        given = parse_qsl(call.get_data(cache=True).decode("utf-8", "replace"), keep_blank_values=True)
    else:
        given = [(name, values[-1]) for name, values in call.form.lists()]
    return defaultdict(str, {name: value.strip() for name, value in (*call.args.items(), *given)})


def as_sent(call: Request) -> str:
    """The parameters urlencoded, for faults that look for one of them."""
    return urlencode(kyc_fields(call))


def check_headers(call: Request) -> None:
    """:raises Refused: 401 without a ``Request-ID: bigflip-…``, 403 without user_type, 4002 for another."""
    request_id = call.headers.get("Request-ID", "")
    if not request_id.startswith(REQUEST_ID) or request_id == REQUEST_ID:
        raise Refused([Complaint("Request-ID", 401, "Request-ID is not valid")])
    user_type = kyc_fields(call)["user_type"]
    if not user_type:
        raise Refused([Complaint("user_type", 403, "User type is missing")])
    if user_type != "1":
        raise Refused([complaint("user_type", 4002)])
