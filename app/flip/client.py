"""The client: one object per noun of the API, all of them over one transport.

    client = FlipClient(api_url="https://bigflip.id/api", kyc_url=KYC_URL, secret_key=SECRET_KEY)
    bill = client.bills.create(NewBill(title="Coffee table", amount_idr=900_000))
    print(bill.url(client.api_url))

Every call may raise what `errors` draws.
"""

from collections.abc import Callable
from datetime import UTC, datetime

from app.flip.agent_transfers import AgentDisbursements
from app.flip.agents import Agents
from app.flip.bills import Bills
from app.flip.caller import Caller
from app.flip.disbursements import Disbursements
from app.flip.general import General
from app.flip.inquiries import Inquiries
from app.flip.international import International
from app.flip.kyc import Kyc
from app.flip.payments import Payments
from app.flip.places import Places
from app.flip.signature import Signer
from app.flip.special import SpecialDisbursements
from app.flip.transport import RequestsTransport, Transport


def _utc_now() -> datetime:
    return datetime.now(UTC)


class FlipClient:
    """Flip for Business, as one merchant account sees it. Safe to share between threads.

    `api_url` is everything before the version (`https://bigflip.id/api`), `kyc_url` everything before the
    call on the KYC host. With `signing_key`, a PEM text, every call about domestic transfers is signed
    (see `signature`; `ValueError` for a key that cannot sign). Timeouts are in seconds and count only for the
    transport made here, not for one that is given. `clock` gives the aware current time. The client owns its
    transport: `close` closes it.
    """

    def __init__(
        self,
        *,
        api_url: str,
        kyc_url: str,
        secret_key: str,
        signing_key: str | None = None,
        transport: Transport | None = None,
        connect_timeout: float = 5.0,
        read_timeout: float = 30.0,
        clock: Callable[[], datetime] = _utc_now,
    ) -> None:
        signer = None if signing_key is None else Signer(signing_key)
        self.api_url = api_url
        self.kyc_url = kyc_url
        if transport is None:
            transport = RequestsTransport(connect_timeout=connect_timeout, read_timeout=read_timeout)
        self._transport = transport
        self._caller = caller = Caller(
            api_url=api_url,
            kyc_url=kyc_url,
            secret_key=secret_key,
            transport=transport,
            clock=clock,
            signer=signer,
        )
        self.general = General(caller)
        self.bills = Bills(caller)
        self.payments = Payments(caller)
        self.disbursements = Disbursements(caller)
        self.special_disbursements = SpecialDisbursements(caller)
        self.agent_disbursements = AgentDisbursements(caller)
        self.agents = Agents(caller)
        self.kyc = Kyc(caller)
        self.international = International(caller)
        self.inquiries = Inquiries(caller)
        self.places = Places(caller)

    @property
    def clock_drift(self) -> float | None:
        """Seconds our clock was ahead of Flip's at the last answer that told the time; None before any."""
        return self._caller.clock_drift

    def close(self) -> None:
        """Give back all connections."""
        self._transport.close()
