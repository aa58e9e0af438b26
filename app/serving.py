"""Serving the sandbox with gunicorn: one process, several threads, its courier and clock beside it."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from app.config import Settings
from app.sandbox.factory import create_sandbox, start_background, stop_background
from app.sandbox.settings import Mode, SandboxSettings

THREADS = 24


class _Server(BaseApplication):  # type: ignore[misc]
    def __init__(self, app: Flask, **options: Any) -> None:
        self.app = app
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Callable[..., Any]:
        return self.app.wsgi_app


def sandbox_settings(settings: Settings, mode: Mode) -> SandboxSettings:
    """What the sandbox needs to know, from the settings of the house."""
    return SandboxSettings(
        database_path=str(settings.instance / "sandbox.db"),
        secret_key=settings.flip_secret_key,
        validation_token=settings.flip_validation_token,
        callback_base_url=settings.public_url,
        host_address=settings.sandbox_address,
        mode=mode,
        session_secret=settings.secret_key,
    )


def serve_sandbox(settings: Settings, mode: Mode) -> None:
    """Serve until stopped; the background starts in the worker process, after the fork."""
    app = create_sandbox(sandbox_settings(settings, mode))
    _Server(
        app,
        bind=settings.sandbox_address,
        workers=1,
        worker_class="gthread",
        threads=THREADS,
        keepalive=75,
        graceful_timeout=3,
        loglevel="warning",
        control_socket_disable=True,
        post_worker_init=lambda worker: start_background(app),
        worker_exit=lambda server, worker: stop_background(app),
    ).run()
