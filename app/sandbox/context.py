"""What one running sandbox holds, and how a request finds it."""

from dataclasses import dataclass

from flask import Flask, current_app

from app.sandbox.calendar import Calendar
from app.sandbox.courier import Courier
from app.sandbox.faults import Faults
from app.sandbox.mover import Mover
from app.sandbox.settings import SandboxSettings
from app.sandbox.store import Store
from app.sandbox.switches import SwitchBoard
from app.sandbox.traffic import Traffic

KEY = "bendahara-sandbox"


@dataclass(frozen=True)
class Sandbox:
    settings: SandboxSettings
    store: Store
    switches: SwitchBoard
    calendar: Calendar
    faults: Faults
    courier: Courier
    mover: Mover

    def traffic(self) -> Traffic:
        """What goes on at the banks at this moment."""
        return Traffic(self.calendar.now(), self.switches.now.mode == "practice")


def sandbox_of(app: Flask) -> Sandbox:
    held = app.extensions[KEY]
    assert isinstance(held, Sandbox)
    return held


def here() -> Sandbox:
    """The sandbox that serves the current request."""
    return sandbox_of(current_app)
