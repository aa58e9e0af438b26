"""However impatiently the button is pressed, one form makes one bill and one call (P2)."""

import pytest
from playwright.sync_api import expect

from app.users.permissions import Role
from tests.browser import Visitors
from tests.browser_real.steps import LINK
from tests.processes import Copy

pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.alike]


@pytest.mark.parametrize("scripted", [True, False], ids=["with script", "without script"])
def test_P2_a_double_click_makes_one_bill(visitors: Visitors, copy: Copy, scripted: bool) -> None:
    title = f"Pressed twice {'with' if scripted else 'without'} script"
    page = visitors.as_(Role.STAFF, java_script_enabled=scripted)
    page.goto("/bills/new")
    page.fill("[name=title]", title)
    page.get_by_role("button", name="Create bill").dblclick(no_wait_after=True)
    page.wait_for_url("**/bills/BIL-*")
    if scripted:
        expect(page.locator(LINK)).to_be_visible()
    page.goto(f"/bills/?q={title}")
    expect(page.locator("#bills tbody tr")).to_have_count(1)


def test_P2_the_same_form_sent_from_ten_places_at_once_makes_one_bill(visitors: Visitors, copy: Copy) -> None:
    page = visitors.as_(Role.STAFF)
    page.goto("/bills/new")
    page.fill("[name=title]", "Sent ten times")
    answers = page.evaluate(
        """async () => {
          const form = document.getElementById("bill-form");
          const send = () => fetch(form.action, { method: "POST", body: new FormData(form) });
          const answers = await Promise.all(Array.from({ length: 10 }, send));
          return answers.map((answer) => answer.url);
        }"""
    )
    assert len(set(answers)) == 1
    page.goto(answers[0])
    expect(page.locator(LINK)).to_be_visible()
    assert [bill["title"] for bill in copy.books()["bills"]].count("Sent ten times") == 1
