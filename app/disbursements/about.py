"""What one should know while filling in the form of a payout: bank, fee, balance, what the remark becomes."""

from dataclasses import dataclass

from app.banks.models import Bank
from app.banks.queries import Usual, bank, usual
from app.disbursements.forms import PayoutForm
from app.disbursements.models import Disbursement
from app.gateway import state
from app.payouts.reservations import Standing, standing
from app.payouts.statuses import RESERVING
from app.web.live import version_of

# At this bank the recipient's name is put in front of the remark (disbursement: POST /disbursement).
NAME_IN_FRONT = "bri"


@dataclass(frozen=True)
class About:
    """The facts beside the form; `own_idr` is what the payout that is being changed reserves already."""

    bank: Bank | None
    usual: Usual | None
    connection: state.Heard
    standing: Standing
    amount_idr: int | None
    own_idr: int
    remark_shown: str | None

    @property
    def fee_idr(self) -> int | None:
        """What the bank asks now; None while no bank is chosen."""
        return self.bank.fee_idr if self.bank else None

    @property
    def free_idr(self) -> int | None:
        """What is free for this payout; None while the balance was never read."""
        free = self.standing.free_idr
        return None if free is None else free + self.own_idr

    @property
    def after_idr(self) -> int | None:
        """What stays free after this payout; below nothing when there is too little."""
        if self.free_idr is None or self.amount_idr is None:
            return None
        return self.free_idr - self.amount_idr - (self.fee_idr or 0)

    @property
    def missing_idr(self) -> int:
        """How much is missing for this payout, after all that waits before it."""
        return max(-(self.after_idr or 0), 0)

    @property
    def version(self) -> str:
        """Changes when anything does that people see."""
        bank_heard = self.bank and (self.bank.status, self.bank.queue, self.bank.fee_idr)
        typed = (self.amount_idr, self.own_idr, self.remark_shown)
        return version_of(bank_heard, self.usual, self.connection.state, self.standing, typed)


def about(form: PayoutForm, payout: Disbursement | None = None) -> About:
    """The facts for what a form says; `payout` is the one that is being changed."""
    code = form.bank_code.data or ""
    chosen = bank(code) if code.isprintable() else None
    return About(
        bank=chosen,
        usual=usual(chosen.code) if chosen else None,
        connection=state.connection(),
        standing=standing(),
        amount_idr=form.amount_idr.data,
        own_idr=_reserved_by(payout),
        remark_shown=_shown(form) if chosen and chosen.code == NAME_IN_FRONT else None,
    )


def _reserved_by(payout: Disbursement | None) -> int:
    if payout is None or payout.status not in RESERVING:
        return 0
    return payout.transaction.amount_idr + payout.payout.expected_fee_idr


def _shown(form: PayoutForm) -> str | None:
    name, remark = form.typed_name.data, form.remark.data
    return f"{name} {remark}" if name and remark else None
