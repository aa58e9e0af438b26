"""What a payment can be and how it may move, and the ways to pay, in our words and Flip's."""

from dataclasses import dataclass

from app.lib.labels import Labelled
from app.lib.labels import mark as _
from app.lib.transitions import Transitions


class PaymentStatus(Labelled):
    """Where a payment stands."""

    PENDING = "PENDING", _("Waiting for the customer"), "waiting", "clock"
    SUCCESSFUL = "SUCCESSFUL", _("Paid"), "good", "circle-check"
    FAILED = "FAILED", _("Failed: Flip could not pass the money on"), "bad", "circle-x"
    CANCELLED = "CANCELLED", _("Expired before it was paid"), "muted", "circle-off"


class Settlement(Labelled):
    """Whether the money of a payment has reached the balance at Flip."""

    PENDING = "Pending", _("Not settled yet"), "waiting", "hourglass"
    SETTLED = "Settled", _("Settled"), "good", "building-bank"
    CANCELLED = "Cancelled", _("Will not be settled"), "muted", "circle-off"


# Flip's words for a payment's row, its callback and the payment inside a bill; what is not here is kept and
# shown as Flip wrote it, and moves nothing (accept-payment: Statuses).
FLIP_WORDS = {
    "NOT_CONFIRMED": PaymentStatus.PENDING,
    "PENDING": PaymentStatus.PENDING,
    "PROCESSED": PaymentStatus.PENDING,
    "DONE": PaymentStatus.SUCCESSFUL,
    "SUCCESSFUL": PaymentStatus.SUCCESSFUL,
    "FAILED": PaymentStatus.FAILED,
    "CANCELLED": PaymentStatus.CANCELLED,
}

SETTLEMENT_WORDS = {
    "Pending": Settlement.PENDING,
    "Pending Settlement": Settlement.PENDING,
    "Settled": Settlement.SETTLED,
    "Cancelled": Settlement.CANCELLED,
}

# Money that has arrived, or never will: there is nothing left to ask Flip.
SETTLED_WORDS = ("Settled", "Cancelled")

FINAL = frozenset({PaymentStatus.SUCCESSFUL, PaymentStatus.FAILED, PaymentStatus.CANCELLED})

TRANSITIONS = Transitions(
    steps={PaymentStatus.PENDING: FINAL}, final=FINAL, late=frozenset({PaymentStatus.PENDING})
)


class MethodType(Labelled):
    """Kinds of method, by Flip's `sender_bank_type`."""

    VIRTUAL_ACCOUNT = "virtual_account", _("Virtual account"), "muted", "credit-card"
    BANK_ACCOUNT = "bank_account", _("Bank transfer"), "muted", "building-bank"
    WALLET_ACCOUNT = "wallet_account", _("E-wallet and QRIS"), "muted", "wallet"
    RETAIL = "online_to_offline_account", _("Shop counter"), "muted", "building-store"
    CARD = "credit_card_account", _("Credit card"), "muted", "credit-card-pay"


@dataclass(frozen=True)
class Method:
    """A bank or wallet together with how it is used."""

    bank: str
    name: str
    type: MethodType

    @property
    def value(self) -> str:
        """How a form names it."""
        return f"{self.type.value}:{self.bank}"


_VA = ("mandiri", "danamon", "cimb", "bii", "sinarmas", "bni", "bri", "permata", "bsm")
_BANKS = (
    ("bni", "bri", "bca", "mandiri", "cimb", "permata", "danamon", "bsm", "dbs", "muamalat")
    + ("tabungan_pensiunan_nasional",)
)  # fmt: skip
_WALLETS = ("qris", "ovo", "dana", "linkaja", "linkaja_app", "shopeepay_app")
NAMES = {
    "bni": "BNI",
    "bri": "BRI",
    "bca": "BCA",
    "mandiri": "Mandiri",
    "cimb": "CIMB Niaga",
    "permata": "Permata",
    "danamon": "Danamon",
    "bsm": "BSI",
    "dbs": "DBS",
    "muamalat": "Muamalat",
    "tabungan_pensiunan_nasional": "BTPN / Jenius",
    "bii": "Maybank",
    "sinarmas": "Sinarmas",
    "qris": "QRIS",
    "ovo": "OVO",
    "dana": "DANA",
    "linkaja": "LinkAja",
    "linkaja_app": "LinkAja App",
    "shopeepay_app": "ShopeePay",
    "alfamart": "Alfamart",
    "credit_card": "Visa / Mastercard",
}
_BY_TYPE = {
    MethodType.VIRTUAL_ACCOUNT: _VA,
    MethodType.BANK_ACCOUNT: _BANKS,
    MethodType.WALLET_ACCOUNT: _WALLETS,
    MethodType.RETAIL: ("alfamart",),
    MethodType.CARD: ("credit_card",),
}
METHODS = tuple(Method(bank, NAMES[bank], kind) for kind, banks in _BY_TYPE.items() for bank in banks)


# One of Flip's samples calls wallets `e_wallet`.
WALLETS = frozenset({MethodType.WALLET_ACCOUNT.value, "e_wallet"})


def is_wallet(kind: str | None) -> bool:
    """True for a payment by e-wallet or QRIS, by Flip's `sender_bank_type`."""
    return kind in WALLETS


def bank_name(code: str | None) -> str:
    """The name customers know, or Flip's code when it is new to us."""
    return NAMES.get(code or "", code or "")


def method_label(kind: str | None) -> str:
    """English source of a method's kind, or Flip's word when it is new to us."""
    word = MethodType.WALLET_ACCOUNT if is_wallet(kind) else kind or ""
    return next((kind.label for kind in MethodType if kind == word), word)
