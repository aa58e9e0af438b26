"""The invoice of a transfer: chosen once, kept while the form is corrected, saved by those who may."""

import io
import re
from datetime import timedelta

from sqlalchemy import func, select

from app.extensions import db
from app.international.holding_papers import forget_old
from app.international.paper_models import HeldPaper
from tests.bills.bench import errors_beside, typed
from tests.international.counter import INVOICE, Counter
from tests.users.bench import later

MYS = ("B2B", "MYS")
OTHER = b"%PDF-1.4 another invoice"


def held() -> int:
    """How many papers wait with their forms."""
    db.session.rollback()
    return db.session.scalar(select(func.count(HeldPaper.id))) or 0


def test_an_invoice_goes_along_and_stands_on_the_page(counter: Counter) -> None:
    counter.reads(*MYS)
    public_id = counter.prepare(*MYS)
    page = counter.boss.get(f"/international/{public_id}").text
    assert "pdf, 1 KB" in page
    assert f'href="/international/{public_id}/attachment"' in page
    assert held() == 0


def test_a_file_that_was_fine_is_kept_while_something_else_is_corrected(counter: Counter) -> None:
    counter.reads(*MYS)
    refused = counter.send(*MYS, amount="nothing")
    assert refused.status_code == 422
    assert "The file you chose is kept with this form: pdf" in refused.text
    token = typed(refused.text, "held_paper") or ""
    assert len(token) > 30
    # No file this time: a browser never fills that box again.
    again = counter.send(*MYS, attachment="", held_paper=token, amount="0,1")
    assert "Below the minimum" in errors_beside(again.text, "amount")[0]
    assert typed(again.text, "held_paper") == token
    sent = counter.send(*MYS, attachment="", held_paper=token)
    assert sent.status_code == 303
    public_id = sent.headers["Location"].rsplit("/", 1)[-1]
    assert counter.staff.get(f"/international/{public_id}/attachment").data == INVOICE


def test_another_file_replaces_the_one_that_was_kept(counter: Counter) -> None:
    counter.reads(*MYS)
    token = typed(counter.send(*MYS, amount="nothing").text, "held_paper")
    sent = counter.send(*MYS, attachment=(io.BytesIO(OTHER), "b.pdf"), held_paper=token)
    public_id = sent.headers["Location"].rsplit("/", 1)[-1]
    assert counter.staff.get(f"/international/{public_id}/attachment").data == OTHER


def test_p30_nobody_gets_at_a_paper_that_waits_for_somebody_else(counter: Counter) -> None:
    counter.reads(*MYS)
    token = typed(counter.send(*MYS, amount="nothing").text, "held_paper")
    stranger = counter.world.as_("staff")
    refused = counter.send(*MYS, browser=stranger, attachment="", held_paper=token)
    assert refused.status_code == 422
    assert "Malaysia asks for the invoice" in errors_beside(refused.text, "attachment")[0]


def test_a_kept_file_is_gone_after_a_day(counter: Counter) -> None:
    counter.reads(*MYS)
    token = typed(counter.send(*MYS, counter.boss, amount="nothing").text, "held_paper")
    with later(timedelta(hours=23)):
        forget_old()
        assert held() == 1
    with later(timedelta(hours=25)):
        counter.reads(*MYS)
        again = counter.world.house.browser_of(counter.manager)
        assert counter.send(*MYS, again, attachment="", held_paper=token).status_code == 422
        forget_old()
    assert held() == 0


def test_p41_whoever_saves_the_invoice_is_written_down_and_no_browser_shows_it(counter: Counter) -> None:
    counter.reads(*MYS)
    address = f"/international/{counter.prepare(*MYS)}/attachment"
    head = counter.boss.client.head(address)
    assert head.data == b""
    assert counter.world.house.entries("international.view_attachment") == []
    answer = counter.boss.get(address)
    assert answer.data == INVOICE
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer.headers["Cache-Control"]
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    [entry] = counter.world.house.entries("international.view_attachment")
    assert entry.person_id == counter.manager.id
    assert counter.world.as_("support").get(address).status_code == 403
    assert len(counter.world.house.entries("international.view_attachment")) == 1


def test_no_invoice_and_no_transfer_are_no_page(counter: Counter) -> None:
    public_id = counter.prepare()
    assert counter.staff.get(f"/international/{public_id}/attachment").status_code == 404
    assert counter.staff.get("/international/INT-NONE/attachment").status_code == 404


def test_an_edit_keeps_the_invoice_that_is_there_unless_another_is_chosen(counter: Counter) -> None:
    counter.reads(*MYS)
    public_id = counter.prepare(*MYS)
    page = counter.staff.get(f"/international/{public_id}/edit").text
    assert "The file that is there stays unless you choose another: pdf" in page
    base = typed(page, "base")
    sent = counter.filled(*MYS, attachment="", base=base, amount="310")
    assert counter.staff.post(f"/international/{public_id}/edit", **sent).status_code == 303
    address = f"/international/{public_id}/attachment"
    assert counter.staff.get(address).data == INVOICE
    base = typed(counter.staff.get(f"/international/{public_id}/edit").text, "base")
    sent = counter.filled(*MYS, attachment=(io.BytesIO(OTHER), "b.pdf"), base=base, amount="310")
    assert counter.staff.post(f"/international/{public_id}/edit", **sent).status_code == 303
    assert counter.staff.get(address).data == OTHER


def test_a_file_too_large_is_said_beside_its_field(counter: Counter) -> None:
    counter.reads(*MYS)
    large = b"%PDF-1.7 " + b"x" * 11_000_000
    refused = counter.send(*MYS, attachment=(io.BytesIO(large), "large.pdf"))
    assert refused.status_code == 422
    assert "larger than 5 MB" in errors_beside(refused.text, "attachment")[0]
    assert re.search(r'name="amount"[^>]*value="300.6"', refused.text)


def test_one_made_anew_takes_the_invoice_along_and_says_so(counter: Counter) -> None:
    counter.reads(*MYS)
    public_id = counter.prepare(*MYS)
    counter.staff.post(f"/international/{public_id}/withdraw")
    counter.staff.post(f"/international/{public_id}/ask-flip")
    counter.world.work()
    page = counter.staff.get(f"/international/new?anew={public_id}").text
    assert "The file that is there stays unless you choose another: pdf, 1 KB" in page
    again = counter.send(*MYS, attachment="", anew=public_id)
    assert again.status_code == 303
    assert counter.staff.get(f"{again.headers['Location']}/attachment").data == INVOICE
