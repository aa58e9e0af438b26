"""Every page of the product, with somebody who may see it and something on it to see."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from app.users.demo import PASSWORD
from app.users.permissions import Role
from tests.browser_real import deeds_payouts as payouts
from tests.browser_real import deeds_phone as phones
from tests.browser_real.scenery import Scene
from tests.browser_real.visits_abroad import ABROAD
from tests.browser_real.visits_lists import LISTS
from tests.browser_real.visits_walk import WALK
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


def payout(name: str, more: str = "") -> Address:
    """The page of a payout of the scenery."""
    return lambda scene: f"/disbursements/{scene.payouts[name]}{more}"


def receipt(verdict: str) -> Address:
    """The page of a callback of the scenery."""
    return lambda scene: f"/callbacks/{scene.receipts[verdict]}"


def agent(name: str, more: str = "") -> Address:
    """The page of an agent of the scenery."""
    return lambda scene: f"/agents/{scene.agents[name]}{more}"


def beneficiary(more: str = "") -> Address:
    """The page of the beneficiary of the scenery."""
    return lambda scene: f"/beneficiaries/{scene.beneficiary}{more}"


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


def _open_the_balance(page: Page) -> None:
    page.click("#balance button")
    page.wait_for_selector("#balance-more:popover-open")


def _ask_for_a_holder(page: Page) -> None:
    page.select_option("[name=bank_code]", index=2)
    page.fill("[name=account_number]", "1234567890")
    page.click("main button[type=submit]")
    page.wait_for_url("**/inquiries/INQ-*")


def _reveal(page: Page) -> None:
    page.locator("#private form button").click()
    page.wait_for_selector("#private[hx-morph-skip]")


def _check_now(page: Page) -> None:
    page.locator("#connection form button").click()
    page.wait_for_selector(".findings", timeout=15_000)


def _make_key(page: Page) -> None:
    page.locator("#how form button").click()
    page.wait_for_selector("[id^=key-]")


def _ask_to_turn_on(page: Page) -> None:
    _make_key(page)
    page.locator("[href$='/turn-on']").first.click()
    page.wait_for_selector("#turn-on")
    _send(page)


def _start_factor(page: Page) -> None:
    page.locator("main form button").first.click()
    page.wait_for_load_state()


VISITS = (
    Visit("sign-in", "users.sign_in", None, at("/sign-in")),
    Visit("sign-in-wrong", "users.sign_in", None, at("/sign-in"), _send),
    Visit("sign-in-code", "users.code", None, at("/sign-in"), _give_password),
    Visit("overview", "overview.index", MANAGER, at("/")),
    Visit("overview-support", "overview.index", SUPPORT, at("/")),
    Visit("shortcuts", "overview.index", STAFF, at("/"), _open_shortcuts),
    Visit("work-set-aside", "overview.set_aside", MANAGER, at("/set-aside")),
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
    Visit("payment-paid", "payments.show", STAFF, payment("settled")),
    Visit("payment-waiting", "payments.show", STAFF, payment("transfer")),
    Visit("payment-failed", "payments.show", SUPPORT, payment("failed")),
    Visit("payment-conflict", "payments.show", MANAGER, payment("conflict")),
    Visit("balances", "reports.balances", STAFF, at("/balances/")),
    Visit("balances-week", "reports.balances", MANAGER, at("/balances/?days=7"), _open_the_balance),
    Visit("banks", "banks.index", STAFF, at("/banks/")),
    *(Visit(*one) for one in ABROAD),
    *(Visit(name, endpoint, who, at(path)) for name, endpoint, who, path in LISTS),
    Visit("bank", "banks.show", STAFF, at("/banks/bca")),
    Visit("inquiries", "inquiries.index", STAFF, at("/inquiries/")),
    Visit("inquiry", "inquiries.show", STAFF, at("/inquiries/"), _ask_for_a_holder),
    Visit("payouts", "disbursements.index", STAFF, at("/disbursements/")),
    Visit("payout-new", "disbursements.new", STAFF, at("/disbursements/new"), _send),
    Visit("payout-new-filled", "disbursements.new", STAFF, at("/disbursements/new"), payouts.fill_payout),
    Visit("payout-repeated", "disbursements.new", STAFF, at("/disbursements/new"), payouts.repeat_a_payout),
    Visit("payout-draft", "disbursements.show", STAFF, at("/disbursements/new"), payouts.keep_a_draft),
    Visit("payout-edit", "disbursements.edit", STAFF, at("/disbursements/new"), payouts.edit_a_payout),
    Visit(
        "payout-special-wrong",
        "disbursements.new",
        STAFF,
        at("/disbursements/new"),
        payouts.send_empty_special,
    ),
    Visit("payout-agent", "disbursements.new", STAFF, at("/disbursements/new"), payouts.send_through_nobody),
    Visit(
        "payout-agent-sent",
        "disbursements.show",
        STAFF,
        at("/disbursements/new"),
        payouts.put_an_agents_before_a_manager,
    ),
    Visit("payout-search", "disbursements.new", STAFF, at("/disbursements/new"), payouts.look_for_somebody),
    Visit(
        "payout-special",
        "disbursements.show",
        STAFF,
        at("/disbursements/new"),
        payouts.put_special_before_a_manager,
    ),
    Visit("payout-arrived", "disbursements.show", STAFF, payout("arrived")),
    Visit("payout-receipt", "disbursements.receipt", STAFF, payout("arrived", "/receipt")),
    Visit("payout-receipt-support", "disbursements.receipt", SUPPORT, payout("arrived", "/receipt")),
    Visit("payout-cancelled", "disbursements.show", STAFF, payout("cancelled")),
    Visit("payout-verdict", "disbursements.show", STAFF, payout("cancelled"), payouts.ask_flip),
    Visit("payout-disputed", "disbursements.show", MANAGER, payout("disputed")),
    Visit("payout", "disbursements.show", STAFF, at("/disbursements/new"), payouts.put_before_a_manager),
    Visit("approvals", "approvals.index", MANAGER, at("/approvals/")),
    Visit("agents", "agents.index", STAFF, at("/agents/")),
    Visit("agents-support", "agents.index", SUPPORT, at("/agents/?tab=ours")),
    Visit("agents-nothing-fits", "agents.index", SUPPORT, at("/agents/?q=nosuch")),
    Visit("agent-draft", "agents.show", STAFF, agent("draft")),
    Visit("agent-card", "agents.show", STAFF, agent("card")),
    Visit("agent-pending", "agents.show", SUPPORT, agent("pending")),
    Visit("agent-rejected", "agents.show", STAFF, agent("rejected")),
    Visit("agent-approved", "agents.show", MANAGER, agent("approved")),
    Visit("agent-revealed", "agents.show", STAFF, agent("approved"), _reveal),
    Visit("agent-suspended", "agents.show", MANAGER, agent("suspended")),
    Visit("agent-suspend", "agents.suspend", MANAGER, agent("approved", "/suspend"), _send),
    Visit("agent-resume", "agents.resume", MANAGER, agent("suspended", "/resume")),
    Visit("walk-new", "agents.new", STAFF, at("/agents/new")),
    Visit("walk-begin", "agents.begin", STAFF, at("/agents/new/identity")),
    Visit("walk-begin-wrong", "agents.begin", STAFF, at("/agents/new/identity"), _send),
    *(Visit(f"walk-{name}", "agents.step", who, agent(whose, step)) for name, who, whose, step in WALK),
    Visit("phone-ask", "agents.phone", STAFF, agent("card", "/phone")),
    Visit("phone-code", "agents.phone", STAFF, agent("card", "/phone"), phones.show_the_code),
    Visit("phone-not-wanted", "agents.phone", STAFF, agent("pending", "/phone")),
    Visit("phone-take", "phone.show", STAFF, agent("card", "/phone"), phones.open_on_a_phone),
    Visit("phone-take-wrong", "phone.show", STAFF, agent("card", "/phone"), phones.send_nothing),
    Visit("phone-done", "phone.done", None, at("/phone/done")),
    Visit("phone-over", "phone.show", None, at("/phone/no-such-token")),
    Visit("callbacks", "callbacks.index", SUPPORT, at("/callbacks/")),
    Visit("callbacks-none", "callbacks.index", SUPPORT, at("/callbacks/?tab=working")),
    Visit("callback-applied", "callbacks.show", MANAGER, receipt("applied")),
    Visit("callback-conflict", "callbacks.show", SUPPORT, receipt("conflict")),
    Visit("callback-unrecognised", "callbacks.show", SUPPORT, receipt("unrecognised")),
    Visit("callback-set-aside", "callbacks.show", SUPPORT, receipt("set_aside"), _send),
    Visit("settings-connection", "settings.connection", ADMIN, at("/settings/connection"), _check_now),
    Visit("settings-limits", "settings.limits", ADMIN, at("/settings/limits")),
    Visit("settings-pictures", "settings.pictures", ADMIN, at("/settings/pictures")),
    Visit("settings-signature", "settings.signature", MANAGER, at("/settings/signature")),
    Visit("settings-signature-key", "settings.signature", ADMIN, at("/settings/signature"), _make_key),
    Visit("settings-turn-on", "settings.turn_on", ADMIN, at("/settings/signature"), _ask_to_turn_on),
    Visit("people", "users.index", ADMIN, at("/people")),
    Visit("person-new", "users.new", ADMIN, at("/people/new"), _send),
    Visit("person-edit", "users.edit", ADMIN, lambda scene: f"/people/{scene.person}"),
    Visit("beneficiaries", "beneficiaries.index", STAFF, at("/beneficiaries/")),
    Visit("beneficiaries-support", "beneficiaries.index", SUPPORT, at("/beneficiaries/")),
    Visit("beneficiaries-nothing-fits", "beneficiaries.index", SUPPORT, at("/beneficiaries/?q=nosuch")),
    Visit("beneficiary-new", "beneficiaries.new", STAFF, at("/beneficiaries/new")),
    Visit("beneficiary-new-wrong", "beneficiaries.new", STAFF, at("/beneficiaries/new"), _send),
    Visit("beneficiary", "beneficiaries.show", STAFF, beneficiary()),
    Visit("beneficiary-edit", "beneficiaries.edit", STAFF, beneficiary("/edit")),
    Visit("me", "users.me", STAFF, at("/me")),
    Visit("password", "users.password", STAFF, at("/me/password"), _send),
    Visit("second-factor-off", "users.second_factor", STAFF, at("/me/second-factor")),
    Visit("second-factor-enrol", "users.second_factor", SUPPORT, at("/me/second-factor"), _start_factor),
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
