"""How long pictures of agents' papers are kept, as a sentence people read, and the deciding about it."""

from flask_babel import ngettext

from app.audit.record import changes, record, recorded_even_if_refused
from app.audit.verbs import name_verbs
from app.lib.labels import mark
from app.policy import service
from app.policy.pictures import PicturePolicy
from app.policy.service import Decider

name_verbs({"policy.decide_pictures": mark("changed how long pictures of agents' papers are kept")})
SUBJECT = ("policy", "pictures")


def decide(policy: PicturePolicy, seen: int, who: Decider) -> None:
    """Let other rules of pictures hold from now on; `seen` is the version the person saw.

    :raises Refused: the rules cannot hold, or somebody decided meanwhile
    """
    with recorded_even_if_refused("policy.decide_pictures", SUBJECT):
        before = service.decide_pictures(policy, seen, who)
        was, is_now = changes(before.values(), policy.values())
        record("policy.decide_pictures", SUBJECT, before=was, after=is_now)


def sentence(policy: PicturePolicy) -> str:
    """What holds, in the person's language."""
    return str(
        ngettext(
            "A picture is deleted %(num)s day after it was taken.",
            "A picture is deleted %(num)s days after it was taken.",
            policy.keep_days,
        )
    )
