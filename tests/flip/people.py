"""An agent and a picture, for the tests of agents."""

from datetime import date

from app.flip.agents import NewAgent, Residence
from app.flip.kyc import Picture

AGENT = NewAgent(
    name="Siti Aminah",
    identity_type="ktp",
    identity_number="0012345678901234",
    birth_date=date(1998, 6, 4),
    birth_place="Depok",
    country_id="1",
    province_id="12",
    city_id="184",
    district_id="1234",
    address="Jalan Margonda Raya",
    gender="female",
    occupation="housewife",
    phone_number="085674563456",
)
ELSEWHERE = Residence(country_id="1", province_id="1", city_id="2", district_id="3", address="Jalan Jauh 10")
# Bytes that a line-wise or a text reader would spoil.
JPEG = Picture(b"\xff\xd8\xff\xe0\r\n--\r\n\x00" + bytes(range(256)) * 8, "image/jpeg")
PNG = Picture(b"\x89PNG\r\n\x1a\n" + bytes(range(255, -1, -1)) * 8, "image/png")
