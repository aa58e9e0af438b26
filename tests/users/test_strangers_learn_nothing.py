"""P36: whether an account exists cannot be told by the answer, its status, its SQL or its time."""

import re
import time
from statistics import median

from app.users import throttle
from tests.users.bench import House


def body(text: str, email: str) -> str:
    """A page without what differs by nature: token, reference and what was typed."""
    text = re.sub(r'value="[^"]{30,}"|X-CSRFToken[^}]*|[0-9a-f]{16}', "", text)
    return text.replace(email, "")


def test_p36_known_and_unknown_get_the_same_answer(house: House) -> None:
    known, unknown = house.person("staff").email, "nobody@example.test"
    for _ in range(throttle.ACCOUNT[0][0] + 1):
        one, other = (house.browser().sign_in(email, "wrong") for email in (known, unknown))
        assert one.status_code == other.status_code
        assert body(one.text, known) == body(other.text, unknown)
        assert dict(one.headers).keys() == dict(other.headers).keys()


def test_p36_known_and_unknown_cost_the_same_statements(house: House) -> None:
    known, unknown = house.person("manager").email, "nobody@example.test"
    counts = []
    for email in (known, unknown):
        browser = house.browser()
        token = browser.token()
        with house.statements() as seen:
            browser.post_raw("/sign-in", email=email, password="wrong", csrf_token=token)
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_p36_known_and_unknown_take_about_as_long(house: House) -> None:
    known, unknown = house.person("staff").email, "nobody@example.test"
    times: dict[str, list[float]] = {known: [], unknown: []}
    for _ in range(4):
        for email, taken in times.items():
            browser = house.browser()
            token = browser.token()
            start = time.perf_counter()
            browser.post_raw("/sign-in", email=email, password="wrong", csrf_token=token)
            taken.append(time.perf_counter() - start)
    assert 1 / 3 < median(times[known]) / median(times[unknown]) < 3
