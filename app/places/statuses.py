"""The kinds of places that Flip has codes for, and the levels of its regions."""

from app.lib.labels import Labelled
from app.lib.labels import mark as _


class PlaceKind(Labelled):
    """What a code names; the two lists share no code."""

    CITY = "city", _("City or regency"), "muted", "building-community"
    COUNTRY = "country", _("Country"), "muted", "world"


class RegionLevel(Labelled):
    """How wide a region is, the widest first; each stands within one of the level before."""

    COUNTRY = "country", _("Country"), "muted", "world"
    PROVINCE = "province", _("Province"), "muted", "building-community"
    CITY = "city", _("City or regency"), "muted", "building-community"
    DISTRICT = "district", _("District"), "muted", "building-community"


# The country that agents are nearly always from (agents: "region ids known").
INDONESIA = "1"
