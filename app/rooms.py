"""One line per room: a new room is one line here."""

from flask import Flask
from flask_login import current_user

from app.audit import chain
from app.audit import views as audit
from app.banks import callbacks as banks_callbacks
from app.banks import tasks as banks_tasks
from app.banks import views as banks
from app.banks import words as banks_words
from app.bills import tasks as bills_tasks
from app.bills import views as bills
from app.bills import views_changes as bills_changes
from app.bills import words as bills_words
from app.callbacks import service as callbacks_service
from app.callbacks import views as callbacks
from app.disbursements import callbacks as disbursements_callbacks
from app.disbursements import tasks as disbursements_tasks
from app.disbursements import views as disbursements
from app.disbursements import words as disbursements_words
from app.gateway import state
from app.gateway import tasks as gateway_tasks
from app.inquiries import callbacks as inquiries_callbacks
from app.inquiries import tasks as inquiries_tasks
from app.inquiries import views as inquiries
from app.inquiries import words as inquiries_words
from app.outbox.clockwork import every
from app.outbox.worker import add_table
from app.overview import views as overview
from app.payments import callbacks as payments_callbacks
from app.payments import tasks as payments_tasks
from app.payments import views as payments
from app.payments import words as payments_words
from app.payouts import views as approvals
from app.users import sign_ins, throttle
from app.users import views as users
from app.web.pages import wants_part

# Each of these registers something when it is imported: work, clockwork, handlers, words, routes.
REGISTRATIONS = (
    banks_callbacks,
    banks_tasks,
    banks_words,
    bills_tasks,
    bills_changes,
    bills_words,
    disbursements_callbacks,
    disbursements_tasks,
    disbursements_words,
    gateway_tasks,
    inquiries_callbacks,
    inquiries_tasks,
    inquiries_words,
    payments_callbacks,
    payments_tasks,
    payments_words,
)
ROOMS = (overview, bills, payments, disbursements, approvals, banks, inquiries, callbacks, users, audit)


def open_all(app: Flask) -> None:
    """Open every room, and tie what only this floor may tie together."""
    for room in ROOMS:
        room.open_room(app)
    add_table(callbacks_service.receipts)
    every(name="audit.seal", seconds=30)(chain.seal)
    every(name="users.forget_tries", minutes=60)(throttle.forget_old)
    every(name="users.forget_sessions", minutes=60)(sign_ins.forget_old)
    app.context_processor(_flip_state)


def _flip_state() -> dict[str, object]:
    # Only whole pages show it; fragments would pay for a read they do not print.
    if not current_user.is_authenticated or wants_part():
        return {}
    return {"flip_state": state.connection_shown()}
