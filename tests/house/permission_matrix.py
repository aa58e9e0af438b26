"""Who is let in where: every route and method, and the people it opens to. A new route is a new line here."""

EVERYBODY = "everybody"
PEOPLE = "people"

# "everybody" needs no sign-in, "people" is whoever is signed in; else the roles by name.
MATRIX = """
GET  /                                          people
GET  /agents/<public_id>/phone                  staff manager admin
POST /agents/<public_id>/phone                  staff manager admin
POST /agents/<public_id>/phone/close            staff manager admin
GET  /agents/<public_id>/phone/live             staff manager admin
GET  /agents/                                   people
GET  /agents/<public_id>                        people
POST /agents/<public_id>/ask-flip               people
POST /agents/<public_id>/give-up                staff manager admin
GET  /agents/<public_id>/live                   people
GET  /agents/<public_id>/resume                 manager admin
POST /agents/<public_id>/resume                 manager admin
POST /agents/<public_id>/reveal                 staff manager admin
GET  /agents/<public_id>/suspend                manager admin
POST /agents/<public_id>/suspend                manager admin
GET  /agents/number/<row_id>                    people
GET  /agents/new                                staff manager admin
GET  /agents/new/identity                       staff manager admin
POST /agents/new/identity                       staff manager admin
GET  /agents/<public_id>/continue               people
GET  /agents/<public_id>/<step>                 people
GET  /agents/<public_id>/<step>/live            people
POST /agents/<public_id>/<step>                 staff manager admin
POST /agents/<public_id>/address                staff manager admin
POST /agents/<public_id>/adopt                  staff manager admin
POST /agents/<public_id>/documents              staff manager admin
POST /agents/<public_id>/documents/<picture_id>/remove staff manager admin
POST /agents/<public_id>/documents/send         staff manager admin
POST /agents/<public_id>/identity               staff manager admin
GET  /agents/<public_id>/pictures/<picture_id>  staff manager admin
POST /agents/<public_id>/submit                 staff manager admin
GET  /approvals/                                manager admin
POST /approvals/approve                         manager admin
POST /approvals/confirm                         manager admin
POST /approvals/reject                          manager admin
GET  /audit                                     manager admin
POST /audit/check                               manager admin
GET  /balances/                                 staff manager admin
GET  /balances/chip                             staff manager admin
GET  /balances/live                             staff manager admin
GET  /banks/                                    people
GET  /banks/<code>                              people
GET  /banks/<code>/now                          people
GET  /banks/live                                people
GET  /beneficiaries/                            people
POST /beneficiaries/                            staff manager admin
GET  /beneficiaries/<public_id>                 people
GET  /beneficiaries/<public_id>/edit            staff manager admin
POST /beneficiaries/<public_id>/edit            staff manager admin
POST /beneficiaries/<public_id>/remove          staff manager admin
GET  /beneficiaries/new                         staff manager admin
GET  /beneficiaries/suggested                   people
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
POST /disbursements/<public_id>/ask-bank        people
POST /disbursements/<public_id>/ask-flip        staff manager admin
GET  /disbursements/<public_id>/edit            staff manager admin
POST /disbursements/<public_id>/edit            staff manager admin
GET  /disbursements/<public_id>/live            people
POST /disbursements/<public_id>/keep            staff manager admin
GET  /disbursements/<public_id>/receipt         people
POST /disbursements/<public_id>/reject          manager admin
POST /disbursements/<public_id>/settle          manager admin
POST /disbursements/<public_id>/withdraw        staff manager admin
GET  /disbursements/about                       staff manager admin
GET  /disbursements/agents                      staff manager admin
POST /disbursements/name-check                  people
GET  /disbursements/name-check/<public_id>      people
GET  /disbursements/new                         staff manager admin
GET  /disbursements/number/<row_id>             people
GET  /healthz                                   everybody
GET  /inquiries/                                people
POST /inquiries/                                people
GET  /inquiries/<public_id>                     people
POST /inquiries/<public_id>/again               people
GET  /inquiries/<public_id>/live                people
GET  /international/                            people
POST /international/                            staff manager admin
GET  /international/<public_id>                 people
POST /international/<public_id>/approve         manager admin
POST /international/<public_id>/ask-flip        staff manager admin
GET  /international/<public_id>/attachment      staff manager admin
GET  /international/<public_id>/edit            staff manager admin
POST /international/<public_id>/edit            staff manager admin
GET  /international/<public_id>/live            people
POST /international/<public_id>/new-quote       staff manager admin
GET  /international/<public_id>/receipt         people
POST /international/<public_id>/reject          manager admin
POST /international/<public_id>/settle          manager admin
POST /international/<public_id>/withdraw        staff manager admin
GET  /international/new                         staff manager admin
GET  /international/new/countries               staff manager admin
GET  /international/new/wait                    staff manager admin
GET  /international/number/<row_id>             people
GET  /international/quote                       staff manager admin
GET  /international/beneficiaries/              people
POST /international/beneficiaries/              staff manager admin
GET  /international/beneficiaries/<public_id>   people
GET  /international/beneficiaries/<public_id>/edit staff manager admin
POST /international/beneficiaries/<public_id>/edit staff manager admin
POST /international/beneficiaries/<public_id>/remove staff manager admin
GET  /international/beneficiaries/countries     staff manager admin
GET  /international/beneficiaries/new           staff manager admin
GET  /international/beneficiaries/wait          staff manager admin
GET  /international/rates                       people
GET  /international/rates/<transaction_type>/<country>/<currency> people
GET  /international/rates/<transaction_type>/<country>/<currency>/live people
GET  /international/rates/live                  people
GET  /international/senders/                    people
POST /international/senders/                    staff manager admin
GET  /international/senders/<public_id>         people
GET  /international/senders/<public_id>/edit    staff manager admin
POST /international/senders/<public_id>/edit    staff manager admin
POST /international/senders/<public_id>/remove  staff manager admin
GET  /international/senders/new                 staff manager admin
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
GET  /phone/<token>                             everybody
POST /phone/<token>                             everybody
GET  /phone/done                                everybody
GET  /places/regions                          staff manager admin
GET  /readyz                                    everybody
GET  /settings/                                 manager admin
GET  /settings/connection                       manager admin
POST /settings/connection/check                 manager admin
GET  /settings/connection/live                  manager admin
GET  /settings/limits                           manager admin
POST /settings/limits                           admin
GET  /settings/pictures                         manager admin
POST /settings/pictures                         admin
GET  /settings/signature                        manager admin
POST /settings/signature/keys                   admin
POST /settings/signature/keys/<key_id>/forget   admin
GET  /settings/signature/keys/<key_id>/public.pem manager admin
POST /settings/signature/keys/<key_id>/turn-off admin
GET  /settings/signature/keys/<key_id>/turn-on  admin
POST /settings/signature/keys/<key_id>/turn-on  admin
GET  /sign-in                                   everybody
POST /sign-in                                   everybody
GET  /sign-in/code                              everybody
POST /sign-in/code                              everybody
POST /sign-out                                  everybody
GET  /static/<filename>                         everybody
GET  /transactions/                             people
GET  /set-aside                                 manager admin
POST /set-aside/<work_id>/retry                 manager admin
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
