"""Deleting pictures that were kept long enough: what is on them goes, and what is known of them stays."""

from collections import defaultdict
from datetime import datetime, timedelta

from sqlalchemy import select

from app.agents.models import KIND, Agent
from app.agents.picture_models import AgentPicture
from app.agents.pictures import label_of
from app.audit.record import record
from app.db.base import table_of
from app.db.compare_and_set import change_where
from app.db.transaction import transaction
from app.extensions import db
from app.lib import clock
from app.outbox.clockwork import every
from app.policy.queries import picture_policy
from app.timeline.record import Cause, News, Source, write

AT_ONCE = 20
_table = table_of(AgentPicture)


@every(name="agents.forget_pictures", minutes=60)
def forget_pictures() -> None:
    """Delete what is on the pictures taken longer ago than the house keeps any, wherever the agent is."""
    before = clock.now() - timedelta(days=picture_policy().keep_days)
    while _forget_some(before):
        pass  # each turn is a transaction of its own, so that others write in between


def _forget_some(before: datetime) -> bool:
    columns = AgentPicture.id, AgentPicture.part, AgentPicture.agent_id, Agent.public_id
    due = (_table.c.deleted_at.is_(None)) & (_table.c.taken_at < before)
    with transaction():
        query = select(*columns).join(Agent, Agent.id == AgentPicture.agent_id).where(due)
        found = db.session.execute(query.order_by(AgentPicture.taken_at).limit(AT_ONCE)).all()
        going = defaultdict[tuple[int, str], dict[int, str]](dict)
        for number, part, agent_id, public_id in found:
            going[agent_id, public_id][number] = part
        for agent, parts in going.items():
            chosen = due & _table.c.id.in_(parts)
            change_where(_table, chosen, content=None, deleted_at=clock.now(), waiting_for=None)
            _tell(*agent, parts)
    return bool(found)


def _tell(agent_id: int, public_id: str, parts: dict[int, str]) -> None:
    told = News("agent.pictures_deleted", {"parts": [label_of(part) for part in parts.values()]})
    write(KIND, agent_id, Cause(Source.RULE, f"forget_pictures:{min(parts)}"), told)
    record("agents.forget_pictures", (KIND, public_id), before={"parts": ", ".join(parts.values())})
