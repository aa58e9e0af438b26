"""The match band: how well a bank's name fits the one a person typed, over names as they really come."""

import pytest

from app.inquiries.names import Match, compare

SAME, LIKELY, UNSURE, DIFFERENT = Match.SAME, Match.LIKELY, Match.UNSURE, Match.DIFFERENT
TABLE = [
    ("Budi Santoso", "BUDI SANTOSO", SAME),
    ("budi  santoso ", "Budi Santoso", SAME),
    ("Santoso Budi", "BUDI SANTOSO", SAME),
    ("Bpk Budi Santoso", "BUDI SANTOSO", SAME),
    ("Budi Santoso", "BUDI SANTOSO SE", SAME),
    ("Dr. Budi Santoso, S.H.", "BUDI SANTOSO", SAME),
    ("H. Ahmad Fauzi", "AHMAD FAUZI", SAME),
    ("Hj Siti Aminah", "SITI AMINAH", SAME),
    ("PT Fliptech Lentera Inspirasi Pertiwi", "FLIPTECH LENTERA INSPIRASI PERTIWI PT", SAME),
    ("Fliptech Lentera Inspirasi Pertiwi", "PT FLIPTECH LENTERA INSPIRASI PERTIWI", SAME),
    ("CV Maju Jaya", "MAJU JAYA CV", SAME),
    ("CV. Maju Jaya", "MAJU JAYA", SAME),
    ("PT. Sinar Abadi Tbk", "SINAR ABADI", SAME),
    ("Jon Snow", "JONSNOW", SAME),
    ("Nur'aini", "NURAINI", SAME),
    ("José Ramírez", "JOSE RAMIREZ", SAME),
    ("PT Fliptech Lentera Inspirasi Pertiwi", "- FLIPTECH LENTERA INSPIRASI P", LIKELY),
    ("Fliptech Lentera Inspirasi Pertiwi", "FLIPTECH LENTERA INSPIRASI", LIKELY),
    ("PT Fliptech Lentera IP", "FLIPTECH LENTERA INSPIRASI PERTIWI", LIKELY),
    ("Khoirunnisa Yasmin Zawawi", "KHOIRUNNISA YASMIN Z", LIKELY),
    ("Muhammad Rizky Ramadhan", "M RIZKY RAMADHAN", LIKELY),
    ("M. Rizky Ramadhan", "MUHAMMAD RIZKY RAMADHAN", LIKELY),
    ("Siti Nurhaliza", "SITI NURHALIZAH", LIKELY),
    ("Achmad Subarjo", "AHMAD SUBARJO", LIKELY),
    ("Dewi Sartika", "DEWI SARTKIA", LIKELY),
    ("Bambang Pamungkas", "BAMBANG P", LIKELY),
    ("Agus Harimurti Yudhoyono", "AGUS H YUDHOYONO", LIKELY),
    ("Agus Yudhoyono", "AGUS HARIMURTI YUDHOYONO", LIKELY),
    ("Budi", "BUDI SANTOSO", UNSURE),
    ("Siti", "SITI AMINAH", UNSURE),
    ("Budi Santoso", "BUDI SETIAWAN", UNSURE),
    ("Ahmad Fauzi", "AHMAD RIZAL", UNSURE),
    ("PT Maju Jaya Abadi", "MAJU MUNDUR ABADI", UNSURE),
    ("Dewi Lestari Putri", "DEWI LESTARI WULANDARI", UNSURE),
    ("Budi Santoso", "SITI AMINAH", DIFFERENT),
    ("PT Fliptech Lentera Inspirasi Pertiwi", "JOHN SMITH", DIFFERENT),
    ("John Doe", "JANE ROE", DIFFERENT),
    ("CV Maju Jaya", "CV SUMBER REJEKI", DIFFERENT),
    ("Budi", "SITI", DIFFERENT),
    ("Budi Santoso", "B S", DIFFERENT),
    ("PT", "JOHN SMITH", DIFFERENT),
    ("Budi Santoso", "-", DIFFERENT),
    ("Ani", "ANA", DIFFERENT),
    ("Rina Wijaya", "TONO WIDJAJA", DIFFERENT),
]


@pytest.mark.alike
@pytest.mark.parametrize(("typed", "bank", "band"), TABLE, ids=[f"{a} ~ {b}" for a, b, _ in TABLE])
def test_a_typed_name_falls_into_its_band(typed: str, bank: str, band: Match) -> None:
    assert compare(typed, bank) is band


@pytest.mark.alike
def test_the_table_holds_at_least_forty_names() -> None:
    assert len(TABLE) >= 40
