"""Verification of agents on the KYC host: pictures, documents, submission, repair, regions (agents.md)."""

from collections.abc import Mapping

from app.flip.agent_requests import IDENTITY_NUMBERS, IdentityType, Repair
from app.flip.caller import Caller
from app.flip.json_text import Unreadable
from app.flip.kyc_calls import DOCUMENT_TYPES, documents, new_request_id, put, regions
from app.flip.kyc_models import Region, Repaired, SentDocument, Submitted, Upload
from app.flip.pictures import Picture
from app.flip.wire import Rows, only, read_rows

__all__ = [
    "DOCUMENT_TYPES",
    "Kyc",
    "Picture",
    "Region",
    "Repair",
    "Repaired",
    "SentDocument",
    "Upload",
    "new_request_id",
]


class Kyc:
    """The calls of the KYC host; all may raise what `errors` draws, and `ValueError` before anything is sent.

    Each attempt carries a Request-ID, which every error holds; whoever wants to know it before gives one.
    To repeat a call after `FlipUnknown` is safe: a picture sent again takes the place of the first, and a
    step that was taken already is refused with code 4010 (4006 after a repair). `agents.get` tells where the
    agent stands.
    """

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def upload_identity(
        self,
        agent_id: str,
        picture: Picture,
        *,
        identity_type: IdentityType,
        request_id: str | None = None,
    ) -> Upload:
        """Send the picture of the identity, the first of two (agents: PUT /users/{agent_id}/identities).

        Raises:
            FlipRefused: 4007 to 4009 for the picture; the agent is then in UPLOAD_IDENTITY_FAILED.
        """
        return self._upload_identity(agent_id, picture, identity_type, "0", request_id)

    def upload_selfie(
        self,
        agent_id: str,
        picture: Picture,
        *,
        identity_type: IdentityType,
        request_id: str | None = None,
    ) -> Upload:
        """Send the picture of the agent holding the identity (agents: PUT /users/{agent_id}/identities).

        Raises:
            FlipRefused: 4007 to 4009 for the picture, 4010 before the identity was accepted.
        """
        return self._upload_identity(agent_id, picture, identity_type, "1", request_id)

    def submit(self, agent_id: str, *, request_id: str | None = None) -> str:
        """Ask for the check (agents: PUT /users/{agent_id}/submit); gives back Flip's words.

        Raises:
            FlipRefused: 4010 unless the agent is in UPLOAD_IDENTITY_SELFIE_SUCCESS.
        """
        call = put(agent_id, "submit", request_id=request_id)
        return self._caller.send(call, Submitted.read).message

    def send_documents(
        self, agent_id: str, pictures: Mapping[str, Picture], *, request_id: str | None = None
    ) -> Rows[SentDocument]:
        """Send supporting documents (agents: POST /documents).

        Each is named by one of `DOCUMENT_TYPES`; with `_selfie` behind it, the person holds it. Sent again,
        they may stand at Flip twice; nothing hangs on it.

        Raises:
            FlipRefused: 4010 where none are wanted.
            ValueError: there is no document, or one of another kind.
        """
        call = documents(agent_id, pictures, request_id)
        return self._caller.send(call, lambda answer: read_rows(SentDocument, answer))

    def repair(self, agent_id: str, repair: Repair, *, request_id: str | None = None) -> Repaired:
        """Put data right after a rejection (agents: PUT /users/{agent_id}/repair).

        Raises:
            FlipRefused: 4006 when the rejection asks for something else, 4011 after too many repairs.
        """
        call = put(agent_id, "repair", repair.form(), request_id=request_id)
        return self._caller.send(call, lambda answer: only("user_id", agent_id, Repaired.read(answer)))

    def repair_photo(self, agent_id: str, picture: Picture, *, request_id: str | None = None) -> Upload:
        """Send a better picture of the identity (agents: PUT /users/{agent_id}/repairPhoto); see `repair`."""
        call = put(agent_id, "repairPhoto", picture=picture, request_id=request_id)
        return self._caller.send(call, Upload.read)

    def repair_selfie(self, agent_id: str, picture: Picture, *, request_id: str | None = None) -> Upload:
        """Send a better selfie (agents: PUT /users/{agent_id}/repairSelfie); see `repair`."""
        call = put(agent_id, "repairSelfie", picture=picture, request_id=request_id)
        return self._caller.send(call, Upload.read)

    def countries(self, *, request_id: str | None = None) -> Rows[Region]:
        """All countries (agents: GET /countries)."""
        return self._regions("countries", {}, request_id)

    def provinces(self, country_id: str | None = None, *, request_id: str | None = None) -> Rows[Region]:
        """The provinces of a country, or all (agents: GET /provinces)."""
        return self._regions("provinces", {"country_id": country_id}, request_id)

    def cities(self, province_id: str | None = None, *, request_id: str | None = None) -> Rows[Region]:
        """The cities and regencies of a province, or all (agents: GET /cities)."""
        return self._regions("cities", {"province_id": province_id}, request_id)

    def districts(self, city_id: str | None = None, *, request_id: str | None = None) -> Rows[Region]:
        """The districts of a city, or all (agents: GET /districts)."""
        return self._regions("districts", {"city_id": city_id}, request_id)

    def _upload_identity(
        self, agent_id: str, picture: Picture, identity_type: str, selfie: str, request_id: str | None
    ) -> Upload:
        form = (("identity_type", IDENTITY_NUMBERS[identity_type]), ("selfie", selfie))
        call = put(agent_id, "identities", form, picture=picture, request_id=request_id)
        return self._caller.send(call, Upload.read)

    def _regions(self, name: str, within: Mapping[str, str | None], request_id: str | None) -> Rows[Region]:
        return self._caller.send(
            regions(name, within, request_id), lambda answer: _read_regions(name, answer)
        )


def _read_regions(name: str, answer: object) -> Rows[Region]:
    if not isinstance(answer, dict) or name not in answer:
        raise Unreadable(f"there are no {name}")
    # A list that holds nothing may arrive as null.
    return read_rows(Region, [] if answer[name] is None else answer[name])
