"""What is sent to Flip about transfers: a new one, and which ones to list (disbursement.md)."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.flip.call import Pairs


@dataclass(frozen=True, kw_only=True)
class NewDisbursement:
    """A transfer to be made.

    `idempotency_key` has to be chosen, and written down, before the first attempt; every further attempt
    carries the same one. None is possible on v2 only, where Flip then holds look-alikes back for ten minutes.
    `amount_idr` are rupiah, from 10.000 up. `account_number` is text: leading zeros count. `remark` has up to
    18 characters, `recipient_city` is a code of the city list, `beneficiary_emails` (up to 20) are told when
    the money was sent, on v3 only. What is None is not sent.
    """

    idempotency_key: str | None
    bank_code: str
    account_number: str
    amount_idr: int
    remark: str | None = None
    recipient_city: str | None = None
    beneficiary_emails: tuple[str, ...] = ()

    def form(self, more: Mapping[str, str | None] | None = None) -> Pairs:
        """The form as Flip wants it, in the order that is signed; `more` fields of a special transfer follow.

        Raises:
            ValueError: `amount_idr` is not a whole number.
        """
        fields = {
            "account_number": self.account_number,
            "bank_code": self.bank_code,
            "amount": f"{self.amount_idr:d}",
            "remark": self.remark,
            "recipient_city": self.recipient_city,
            **(more or {}),
            "beneficiary_email": ",".join(self.beneficiary_emails) or None,
        }
        return tuple((name, value) for name, value in fields.items() if value is not None)


@dataclass(frozen=True, kw_only=True)
class DisbursementQuery:
    """Which transfers to list; what is None is left to Flip, and all that is given has to fit.

    `pagination` is the number of rows on a page (20 by default), `page` counts from 1. `sort` names a field,
    with - in front for descending; newest first by default. `id`, `amount_idr`, `status` and `direction` have
    to match exactly; of the others a part is enough: `timestamp` and `time_served` are Flip's own spelling in
    western Indonesian time, so that "2017-08-28" selects a day.
    """

    pagination: int | None = None
    page: int | None = None
    sort: str | None = None
    id: str | None = None
    amount_idr: int | None = None
    status: str | None = None
    direction: str | None = None
    timestamp: str | None = None
    bank_code: str | None = None
    account_number: str | None = None
    recipient_name: str | None = None
    remark: str | None = None
    time_served: str | None = None
    created_from: str | None = None

    def pairs(self) -> Pairs:
        """The query as Flip wants it."""
        fields = {"amount" if name == "amount_idr" else name: value for name, value in vars(self).items()}
        return tuple((name, str(value)) for name, value in fields.items() if value is not None)
