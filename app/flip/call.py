"""One call of the API reference, written down before anything is sent."""

from dataclasses import dataclass
from urllib.parse import quote

from app.flip.attachments import Attachment
from app.flip.codes import Product
from app.flip.pictures import Picture

FORM = "application/x-www-form-urlencoded"
Pairs = tuple[tuple[str, str], ...]
Files = tuple[tuple[str, Picture | Attachment], ...]


@dataclass(frozen=True, kw_only=True)
class Call:
    """Method, path and parameters.

    `path` begins with the version; calls of `Product.KYC` go to the KYC host, which has none. `named` says
    that the path names one thing by its id, so that 404 speaks of that thing and not of our address;
    `sought`, that only Flip's own code can say that the thing is not there. `public` calls carry no key.
    `idempotency_key` and `timestamped` add the headers of the creates that know them, `signed` calls are
    signed by who has a key for it. `request_id` is what the KYC host wants, and what Flip's support asks for.
    """

    method: str
    path: str
    product: Product
    query: Pairs = ()
    form: Pairs = ()
    files: Files = ()
    named: bool = False
    sought: bool = False
    public: bool = False
    timestamped: bool = False
    signed: bool = False
    idempotency_key: str | None = None
    request_id: str | None = None


def segment(identifier: str) -> str:
    """An id of Flip's as one segment of a path.

    Raises:
        ValueError: the id is empty or consists of dots, and would name another address.
    """
    if not identifier.strip("."):
        raise ValueError("this id cannot stand in an address")
    return quote(identifier, safe="")


MAINTENANCE = Call(method="GET", path="/v2/general/maintenance", product=Product.MONEY_TRANSFER, public=True)
