"""The text of a QRIS code: EMVCo tag-length-value with its checksum, so that a real reader accepts the
form.
"""

NMID = "ID1020000000001"
MERCHANT = "BENDAHARA PRACTICE"
_RUPIAH = "360"


def qr_text(payment_id: str, amount: int) -> str:
    account = _field("00", "ID.CO.FLIP.SANDBOX") + _field("01", "936009140000000001") + _field("02", NMID)
    body = "".join(
        [
            _field("00", "01"),
            _field("01", "12"),  # for one payment only
            _field("26", account + _field("03", "UMI")),
            _field("52", "5999"),
            _field("53", _RUPIAH),
            _field("54", str(amount)),
            _field("58", "ID"),
            _field("59", MERCHANT),
            _field("60", "JAKARTA"),
            _field("62", _field("01", payment_id[-25:])),
            "6304",
        ]
    )
    return body + f"{_checksum(body):04X}"


def _field(tag: str, value: str) -> str:
    return f"{tag}{len(value):02}{value}"


def _checksum(text: str) -> int:
    """CRC-16/CCITT-FALSE, as EMVCo asks for."""
    crc = 0xFFFF
    for byte in text.encode():
        crc ^= byte << 8
        for _ in range(8):
            crc = (crc << 1) ^ 0x1021 if crc & 0x8000 else crc << 1
            crc &= 0xFFFF
    return crc
