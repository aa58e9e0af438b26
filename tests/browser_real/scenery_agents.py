"""Agents in the states that pages show, led there by a running copy: worker, sandbox and callbacks."""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any

from app.agents import pictures, queries, service, standing
from app.agents.models import Agent
from app.agents.picture_models import Part
from app.agents.pictures import Taker
from app.agents.statuses import AgentStatus
from app.timeline.makers import Maker
from app.vault.pictures import take_in
from tests.agents.walk import ADDRESS, IDENTITY
from tests.pictures import card, selfie
from tests.processes import Copy

S = AgentStatus
Eventually = Callable[[Callable[[], Any]], None]
PEOPLE: Mapping[str, dict[str, Any]] = {
    "draft": {"name": "Dewi Lestari", "gender": "female"},
    "card": {"name": "Agus Wijaya", "birth_date": date(1985, 3, 2)},
    "submit": {"name": "Rina Kartika Sari Dewi Anggraini Puspita Ningrum"},
    "pending": {"name": "Bambang Pamungkas"},
    "rejected": {"name": "Siti Aminah", "gender": "female"},
    "approved": {"name": "Budi Santoso"},
    "suspended": {"name": "Joko Susilo"},
}
_BEYOND_THE_CARD = ("submit", "pending", "rejected", "approved", "suspended")
_SUBMITTED = ("pending", "rejected", "approved", "suspended")
_WORDS = {"rejected": (S.REJECTED, "16"), "approved": (S.APPROVED, None), "suspended": (S.APPROVED, None)}


def lead_agents(copy: Copy, person_id: int, eventually: Eventually) -> dict[str, str]:
    """Lead everybody as far as their name says, all of them side by side; our public ids by name."""
    desk = _Desk(copy, person_id, eventually)
    agents = {name: desk.fill_in(number, about) for number, (name, about) in enumerate(PEOPLE.items(), 1)}
    sent = {name: public_id for name, public_id in agents.items() if name != "draft"}
    desk.each(sent.values(), service.register, S.BASIC_DATA)
    further = [sent[name] for name in _BEYOND_THE_CARD]
    desk.each(further, lambda one, maker: desk.take(one, Part.IDENTITY, card(), maker), S.CARD_ACCEPTED)
    desk.each(further, lambda one, maker: desk.take(one, Part.SELFIE, selfie(), maker), S.SELFIE_CHECKING)
    for public_id in further:
        desk.say(public_id, "UPLOAD_IDENTITY_SELFIE_SUCCESS", S.SELFIE_ACCEPTED)
    desk.each([sent[name] for name in _SUBMITTED], service.submit, S.PENDING)
    for name, (status, code) in _WORDS.items():
        desk.say(sent[name], status.value, status, code)
    standing.suspend(sent["suspended"], "Ponselnya hilang; menunggu nomor baru", desk.maker())
    return agents


class _Desk:
    """Staff at a running copy."""

    def __init__(self, copy: Copy, person_id: int, eventually: Eventually) -> None:
        self.copy, self.person_id, self.eventually = copy, person_id, eventually
        self.deeds = 0

    def maker(self) -> Maker:
        self.deeds += 1
        return Maker(self.person_id, "Sari Wulandari", f"scenery-agents-{self.deeds}")

    def fill_in(self, number: int, about: dict[str, Any]) -> str:
        numbers = {
            "identity_number": f"32760117089{number:05d}",
            "phone_number": f"08123456{number:04d}",
        }
        maker = self.maker()
        public_id = service.start(
            IDENTITY | numbers | about, f"scenery-agent-{number}", maker, phone_verified=True
        )
        service.save(public_id, ADDRESS, 1, self.maker())
        return public_id

    def take(self, public_id: str, part: str, file: bytes, maker: Maker) -> None:
        pictures.keep(public_id, part, take_in(file), Taker(maker))

    def each(self, those: Collection[str], deed: Callable[[str, Maker], object], until: AgentStatus) -> None:
        for public_id in those:
            deed(public_id, self.maker())
        self.eventually(lambda: all(self._agent(public_id).state is until for public_id in those))

    def say(self, public_id: str, word: str, until: AgentStatus, code: str | None = None) -> None:
        told = {"kyc_status": word} | ({"rejected_reason_code": code} if code else {})
        self.copy.panel(f"agents/{self._agent(public_id).flip_id}", told)
        self.eventually(lambda: self._agent(public_id).state is until)

    def _agent(self, public_id: str) -> Agent:
        found = queries.agent(public_id)
        assert found is not None
        return found
