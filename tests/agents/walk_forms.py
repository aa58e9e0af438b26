"""The forms of the walk as a browser sends them, and what a page of it says."""

import html
import re
from typing import Any

from werkzeug.test import TestResponse

from tests.users.bench import Browser

IDENTITY_FORM: dict[str, Any] = {
    "submission": "an-agent-of-its-own",
    "name": "Siti Rahayu",
    "identity_type": "ktp",
    "identity_number": "3276015708900077",
    "birth_date": "1990-08-17",
    "birth_place": "Depok",
    "gender": "female",
    "occupation": "housewife",
    "phone_number": "0812-3456-7777",
    "phone_verified": "y",
    "email": "siti@example.com",
    "then": "on",
}
ADDRESS_FORM: dict[str, Any] = {
    "country_id": "1",
    "province_id": "12",
    "city_id": "184",
    "district_id": "1234",
    "address": "Jl. Margonda Raya 17 RT 02/05",
    "use_identity_address": "y",
    "then": "on",
}
ELSEWHERE: dict[str, Any] = {
    "use_identity_address": "",
    "residence_country_id": "1",
    "residence_province_id": "12",
    "residence_city_id": "184",
    "residence_district_id": "1235",
    "residence_address": "Jl. Kukusan Raya 3 RT 01/02",
}


def begin(browser: Browser, **fields: Any) -> TestResponse:
    """Send the first form."""
    return browser.post("/agents/new/identity", **(IDENTITY_FORM | fields))


def kept(answer: TestResponse) -> str:
    """Our public id of the agent that an answer leads to."""
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"].split("/")[2]


def seen(browser: Browser, public_id: str, step: str) -> str:
    """The version that the form of a step was filled from."""
    found = re.search(r'name="seen"[^>]*value="(\d+)"', browser.get(f"/agents/{public_id}/{step}").text)
    assert found, "no form on the page"
    return found[1]


def save(browser: Browser, public_id: str, step: str, **fields: Any) -> TestResponse:
    """Open the form of a step and send it, wholly filled in but for these fields."""
    filled = IDENTITY_FORM if step == "identity" else ADDRESS_FORM
    version = seen(browser, public_id, step)
    return browser.post(f"/agents/{public_id}/{step}", **(filled | {"seen": version} | fields))


def text_of(page: str) -> str:
    """The words of a page's content, on one line."""
    main = page[page.index("<main") :] if "<main" in page else page
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", main).split()))


def live(browser: Browser, public_id: str, step: str, was: str = "") -> TestResponse:
    """What a page hears that has seen nothing of the news yet."""
    onward = f"&was={was}" if was else ""
    address = f"/agents/{public_id}/{step}/live?seen=nothing{onward}"
    return browser.get(address, **{"HX-Request": "true", "HX-Request-Type": "partial"})
