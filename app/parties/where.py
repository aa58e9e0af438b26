"""For which type and country somebody is to be kept, and what is known of what that asks for."""

from dataclasses import dataclass

from flask import request

from app.corridors import queries, service
from app.corridors.models import CountryForm
from app.corridors.statuses import TransactionType
from app.flip.corridors import FormData
from app.parties.models import ForeignBeneficiary
from app.web.live import version_of

KINDS = {str(kind): kind for kind in TransactionType}


@dataclass(frozen=True)
class Where:
    """A type of transfer and a country (ISO alpha-3) that Flip lists for it, or once did."""

    kind: TransactionType
    country: str
    known: CountryForm | None

    @property
    def told(self) -> FormData | None:
        """What the country asks for; None while Flip never said it."""
        return queries.form_data(self.known)

    @property
    def version(self) -> str:
        """What changes when an answer came."""
        return version_of(self.known and (self.known.read_at, self.known.trouble))


def kind_asked() -> TransactionType:
    """The type that the address names; else the first."""
    return KINDS.get(request.args.get("type", ""), TransactionType.C2C)


def where_asked(*, again: bool = True) -> Where | None:
    """What the address names, where Flip lists such a corridor; None when it names nothing that is."""
    kind, country = KINDS.get(request.args.get("type", "")), request.args.get("country", "")
    if kind is None or country not in {rate.country_iso_code for rate in queries.rates(kind)}:
        return None
    return Where(kind, country, service.want_form(kind, country, again=again))


def where_kept(row: ForeignBeneficiary) -> Where:
    """Those of somebody kept, though Flip may list the corridor no more."""
    kind = TransactionType(row.transaction_type)
    return Where(kind, row.country_iso_code, service.want_form(kind, row.country_iso_code))
