"""A file that a sandbox without money transfer left behind opens, keeps what it held, and transfers money."""

import sqlite3
from pathlib import Path

from tests.sandbox.abroad_steps import abroad
from tests.sandbox.agent_steps import agent_in
from tests.sandbox.bench import MakeBench

# The tables whose columns have changed since, as they were.
BEFORE = """
CREATE TABLE banks (code TEXT PRIMARY KEY, status TEXT, queue INTEGER, fee INTEGER);
INSERT INTO banks VALUES ('bca', 'DISTURBED', 77, 6500);
CREATE TABLE switches (name TEXT PRIMARY KEY, value TEXT NOT NULL);
INSERT INTO switches VALUES ('id_style', '"short"');
CREATE TABLE movements (
    id INTEGER PRIMARY KEY AUTOINCREMENT, at REAL NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL,
    amount INTEGER NOT NULL, balance INTEGER NOT NULL
);
INSERT INTO movements (at, kind, subject, amount, balance) VALUES (1.0, 'opening', '', 100000, 100000);
"""


def test_an_older_file_is_renewed_when_it_is_opened(tmp_path: Path, make_bench: MakeBench) -> None:
    with sqlite3.connect(tmp_path / "sandbox.db") as db:
        db.executescript(BEFORE)
    db.close()
    for opened in range(2):
        bench = make_bench(background=False)
        (bca,) = bench.api("GET", "/general/banks?code=bca").json()
        assert (bca["status"], bca["queue"], bca["fee"]) == ("DISTURBED", 77 + opened, 6500)
        if not opened:
            assert bench.transfer()["id"] == 1
        assert bench.balance() == 100_000 - 31_500
    assert bench.panel("POST", "/banks/bca", cut_off=True, name="BCA Digital").json()["name"] == "BCA Digital"


def test_a_file_from_before_agents_and_money_abroad_keeps_its_transfers(
    tmp_path: Path, make_bench: MakeBench
) -> None:
    former = make_bench(background=False).transfer()
    with sqlite3.connect(tmp_path / "sandbox.db") as db:
        db.execute("ALTER TABLE transfers DROP COLUMN agent_id")
        db.executescript("DROP TABLE agents; DROP TABLE agent_pictures; DROP TABLE agent_repairs;")
        db.executescript("DROP TABLE international; DROP TABLE international_keys; DROP TABLE corridors;")
    db.close()
    bench = make_bench(background=False)
    assert bench.api("GET", f"/disbursement/{former['id']}").json()["id"] == former["id"]
    agent = agent_in(bench, "APPROVED")
    sent = bench.transfer("/agent-disbursements", agent_id=agent, direction="DOMESTIC_SPECIAL_TRANSFER")
    (listed,) = bench.api("GET", "/agent-disbursements").json()["data"]
    assert listed["id"] == sent["id"]
    assert abroad(bench)["status"] == "PENDING"
