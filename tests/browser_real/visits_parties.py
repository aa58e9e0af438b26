"""The pages of both books of money abroad that are looked at."""

from collections.abc import Callable

from playwright.sync_api import Page

from app.users.permissions import Role
from tests.browser_real.scenery import Scene

STAFF, SUPPORT = Role.STAFF, Role.SUPPORT
Address = Callable[[Scene], str]
PAID, SENDS = "/international/beneficiaries/", "/international/senders/"
FORM = f"{PAID}new?type=C2B&country=DEU"


def at(path: str) -> Address:
    """A fixed address."""
    return lambda scene: path


def kept(book: str, whose: str, more: str = "") -> Address:
    """The page of somebody in a book of the scenery."""
    return lambda scene: f"{book}{scene.kept[whose]}{more}"


def _open_the_form(page: Page) -> None:
    page.wait_for_selector("[name=beneficiary_iban]")


def _send(page: Page) -> None:
    page.locator(".form-sheet .form-actions button").click()
    page.wait_for_selector(".field-error")


def _send_the_opened(page: Page) -> None:
    _open_the_form(page)
    _send(page)


# A name, the endpoint, who goes there, where, and what they do to see it.
PARTIES: tuple[tuple[str, str, Role, Address, Callable[[Page], None] | None], ...] = (
    ("paid-abroad", "parties.beneficiaries", STAFF, at(PAID), None),
    ("paid-abroad-support", "parties.beneficiaries", SUPPORT, at(PAID), None),
    ("paid-abroad-nothing-fits", "parties.beneficiaries", SUPPORT, at(f"{PAID}?q=nosuch"), None),
    ("paid-abroad-where", "parties.new_beneficiary", STAFF, at(f"{PAID}new"), None),
    ("paid-abroad-nowhere", "parties.new_beneficiary", STAFF, at(f"{PAID}new?type=C2C&country=PHL"), None),
    ("paid-abroad-new", "parties.new_beneficiary", STAFF, at(FORM), _open_the_form),
    ("paid-abroad-new-wrong", "parties.new_beneficiary", STAFF, at(FORM), _send_the_opened),
    ("one-paid-abroad", "parties.beneficiary", STAFF, kept(PAID, "paid"), None),
    ("one-paid-abroad-support", "parties.beneficiary", SUPPORT, kept(PAID, "paid"), None),
    ("one-paid-abroad-edit", "parties.edit_beneficiary", STAFF, kept(PAID, "paid", "/edit"), None),
    ("senders", "parties.senders", STAFF, at(SENDS), None),
    ("senders-nothing-fits", "parties.senders", SUPPORT, at(f"{SENDS}?q=nosuch"), None),
    ("sender-new", "parties.new_sender", STAFF, at(f"{SENDS}new"), None),
    ("sender-new-wrong", "parties.new_sender", STAFF, at(f"{SENDS}new"), _send),
    ("sender", "parties.sender", STAFF, kept(SENDS, "sends"), None),
    ("sender-support", "parties.sender", SUPPORT, kept(SENDS, "sends"), None),
    ("sender-edit", "parties.edit_sender", STAFF, kept(SENDS, "sends", "/edit"), None),
)
