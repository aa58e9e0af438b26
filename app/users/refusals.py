"""Tells the audit log that somebody was refused for lack of a permission."""

from flask import request

from app.audit.record import record
from app.db.transaction import transaction


def record_refusal(permission: str) -> None:
    """Write down a 403: who, where, and which permission was lacking."""
    with transaction():
        details = {"method": request.method, "path": request.path}
        record("permission.refused", ("permission", permission), outcome="refused", details=details)
