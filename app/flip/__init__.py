"""The Flip for Business API as a Python library: it knows Flip, and neither Flask nor SQL nor this house.

Start at `client.FlipClient`. Everything a call can raise is drawn in `errors`; what Flip sends by itself is
in `callbacks`.
"""
