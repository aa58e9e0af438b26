"""The pages of money abroad that are looked at, with something on them to see."""

from collections.abc import Callable

from playwright.sync_api import Page

from app.users.permissions import Role
from tests.browser_real.scenery import Scene
from tests.browser_real.visits_parties import PARTIES

STAFF, SUPPORT, MANAGER = Role.STAFF, Role.SUPPORT, Role.MANAGER
Address = Callable[[Scene], str]
NEW = "/international/new"
FORM = f"{NEW}?type=C2C&country=GBR"
# The transfers of the scenery in each state, and who looks at them.
STATES = (
    ("held", STAFF),
    ("shut", SUPPORT),
    ("old_quote", MANAGER),
    ("unknown", STAFF),
    ("pending", MANAGER),
    ("arrived", STAFF),
    ("cancelled", STAFF),
    ("refused", STAFF),
    ("rejected", STAFF),
    ("withdrawn", SUPPORT),
    ("elsewhere", SUPPORT),
    ("disputed", MANAGER),
)


def at(path: str) -> Address:
    """A fixed address."""
    return lambda scene: path


def transfer(name: str, more: str = "") -> Address:
    """The page of a transfer abroad of the scenery."""
    return lambda scene: f"/international/{scene.transfers[name]}{more}"


def _anew(scene: Scene) -> str:
    return f"/international/new?anew={scene.transfers['cancelled']}"


def _type_an_amount(page: Page) -> None:
    page.fill("[name=amount]", "52,63")
    page.wait_for_selector("#about .about-words")


def _send(page: Page) -> None:
    page.locator("#transfer-form .form-actions button").click()
    page.wait_for_selector(".field-error")


# A name, the endpoint, who goes there, where, and what they do to see it.
ABROAD: tuple[tuple[str, str, Role, Address, Callable[[Page], None] | None], ...] = (
    ("rates-abroad", "corridors.rates", SUPPORT, at("/international/rates?type=B2B&amount_idr=5jt"), None),
    ("rates-abroad-wrong", "corridors.rates", STAFF, at("/international/rates?amount_idr=abc"), None),
    ("rates-abroad-nothing-fits", "corridors.rates", STAFF, at("/international/rates?q=nosuch"), None),
    ("corridor", "corridors.corridor", STAFF, at("/international/rates/C2C/GBR/GBP?amount=52.63"), None),
    (
        "corridor-closed",
        "corridors.corridor",
        SUPPORT,
        at("/international/rates/C2C/AUS/AUD?amount_idr=1jt"),
        None,
    ),
    ("corridor-wrong", "corridors.corridor", STAFF, at("/international/rates/C2C/JPN/JPY?amount=10.5"), None),
    ("transfers", "international.index", STAFF, at("/international/"), None),
    ("transfers-support", "international.index", SUPPORT, at("/international/?tab=decide"), None),
    ("transfers-nothing-fits", "international.index", STAFF, at("/international/?q=nosuch"), None),
    ("transfer-where-to", "international.new", STAFF, at("/international/new?type=B2C"), None),
    ("transfer-nowhere", "international.new", STAFF, at("/international/new?type=C2C&country=PHL"), None),
    ("transfer-new", "international.new", STAFF, at(FORM), _type_an_amount),
    ("transfer-new-wrong", "international.new", STAFF, at(FORM), _send),
    (
        "transfer-new-invoice",
        "international.new",
        STAFF,
        at("/international/new?type=B2B&country=MYS"),
        None,
    ),
    ("transfer-new-japan", "international.new", STAFF, at(NEW + "?type=C2C&country=JPN"), None),
    ("transfer-new-china", "international.new", STAFF, at(NEW + "?type=C2C&country=CHN"), None),
    ("transfer-anew", "international.new", STAFF, _anew, None),
    ("transfer", "international.show", STAFF, transfer("waiting"), None),
    ("transfer-support", "international.show", SUPPORT, transfer("waiting"), None),
    ("transfer-decide", "international.show", MANAGER, transfer("invoice"), None),
    *(
        (f"transfer-{name.replace('_', '-')}", "international.show", who, transfer(name), None)
        for name, who in STATES
    ),
    ("transfer-edit", "international.edit", STAFF, transfer("waiting", "/edit"), None),
    ("transfer-receipt", "international.receipt", STAFF, transfer("arrived", "/receipt"), None),
    ("transfer-receipt-support", "international.receipt", SUPPORT, transfer("arrived", "/receipt"), None),
    *PARTIES,
)
