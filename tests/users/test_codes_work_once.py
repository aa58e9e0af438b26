"""P27: a one-time code, and a recovery code, works once, also for fifty who try at the same moment."""

from datetime import timedelta

from app.db.transaction import transaction
from app.users import account, second_factor, totp
from app.users.identity import SignedIn, behind
from tests.users.bench import House, later

SEED = "JBSWY3DPEHPK3PXP"


def spend(person_id: int, code: str) -> bool:
    with transaction():
        return second_factor.spend_code(person_id, code)


def test_p27_fifty_at_once_one_succeeds(house: House) -> None:
    person = house.person("manager", totp_secret=SEED).id
    code = totp.code_of(SEED)
    assert sum(house.all_at_once(lambda n: spend(person, code), 50)) == 1


def test_p27_fifty_at_once_with_a_recovery_code_one_succeeds(house: House) -> None:
    me = signed_in(house)
    account.start_second_factor(me)
    codes = account.confirm_second_factor(me, totp.code_of(pending(house, me)))

    def try_it(number: int) -> bool:
        with transaction():
            return second_factor.spend_recovery_code(me.id, codes[0])

    assert sum(house.all_at_once(try_it, 50)) == 1
    assert second_factor.codes_left(me.id) == second_factor.RECOVERY_CODES - 1


def test_p27_a_code_does_not_work_twice(house: House) -> None:
    person = house.person("manager", totp_secret=SEED).id
    code = totp.code_of(SEED)
    assert spend(person, code)
    assert not spend(person, code)


def test_p27_a_used_code_closes_those_before_it(house: House) -> None:
    person = house.person("manager", totp_secret=SEED).id
    step = totp.step_now()
    assert spend(person, totp.code_of(SEED, step))
    assert not spend(person, totp.code_of(SEED, step - 1))
    with later(timedelta(seconds=30)):
        assert spend(person, totp.code_of(SEED, step + 1))


def test_clocks_may_differ_by_one_step_and_no_more(house: House) -> None:
    step = totp.step_now()
    for shift, accepted in ((-2, False), (-1, True), (0, True), (1, True), (2, False)):
        person = house.person("manager", totp_secret=SEED).id
        with later(timedelta(0)):
            step = totp.step_now()
            assert spend(person, totp.code_of(SEED, step + shift)) is accepted


def test_what_is_not_six_digits_is_no_code(house: House) -> None:
    person = house.person("manager", totp_secret=SEED).id
    for typed in ("", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "12 34", "-12345", "１２３４５６"):
        assert not spend(person, typed)
    code = totp.code_of(SEED)
    assert spend(person, f"{code[:3]} {code[3:]}")


def test_codes_are_those_of_rfc_6238() -> None:
    seed = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    expected = {59: "287082", 1111111109: "081804", 1234567890: "005924", 20000000000: "353130"}
    assert {moment: totp.code_of(seed, moment // 30) for moment in expected} == expected


def test_a_person_without_a_second_factor_has_no_codes(house: House) -> None:
    assert not spend(house.person("staff").id, "123456")


def signed_in(house: House) -> SignedIn:
    browser = house.as_("staff")
    with browser.client.session_transaction() as session:
        me = behind(session["sign_in"])
    assert me is not None
    return me


def pending(house: House, me: SignedIn) -> str:
    seed = second_factor.pending_of(me.id)
    assert seed is not None
    return seed
