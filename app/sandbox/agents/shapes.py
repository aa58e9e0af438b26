"""An agent the way both hosts answer it and the callbacks show it (reference: agents, callbacks)."""

from app.sandbox.agents.records import ADDRESS, Agent
from app.sandbox.agents.regions import LEVELS, region_name
from app.sandbox.calendar import rfc3339, wib

Json = dict[str, object]
IDENTITY_TYPES = {"1": "ktp", "2": "passport"}
GENDERS = {"1": "male", "2": "female"}
_TYPE_NUMBERS = {word: int(number) for number, word in IDENTITY_TYPES.items()}
_GENDER_NUMBERS = {word: int(number) for number, word in GENDERS.items()}
WAITS_FOR_CHECK = 20


def data_shape(agent: Agent) -> Json:
    """What create and update answer: everything the merchant said, with the names of the regions."""
    return {
        "id": agent.id,
        "company_id": agent.company_id,
        "name": agent.name,
        "identity_type": agent.identity_type,
        "identity_number": agent.identity_number,
        "birth_place": agent.birth_place,
        "birth_date": agent.birth_date,
        "gender": agent.gender,
        **_address(agent, ""),
        **_address(agent, "residence_"),
        "occupation": agent.occupation.upper(),
        "phone_number": agent.phone_number,
        "email": agent.email,
        "kyc_status": agent.kyc_status,
    }


def state_shape(agent: Agent) -> Json:
    """What get answers: how far the check is."""
    return {
        "id": agent.id,
        "company_id": agent.company_id,
        "name": agent.name,
        "identity_type": agent.identity_type,
        "identity_number": agent.identity_number,
        "phone_number": agent.phone_number,
        "email": agent.email,
        "kyc_status": agent.kyc_status,
        "rejected_reason_code": agent.rejected_reason_code,
        "rejected_reason": agent.rejected_reason,
        "status": agent.status,
        "created_at": wib(agent.created_at),
    }


def agent_callback(agent: Agent) -> Json:
    """What the Agent KYC callback says. The code is a number after the selfie and text after the check, as in
    the samples.
    """
    code = agent.rejected_reason_code
    return {
        "agent_id": agent.id,
        "agent_name": agent.name,
        "kyc_status": agent.kyc_status,
        "rejected_reason_code": str(code) if code is not None and agent.kyc_status == "REJECTED" else code,
        "rejected_reason": agent.rejected_reason or None,
        "created_at": wib(agent.created_at),
        "updated_at": wib(agent.updated_at),
        "submitted_at": None if agent.submitted_at is None else wib(agent.submitted_at),
        "verified_at": None if agent.verified_at is None else wib(agent.verified_at),
    }


def repair_shape(agent: Agent) -> Json:
    """What the KYC host answers to mended data: numbers for words, and always *waits for the check*."""
    is_ktp = agent.identity_type == "ktp"
    return {
        "user_id": agent.id,
        "user_type": 1,
        "name": agent.name,
        "birth_place": agent.birth_place,
        "birth_date": f"{agent.birth_date}T00:00:00Z",
        "gender": _GENDER_NUMBERS[agent.gender],
        "status": WAITS_FOR_CHECK,
        "basic_data_filled": True,
        "identity_type": _TYPE_NUMBERS[agent.identity_type],
        "nik": agent.identity_number if is_ktp else None,
        "passport_number": None if is_ktp else agent.identity_number,
        "occupation": agent.occupation,
        **{name: getattr(agent, name) for name in ADDRESS},
        **{f"residence_{name}": getattr(agent, f"residence_{name}") for name in ADDRESS},
        "created_at": rfc3339(agent.created_at),
        "updated_at": rfc3339(agent.updated_at),
    }


def _address(agent: Agent, prefix: str) -> Json:
    shape: Json = {}
    for level in LEVELS:
        region_id: int | None = getattr(agent, prefix + level.field)
        shape[prefix + level.field] = region_id
        shape[prefix + level.field.replace("_id", "_name")] = region_name(level, region_id)
    return shape | {f"{prefix}address": getattr(agent, f"{prefix}address")}
