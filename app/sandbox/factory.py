"""Puts a sandbox together, and starts and stops what moves in its background."""

import secrets
from pathlib import Path

from flask import Flask

from app.sandbox import (
    bills,
    gate,
    general,
    pages,
    panel,
    panel_agents,
    panel_api_agents,
    panel_api_international,
    panel_api_settings,
    panel_api_transfers,
    panel_forms,
    panel_forms_transfers,
    panel_international,
    panel_transfers,
    pay,
)
from app.sandbox.agents import calls as agent_calls
from app.sandbox.agents import disbursements, kyc_calls
from app.sandbox.agents.door import MemoryRequest
from app.sandbox.calendar import Calendar
from app.sandbox.context import KEY, Sandbox, sandbox_of
from app.sandbox.courier import Courier
from app.sandbox.faults import Faults
from app.sandbox.international import calls as international_calls
from app.sandbox.ledger import open_ledger
from app.sandbox.mover import Mover
from app.sandbox.settings import SandboxSettings
from app.sandbox.store import Store
from app.sandbox.switches import SwitchBoard
from app.sandbox.transfers import answering, calls
from app.sandbox.transfers.practice import Practice

__all__ = ["SandboxSettings", "create_sandbox", "start_background", "stop_background"]

HOUSE = Path(__file__).resolve().parents[2]
PANEL = (
    *(panel, panel_transfers, panel_forms, panel_forms_transfers),
    *(panel_api_settings, panel_api_transfers, panel_api_agents, panel_agents),
    *(panel_api_international, panel_international),
)
LARGEST_BODY = 64 * 1024 * 1024  # loading ten thousand payments takes a few of these


def create_sandbox(settings: SandboxSettings) -> Flask:
    """A small Flip over the file that the settings name. Nothing moves by itself until
    ``start_background``.
    """
    app = Flask("app.sandbox", static_folder=None, template_folder=str(HOUSE / "templates"))
    app.request_class = MemoryRequest
    app.config.update(
        SECRET_KEY=settings.session_secret or secrets.token_hex(),
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        MAX_FORM_MEMORY_SIZE=LARGEST_BODY,
        # The dashboard lives on the same host, and cookies do not know ports.
        SESSION_COOKIE_NAME="bendahara_sandbox",
        SESSION_COOKIE_SAMESITE="Strict",
        SESSION_COOKIE_PATH="/panel",
    )
    app.url_map.strict_slashes = False
    app.url_map.merge_slashes = False
    app.extensions[KEY] = _pieces(settings)
    gate.install(app)
    pages.install(app)
    for part in (general, bills, calls, answering, pay, agent_calls, disbursements, kyc_calls):
        app.register_blueprint(part.blueprint)
    for blueprint in (international_calls.blueprint, international_calls.receipts, answering.receipts):
        app.register_blueprint(blueprint)
    # A part of the panel that grew has a second module, which hangs its routes on the same blueprint.
    for part in {module.blueprint for module in PANEL}:
        app.register_blueprint(part)
    return app


def start_background(app: Flask) -> None:
    """Starts the courier and the mover; what a former run left unsent goes out now."""
    sandbox = sandbox_of(app)
    sandbox.courier.start()
    sandbox.mover.start()


def stop_background(app: Flask) -> None:
    sandbox = sandbox_of(app)
    sandbox.mover.stop()
    sandbox.courier.stop()


def _pieces(settings: SandboxSettings) -> Sandbox:
    Path(settings.database_path).parent.mkdir(parents=True, exist_ok=True)
    store = Store(settings.database_path)
    switches = SwitchBoard(store, settings.mode)
    calendar = Calendar()
    calendar.offset = switches.now.offset
    with store.writing() as db:
        open_ledger(db, calendar.now())
    faults = Faults(store)
    store.rest()
    courier = Courier(store, switches, settings)
    mover = Mover(Practice(store, switches, courier, settings), calendar)
    return Sandbox(settings, store, switches, calendar, faults, courier, mover)
