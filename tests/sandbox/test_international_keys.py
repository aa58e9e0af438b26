"""Idempotency keys of transfers abroad: their own space, the first answer again, freed on cancel (reference:
international, disbursement).
"""

import threading

from tests.sandbox.abroad_steps import (
    abroad,
    ask_abroad,
    ask_company,
    company_abroad,
    finish,
    held,
    set_rate,
    shown,
)
from tests.sandbox.bench import Bench


def test_the_same_key_gets_the_same_bytes_whatever_has_changed(bench: Bench) -> None:
    first = ask_abroad(bench, key="k")
    finish(bench, first.json())
    set_rate(bench, "GBR", rate=1)
    for again in (
        ask_abroad(bench, key="k"),
        ask_abroad(bench, key="k", amount=""),
        ask_company(bench, key="k"),
    ):
        assert (again.status_code, again.content) == (200, first.content)
    assert shown(bench, first.json())["status"] == "SUCCESSFUL"
    assert len(held(bench)) == 1


def test_a_cancelled_transfer_gives_its_key_back(bench: Bench) -> None:
    first = abroad(bench, key="k")
    finish(bench, first, "CANCELLED")
    second = abroad(bench, key="k")
    assert second["id"] != first["id"]
    assert shown(bench, first)["idempotency_key"] == "k"


def test_a_refused_transfer_leaves_the_key_free(bench: Bench) -> None:
    assert ask_abroad(bench, key="k", amount="0.1").status_code == 422
    assert company_abroad(bench, key="k")["idempotency_key"] == "k"


def test_domestic_transfers_have_another_space(bench: Bench) -> None:
    domestic, foreign = bench.transfer(key="k"), abroad(bench, key="k")
    assert domestic["id"] != foreign["id"]


def test_a_key_of_at_most_255_characters_is_needed(bench: Bench) -> None:
    for ask in (ask_abroad, ask_company):
        assert bench.errors(ask(bench, key="none")) == [("idempotency-key", 1001)]
        assert bench.errors(ask(bench, key="k" * 256)) == [("idempotency-key", 1024)]
    assert abroad(bench, key="k" * 255)["idempotency_key"] == "k" * 255


def test_ten_at_once_with_one_key_make_one_transfer(bench: Bench) -> None:
    barrier, answers = threading.Barrier(10), []

    def push() -> None:
        other = Bench(bench.app, bench.url)
        barrier.wait()
        answers.append(ask_abroad(other, key="k").content)

    threads = [threading.Thread(target=push) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(answers), len(set(answers)), len(held(bench))) == (10, 1, 1)
    assert bench.balance() == 950_000_000_000 - 1_079_999
