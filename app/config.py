"""Every setting of the house: its variable, its default, and what may not be used outside `local`."""

import os
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

Environment = Literal["local", "sandbox", "production"]

ENVIRONMENTS: tuple[Environment, ...] = ("local", "sandbox", "production")
LOCAL_SECRETS = {
    "FLIP_SECRET_KEY": "local-secret-key",
    "FLIP_VALIDATION_TOKEN": "local-validation-token",
}
API_URLS = {"sandbox": "https://bigflip.id/big_sandbox_api", "production": "https://bigflip.id/api"}
KYC_URLS = {
    "sandbox": "https://api.flip.id/kyc-sandbox/api/v1",
    "production": "https://api.flip.id/kyc/api/v1",
}


class BadSettings(Exception):
    """The settings cannot be used; the message says which variable and what to do."""


@dataclass(frozen=True)
class Settings:
    """The settings of one running copy, already resolved; addresses carry no trailing slash.

    What holds a secret is left out of the printed form, which may end up in a log.
    """

    environment: Environment
    flip_api_url: str
    flip_kyc_url: str
    flip_secret_key: str = field(repr=False)
    flip_validation_token: str = field(repr=False)
    database_url: str = field(repr=False)
    queue_url: str = field(repr=False)
    secret_key: str = field(repr=False)
    vault_keys: tuple[str, ...] = field(repr=False)
    public_url: str
    host: str
    port: int
    sandbox_port: int
    instance: Path

    @property
    def is_local(self) -> bool:
        """True in practice on this machine, where development secrets are allowed."""
        return self.environment == "local"

    @property
    def is_loopback(self) -> bool:
        """True while PUBLIC_URL names this very machine, so that no phone and no Flip reaches it."""
        host = urlsplit(self.public_url).hostname or ""
        try:
            address = ip_address(host)
        except ValueError:
            return host == "localhost" or host.endswith(".localhost")
        return address.is_loopback or address.is_unspecified

    @property
    def sandbox_address(self) -> str:
        """Host and port of the project's own sandbox."""
        return f"127.0.0.1:{self.sandbox_port}"


def from_environment(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings; :raises BadSettings: when one is missing, malformed or a development secret."""
    environment = _environment(environ)
    instance = Path(environ.get("INSTANCE") or "instance").absolute()
    instance.mkdir(parents=True, exist_ok=True)
    port, sandbox_port = _port(environ, "PORT", 5000), _port(environ, "SANDBOX_PORT", 5001)
    own = f"http://127.0.0.1:{sandbox_port}"
    return Settings(
        environment=environment,
        flip_api_url=_url(environ, "FLIP_API_URL", API_URLS.get(environment, f"{own}/api")),
        flip_kyc_url=_url(environ, "FLIP_KYC_URL", KYC_URLS.get(environment, f"{own}/kyc/api/v1")),
        flip_secret_key=_flip_secret(environ, environment, "FLIP_SECRET_KEY"),
        flip_validation_token=_flip_secret(environ, environment, "FLIP_VALIDATION_TOKEN"),
        database_url=environ.get("DATABASE_URL") or f"sqlite:///{instance / 'bendahara.db'}",
        queue_url=environ.get("QUEUE_URL") or f"sqlite:///{instance / 'queue.db'}",
        secret_key=_own_secret(environ, environment, instance, "SECRET_KEY"),
        vault_keys=_vault_keys(environ, environment, instance),
        public_url=_url(environ, "PUBLIC_URL", f"http://127.0.0.1:{port}"),
        host=environ.get("HOST") or "127.0.0.1",
        port=port,
        sandbox_port=sandbox_port,
        instance=instance,
    )


def _environment(environ: Mapping[str, str]) -> Environment:
    value = environ.get("FLIP_ENVIRONMENT") or "local"
    if value not in ENVIRONMENTS:
        raise BadSettings(f"FLIP_ENVIRONMENT is {value!r}; it must be one of {', '.join(ENVIRONMENTS)}.")
    return value


def _port(environ: Mapping[str, str], name: str, default: int) -> int:
    value = environ.get(name) or str(default)
    if not value.isdigit() or not 0 < int(value) < 65536:
        raise BadSettings(f"{name} is {value!r}; it must be a port number between 1 and 65535.")
    return int(value)


def _url(environ: Mapping[str, str], name: str, default: str) -> str:
    value = (environ.get(name) or default).rstrip("/")
    if not value.startswith(("http://", "https://")):
        raise BadSettings(f"{name} is {value!r}; it must start with http:// or https://.")
    return value


def _flip_secret(environ: Mapping[str, str], environment: Environment, name: str) -> str:
    value = environ.get(name) or ""
    if environment == "local":
        return value or LOCAL_SECRETS[name]
    if not value or value in LOCAL_SECRETS.values():
        raise BadSettings(
            f"{name} is missing or a development value. Copy it from Flip's dashboard for {environment}."
        )
    return value


def _own_secret(environ: Mapping[str, str], environment: Environment, instance: Path, name: str) -> str:
    value = environ.get(name) or ""
    if environment == "local":
        return value or _kept(instance / name.lower(), lambda: secrets.token_urlsafe(48))
    if len(value) < 32:
        raise BadSettings(f"{name} is missing or shorter than 32 characters. Make a random one and keep it.")
    return value


def _vault_keys(environ: Mapping[str, str], environment: Environment, instance: Path) -> tuple[str, ...]:
    value = environ.get("VAULT_KEYS") or ""
    if not value and environment != "local":
        raise BadSettings("VAULT_KEYS is missing. Give one or more Fernet keys, newest first, comma between.")
    value = value or _kept(instance / "vault_keys", _new_fernet_key)
    return tuple(key.strip() for key in value.split(",") if key.strip())


def _new_fernet_key() -> str:
    return urlsafe_b64encode(secrets.token_bytes(32)).decode()


def _kept(path: Path, make: Callable[[], str]) -> str:
    """A secret generated once into the instance folder; the first of several racing processes wins."""
    if not path.exists():
        draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
        draft.touch(mode=0o600)
        draft.write_text(make())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()
