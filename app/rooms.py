"""One line per room: a new room is one line here."""

from datetime import datetime

from flask import Flask
from flask_login import current_user
from sqlalchemy import ScalarSelect

from app.agents import callbacks as agents_callbacks
from app.agents import following as agents_following
from app.agents import forgetting as agents_forgetting
from app.agents import sending_pictures as agents_sending_pictures
from app.agents import tasks as agents_tasks
from app.agents import views as agents
from app.agents import views_looking as agents_views_looking
from app.agents import views_phone as agents_phone
from app.agents import views_phone_desk as agents_phone_desk
from app.agents import views_pictures as agents_views_pictures
from app.agents import views_standing as agents_views_standing
from app.agents import views_walk as agents_walk
from app.agents import views_walk_pictures as agents_walk_pictures
from app.agents import views_walk_saving as agents_walk_saving
from app.agents import words as agents_words
from app.audit import chain
from app.audit import views as audit
from app.balances import service as balances_service
from app.balances import tasks as balances_tasks
from app.banks import callbacks as banks_callbacks
from app.banks import tasks as banks_tasks
from app.banks import views as banks
from app.banks import words as banks_words
from app.beneficiaries import views as beneficiaries
from app.bills import tasks as bills_tasks
from app.bills import views as bills
from app.bills import views_changes as bills_changes
from app.bills import words as bills_words
from app.callbacks import service as callbacks_service
from app.callbacks import views as callbacks
from app.corridors import tasks as corridors_tasks
from app.corridors import views_rates as corridors
from app.disbursements import callbacks as disbursements_callbacks
from app.disbursements import deciding as disbursements_deciding
from app.disbursements import kind as disbursements_kind
from app.disbursements import views as disbursements
from app.disbursements import views_about as disbursements_about
from app.disbursements import views_changing as disbursements_changing
from app.disbursements import views_keeping as disbursements_views_keeping
from app.disbursements import views_making as disbursements_making
from app.disbursements import views_receipt as disbursements_receipt
from app.disbursements import words as disbursements_words
from app.gateway import checking as gateway_checking
from app.gateway import signing_keys as gateway_signing_keys
from app.gateway import state
from app.gateway import tasks as gateway_tasks
from app.inquiries import callbacks as inquiries_callbacks
from app.inquiries import tasks as inquiries_tasks
from app.inquiries import views as inquiries
from app.inquiries import words as inquiries_words
from app.international import callbacks as international_callbacks
from app.international import kind as international_kind
from app.international import views as international
from app.international import views_after as international_after
from app.international import views_changing as international_changing
from app.international import views_making as international_making
from app.international import views_where as international_where
from app.international import words as international_words
from app.outbox import queries as outbox
from app.outbox.clockwork import every
from app.outbox.worker import add_table
from app.overview import views as overview
from app.parties import views as parties
from app.parties import views_beneficiaries as parties_beneficiaries
from app.parties import views_where as parties_where
from app.payments import callbacks as payments_callbacks
from app.payments import tasks as payments_tasks
from app.payments import views as payments
from app.payments import words as payments_words
from app.payments.statuses import Settlement
from app.payouts import by_rule as payouts_by_rule
from app.payouts import following as payouts_following
from app.payouts import lookups as payouts_lookups
from app.payouts import releasing as payouts_releasing
from app.payouts import sync as payouts_sync
from app.payouts import tasks as payouts_tasks
from app.payouts import views as approvals
from app.payouts.kinds import kinds
from app.payouts.statuses import PayoutStatus
from app.places import tasks as places_tasks
from app.places import views as places
from app.reports import views as reports
from app.settings import views as settings
from app.settings import views_connection as settings_connection
from app.settings import views_limits as settings_limits
from app.settings import views_pictures as settings_pictures
from app.settings import views_signature as settings_signature
from app.timeline.models import Kind
from app.timeline.record import moved
from app.transactions import views as transactions
from app.users import sign_ins, throttle
from app.users import views as users
from app.web.pages import wants_part

# Each of these registers something when it is imported: work, clockwork, handlers, words, routes.
REGISTRATIONS = (
    agents_callbacks,
    agents_following,
    agents_forgetting,
    agents_phone_desk,
    agents_sending_pictures,
    agents_tasks,
    agents_views_looking,
    agents_views_pictures,
    agents_views_standing,
    agents_walk,
    agents_walk_pictures,
    agents_walk_saving,
    agents_words,
    balances_tasks,
    banks_callbacks,
    banks_tasks,
    banks_words,
    bills_tasks,
    bills_changes,
    bills_words,
    corridors_tasks,
    disbursements_about,
    disbursements_callbacks,
    disbursements_changing,
    disbursements_deciding,
    disbursements_kind,
    disbursements_making,
    disbursements_receipt,
    disbursements_views_keeping,
    disbursements_words,
    gateway_checking,
    gateway_signing_keys,
    gateway_tasks,
    inquiries_callbacks,
    inquiries_tasks,
    inquiries_words,
    international_callbacks,
    international_kind,
    international_after,
    international_changing,
    international_making,
    international_where,
    international_words,
    parties_beneficiaries,
    parties_where,
    payments_callbacks,
    payments_tasks,
    payments_words,
    places_tasks,
    payouts_by_rule,
    payouts_following,
    payouts_lookups,
    payouts_releasing,
    payouts_sync,
    payouts_tasks,
    settings_connection,
    settings_limits,
    settings_pictures,
    settings_signature,
)
ROOMS = (
    overview,
    bills,
    payments,
    disbursements,
    approvals,
    beneficiaries,
    parties,
    banks,
    places,
    inquiries,
    agents,
    agents_phone,
    international,
    corridors,
    callbacks,
    reports,
    transactions,
    settings,
    users,
    audit,
)


def open_all(app: Flask) -> None:
    """Open every room, and tie what only this floor may tie together."""
    for room in ROOMS:
        room.open_room(app)
    add_table(callbacks_service.receipts)
    every(name="audit.seal", seconds=30)(chain.seal)
    every(name="users.forget_tries", minutes=60)(throttle.forget_old)
    every(name="users.forget_sessions", minutes=60)(sign_ins.forget_old)
    _read_the_balance_when_money_moves()
    app.context_processor(_flip_state)


def _read_the_balance_when_money_moves() -> None:
    moved(Kind.PAYMENT, Settlement.SETTLED)(balances_service.read_soon)
    for kind in kinds():
        moved(kind, PayoutStatus.PENDING)(balances_service.read_soon)
        moved(kind, PayoutStatus.CANCELLED)(balances_service.read_soon)


def _flip_state() -> dict[str, object]:
    # Only whole pages show it; fragments would pay for a read they do not print.
    if not current_user.is_authenticated or wants_part():
        return {}
    beat = state.shown_beside()["worker_beat_at"]
    return {"flip_state": state.connection_shown(), "worker_gone": beat and not outbox.is_alive(beat)}


@state.show_beside
def _worker_beat() -> dict[str, ScalarSelect[datetime]]:
    return {"worker_beat_at": outbox.newest_beat()}
