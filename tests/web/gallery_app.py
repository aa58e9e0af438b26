"""A small app that shows every layout and component with made-up contents, for eyes and for axe."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace as Thing
from typing import Any

import segno
from flask import Flask, Response, flash, render_template, request, session, url_for
from flask_babel import Babel
from flask_wtf import CSRFProtect, FlaskForm
from jinja2 import FileSystemLoader
from wtforms import (
    BooleanField,
    EmailField,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    validators,
)

from app.web.picture_field import PictureField
from app.web.sprite import draw, icons_used

ROOT = Path(__file__).resolve().parents[2]
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
NOW = datetime.now(UTC)
ERRORS = ("403", "404", "405", "413", "422", "429", "500", "generic")
TONES = {
    "waiting": ("Waiting for a manager", "clock"),
    "progress": ("Creating link", "loader"),
    "good": ("Paid", "check"),
    "bad": ("Refused by Flip", "x"),
    "muted": ("Closed", "lock"),
    "attention": ("Unknown at Flip", "help"),
}
STATUSES = {tone: Thing(tone=tone, label=label, icon=icon) for tone, (label, icon) in TONES.items()}
MENU = (
    ("Overview", "home"),
    ("Bills", "receipt"),
    ("Payments", "cash"),
    ("Disbursements", "send"),
    ("Approvals", "checks"),
    ("Callbacks", "bell"),
    ("People", "users"),
    ("Settings", "settings"),
)
BANKS: Any = ["BCA", "Bank Mandiri"]
KINDS: Any = ["single", "multiple"]
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]


class GalleryForm(FlaskForm):  # type: ignore[misc]
    """Every kind of field, some of them wrong."""

    title = StringField("Title", [validators.DataRequired()])
    amount = StringField("Amount", [validators.DataRequired()])
    bank = SelectField("Bank", choices=BANKS)
    kind = RadioField("Who pays", choices=KINDS, default="single")
    card = PictureField("Identity card", camera="environment")
    note = TextAreaField("Note", description="Only people here see it.")
    address = BooleanField("Ask for the customer's address")
    email = EmailField("Email", [validators.DataRequired()])
    password = PasswordField("Password", [validators.DataRequired()])


class Coded(str):
    """An error text that carries Flip's code."""

    code = "1020"


def gallery() -> Flask:
    """Build the app; its pages are named like their templates, and `?theme=` and `?language=` choose."""
    app = Flask(__name__, static_folder=str(ROOT / "static"))
    app.config.update(SECRET_KEY="gallery", TESTING=True)
    here = [str(Path(__file__).parent / "gallery"), str(ROOT / "templates")]
    app.jinja_loader = FileSystemLoader(here)
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.filters.update(_filters())
    Babel(app, locale_selector=lambda: request.args.get("language", "en"))
    CSRFProtect(app)
    app.jinja_env.globals["static_url"] = _address
    app.context_processor(_shell)
    for endpoint in ("preferences.language", "preferences.theme", "users.sign_out"):
        app.add_url_rule(f"/{endpoint}", endpoint, lambda: Response(status=204), methods=["POST"])
    for endpoint in ("users.me", "reports.balances", "reports.balance_chip"):
        app.add_url_rule(f"/{endpoint}", endpoint, lambda: Response(status=204))
    _pages(app)
    app.after_request(_policy)
    return app


def _address(path: str) -> str:
    return "/icons.svg" if path == "vendor/icons.svg" else url_for("static", filename=path)


def _pages(app: Flask) -> None:
    @app.get("/part")
    def part() -> str:
        session["asked"] = session.get("asked", 0) + 1
        return render_template("part.html", done=session["asked"] > 2)

    @app.get("/asked")
    def times_asked() -> str:
        return str(session.get("asked", 0))

    @app.get("/icons.svg")
    def icons() -> Response:
        drawn = draw(icons_used(ROOT) | icons_here(), ROOT / "node_modules" / "@tabler" / "icons" / "icons")
        return Response(drawn, mimetype="image/svg+xml")

    @app.get("/qr.svg")
    def code() -> Response:
        svg = segno.make("http://127.0.0.1:5001/pay/x", error="m").svg_inline(scale=6, border=2)
        svg = svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
        return Response(svg, mimetype="image/svg+xml")

    @app.route("/<name>", methods=["GET", "POST"])
    def show(name: str) -> str:
        if name in ERRORS:
            people = ["Ratna (manager)", "Andi (admin)"]
            words = {"permission": "approve disbursements", "holders": people, "retry_after": 30}
            code = name if name.isdigit() else "503"
            return render_template(
                f"errors/{name}.html", status_code=code, reference="9f2c41d07be38a55", **words
            )
        form = GalleryForm(formdata=None, data={"title": "Iuran", "kind": "single"})
        if name == "form":
            form.card.errors = ["This picture is 200 × 150 pixels; each side must be between 256 and 4096."]
            form.amount.errors = [Coded("Flip asks for at least Rp 10.000.")]
            form.kind.errors = ["Choose one."]
        if name == "list":
            flash("The bill was created.", "success")
        return render_template(f"{name}.html", form=form, **_contents())


def icons_here() -> set[str]:
    """Icons that only the gallery shows."""
    return {icon for _, icon in (*TONES.values(), *MENU)} | {"pencil", "plus"}


def _contents() -> dict[str, Any]:
    day = timedelta(days=1)
    titles = (
        "Iuran sekolah Juli 2026, kelas 4B",
        "Sewa kios Blok M",
        "Katering rapat tahunan",
        "Donasi banjir",
    )
    people = ("Budi Santoso", "Siti Rahmawati", "PT Maju Jaya", "–")
    rows = [
        Thing(title=title, customer=who, status=status, at=NOW - day * (n / 2), amount=1_250_000 * 7**n)
        for n, (title, who, status) in enumerate(zip(titles, people, STATUSES.values(), strict=False))
    ]
    counts = {"All": "1.000+", "Active": "128", "Paid": "731", "Closed": "12", "Expired": "0"}
    tabs = [Thing(label=name, href="/list", count=n, active=name == "All") for name, n in counts.items()]
    events = [
        Thing(
            title=title, detail=detail, tone=tone, icon=TONES[tone][1], source=source,
            happened_at=NOW - timedelta(minutes=3) if source == "Flip's callback" else None,
            received_at=NOW - timedelta(minutes=2) if source == "Flip's callback" else None,
            recorded_at=NOW - timedelta(minutes=2),
        )
        for title, detail, tone, source in (
            ("Payment SUCCESSFUL", "Rp 1.250.000 by BCA virtual account", "good", "Flip's callback"),
            ("Link is open", None, "progress", "Flip's answer"),
            ("Bill requested", "by Sari Wulandari", "muted", "staff@example.test"),
        )
    ]  # fmt: skip
    return {
        "statuses": STATUSES, "rows": rows, "tabs_of_list": tabs, "events": events,
        "page": Thing(newer_href="/list?after=1", older_href="/list?before=2"),
        "moments": Thing(soon=NOW - timedelta(hours=2)),
    }  # fmt: skip


def _shell() -> dict[str, Any]:
    person = Thing(
        is_authenticated=True,
        display_name="Sari Wulandari",
        email="staff@example.test",
        role=Thing(label="Staff"),
        may=lambda permission: permission == "balances.read",
    )
    balance = Thing(
        balance_idr=12_345_678, reserved_idr=155_000, free_idr=12_190_678, read_at=NOW, is_old=False
    )
    menu = [Thing(label=label, icon=icon, href="/list", active=label == "Bills") for label, icon in MENU]
    return {
        "current_user": person, "navigation": menu, "languages": LANGUAGES,
        "language": request.args.get("language", "en"), "theme": request.args.get("theme", "light"),
        "environment": request.args.get("environment", "sandbox"),
        "flip_state": Thing(tone="good", label="Operational", heard_at=NOW),
        "balance": balance, "balance_version": "1",
    }  # fmt: skip


def _filters() -> dict[str, Callable[[Any], str]]:
    return {
        "rupiah": lambda n: "Rp " + f"{n:,}".replace(",", "."),
        "wib": lambda at: at.astimezone().strftime("%d Nov 2026 %H:%M:%S WIB"),
        "iso": lambda at: at.isoformat(timespec="seconds"),
        "utc": lambda at: at.strftime("%Y-%m-%d %H:%M:%S UTC"),
        "relative": lambda at: "2 minutes ago" if NOW - at < timedelta(days=1) else "",
        "megabytes": lambda size: f"{(size or 1_000_000) / 1_000_000:g}",
        "grouped": lambda number: " ".join(number[i : i + 4] for i in range(0, len(number), 4)),
    }


def _policy(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = POLICY
    return response
