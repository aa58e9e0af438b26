"""A transfer abroad by its pages alone: prepared, approved, sent once, and arrived or given back."""

from app.payouts.statuses import PayoutStatus
from tests.international.counter import Counter
from tests.international.test_transfer_shown import words_of
from tests.world import wait_until


def sent(counter: Counter) -> tuple[str, str]:
    """A transfer that Flip has: our id and Flip's."""
    public_id = counter.prepare()
    assert counter.approve(public_id).status_code == 303
    counter.world.work()
    transfer = counter.transfer(public_id)
    assert transfer.status is PayoutStatus.PENDING
    assert transfer.transaction.flip_id
    return public_id, transfer.transaction.flip_id


def ends(counter: Counter, public_id: str, flip_id: str, **said: str) -> str:
    """Have Flip end it; the words of its page once its callback was worked."""

    def is_final() -> bool:
        counter.world.work()
        return counter.transfer(public_id).is_final

    counter.world.flip.panel(f"international/{flip_id}", said)
    wait_until(is_final)
    return words_of(counter.staff.get(f"/international/{public_id}").text)


def test_one_form_is_sent_once_and_arrives(counter: Counter) -> None:
    public_id, flip_id = sent(counter)
    at_flip = counter.world.flip.books()["international"]
    assert [str(one["id"]) for one in at_flip] == [flip_id]
    page = words_of(counter.staff.get(f"/international/{public_id}").text)
    assert "Rate Flip took Rp 19.000,55" in page
    assert f"Flip's number {flip_id}" in page
    page = ends(counter, public_id, flip_id, status="SUCCESSFUL")
    assert "Arrived" in page
    assert "Our receipt, to print" in page
    receipt = counter.staff.get(f"/international/{public_id}/receipt")
    assert "GBP 52.63" in receipt.text


def test_one_that_flip_gives_back_says_why_and_may_be_made_anew(counter: Counter) -> None:
    public_id, flip_id = sent(counter)
    page = ends(counter, public_id, flip_id, status="CANCELLED", reason="INVALID_BENEFICIARY")
    assert (
        "The recipient&#39;s account is not valid" in page or "The recipient's account is not valid" in page
    )
    assert counter.staff.post(f"/international/{public_id}/ask-flip").status_code == 303
    counter.world.work()
    shown = counter.staff.get(f"/international/{public_id}").text
    assert f'href="/international/new?anew={public_id}"' in shown
    form = counter.staff.get(f"/international/new?anew={public_id}").text
    assert f'name="anew" type="hidden" value="{public_id}"' in form
    again = counter.send(
        anew=public_id, alike_reason="The account was closed", beneficiary_account_number="31926820"
    )
    assert again.status_code == 303
    assert public_id in counter.staff.get(again.headers["Location"]).text
