"""Agents as tests need them: filled in, and brought to any status by a real sandbox."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from app.agents import pictures, registering, service, tasks
from app.agents.models import Agent
from app.agents.pictures import Taker
from app.agents.statuses import AgentStatus
from app.extensions import db
from app.flip.errors import FlipRefused
from app.flip.kyc import Picture, new_request_id
from app.gateway.door import client
from app.timeline.makers import Maker
from app.vault.pictures import take_in
from tests.pictures import card, selfie, too_small
from tests.users.bench import later
from tests.world import World

S = AgentStatus
IDENTITY: dict[str, Any] = {
    "name": "Budi Santoso",
    "identity_type": "ktp",
    "identity_number": "3276011708900001",
    "birth_date": date(1990, 8, 17),
    "birth_place": "Depok",
    "gender": "male",
    "occupation": "entrepreneur",
    "phone_number": "081234567890",
    "email": "budi@example.com",
}
ADDRESS: dict[str, Any] = {
    "country_id": "1",
    "province_id": "12",
    "city_id": "184",
    "district_id": "1234",
    "address": "Jl. Margonda Raya 17 RT 02/05",
    "use_identity_address": True,
}
# What else Flip may say of an agent at each of these, by way of its panel.
_FLIP_SAYS: dict[AgentStatus, tuple[AgentStatus, ...]] = {
    S.SELFIE_FAILED: (S.SELFIE_CHECKING, S.SELFIE_FAILED),
    S.SELFIE_ACCEPTED: (S.SELFIE_CHECKING, S.SELFIE_ACCEPTED),
    S.SUSPICIOUS: (S.PENDING, S.SUSPICIOUS),
    S.NEED_TO_CHECK: (S.PENDING, S.NEED_TO_CHECK),
    S.APPROVED: (S.PENDING, S.APPROVED),
    S.REJECTED: (S.PENDING, S.REJECTED),
    S.HELP: (S.REJECTED, S.HELP),
}
_WORDS = {
    S.SELFIE_FAILED: "UPLOAD_IDENTITY_SELFIE_FAILED",
    S.SELFIE_ACCEPTED: "UPLOAD_IDENTITY_SELFIE_SUCCESS",
}


class Walk:
    """A desk at which agents are filled in, each with numbers of its own, and led through KYC."""

    def __init__(self, world: World) -> None:
        self.world = world
        person = world.house.person("staff")
        self.staff = world.house.browser_of(person)
        self._person = person
        self._deeds = 0
        self._agents = 0

    def maker(self) -> Maker:
        """The staff member, in a request of its own."""
        self._deeds += 1
        return Maker(self._person.id, self._person.display_name, f"walk-{self._deeds}")

    def numbers(self) -> dict[str, str]:
        """An identity and a phone number that nobody has yet."""
        self._agents += 1
        return {
            "identity_number": f"32760117089{self._agents:05d}",
            "phone_number": f"08123456{self._agents:04d}",
        }

    def draft(self, **fields: Any) -> str:
        """An agent wholly filled in and not sent; our public id."""
        values = IDENTITY | self.numbers() | fields
        submission = f"agent-{self._agents}"
        public_id = service.start(values, submission, self.maker(), phone_verified=True)
        self.save(public_id, **(ADDRESS | {name: fields[name] for name in ADDRESS if name in fields}))
        return public_id

    def save(self, public_id: str, **fields: Any) -> None:
        """Change what is said of an agent."""
        service.save(public_id, fields, self.agent(public_id).version, self.maker(), phone_verified=True)

    def registered(self, **fields: Any) -> str:
        """An agent that Flip has and that waits for its card."""
        public_id = self.draft(**fields)
        service.register(public_id, self.maker())
        self.world.work()
        return public_id

    def take(self, public_id: str, part: str, file: bytes | None = None) -> int:
        """Take a picture at the desk, without work; its number."""
        file = file or (card() if part == "identity" else selfie())
        return pictures.keep(public_id, part, take_in(file), Taker(self.maker()))

    def to(self, status: AgentStatus, code: str = "16", **fields: Any) -> str:
        """An agent that stands there; `code` is why Flip rejected it, or its selfie."""
        if status in (S.DRAFT, S.WITHDRAWN, S.REQUESTED, S.SENDING, S.UNKNOWN, S.REFUSED):
            return self._before_flip(status, **fields)
        if status in _FLIP_SAYS:
            before, last = _FLIP_SAYS[status]
            public_id = self.to(before, code, **fields)
            self.say(public_id, last, code)
            return public_id
        if status is S.BASIC_DATA:
            return self.registered(**fields)
        return self._with_pictures(status, **fields)

    def undecided(self, **fields: Any) -> str:
        """An agent that Flip registered without answering, so that a person has to say which one it is."""
        public_id = self.to(S.UNKNOWN, **fields)
        self.world.flip.no_faults()
        with later(by=registering.AGAIN * 3):
            self.world.work()
        assert self.agent(public_id).attention
        return public_id

    def say(self, public_id: str, status: AgentStatus, code: str | None = None) -> None:
        """Have Flip move the agent on, and take in how it stands."""
        coded = status in (S.REJECTED, S.SELFIE_FAILED)
        told = {"kyc_status": _WORDS.get(status, status.value)} | (
            {"rejected_reason_code": code} if coded else {}
        )
        self.world.flip.panel(f"agents/{self.agent(public_id).flip_id}", told)
        tasks.read(self.agent(public_id).id)
        assert self.agent(public_id).state is status

    def agent(self, public_id: str) -> Agent:
        """The agent as stored now."""
        db.session.rollback()
        query = select(Agent).where(Agent.public_id == public_id)
        return db.session.scalars(query.execution_options(populate_existing=True)).one()

    def at_flip(self) -> list[dict[str, Any]]:
        """Every agent in Flip's own books."""
        found: list[dict[str, Any]] = self.world.flip.books()["agents"]
        return found

    def _before_flip(self, status: AgentStatus, **fields: Any) -> str:
        # Flip takes letters and digits in a name; our form would have said so.
        public_id = self.draft(**({"name": "Budi-Santoso"} if status is S.REFUSED else {}) | fields)
        agent_id = self.agent(public_id).id
        steps: dict[AgentStatus, Callable[[], object]] = {
            S.WITHDRAWN: lambda: service.give_up(public_id, self.maker()),
            S.SENDING: lambda: registering.begin(agent_id),
            S.UNKNOWN: lambda: self._without_answer(),
            S.REFUSED: self.world.work,
        }
        if status not in (S.DRAFT, S.WITHDRAWN):
            service.register(public_id, self.maker())
        if status in steps:
            steps[status]()
        assert self.agent(public_id).state is status
        return public_id

    def _without_answer(self) -> None:
        self.world.flip.fault("POST /agents", "drop_reply")
        self.world.work()

    def _with_pictures(self, status: AgentStatus, **fields: Any) -> str:
        public_id = self.registered(**fields)
        if status is S.CARD_FAILED:
            self._send_a_bad_card(public_id)
            return public_id
        self.take(public_id, "identity")
        self.world.work()
        if status is not S.CARD_ACCEPTED:
            self.take(public_id, "selfie")
            self.world.work()
        if status is S.PENDING:
            self.say(public_id, S.SELFIE_ACCEPTED)
            service.submit(public_id, self.maker())
            self.world.work()
        assert self.agent(public_id).state is status
        return public_id

    def _send_a_bad_card(self, public_id: str) -> None:
        # What we take in is always good enough for Flip; the sandbox is asked past our own checks.
        agent = self.agent(public_id)
        bad = Picture(content=too_small(), media_type="image/jpeg")
        with self.world.app.app_context(), pytest.raises(FlipRefused):
            client().kyc.upload_identity(
                str(agent.flip_id), bad, identity_type="ktp", request_id=new_request_id()
            )
        tasks.read(agent.id)


@pytest.fixture
def walk(world: World) -> Walk:
    """A desk at which agents are walked through KYC."""
    return Walk(world)
