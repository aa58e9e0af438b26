"""Flip gives links without a scheme: we add that of the API's address, and nothing else ever."""

import pytest

from app.flip.bills import Bill


@pytest.mark.parametrize(
    ("link_url", "scheme_of", "url"),
    [
        ("flip.id/$a/#b-1", "https://bigflip.id/api", "https://flip.id/$a/#b-1"),
        ("127.0.0.1:5001/pay/b-1", "http://127.0.0.1:5001/api", "http://127.0.0.1:5001/pay/b-1"),
        ("//flip.id/$a", "https://bigflip.id/api", "https://flip.id/$a"),
        ("https://flip.id/$a", "http://127.0.0.1:5001/api", "https://flip.id/$a"),
        ("javascript:alert(1)", "https://bigflip.id/api", "https://javascript:alert(1)"),
        ("flip.id/$a", "nonsense", "https://flip.id/$a"),
        ("", "https://bigflip.id/api", ""),
    ],
)
def test_url_of_a_bill(link_url: str, scheme_of: str, url: str) -> None:
    assert Bill(link_id="1", link_url=link_url).url(scheme_of) == url
