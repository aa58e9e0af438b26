"""The fields of an address's regions: each offers what Flip lists within the one chosen above it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, SelectField
from wtforms.validators import StopValidation

from app.lib.labels import mark
from app.places import queries, service
from app.places.statuses import INDONESIA, RegionLevel
from app.web.forms import Form, options
from app.web.live import version_of

RESIDENCE = "residence_"
NOT_CHOSEN = {
    RegionLevel.COUNTRY: mark("Choose the country."),
    RegionLevel.PROVINCE: mark("Choose the province."),
    RegionLevel.CITY: mark("Choose the city or regency."),
    RegionLevel.DISTRICT: mark("Choose the district."),
}


class Listed:
    """Validator: the choice stands in Flip's list, and nothing does while the list is not known.

    A choice is needed always, or only where another region of the same address is chosen.
    """

    def __init__(self, *, always: bool) -> None:
        self.always = always

    def __call__(self, form: Any, field: Any) -> None:
        prefix, level = _told_by(field.short_name)
        fields = _fields(form, prefix)
        above = list(fields.values())[: list(fields).index(level)]
        if all(map(_is_offered, above)) and not _read_at(level, above[-1].data if above else ""):
            raise StopValidation(_("Flip's list is not here yet. Choose from it as soon as it is."))
        if field.data and not _is_offered(field):
            raise StopValidation(_("Flip lists no such place here. Choose one from the list."))
        if not field.data and (self.always or any(one.data for one in fields.values())):
            raise StopValidation(_(NOT_CHOSEN[level]))


def _field(level: RegionLevel, *, always: bool, default: str | None = None) -> Any:
    rule = Listed(always=always)
    return SelectField(_l(level.label), [rule], validate_choice=False, default=default)


class RegionFields(Form):
    """Where somebody's identity card says that they live; `offer_regions` fills the choices."""

    country_id = _field(RegionLevel.COUNTRY, always=True, default=INDONESIA)
    province_id = _field(RegionLevel.PROVINCE, always=True)
    city_id = _field(RegionLevel.CITY, always=True)
    district_id = _field(RegionLevel.DISTRICT, always=True)


class ResidenceRegionFields(Form):
    """Where they live instead: the whole of it or nothing."""

    residence_country_id = _field(RegionLevel.COUNTRY, always=False)
    residence_province_id = _field(RegionLevel.PROVINCE, always=False)
    residence_city_id = _field(RegionLevel.CITY, always=False)
    residence_district_id = _field(RegionLevel.DISTRICT, always=False)


@dataclass(frozen=True)
class Regions:
    """What the part `places/_regions.html` shows of one address.

    `waits` while Flip is asked for a list, `trouble` (English source) when it was asked in vain; `version`
    changes when an answer came.
    """

    prefix: str
    fields: list[Field]
    waits: bool = False
    trouble: str | None = None
    version: str = ""


def offer_regions(form: Form, prefix: str = "", *, again: bool = True) -> Regions:
    """Fill an address's fields, and have the lists read that are not there or old.

    What was asked in vain is asked anew only if `again`: a person is there, and not a page that polls.
    """
    fields = _fields(form, prefix)
    missing = _fill(fields, again)
    if missing is None:
        return Regions(prefix, list(fields.values()))
    tried = queries.region_list(*missing)
    in_vain = tried.trouble if tried and not again else None
    version = version_of(*missing, tried.tried_at if tried else "")
    return Regions(prefix, list(fields.values()), in_vain is None, in_vain, version)


def _fill(fields: dict[RegionLevel, Any], again: bool) -> tuple[RegionLevel, str] | None:
    """Give each field its choices; the first list that was never read, None when all are there."""
    parent: str | None = ""
    missing: tuple[RegionLevel, str] | None = None
    for level, field in fields.items():
        pairs: list[queries.Pair] = []
        if parent is not None:
            if missing is None:
                service.want_regions(level, parent, again=again)
            if _read_at(level, parent):
                pairs = queries.regions(level, parent)
            else:
                missing = missing or (level, parent)
                pairs = _kept(level, field.data, parent)
        field.choices = options([("", _("Choose…") if parent is not None else "–"), *pairs])
        parent = field.data if field.data in dict(pairs) else None
    return missing


def _told_by(name: str) -> tuple[str, RegionLevel]:
    """The prefix and the level in a field's name."""
    prefix, line, level = name.removesuffix("_id").rpartition("_")
    return prefix + line, RegionLevel(level)


def _fields(form: Any, prefix: str) -> dict[RegionLevel, Any]:
    return {level: form[f"{prefix}{level}_id"] for level in RegionLevel}


def _is_offered(field: Any) -> bool:
    return bool(field.data) and field.data in [offered.value for offered in field.choices]


def _read_at(level: RegionLevel, parent_id: str) -> datetime | None:
    known = queries.region_list(level, parent_id)
    return known.read_at if known else None


def _kept(level: RegionLevel, chosen: str | None, parent_id: str) -> list[queries.Pair]:
    """What was chosen before, while the list it stands in is on its way, or a poll would lose it."""
    # PostgreSQL knows no text with a NUL in it.
    if not chosen or not chosen.isprintable():
        return []
    known = queries.region(level, chosen)
    lies_elsewhere = known and known.parent_flip_id != parent_id
    return [] if lies_elsewhere else [(chosen, known.name if known else chosen)]
