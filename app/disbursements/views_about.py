"""What lives beside the form of a payout: the facts, and the name check."""

from flask import request
from werkzeug.wrappers import Response

from app.disbursements import name_check, queries, through
from app.disbursements.about import about
from app.disbursements.filling import maker, offer
from app.disbursements.forms import PayoutForm
from app.disbursements.views import blueprint
from app.web.guard import needs
from app.web.live import unchanged
from app.web.pages import fragment


@blueprint.get("/about")
@needs("disbursements.write")
def facts() -> Response:
    """Bank, fee and balance for what is filled in so far; the account number is not asked for here."""
    form = PayoutForm(request.args, meta={"csrf": False})
    payout = queries.disbursement(request.args.get("payout", ""))
    found = about(form, payout)
    return unchanged(found.version) or fragment("disbursements/_about.html", about=found, payout=payout)


@blueprint.get("/agents")
@needs("disbursements.write")
def agents() -> Response:
    """Who is suggested while one types through whom to send."""
    words = request.args.get("agent", "").strip()[:100]
    return fragment("disbursements/_agents.html", agents=through.suggested(words))


@blueprint.post("/name-check")
@needs("inquiries.ask")
def check_name() -> Response:
    """Ask the bank who holds the account, or take the answer that is known already."""
    form = PayoutForm()
    offer(form)
    return fragment("disbursements/_name_check.html", check=name_check.ask(form, maker()))


@blueprint.get("/name-check/<public_id>")
@needs("inquiries.read")
def name_checked(public_id: str) -> Response:
    """The answer, as soon as there is one; 204 while nothing is new."""
    check = name_check.of(public_id, request.args.get("typed_name", "").strip()[:255])
    return unchanged(check.version) or fragment("disbursements/_name_check.html", check=check)
