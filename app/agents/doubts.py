"""What looks wrong about an agent's identity though Flip takes it: said, never in the way."""

from datetime import date

from stdnum.exceptions import ValidationError
from stdnum.id import nik

from app.agents.models import Agent, IdentityKind
from app.lib import clock
from app.lib.labels import mark as _

NO_NIK = _("This is not built like the number of a KTP (16 digits). Compare it with the card.")
OTHER_BIRTHDAY = _("The day of birth in the number of the KTP is another one. Compare both with the card.")
YOUNG = _("The agent is under 17, and people of that age have no KTP yet. Check the date of birth.")
_ADULT_YEARS = 17


def doubts(agent: Agent) -> dict[str, str]:
    """What to compare with the card once more (English source), by the field it stands beside."""
    found = {}
    if agent.identity_type == IdentityKind.KTP and agent.identity_number:
        if wrong := _number_wrong(agent.identity_number, agent.birth_date):
            found["identity_number"] = wrong
        if agent.birth_date and _is_young(agent.birth_date):
            found["birth_date"] = YOUNG
    return found


def _number_wrong(number: str, born: date | None) -> str | None:
    try:
        nik.validate(number)
        told = nik.get_birth_date(number)
    except ValidationError:
        return NO_NIK
    # The number holds two figures of the year only.
    same = born is None or (born.month, born.day, born.year % 100) == (told.month, told.day, told.year % 100)
    return None if same else OTHER_BIRTHDAY


def _is_young(born: date) -> bool:
    today = clock.today()
    had_birthday = (today.month, today.day) >= (born.month, born.day)
    return today.year - born.year - (not had_birthday) < _ADULT_YEARS
