"""What one should know while filling in a transfer abroad: the quote with its age, the fee, the balance."""

from dataclasses import dataclass
from decimal import Decimal

from app.corridors import queries as corridors
from app.corridors import service as corridors_service
from app.corridors.models import ExchangeRate, RateList
from app.corridors.showing import Offer, offer
from app.corridors.statuses import TransactionType
from app.gateway import state
from app.international.models import InternationalTransfer
from app.payouts.reservations import Standing, standing
from app.payouts.statuses import RESERVING
from app.web.live import version_of


@dataclass(frozen=True)
class About:
    """The facts beside the form; `own_idr` is what the transfer that is being changed reserves already.

    `offer` is None when Flip lists no such corridor.
    """

    kind: TransactionType
    country: str
    listed: RateList | None
    offer: Offer | None
    connection: state.Heard
    standing: Standing
    own_idr: int

    @property
    def rate(self) -> ExchangeRate | None:
        """The corridor as Flip offers it now."""
        return self.offer.rate if self.offer else None

    @property
    def total_idr(self) -> int | None:
        """What is taken from the balance at this rate; None while no amount is typed."""
        quote = self.offer.quote if self.offer else None
        return quote.total_idr if quote else None

    @property
    def after_idr(self) -> int | None:
        """What stays free after this transfer; below nothing when there is too little."""
        free = self.standing.free_idr
        if free is None or self.total_idr is None:
            return None
        return free + self.own_idr - self.total_idr

    @property
    def missing_idr(self) -> int:
        """How much is missing for this transfer, after all that waits before it."""
        return max(-(self.after_idr or 0), 0)

    @property
    def version(self) -> str:
        """Changes when anything does that people see; the age of the rate is counted by the page itself."""
        rate = self.rate
        told = rate and (rate.rate, rate.fee_idr, rate.is_active, rate.updated_at, rate.heard_at)
        amount = self.offer and self.offer.quote and self.offer.quote.amount
        asked = self.listed and (self.listed.read_at, self.listed.trouble)
        return version_of(told, amount, asked, self.connection.state, self.standing, self.own_idr)


def about(
    kind: TransactionType,
    country: str,
    currency: str,
    amount: Decimal | None,
    transfer: InternationalTransfer | None = None,
) -> About:
    """The facts for an amount to a country; `transfer` is the one that is being changed.

    Whoever looks has the rates read again when they grow old.
    """
    listed = corridors_service.want_rates(kind)
    rate = corridors.rate(kind, country, currency)
    return About(
        kind=kind,
        country=country,
        listed=listed,
        offer=offer(rate, amount=amount) if rate else None,
        connection=state.connection(),
        standing=standing(),
        own_idr=_reserved_by(transfer),
    )


def _reserved_by(transfer: InternationalTransfer | None) -> int:
    if transfer is None or transfer.status not in RESERVING:
        return 0
    return transfer.transaction.amount_idr + transfer.payout.expected_fee_idr
