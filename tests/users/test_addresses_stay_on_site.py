"""P38: `next` never leads off this site, neither at sign-in nor when a preference is chosen."""

import pytest

from app.users import totp
from tests.users.bench import House

ELSEWHERE = [
    "https://evil.example",
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "javascript:alert(1)",
    "http:evil.example",
    " https://evil.example",
    "/\r\nLocation: https://evil.example",
]


@pytest.mark.parametrize("address", ELSEWHERE)
def test_p38_sign_in_leads_home_instead(house: House, address: str) -> None:
    browser = house.browser()
    token = browser.token()
    person = house.person("staff")
    data = {"email": person.email, "password": "kapal-selam-ungu", "csrf_token": token}
    answer = browser.client.post("/sign-in", query_string={"next": address}, data=data)
    assert answer.location == "/"
    assert browser.get("/sign-in").location == "/"


@pytest.mark.parametrize("address", ELSEWHERE)
def test_p38_preferences_lead_home_instead(house: House, address: str) -> None:
    assert house.browser().post("/preferences/theme", theme="dark", next=address).location == "/"


def test_p38_an_address_of_ours_is_kept_through_password_and_code(house: House) -> None:
    person, browser = house.person("manager"), house.browser()
    assert browser.get("/audit?verb=sign_in").location == "/sign-in?next=/audit?verb%3Dsign_in"
    answer = browser.post(
        "/sign-in?next=/audit?verb%3Dsign_in", email=person.email, password="kapal-selam-ungu"
    )
    seed = house.again(person).totp_secret
    assert seed is not None
    assert answer.location.startswith("/sign-in/code?next=/audit")
    assert browser.post(answer.location, code=totp.code_of(seed)).location == "/audit?verb=sign_in"
