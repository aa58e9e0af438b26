"""How long something takes is said in its two largest units, in the reader's language."""

import pytest
from flask_babel import force_locale

from app.web.filters import lasting
from tests.users.bench import House

pytestmark = pytest.mark.alike


@pytest.mark.parametrize(
    ("seconds", "english", "indonesian"),
    [
        (0, "0 seconds", "0 detik"),
        (59, "59 seconds", "59 detik"),
        (60, "1 minute", "1 menit"),
        (90, "1 minute 30 seconds", "1 menit 30 detik"),
        (3_600, "1 hour", "1 jam"),
        (5_459, "1 hour 30 minutes", "1 jam 30 menit"),
        (3_601, "1 hour", "1 jam"),
        (90_000, "1 day 1 hour", "1 hari 1 jam"),
        (12 * 86_400, "12 days", "12 hari"),
        (-1, "0 seconds", "0 detik"),
    ],
)
def test_how_long_is_said_in_two_units(house: House, seconds: int, english: str, indonesian: str) -> None:
    with house.app.test_request_context():
        for language, words in (("en", english), ("id", indonesian)):
            with force_locale(language):
                assert lasting(seconds) == words
