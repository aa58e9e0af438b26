"""Every page of the product, with somebody who may see it and something on it to see."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from app.users.demo import PASSWORD
from app.users.permissions import Role
from tests.browser_real.scenery import Scene
from tests.processes import Copy

Address = Callable[[Scene], str]
Deed = Callable[[Page], None]
STAFF, SUPPORT, MANAGER, ADMIN = Role.STAFF, Role.SUPPORT, Role.MANAGER, Role.ADMIN


@dataclass(frozen=True)
class Visit:
    """A page: its name, its endpoint, who goes there (None: nobody), where, and what they do to see it."""

    name: str
    endpoint: str
    who: Role | None
    address: Address
    deed: Deed | None = None

    def go(self, page: Page, scene: Scene) -> None:
        """Open the page and do what shows it."""
        page.goto(self.address(scene))
        if self.deed:
            self.deed(page)


def at(path: str) -> Address:
    """A fixed address."""
    return lambda scene: path


def bill(name: str, more: str = "") -> Address:
    """The page of a bill of the scenery."""
    return lambda scene: f"/bills/{scene.bills[name]}{more}"


def payment(name: str) -> Address:
    """The page of a payment of the scenery."""
    return lambda scene: f"/payments/{scene.payments[name]}"


def receipt(verdict: str) -> Address:
    """The page of a callback of the scenery."""
    return lambda scene: f"/callbacks/{scene.receipts[verdict]}"


def checkout(name: str) -> Address:
    """The customer's page of a bill."""
    return lambda scene: scene.links[name]


def _send(page: Page) -> None:
    page.locator("main form").last.locator("button[type=submit], button:not([type])").first.click()
    page.wait_for_load_state()


def _choose_step_3(page: Page) -> None:
    page.check("[name=step][value='3']")
    page.wait_for_selector("[name=method]:visible")


def _send_empty_step_3(page: Page) -> None:
    _choose_step_3(page)
    page.click("text=Create bill" if page.locator("html[lang=en]").count() else "[hx-post] .btn-primary")
    page.wait_for_selector(".field-error")


def _give_password(page: Page) -> None:
    page.fill("[name=email]", "second.manager@example.test")
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_selector("[name=code]")


def _open_shortcuts(page: Page) -> None:
    page.keyboard.press("?")
    page.wait_for_selector("#shortcuts:popover-open")


def _ask_for_a_holder(page: Page) -> None:
    page.select_option("[name=bank_code]", index=2)
    page.fill("[name=account_number]", "1234567890")
    page.click("main button[type=submit]")
    page.wait_for_url("**/inquiries/INQ-*")


def _put_before_a_manager(page: Page) -> None:
    page.select_option("[name=bank_code]", "bca")
    page.fill("[name=account_number]", "5465327020")
    page.fill("[name=typed_name]", "PT Fliptech Lentera IP")
    page.fill("[name=amount_idr]", "150.000")
    _send(page)
    page.wait_for_url("**/disbursements/DIS-*")


def _start_second_factor(page: Page) -> None:
    page.locator("main form button").first.click()
    page.wait_for_load_state()


VISITS = (
    Visit("sign-in", "users.sign_in", None, at("/sign-in")),
    Visit("sign-in-wrong", "users.sign_in", None, at("/sign-in"), _send),
    Visit("sign-in-code", "users.code", None, at("/sign-in"), _give_password),
    Visit("overview", "overview.index", MANAGER, at("/")),
    Visit("overview-support", "overview.index", SUPPORT, at("/")),
    Visit("shortcuts", "overview.index", STAFF, at("/"), _open_shortcuts),
    Visit("work-set-aside", "overview.set_aside", MANAGER, at("/work")),
    Visit("bills", "bills.index", STAFF, at("/bills/")),
    Visit("bills-older", "bills.index", STAFF, at("/bills/?size=25&tab=open")),
    Visit("bills-nothing-fits", "bills.index", SUPPORT, at("/bills/?q=nosuchthing&tab=refused")),
    Visit("bill-new", "bills.new", STAFF, at("/bills/new")),
    Visit("bill-new-step-3", "bills.new", STAFF, at("/bills/new"), _choose_step_3),
    Visit("bill-new-wrong", "bills.new", STAFF, at("/bills/new"), _send_empty_step_3),
    Visit("bill-open", "bills.show", STAFF, bill("open")),
    Visit("bill-paid", "bills.show", STAFF, bill("paid")),
    Visit("bill-virtual-account", "bills.show", STAFF, bill("waiting")),
    Visit("bill-bank-transfer", "bills.show", STAFF, bill("transfer")),
    Visit("bill-qris", "bills.show", STAFF, bill("qris")),
    Visit("bill-retail", "bills.show", SUPPORT, bill("retail")),
    Visit("bill-wallet", "bills.show", STAFF, bill("wallet")),
    Visit("bill-closed", "bills.show", STAFF, bill("closed")),
    Visit("bill-refused", "bills.show", STAFF, bill("refused")),
    Visit("bill-change-refused", "bills.show", STAFF, bill("change_refused")),
    Visit("bill-undecided", "bills.show", STAFF, bill("undecided")),
    Visit("bill-long", "bills.show", STAFF, bill("long")),
    Visit("bill-edit", "bills.edit", STAFF, bill("change_refused", "/edit")),
    Visit("bill-correct", "bills.correct", STAFF, bill("refused", "/correct")),
    Visit("payments", "payments.index", STAFF, at("/payments/")),
    Visit("payments-nothing", "payments.index", STAFF, at("/payments/?q=nosuchthing")),
    Visit("payment-paid", "payments.show", STAFF, payment("settled")),
    Visit("payment-waiting", "payments.show", STAFF, payment("transfer")),
    Visit("payment-failed", "payments.show", SUPPORT, payment("failed")),
    Visit("payment-conflict", "payments.show", MANAGER, payment("conflict")),
    Visit("banks", "banks.index", STAFF, at("/banks/")),
    Visit("bank", "banks.show", STAFF, at("/banks/bca")),
    Visit("inquiries", "inquiries.index", STAFF, at("/inquiries/")),
    Visit("inquiry", "inquiries.show", STAFF, at("/inquiries/"), _ask_for_a_holder),
    Visit("payouts", "disbursements.index", STAFF, at("/disbursements/")),
    Visit("payout-new", "disbursements.new", STAFF, at("/disbursements/new"), _send),
    Visit("payout", "disbursements.show", STAFF, at("/disbursements/new"), _put_before_a_manager),
    Visit("approvals", "approvals.index", MANAGER, at("/approvals/")),
    Visit("callbacks", "callbacks.index", SUPPORT, at("/callbacks/")),
    Visit("callbacks-none", "callbacks.index", SUPPORT, at("/callbacks/?tab=working")),
    Visit("callback-applied", "callbacks.show", MANAGER, receipt("applied")),
    Visit("callback-conflict", "callbacks.show", SUPPORT, receipt("conflict")),
    Visit("callback-unrecognised", "callbacks.show", SUPPORT, receipt("unrecognised")),
    Visit("callback-set-aside", "callbacks.show", SUPPORT, receipt("set_aside"), _send),
    Visit("people", "users.index", ADMIN, at("/people")),
    Visit("person-new", "users.new", ADMIN, at("/people/new"), _send),
    Visit("person-edit", "users.edit", ADMIN, lambda scene: f"/people/{scene.person}"),
    Visit("me", "users.me", STAFF, at("/me")),
    Visit("password", "users.password", STAFF, at("/me/password"), _send),
    Visit("second-factor-off", "users.second_factor", STAFF, at("/me/second-factor")),
    Visit(
        "second-factor-enrol", "users.second_factor", SUPPORT, at("/me/second-factor"), _start_second_factor
    ),
    Visit("second-factor-on", "users.second_factor", MANAGER, at("/me/second-factor")),
    Visit("audit", "audit.index", MANAGER, at("/audit")),
    Visit("error-403", "", STAFF, at("/audit")),
    Visit("error-403-callbacks", "", STAFF, at("/callbacks/")),
    Visit("error-404", "", STAFF, at("/no-such-page")),
    Visit("error-404-nobody", "", None, at("/no-such-page")),
    Visit("error-405", "", STAFF, at("/sign-out")),
)

# What Flip's customers and the one who plays Flip see; the sandbox's pages have no theme of their own.
SANDBOX_VISITS = (
    Visit("checkout-customer", "pay.show", None, checkout("open")),
    Visit("checkout-customer-wrong", "pay.show", None, checkout("open"), _send),
    Visit("checkout-ways", "pay.show", None, checkout("known")),
    Visit("checkout-virtual-account", "pay.instruction", None, checkout("waiting")),
    Visit("checkout-qris", "pay.instruction", None, checkout("qris")),
    Visit("checkout-paid", "pay.instruction", None, checkout("paid")),
    Visit("checkout-closed", "pay.show", None, checkout("closed")),
)
PANEL_PAGES = ("", "/bills", "/payments", "/banks", "/faults", "/callbacks")


def panel_visits(copy: Copy) -> tuple[Visit, ...]:
    """The pages of the sandbox's panel."""
    return tuple(
        Visit(f"panel{path.replace('/', '-')}", "panel", None, at(f"{copy.sandbox_url}/panel{path}"))
        for path in PANEL_PAGES
    )
