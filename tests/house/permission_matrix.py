"""Who is let in where: every route and method, and the people it opens to. A new route is a new line here."""

EVERYBODY = "everybody"
PEOPLE = "people"

# "everybody" needs no sign-in, "people" is whoever is signed in; else the roles by name.
MATRIX = """
GET  /                                          people
GET  /approvals/                                manager admin
GET  /audit                                     manager admin
POST /audit/check                               manager admin
GET  /banks/                                    people
GET  /banks/<code>                              people
GET  /banks/live                                people
GET  /bills/                                    people
POST /bills/                                    staff manager admin
GET  /bills/<public_id>                         people
POST /bills/<public_id>/choose                  staff manager admin
POST /bills/<public_id>/close                   staff manager admin
GET  /bills/<public_id>/correct                 staff manager admin
POST /bills/<public_id>/correct                 staff manager admin
POST /bills/<public_id>/drop-change             staff manager admin
GET  /bills/<public_id>/edit                    staff manager admin
POST /bills/<public_id>/edit                    staff manager admin
POST /bills/<public_id>/give-up                 staff manager admin
GET  /bills/<public_id>/live                    people
GET  /bills/<public_id>/qr.png                  people
POST /bills/<public_id>/reopen                  staff manager admin
POST /bills/<public_id>/send-again              staff manager admin
GET  /bills/at-flip/<link_id>                   people
POST /bills/form                                staff manager admin
GET  /bills/new                                 staff manager admin
GET  /callbacks/                                support manager admin
POST /callbacks/<name>                          everybody
GET  /callbacks/<receipt_id>                    support manager admin
POST /callbacks/<receipt_id>/replay             support manager admin
GET  /disbursements/                            people
POST /disbursements/                            staff manager admin
GET  /disbursements/<public_id>                 people
POST /disbursements/<public_id>/approve         manager admin
GET  /disbursements/<public_id>/live            people
POST /disbursements/<public_id>/reject          manager admin
POST /disbursements/<public_id>/withdraw        staff manager admin
GET  /disbursements/new                         staff manager admin
GET  /disbursements/number/<row_id>             people
GET  /healthz                                   everybody
GET  /inquiries/                                people
POST /inquiries/                                people
GET  /inquiries/<public_id>                     people
POST /inquiries/<public_id>/again               people
GET  /inquiries/<public_id>/live                people
GET  /me                                        people
GET  /me/password                               people
POST /me/password                               people
GET  /me/second-factor                          people
POST /me/second-factor/confirm                  people
POST /me/second-factor/off                      people
POST /me/second-factor/recovery-codes           people
POST /me/second-factor/start                    people
POST /me/sessions/<sign_in_id>/end              people
POST /me/sessions/end-others                    people
GET  /metrics                                   everybody
GET  /overview/live                             people
GET  /payments/                                 people
GET  /payments/<public_id>                      people
POST /payments/<public_id>/confirm              staff manager admin
GET  /payments/<public_id>/live                 people
POST /payments/<public_id>/settle               manager admin
GET  /payments/number/<row_id>                  people
GET  /people                                    manager admin
GET  /people/<public_id>                        admin
POST /people/<public_id>                        admin
POST /people/<public_id>/disable                admin
POST /people/<public_id>/enable                 admin
POST /people/<public_id>/end-sessions           admin
POST /people/<public_id>/reset-password         admin
POST /people/<public_id>/reset-second-factor    admin
GET  /people/new                                admin
POST /people/new                                admin
POST /preferences/language                      everybody
POST /preferences/theme                         everybody
GET  /readyz                                    everybody
GET  /sign-in                                   everybody
POST /sign-in                                   everybody
GET  /sign-in/code                              everybody
POST /sign-in/code                              everybody
POST /sign-out                                  everybody
GET  /static/<filename>                         everybody
GET  /work                                      manager admin
POST /work/<work_id>/retry                      manager admin
"""

ROLES = ("staff", "support", "manager", "admin")
NOBODY = "nobody"


def entries() -> dict[tuple[str, str], frozenset[str]]:
    """The table read: (method, route) → who is let in, `nobody` being somebody who is not signed in."""
    found: dict[tuple[str, str], frozenset[str]] = {}
    for line in MATRIX.strip().splitlines():
        method, route, *who = line.split()
        assert (method, route) not in found, f"{line} stands twice"
        found[method, route] = _meant(who)
    return found


def _meant(who: list[str]) -> frozenset[str]:
    if who == [EVERYBODY]:
        return frozenset({*ROLES, NOBODY})
    if who == [PEOPLE]:
        return frozenset(ROLES)
    assert who, "a route names those it opens to"
    assert set(who) <= set(ROLES), who
    return frozenset(who)
