"""The pages of money abroad that are looked at: a name, its endpoint, who goes there, and where."""

from app.users.permissions import Role

STAFF, SUPPORT = Role.STAFF, Role.SUPPORT
ABROAD = (
    ("rates-abroad", "corridors.rates", SUPPORT, "/international/rates?type=B2B&amount_idr=5jt"),
    ("rates-abroad-wrong", "corridors.rates", STAFF, "/international/rates?amount_idr=abc"),
    ("rates-abroad-nothing-fits", "corridors.rates", STAFF, "/international/rates?q=nosuch"),
    ("corridor", "corridors.corridor", STAFF, "/international/rates/C2C/GBR/GBP?amount=52.63"),
    ("corridor-closed", "corridors.corridor", SUPPORT, "/international/rates/C2C/AUS/AUD?amount_idr=1jt"),
    ("corridor-wrong", "corridors.corridor", STAFF, "/international/rates/C2C/JPN/JPY?amount=10.5"),
)
