"""Outbox work and clockwork of places and regions: read Flip's lists when they are old or wanted."""

from collections.abc import Iterable

from app.flip.errors import FlipError
from app.flip.kyc import Kyc
from app.flip.kyc_models import Region
from app.gateway.door import asking
from app.lib.labels import mark
from app.outbox.clockwork import every
from app.outbox.promises import work
from app.outbox.queue import TryLater
from app.places import queries, service
from app.places.statuses import INDONESIA, PlaceKind, RegionLevel

NOT_GIVEN = mark("Flip did not give the list")


@every(name="places.refresh", minutes=1)
def refresh_by_clock() -> None:
    """Read the lists when they are old; what cannot be read now is read at the next turn."""
    age = queries.age()
    if age is not None and age < service.OLD:
        return
    try:
        refresh()
    except (TryLater, FlipError):
        return


@work("places.refresh")
def refresh() -> None:
    """Read both lists now (general: GET /disbursement/city-list, /country-list)."""
    with asking() as flip:
        cities, countries = flip.places.cities(), flip.places.countries()
    service.take_list(PlaceKind.CITY, cities)
    service.take_list(PlaceKind.COUNTRY, countries)


@every(name="places.refresh_regions", minutes=1)
def refresh_regions_by_clock() -> None:
    """Read what every form of an agent begins with, when it is old; other lists are read when wanted."""
    for level, parent_id in ((RegionLevel.COUNTRY, ""), (RegionLevel.PROVINCE, INDONESIA)):
        age = queries.region_age(level, parent_id)
        if age is None or age >= service.OLD:
            read_regions(level, parent_id)


@work("places.read_regions")
def read_regions(level: str, parent_id: str) -> None:
    """Read one list now (agents: GET /countries, /provinces, /cities, /districts).

    A try in vain is not repeated but told: who still looks at the form may ask again.
    """
    wanted = RegionLevel(level)
    try:
        with asking() as flip:
            listed = _listed(flip.kyc, wanted, parent_id)
    except TryLater as later:
        service.note_trouble(wanted, parent_id, str(later))
    except FlipError:
        service.note_trouble(wanted, parent_id, NOT_GIVEN)
    else:
        service.take_regions(wanted, parent_id, {region.id: region.name for region in listed if region.name})


def _listed(kyc: Kyc, level: RegionLevel, parent_id: str) -> Iterable[Region]:
    if level is RegionLevel.COUNTRY:
        return kyc.countries()
    within = {
        RegionLevel.PROVINCE: kyc.provinces,
        RegionLevel.CITY: kyc.cities,
        RegionLevel.DISTRICT: kyc.districts,
    }
    return within[level](parent_id)
