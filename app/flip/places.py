"""Flip's codes of cities and countries (general.md, "city-list")."""

from app.flip.call import Call
from app.flip.caller import Caller
from app.flip.codes import Product
from app.flip.json_text import Unreadable


class Places:
    """The lists of places: code → name, in Flip's order. Every method may raise the errors of `errors`.

    Country codes here have nothing to do with the countries of agents.
    """

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def cities(self) -> dict[str, str]:
        """Cities and regencies of Indonesia (general: GET /v2/disbursement/city-list)."""
        return self._list("city-list")

    def countries(self) -> dict[str, str]:
        """Countries (general: GET /v2/disbursement/country-list)."""
        return self._list("country-list")

    def cities_and_countries(self) -> dict[str, str]:
        """Both in one (general: GET /v2/disbursement/city-country-list)."""
        return self._list("city-country-list")

    def _list(self, name: str) -> dict[str, str]:
        path = f"/v2/disbursement/{name}"
        return self._caller.send(Call(method="GET", path=path, product=Product.MONEY_TRANSFER), _read)


def _read(answer: object) -> dict[str, str]:
    # An empty PHP map arrives as [].
    if answer == []:
        return {}
    if not isinstance(answer, dict):
        raise Unreadable("the list of places is not an object")
    return {code: name for code, name in answer.items() if isinstance(name, str) and name}
