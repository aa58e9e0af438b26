"""The house with one more route, which takes a picture, for servers in processes of their own."""

import resource

from app.extensions import csrf
from app.factory import create_app
from app.vault.picture_problems import BadPicture
from app.web.guard import public
from app.web.uploads import picture_in, uploads


def take() -> str:
    """Take the picture of a request; its sides."""
    try:
        taken = picture_in("card")
    except BadPicture as bad:
        return bad.problem.value
    return f"{taken.width} × {taken.height}"


def peak() -> str:
    """The most memory this server has held, in bytes."""
    return str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)


app = create_app()
app.add_url_rule("/take", "take", csrf.exempt(uploads()(public(take))), methods=["POST"])
app.add_url_rule("/peak", "peak", public(peak))
