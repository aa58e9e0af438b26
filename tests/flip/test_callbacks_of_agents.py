"""News of an agent's verification is read as it comes, and refused only without what decides."""

from datetime import UTC, datetime

import pytest

from app.flip.callbacks import Kind, Unreadable, parse_agent, read_data, recognise

NEWS = {"agent_id": 2, "kyc_status": "REJECTED"}


@pytest.mark.parametrize(("sent", "code"), [(10, "10"), ("17", "17"), (None, None), ("", None)])
def test_a_code_is_text_or_none(sent: object, code: str | None) -> None:
    assert parse_agent(NEWS | {"rejected_reason_code": sent}).rejected_reason_code == code


@pytest.mark.parametrize("word", ["UPLOAD_IDENTITY_SELFIE_FAILED", "APPROVED", "SOMETHING_NEW"])
def test_every_word_is_kept(word: str) -> None:
    callback = parse_agent(NEWS | {"kyc_status": word, "surprise": [1]})
    assert (callback.kyc_status, callback.raw["surprise"]) == (word, [1])


def test_an_id_of_many_digits_keeps_them() -> None:
    value = read_data(b'{"agent_id": 1234567890123456789, "kyc_status": "APPROVED"}')
    assert recognise(value) is Kind.AGENT
    assert parse_agent(value).agent_id == "1234567890123456789"


@pytest.mark.parametrize("nothing", [None, "", "null", "0000-00-00 00:00:00", "soon"])
def test_a_time_that_is_none(nothing: str | None) -> None:
    callback = parse_agent(NEWS | {"submitted_at": nothing, "updated_at": "2022-03-17 09:48:58"})
    assert callback.submitted_at is None
    assert callback.updated_at == datetime(2022, 3, 17, 2, 48, 58, tzinfo=UTC)


@pytest.mark.parametrize(
    "value", [{}, {"agent_id": 2}, {"kyc_status": "APPROVED"}, NEWS | {"agent_id": None}, [NEWS], None, 7]
)
def test_news_without_agent_or_status_is_unreadable(value: object) -> None:
    with pytest.raises(Unreadable):
        parse_agent(value)
