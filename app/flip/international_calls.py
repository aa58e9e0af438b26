"""Writes down the calls about transfers abroad (international.md)."""

from app.flip.call import Call, Files, Pairs
from app.flip.codes import Product

PATH = "/v2/international-disbursement"


def offer(name: str, transaction_type: str, countries: tuple[str, ...]) -> Call:
    """What Flip offers one type of transfer; without countries, to all."""
    query: Pairs = (("transaction_type", transaction_type),)
    if countries:
        query = (("country_iso_code", ",".join(countries)), *query)
    return reading(f"/{name}", query)


def listing(pagination: int | None, page: int | None, sort: str | None) -> Call:
    """One page of the list; what is None is left to Flip."""
    fields = {"pagination": pagination, "page": page, "sort": sort}
    return reading("", tuple((name, str(value)) for name, value in fields.items() if value is not None))


def reading(path: str, query: Pairs = (), *, named: bool = False) -> Call:
    """A call that reads about transfers abroad."""
    return Call(method="GET", path=PATH + path, product=Product.INTERNATIONAL, query=query, named=named)


def creation(path: str, form: Pairs, idempotency_key: str, files: Files = ()) -> Call:
    """A call that makes a transfer abroad; Flip asks for no signature here."""
    return Call(
        method="POST",
        path=PATH + path,
        product=Product.INTERNATIONAL,
        form=form,
        files=files,
        idempotency_key=idempotency_key,
        timestamped=True,
    )
