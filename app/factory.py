"""The one place where the rooms are joined; it reads like a table of contents."""

from pathlib import Path

from flask import Flask
from huey.storage import RedisStorage, SqliteStorage
from werkzeug.middleware.proxy_fix import ProxyFix

from app import rooms
from app.config import BadSettings, Settings, from_environment
from app.db import dialects
from app.extensions import babel, csrf, db, htmx, huey, login_manager, migrate
from app.users import permissions, preferences, sessions
from app.users import refusals as users_refusals
from app.web import (
    addresses,
    compression,
    errors,
    filters,
    headers,
    health,
    logs,
    navigation,
    statics,
    uploads,
)
from app.web.guard import Guard

ROOT = Path(__file__).parent.parent
LARGEST_BODY = 1_000_000


def create_app(settings: Settings | None = None) -> Flask:
    """Build the web application; the same app serves the worker and the commands."""
    settings = settings or from_environment()
    app = Flask("bendahara", root_path=str(ROOT), instance_path=str(settings.instance))
    configure(app, settings)
    connect_extensions(app, settings)
    open_rooms(app)
    return app


def configure(app: Flask, settings: Settings) -> None:
    """Put the settings where Flask and the extensions look for them."""
    app.config.update(
        SETTINGS=settings,
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS={
            "pool_size": 40,
            "max_overflow": 10,
            "pool_timeout": 20,
            "hide_parameters": True,
        },
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        WTF_CSRF_TIME_LIMIT=None,
        SESSION_COOKIE_NAME="bendahara" if settings.is_local else "__Host-bendahara",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=not settings.is_local,
        BABEL_TRANSLATION_DIRECTORIES=str(ROOT / "app" / "translations"),
        BABEL_DEFAULT_TIMEZONE="UTC",
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


def connect_extensions(app: Flask, settings: Settings) -> None:
    """Hand the app to each extension."""
    db.init_app(app)
    with app.app_context():
        dialects.prepare(db.engine)
    migrate.init_app(app, db, directory=str(ROOT / "migrations"), render_as_batch=True)
    htmx.init_app(app)
    babel.init_app(app, locale_selector=preferences.language)
    headers.init_app(app)
    compression.init_app(app)
    addresses.init_app(app)
    logs.init_app(app)
    uploads.init_app(app)
    csrf.init_app(app)
    login_manager.init_app(app)
    filters.init_app(app)
    hang_bell(settings)
    if not settings.is_local:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=1)  # type: ignore[method-assign]


def hang_bell(settings: Settings) -> None:
    """Give the doorbell its storage: a file of its own, or Redis."""
    scheme, _, rest = settings.queue_url.partition("://")
    if scheme == "sqlite":
        huey.storage = SqliteStorage(huey.name, filename=rest.removeprefix("/"))
    elif scheme in ("redis", "rediss"):
        huey.storage = RedisStorage(huey.name, url=settings.queue_url)
    else:
        raise BadSettings(f"QUEUE_URL starts with {scheme!r}; it must be sqlite:/// or redis://.")


def open_rooms(app: Flask) -> None:
    """Connect the hooks that let lower floors speak upward, then open each room."""
    navigation.Navigation(app)
    sessions.init_app(app)
    preferences.init_app(app)
    Guard(app, refused=users_refusals.record_refusal)
    errors.init_app(app, sentence=permissions.sentence, holders=permissions.holders)
    health.init_app(app)
    statics.init_app(app)
    rooms.open_all(app)
