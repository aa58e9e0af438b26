"""P33: nothing of the people's or the audit's room changes without a POST and a CSRF token."""

import re

import pytest
from flask import Flask

from tests.users.bench import House

OURS = ("users.", "audit.", "preferences.")


def writing_routes(app: Flask) -> list[str]:
    """Addresses of our rooms that take a POST."""
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith(OURS)]
    posts = [rule.rule for rule in rules if "POST" in (rule.methods or ())]
    return [re.sub("<int.*?>", "1", path.replace("<public_id>", "PER-1")) for path in posts]


def test_p33_every_post_without_a_token_is_refused(house: House) -> None:
    paths = writing_routes(house.app)
    assert len(paths) > 15
    for path in paths:
        assert house.as_("admin").post_raw(path).status_code == 400, path


def test_p33_a_token_of_another_session_is_refused(house: House) -> None:
    other = house.as_("staff").token()
    assert house.as_("staff").post_raw("/me/sessions/end-others", csrf_token=other).status_code == 400


@pytest.mark.parametrize(
    "deed", ["/sign-out", "/me/sessions/end-others", "/audit/check", "/preferences/theme"]
)
def test_p33_a_get_changes_nothing(house: House, deed: str) -> None:
    assert house.as_("admin").get(deed).status_code == 405
