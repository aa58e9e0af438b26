"""Each identifier of an account abroad is read as people write it, and what is none is told why."""

import pytest

from app.lib.countries import alpha2
from app.parties.identifiers import CHECKED, WrongIdentifier, read_identifier

pytestmark = pytest.mark.alike

NUL, LONG = "\x00", "1" * 10_000
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
ONLY = "letters and digits only"
# What was typed, the country the money goes to, and what is kept.
GOOD = {
    "iban": [
        ("DE89370400440532013000", "DEU", "DE89370400440532013000"),
        ("de89 3704 0044 0532 0130 00", "DEU", "DE89370400440532013000"),
        ("DE89-3704-0044-0532-0130-00", "DEU", "DE89370400440532013000"),
        ("DE89\u00a03704\u20090044–0532 0130 00\u200b", "DEU", "DE89370400440532013000"),
        ("DE89370400440532013000".translate(WIDE), "DEU", "DE89370400440532013000"),
        ("FR1420041010050500013M02606", "FRA", "FR1420041010050500013M02606"),
        ("NL91ABNA0417164300", "NLD", "NL91ABNA0417164300"),
        ("BE68 5390 0754 7034", "BEL", "BE68539007547034"),
        ("ES9121000418450200051332", "ESP", "ES9121000418450200051332"),
        ("MT84MALT011000012345MTLCAST001S", "MLT", "MT84MALT011000012345MTLCAST001S"),
        ("NO93 8601 1117 947", "NOR", "NO9386011117947"),
        ("SA0380000000608010167519", "SAU", "SA0380000000608010167519"),
        ("TR330006100519786457841326", "TUR", "TR330006100519786457841326"),
        ("AE070331234567890123456", "ARE", "AE070331234567890123456"),
        ("VA59001123000012345678", "VAT", "VA59001123000012345678"),
        ("DE89370400440532013000", "ZZY", "DE89370400440532013000"),
    ],
    "swift_bic_code": [
        ("DEUTDEFF", "DEU", "DEUTDEFF"),
        ("deutdeff500", "DEU", "DEUTDEFF500"),
        ("DEUT DE FF", "DEU", "DEUTDEFF"),
        ("DEUT-DE-FF-500", "DEU", "DEUTDEFF500"),
        ("HSBCHKHHHKH", "HKG", "HSBCHKHHHKH"),
        ("CHASUS33", "USA", "CHASUS33"),
        ("ＣＨＡＳＵＳ３３", "USA", "CHASUS33"),
        ("MIDLGB22", "GBR", "MIDLGB22"),
        ("DBSSSGSG", "SGP", "DBSSSGSG"),
        ("KOEXKRSE", "KOR", "KOEXKRSE"),
        ("BKKBTHBK", "THA", "BKKBTHBK"),
        ("BOTKJPJT", "JPN", "BOTKJPJT"),
    ],
    "ach_code": [
        ("021000021", "USA", "021000021"),
        ("0210 0002 1", "USA", "021000021"),
        ("0210-0002-1", "USA", "021000021"),
        ("021000021".translate(WIDE), "USA", "021000021"),
        ("121000248", "USA", "121000248"),
        ("026009593", "USA", "026009593"),
        ("111000025", "USA", "111000025"),
        ("322271627", "USA", "322271627"),
        ("011401533", "USA", "011401533"),
        ("091000019", "USA", "091000019"),
        ("\t021000021\n", "USA", "021000021"),
        ("021.000.021", "USA", "021000021"),
    ],
    "sort_code": [
        ("506967", "GBR", "506967"),
        ("12-34-56", "GBR", "123456"),
        ("12 34 56", "GBR", "123456"),
        ("12–34–56", "GBR", "123456"),
        ("12.34.56", "GBR", "123456"),
        ("123456".translate(WIDE), "GBR", "123456"),
        ("90-00-17", "IRL", "900017"),
        (" 040004 ", "GBR", "040004"),
        ("12\u00a034\u00a056", "GBR", "123456"),
        ("000001", "GBR", "000001"),
        ("99-99-99", "IRL", "999999"),
        ("\ufeff200000", "GBR", "200000"),
    ],
    "bsb_number": [
        ("062000", "AUS", "062000"),
        ("123-456", "AUS", "123456"),
        ("123 456", "AUS", "123456"),
        ("062\u2011000", "AUS", "062000"),
        ("062.000", "AUS", "062000"),
        ("062000".translate(WIDE), "AUS", "062000"),
        (" 484799", "AUS", "484799"),
        ("012002", "AUS", "012002"),
        ("082-001", "AUS", "082001"),
        ("732-001", "AUS", "732001"),
        ("112 - 879", "AUS", "112879"),
        ("0 6 2 0 0 0", "AUS", "062000"),
    ],
    "ifs_code": [
        ("HDFC0000001", "IND", "HDFC0000001"),
        ("hdfc0000001", "IND", "HDFC0000001"),
        ("HDFC 0 000001", "IND", "HDFC0000001"),
        ("HDFC-0-000001", "IND", "HDFC0000001"),
        ("SBIN0001234", "IND", "SBIN0001234"),
        ("ICIC0SF0002", "IND", "ICIC0SF0002"),
        ("UTIB0CCH274", "IND", "UTIB0CCH274"),
        ("ＨＤＦＣ０００００01", "IND", "HDFC0000001"),
        (" PUNB0123400 ", "IND", "PUNB0123400"),
        ("KKBK0000958", "IND", "KKBK0000958"),
        ("YESB0000001", "IND", "YESB0000001"),
        ("BARB0DBGANJ", "IND", "BARB0DBGANJ"),
    ],
    "branch_number": [
        ("001", "JPN", "001"),
        ("123", "JPN", "123"),
        ("１２３", "JPN", "123"),
        (" 001 ", "JPN", "001"),
        ("0 0 1", "JPN", "001"),
        ("0-01", "JPN", "001"),
        ("999", "JPN", "999"),
        ("050", "JPN", "050"),
        ("640\u3000", "JPN", "640"),
        ("000", "JPN", "000"),
        ("318", "JPN", "318"),
        ("7.7.7", "JPN", "777"),
    ],
}
# What was typed, the country the money goes to, and what is said of it.
BAD = {
    "iban": [
        ("DE89370400440532013000", "FRA", "is of an account in"),
        ("GB29NWBK60161331926819", "IRL", "is of an account in"),
        ("DE89370400440532013001", "DEU", "no such IBAN"),
        ("DE8937040044053201300", "DEU", "no such IBAN"),
        ("DE893704004405320130000", "DEU", "no such IBAN"),
        ("ED89370400440532013000", "DEU", "is of an account in"),
        ("DE98370400440532013000", "DEU", "no such IBAN"),
        ("DE", "DEU", "begins with two letters"),
        ("370400440532013000", "DEU", "begins with two letters"),
        ("XX89370400440532013000", "ZZY", "no such IBAN"),
        ("DE89370400440532013000".translate(ARABIC), "DEU", ONLY),
        (f"DE89{NUL}370400440532013000", "DEU", ONLY),
        ("DE89370400440532013000<b>", "DEU", ONLY),
        ("DE89" + LONG, "DEU", "begins with two letters"),
        ("", "DEU", ONLY),
    ],
    "swift_bic_code": [
        ("DEUTDEFF", "FRA", "is of a bank in"),
        ("DEUTDEF", "DEU", "8 or 11"),
        ("DEUTDEFF5", "DEU", "8 or 11"),
        ("DEUTDEFF5000", "DEU", "8 or 11"),
        ("1EUTDEFF", "DEU", "8 or 11"),
        ("DEUTD3FF", "DEU", "8 or 11"),
        ("CHASUS33", "GBR", "is of a bank in"),
        ("DEUTDE_F", "DEU", ONLY),
        (f"DEUTDEFF{NUL}", "DEU", ONLY),
        ("ДEUTDEFF", "DEU", ONLY),
        ("A" * 10_000, "DEU", "8 or 11"),
        ("   ", "DEU", ONLY),
    ],
    "ach_code": [
        ("021000022", "USA", "no such routing number"),
        ("021000012", "USA", "no such routing number"),
        ("02100002", "USA", "9 digits"),
        ("0210000210", "USA", "9 digits"),
        ("02100002A", "USA", "9 digits"),
        ("000000000", "USA", "no such routing number"),
        ("999999992", "USA", "no such routing number"),
        ("021000021".translate(ARABIC), "USA", ONLY),
        (f"02100{NUL}0021", "USA", ONLY),
        ("021/000021", "USA", ONLY),
        (LONG, "USA", "9 digits"),
        ("--", "USA", ONLY),
    ],
    "sort_code": [
        ("12345", "GBR", "6 digits"),
        ("1234567", "GBR", "6 digits"),
        ("12-34-5", "GBR", "6 digits"),
        ("12-34-5A", "GBR", "6 digits"),
        ("000000", "GBR", "6 digits"),
        ("00-00-00", "IRL", "6 digits"),
        ("12/34/56", "GBR", ONLY),
        ("123456".translate(ARABIC), "GBR", ONLY),
        (f"12345{NUL}6", "GBR", ONLY),
        ("²³⁴⁵⁶", "GBR", "6 digits"),
        (LONG, "GBR", "6 digits"),
        (" ", "GBR", ONLY),
    ],
    "bsb_number": [
        ("06200", "AUS", "6 digits"),
        ("0620000", "AUS", "6 digits"),
        ("062-00", "AUS", "6 digits"),
        ("O62000", "AUS", "6 digits"),
        ("000-000", "AUS", "6 digits"),
        ("062_000", "AUS", ONLY),
        ("062,000", "AUS", ONLY),
        ("062000".translate(ARABIC), "AUS", ONLY),
        (f"{NUL}062000", "AUS", ONLY),
        ("062-OOO", "AUS", "6 digits"),
        (LONG, "AUS", "6 digits"),
        ("\u200b", "AUS", ONLY),
    ],
    "ifs_code": [
        ("HDFCO000001", "IND", "not the letter O"),
        ("HDFC1000001", "IND", "4 letters, a 0"),
        ("HDFC000001", "IND", "4 letters, a 0"),
        ("HDFC00000011", "IND", "4 letters, a 0"),
        ("HDF00000001", "IND", "4 letters, a 0"),
        ("1DFC0000001", "IND", "4 letters, a 0"),
        ("HDFC0 00001", "IND", "4 letters, a 0"),
        ("HDFC0_00001", "IND", ONLY),
        (f"HDFC{NUL}000001", "IND", ONLY),
        ("HDFC०००००01", "IND", ONLY),
        ("H" * 10_000, "IND", "4 letters, a 0"),
        (".", "IND", ONLY),
    ],
    "branch_number": [
        ("1", "JPN", "3 digits"),
        ("01", "JPN", "3 digits"),
        ("0001", "JPN", "3 digits"),
        ("A01", "JPN", "3 digits"),
        ("12O", "JPN", "3 digits"),
        ("一二三", "JPN", ONLY),
        ("001".translate(ARABIC), "JPN", ONLY),
        (f"00{NUL}1", "JPN", ONLY),
        ("0/1", "JPN", ONLY),
        ("+01", "JPN", ONLY),
        (LONG, "JPN", "3 digits"),
        ("", "JPN", ONLY),
    ],
}


def test_there_are_enough_of_each() -> None:
    assert set(GOOD) == set(BAD) == CHECKED
    assert min(map(len, (*GOOD.values(), *BAD.values()))) >= 12


@pytest.mark.parametrize("name", sorted(CHECKED))
def test_what_is_one_is_read_however_people_write_it(name: str) -> None:
    for typed, country, kept in GOOD[name]:
        assert read_identifier(name, typed, country) == kept, typed


@pytest.mark.parametrize("name", sorted(CHECKED))
def test_what_is_none_is_told_why(name: str) -> None:
    for typed, country, said in BAD[name]:
        with pytest.raises(WrongIdentifier) as refused:
            read_identifier(name, typed, country)
        assert said in refused.value.message, typed[:40]


def test_the_country_that_was_found_and_the_one_that_was_wanted_are_told() -> None:
    with pytest.raises(WrongIdentifier) as refused:
        read_identifier("iban", "DE89370400440532013000", "FRA")
    assert (refused.value.found, refused.value.wanted) == ("DE", "FR")


def test_three_letters_of_a_country_are_two_where_it_has_them() -> None:
    known = {"DEU": "DE", "GBR": "GB", "VAT": "VA", "SMR": "SM", "ARE": "AE", "CHE": "CH", "SWE": "SE"}
    assert {alpha3: alpha2(alpha3) for alpha3 in known} == known
    assert [alpha2(odd) for odd in ("ZZY", "", "DE", "GB-ENG", NUL, "deu")] == [None] * 6
