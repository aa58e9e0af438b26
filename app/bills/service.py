"""The verbs of a bill that people say: ask for it, correct it, give it up, change it, close and reopen it."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from app.audit.record import record
from app.bills.content import differing, edit_base, fingerprint, readable, search_text
from app.bills.models import KIND, Bill
from app.bills.statuses import BillStatus
from app.db.base import table_of
from app.db.compare_and_set import compare_and_set
from app.db.dialects import upsert
from app.db.transaction import transaction
from app.extensions import db
from app.lib import clock
from app.lib.errors import NotFound, Refused
from app.lib.ids import new_public_id
from app.lib.labels import mark as _
from app.lib.transitions import Verdict
from app.outbox.promises import promise
from app.timeline.makers import Maker
from app.timeline.models import Origin
from app.timeline.record import News, advance, write

FIELDS = {
    "title": _("Title"),
    "type": _("How often can it be paid?"),
    "amount_idr": _("Amount"),
    "expires_at": _("Expires at (WIB)"),
    "redirect_url": _("Where to send the customer after paying"),
    "is_address_required": _("Ask the customer for an address"),
    "is_phone_number_required": _("Ask the customer for a phone number"),
    "status": _("Status"),
}
CHANGED_MEANWHILE = _(
    "Somebody changed this bill while you were typing. What you typed is still here: compare it with the "
    "bill, then save again."
)


def request_bill(
    values: Mapping[str, Any], submission: str, maker: Maker, *, typed: Mapping[str, Any] | None = None
) -> str:
    """Ask for a payment link; Flip is told after the commit. Our public id of the bill.

    The same form sent again is the same bill (P2); `typed` is what was typed where that says less than the
    values, such as "in one hour".
    :raises Refused: when the same form was sent before with other content (P3).
    """
    now, public_id, print_ = clock.now(), new_public_id("BIL"), fingerprint(typed or values)
    with transaction() as session:
        statement = upsert(table_of(Bill)).values(
            **values,
            public_id=public_id,
            submission=submission,
            fingerprint=print_,
            status=BillStatus.REQUESTED,
            origin=Origin.HERE,
            search_text=search_text(values),
            maker_id=maker.id,
            maker_name=maker.name,
            created_at=now,
            updated_at=now,
        )
        statement = statement.on_conflict_do_nothing(index_elements=["submission"]).returning(Bill.id)
        bill_id = session.execute(statement).scalar_one_or_none()
        if bill_id is None:
            return _same_form(submission, print_)
        write(KIND, bill_id, maker.cause("request"), News("bill.requested"), (None, BillStatus.REQUESTED))
        record("bills.request", (KIND, public_id), after=readable(values))
        promise("bills.send", {"bill_id": bill_id})
    return public_id


def _same_form(submission: str, print_: str) -> str:
    known = db.session.execute(
        select(Bill.public_id, Bill.fingerprint).where(Bill.submission == submission)
    ).one()
    if known.fingerprint != print_:
        raise Refused(
            _(
                "This form was already sent as %(bill)s with other content, so nothing was made now. "
                "Open that bill, or start a new form."
            ),
            values={"bill": known.public_id},
        )
    return str(known.public_id)


def correct(
    public_id: str, values: Mapping[str, Any], maker: Maker, *, typed: Mapping[str, Any] | None = None
) -> None:
    """Send a bill that Flip refused again, with other content; the same correction twice is one.

    :raises Refused: when it is not a refused bill any more.
    """
    with transaction():
        bill, print_ = find(public_id), fingerprint(typed or values)
        before = {name: getattr(bill, name) for name in values}
        new = dict(values) | {
            "fingerprint": print_,
            "search_text": search_text(values),
            "refusal": None,
        }
        news = News("bill.corrected", set=new)
        if advance(KIND, bill.id, BillStatus.REQUESTED, maker.cause("correct"), news) is not Verdict.MOVED:
            if find(public_id).fingerprint == print_:
                return
            raise Refused(_("This bill is no longer waiting to be corrected."))
        record("bills.correct", (KIND, public_id), before=readable(before), after=readable(values))
        promise("bills.send", {"bill_id": bill.id})


def give_up(public_id: str, maker: Maker) -> None:
    """Withdraw a bill that is not at Flip, or of which nobody knows whether it is.

    :raises Refused: when Flip has it.
    """
    with transaction():
        bill = find(public_id)
        news = News("bill.withdrawn", set={"attention": None})
        if advance(KIND, bill.id, BillStatus.WITHDRAWN, maker.cause("give_up"), news) is not Verdict.MOVED:
            raise Refused(_("This bill cannot be given up: Flip has it, or is being asked for it."))
        record("bills.give_up", (KIND, public_id))


def send_again(public_id: str, maker: Maker) -> None:
    """A person decides that a bill of unknown fate was not made, and has it sent again.

    :raises Refused: when its fate is known by now.
    """
    with transaction():
        bill = find(public_id)
        news = News("bill.sent_again", set={"attention": None})
        if bill.attention is None or (
            advance(KIND, bill.id, BillStatus.REQUESTED, maker.cause("send_again"), news) is not Verdict.MOVED
        ):
            raise Refused(_("The fate of this bill is no longer open."))
        record("bills.send_again", (KIND, public_id))
        promise("bills.send", {"bill_id": bill.id})


def choose(public_id: str, link_id: str, candidates: Sequence[str], maker: Maker) -> None:
    """A person says which bill at Flip a bill of unknown fate is; it is read and stored after the commit.

    :raises Refused: when its fate is known by now, or the link is not one of the candidates.
    """
    with transaction():
        bill = find(public_id)
        if bill.attention is None or bill.state is not BillStatus.UNKNOWN or link_id not in candidates:
            raise Refused(_("The fate of this bill is no longer open."))
        write(KIND, bill.id, maker.cause("choose"), News("bill.chosen", {"link": link_id}))
        record("bills.choose", (KIND, public_id), details={"link": link_id})
        promise("bills.adopt", {"bill_id": bill.id, "link_id": link_id})


def request_change(
    public_id: str, changes: Mapping[str, Any], maker: Maker, *, base: str | None = None
) -> None:
    """Ask Flip to change a bill; `changes` holds some of EDITABLE and perhaps `status`.

    `base` says what the form was filled from: what others changed since is not overwritten unseen.
    :raises Refused: when the bill is not at Flip, or is no longer what the form was filled from.
    """
    with transaction():
        bill = find(public_id)
        if not bill.is_at_flip:
            raise Refused(_("Only a bill that is at Flip can be changed."))
        if base is not None and base != edit_base(bill):
            raise Refused(CHANGED_MEANWHILE)
        wanted = differing(bill, changes)
        if not wanted and not bill.refusal:
            return
        before = {name: getattr(bill, name) for name in wanted}
        if not _want(bill, (bill.wanted or {}) | readable(wanted)):
            raise Refused(CHANGED_MEANWHILE)
        verb = "bill.close_asked" if wanted.get("status") == BillStatus.INACTIVE else "bill.change_asked"
        write(KIND, bill.id, maker.cause("change"), News(verb, {"fields": [FIELDS[name] for name in wanted]}))
        record("bills.change", (KIND, public_id), before=readable(before), after=readable(wanted))
        promise("bills.edit", {"bill_id": bill.id})


def drop_change(public_id: str, maker: Maker) -> None:
    """Give up changes that Flip refused.

    :raises Refused: when there are none.
    """
    with transaction():
        bill = find(public_id)
        if not bill.wanted or not bill.refusal or not _want(bill, None):
            raise Refused(_("There is no refused change to give up."))
        write(KIND, bill.id, maker.cause("drop_change"), News("bill.change_dropped"))
        record("bills.drop_change", (KIND, public_id))


def _want(bill: Bill, wanted: Mapping[str, Any] | None) -> bool:
    version = bill.wanted_version
    values = {"wanted": wanted, "wanted_version": version + 1, "refusal": None, "updated_at": clock.now()}
    return compare_and_set(table_of(Bill), bill.id, expect={"wanted_version": version}, values=values)


def find(public_id: str) -> Bill:
    """A bill by our own id, freshly read; :raises NotFound: when there is none."""
    query = select(Bill).where(Bill.public_id == public_id).execution_options(populate_existing=True)
    bill = db.session.scalar(query)
    if bill is None:
        raise NotFound
    return bill
