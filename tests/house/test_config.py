"""Settings: none is needed in `local`; elsewhere a missing or practice secret stops the start, by name."""

import multiprocessing
import stat
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from app.config import LOCAL_SECRETS, BadSettings, Settings, from_environment

pytestmark = pytest.mark.alike

SECRETS = ("FLIP_SECRET_KEY", "FLIP_VALIDATION_TOKEN", "SECRET_KEY", "VAULT_KEYS")


def in_earnest(tmp_path: Path, environment: str = "production", **changes: str) -> dict[str, str]:
    """All that is needed outside of `local`, with changes."""
    settings = {
        "FLIP_ENVIRONMENT": environment,
        "FLIP_SECRET_KEY": "JDJ5JDEzJG9hQVZy",
        "FLIP_VALIDATION_TOKEN": "$2y$13$qTOoMnGVsM7M",
        "SECRET_KEY": "a" * 48,
        "VAULT_KEYS": Fernet.generate_key().decode(),
        "INSTANCE": str(tmp_path),
    }
    return settings | changes


def test_local_needs_no_setting(tmp_path: Path) -> None:
    settings = from_environment({"INSTANCE": str(tmp_path)})
    assert settings.environment == "local"
    assert settings.flip_api_url == "http://127.0.0.1:5001/api"
    assert settings.flip_kyc_url == "http://127.0.0.1:5001/kyc/api/v1"
    assert (settings.host, settings.port, settings.public_url) == ("127.0.0.1", 5000, "http://127.0.0.1:5000")
    assert settings.database_url == f"sqlite:///{tmp_path}/bendahara.db"
    assert settings.queue_url == f"sqlite:///{tmp_path}/queue.db"
    assert (settings.flip_secret_key, settings.flip_validation_token) == tuple(LOCAL_SECRETS.values())


@pytest.mark.parametrize(
    ("environment", "api", "kyc"),
    [
        ("sandbox", "https://bigflip.id/big_sandbox_api", "https://api.flip.id/kyc-sandbox/api/v1"),
        ("production", "https://bigflip.id/api", "https://api.flip.id/kyc/api/v1"),
    ],
)
def test_each_environment_knows_its_flip(tmp_path: Path, environment: str, api: str, kyc: str) -> None:
    settings = from_environment(in_earnest(tmp_path, environment))
    assert (settings.flip_api_url, settings.flip_kyc_url) == (api, kyc)
    older = in_earnest(tmp_path, environment, FLIP_API_URL="https://big.flip.id/api/")
    assert from_environment(older).flip_api_url == "https://big.flip.id/api"


@pytest.mark.parametrize("environment", ["sandbox", "production"])
@pytest.mark.parametrize("name", SECRETS)
@pytest.mark.parametrize("value", [None, ""])
def test_a_missing_secret_stops_the_start_and_is_named(
    tmp_path: Path, environment: str, name: str, value: str | None
) -> None:
    settings = in_earnest(tmp_path, environment)
    del settings[name]
    if value is not None:
        settings[name] = value
    with pytest.raises(BadSettings, match=rf"^{name} is missing"):
        from_environment(settings)


@pytest.mark.parametrize("value", list(LOCAL_SECRETS.values()))
@pytest.mark.parametrize("name", list(LOCAL_SECRETS))
def test_a_practice_secret_stops_the_start_and_is_named(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(BadSettings, match=rf"^{name} .* development value"):
        from_environment(in_earnest(tmp_path, **{name: value}))


def test_a_secret_left_by_a_practice_copy_is_not_taken_over(tmp_path: Path) -> None:
    from_environment({"INSTANCE": str(tmp_path)})
    settings = in_earnest(tmp_path)
    del settings["SECRET_KEY"]
    with pytest.raises(BadSettings, match="SECRET_KEY"):
        from_environment(settings)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("SECRET_KEY", "short", "shorter than 32"),
        ("FLIP_ENVIRONMENT", "prod", "local, sandbox, production"),
        ("PORT", "http", "between 1 and 65535"),
        ("PORT", "70000", "between 1 and 65535"),
        ("SANDBOX_PORT", "0", "between 1 and 65535"),
        ("PUBLIC_URL", "bendahara.example.com", "http:// or https://"),
        ("FLIP_API_URL", "bigflip.id/api", "http:// or https://"),
    ],
)
def test_a_malformed_setting_is_named_with_what_it_must_be(
    tmp_path: Path, name: str, value: str, words: str
) -> None:
    with pytest.raises(BadSettings) as caught:
        from_environment(in_earnest(tmp_path, **{name: value}))
    assert str(caught.value).startswith(name)
    assert words in str(caught.value)


@pytest.mark.parametrize("name", SECRETS[:3])
def test_no_complaint_repeats_the_secret(tmp_path: Path, name: str) -> None:
    secret = "s3cr3t-value" if name == "SECRET_KEY" else "local-secret-key"
    with pytest.raises(BadSettings) as caught:
        from_environment(in_earnest(tmp_path, **{name: secret}))
    assert secret not in str(caught.value)


def test_two_copies_share_nothing(tmp_path: Path) -> None:
    one, two = (
        from_environment({"INSTANCE": str(tmp_path / name), "PORT": port, "SANDBOX_PORT": sandbox})
        for name, port, sandbox in (("one", "5000", "5001"), ("two", "6000", "6001"))
    )
    for name in ("database_url", "queue_url", "secret_key", "vault_keys", "public_url", "flip_api_url"):
        assert getattr(one, name) != getattr(two, name), name


def test_a_made_secret_is_kept_and_readable_by_its_owner_alone(tmp_path: Path) -> None:
    first, second = (from_environment({"INSTANCE": str(tmp_path)}) for _ in range(2))
    assert first == second
    for name in ("secret_key", "vault_keys"):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600


def _start(folder: str) -> Settings:
    return from_environment({"INSTANCE": folder})


def test_racing_processes_make_one_secret(tmp_path: Path) -> None:
    folders = [str(tmp_path / str(round_)) for round_ in range(5)]
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        for folder in folders:
            assert len({made.secret_key for made in pool.map(_start, [folder] * 8, chunksize=1)}) == 1
            assert sorted(path.name for path in Path(folder).iterdir()) == ["secret_key", "vault_keys"]


def test_the_environment_of_this_process_is_read_by_default(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INSTANCE", str(tmp_path))
    monkeypatch.setenv("PORT", "6123")
    assert from_environment().port == 6123
