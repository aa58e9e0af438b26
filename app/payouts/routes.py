"""What people may do about one payout on its page, whatever its kind; each room adds these routes."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Protocol

from flask import Blueprint, flash, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from app.lib.errors import NotFound, Refused
from app.payouts import approvals, lookups, queries, settling
from app.payouts.forms import ApproveForm, RejectForm
from app.payouts.forms_settling import SettleForm
from app.payouts.statuses import PayoutStatus
from app.timeline.makers import Maker
from app.web.guard import needs
from app.web.headers import deed_id
from app.web.pages import go_to


class ShowPayout(Protocol):
    """The page of one payout, with the form that could not be carried out, or what went wrong."""

    def __call__(
        self,
        public_id: str,
        *,
        approving: ApproveForm | None = None,
        rejecting: RejectForm | None = None,
        settling: SettleForm | None = None,
        trouble: Refused | None = None,
        status: int = 200,
    ) -> Response:
        """Answer with the page."""


def add_decisions(blueprint: Blueprint, show: ShowPayout, *, write: str) -> None:
    """Let payouts be approved, rejected, asked for and settled at a room's own addresses.

    `show` is the room's page of one payout, `write` the permission of those who prepare such payouts.
    """
    page = _Page(blueprint.name + ".show", show)
    routes: tuple[tuple[str, str, Callable[[str], Response]], ...] = (
        ("approve", "payouts.approve", page.approve),
        ("reject", "payouts.approve", page.reject),
        ("ask_flip", write, page.ask_flip),
        ("settle", "payouts.settle_conflict", page.settle),
    )
    for name, permission, view in routes:
        path = f"/<public_id>/{name.replace('_', '-')}"
        blueprint.add_url_rule(path, name, needs(permission)(_function(view)), methods=["POST"])


@dataclass(frozen=True)
class _Page:
    endpoint: str
    show: ShowPayout

    def approve(self, public_id: str) -> Response:
        """Let a payout of somebody else go, for a fresh one-time code."""
        form = ApproveForm()
        if form.validate_on_submit():
            seen, code, reason = form.fingerprint.data or "", form.code.data or "", form.reason.data or ""
            try:
                approvals.approve(public_id, seen, code, reason, _decider())
            except Refused as refusal:
                if not refusal.fields:
                    return self.show(public_id, trouble=refusal, status=422)
                form.take(refusal)
            else:
                return self._back(public_id)
        form.code.data = ""
        return self.show(public_id, approving=form, status=422)

    def reject(self, public_id: str) -> Response:
        """Turn a payout of somebody else down."""
        form = RejectForm()
        if form.validate_on_submit():
            try:
                approvals.reject(public_id, form.reason.data or "", _decider())
            except Refused as refusal:
                if not refusal.fields:
                    return self.show(public_id, trouble=refusal, status=422)
                form.take(refusal)
            else:
                return self._back(public_id)
        return self.show(public_id, rejecting=form, status=422)

    def ask_flip(self, public_id: str) -> Response:
        """Have Flip asked what became of a payout; the page shows the answer as it comes."""
        try:
            lookups.ask(public_id, current_user.display_name)
        except Refused as refusal:
            flash(_(refusal.message, **refusal.values), "bad")
        return self._back(public_id)

    def settle(self, public_id: str) -> Response:
        """Decide what is true about a payout of which Flip said what does not fit together."""
        stands = queries.status_of(public_id)
        if stands is None:
            raise NotFound
        form = SettleForm().offer(stands)
        if not form.validate_on_submit():
            return self.show(public_id, settling=form, status=422)
        person = Maker(current_user.id, current_user.display_name, deed_id())
        try:
            keep = PayoutStatus(form.keep.data)
            settling.settle(public_id, keep=keep, reason=form.reason.data or "", person=person)
        except Refused as refusal:
            if not refusal.fields:
                return self.show(public_id, settling=form, trouble=refusal, status=422)
            form.take(refusal)
            return self.show(public_id, settling=form, status=422)
        return self._back(public_id)

    def _back(self, public_id: str) -> Response:
        return go_to(url_for(self.endpoint, public_id=public_id))


def _function(view: Callable[[str], Response]) -> Callable[[str], Response]:
    # The guard writes on what it marks, and a method cannot be written on.
    @wraps(view)
    def marked(public_id: str) -> Response:
        return view(public_id)

    return marked


def _decider() -> approvals.Decider:
    return approvals.Decider(current_user.id, current_user.display_name, deed_id())
