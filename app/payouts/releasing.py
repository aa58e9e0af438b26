"""Clockwork and outbox work that let held payouts go: by the clock, a bank that recovered, more balance."""

from app.balances.models import KIND as BALANCE
from app.balances.models import ROSE
from app.banks.models import KIND as BANK
from app.banks.statuses import BankStatus
from app.db.transaction import release
from app.lib import clock
from app.outbox.clockwork import every
from app.outbox.promises import promise, work
from app.payouts import holding
from app.payouts.holds import any_held, whose_turn
from app.timeline.record import moved


@every(name=holding.RELEASE, minutes=1)
@work(holding.RELEASE)
def release_held() -> None:
    """Try the held payouts whose turn has come; what is still not right is held again."""
    waiting = whose_turn()
    release()
    for row_id in waiting:
        holding.release(row_id)


def _bank_recovered(bank_id: int) -> None:
    """A bank below takes transfers again: what was held for it need not wait for the clock."""
    if any_held():
        now = clock.now().isoformat()
        promise(holding.RELEASE, {}, once=f"{holding.RELEASE}:{bank_id}:{now}")


for _status in (BankStatus.OPERATIONAL, BankStatus.DISTURBED):
    moved(BANK, _status)(_bank_recovered)


@moved(BALANCE, ROSE)
def _balance_rose(reading_id: int) -> None:
    """There is more money than before: the first in the line need not wait for the clock."""
    promise(holding.RELEASE, {}, once=f"{holding.RELEASE}:balance:{reading_id}")
