"""What is on a picture, or in an invoice, shows nowhere but in the request that carries it."""

import base64
import logging
import traceback
from collections.abc import Callable
from dataclasses import replace

import pytest

from app.flip.attachments import Attachment
from app.flip.client import FlipClient
from app.flip.errors import FlipError
from app.flip.kyc import Picture
from app.flip.kyc_calls import put
from tests.flip.abroad import BUSINESS
from tests.flip.tiny_server import Behaviour, Handler, TinyServer, hang_up, html, reply, silence

# Readable, so that nothing hides it but us.
CONTENT = b"A face of somebody, and a number " * 40
PICTURE = Picture(CONTENT, "image/png")
WINDOW = 32
ROUTES: dict[str, Callable[[FlipClient], object]] = {
    "PUT /kyc/users/7/identities": lambda client: client.kyc.upload_identity(
        "7", PICTURE, identity_type="ktp"
    ),
    "POST /kyc/documents": lambda client: client.kyc.send_documents("7", {"npwp": PICTURE}),
    "PUT /kyc/users/7/repairSelfie": lambda client: client.kyc.repair_selfie("7", PICTURE),
    "POST /v2/international-disbursement/create-with-attachment": lambda client: (
        client.international.create_with_attachment(replace(BUSINESS, attachment=Attachment(CONTENT, "pdf")))
    ),
}


def echo(status: int) -> Behaviour:
    """A gateway that shows us our own request."""

    def behave(handler: Handler) -> None:
        page = b"<pre>" + handler.server.seen[-1].body + base64.b64encode(CONTENT) + b"</pre>"
        reply(status, raw=page, headers={"Content-Type": "text/html"})(handler)

    return behave


def everything_in(error: BaseException | None) -> str:
    """What a log, or a curious debugger, gets out of an error and all that hangs on it."""
    text = ""
    while error is not None:
        text += "".join(traceback.format_exception(error)) + repr(vars(error)) + str(error) + repr(error)
        error = error.__cause__ or error.__context__
    return text


def shows_the_picture(text: str) -> bool:
    spellings = (CONTENT.decode(), base64.b64encode(CONTENT).decode())
    return any(
        whole[start : start + WINDOW] in text
        for whole in spellings
        for start in range(0, len(whole) - WINDOW)
    )


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize(
    "behaviour",
    [*(echo(status) for status in (200, 400, 401, 404, 413, 500)), silence, hang_up, html(502)],
)
def test_P40_no_error_and_no_log_shows_a_picture(
    server: TinyServer,
    client: FlipClient,
    caplog: pytest.LogCaptureFixture,
    route: str,
    behaviour: Behaviour,
) -> None:
    caplog.set_level(logging.DEBUG)
    server.on(route, behaviour)
    with pytest.raises(FlipError) as caught:
        ROUTES[route](client)
    assert shows_the_picture(server.seen[0].body.decode())
    assert not shows_the_picture(everything_in(caught.value))
    assert not shows_the_picture(caplog.text)


def test_P40_neither_a_picture_nor_its_call_shows_it_when_printed() -> None:
    call = put("7", "identities", picture=PICTURE, request_id=None)
    for thing in (PICTURE, [PICTURE], {"npwp": PICTURE}, call, Attachment(CONTENT, "pdf")):
        assert not shows_the_picture(f"{thing!r} {thing}")


def test_the_name_of_a_file_tells_its_kind_alone() -> None:
    assert PICTURE.filename("image") == "image.png"
    assert Picture(CONTENT, "image/jpeg").filename("npwp") == "npwp.jpg"
    assert Attachment(CONTENT, "xlsx").filename("attachment_data") == "attachment_data.xlsx"


def test_P40_a_refusal_is_kept_with_flips_words_in_the_body_alone(
    server: TinyServer, client: FlipClient
) -> None:
    said = "identity number 0012345678901234 is registered already"
    server.on("PUT /kyc/users/7/repairSelfie", reply(400, {"errors": [{"code": 4012, "message": said}]}))
    with pytest.raises(FlipError) as caught:
        client.kyc.repair_selfie("7", PICTURE)
    assert said in caught.value.body
    assert "0012345678901234" not in str(caught.value)
    assert "identity_number 4012" in str(caught.value)
