"""What the deeds of the people's room are called in the audit log."""

from app.lib.labels import mark as _

VERBS = {
    "sign_in": _("signed in"),
    "sign_in.password": _("gave a password to sign in"),
    "sign_in.code": _("gave a one-time code to sign in"),
    "sign_in.throttled": _("tried too often to sign in"),
    "sign_out": _("signed out"),
    "account.password_changed": _("changed their own password"),
    "account.password_refused": _("gave a wrong present password"),
    "account.session_ended": _("ended one of their own sessions"),
    "account.sessions_ended": _("ended all their other sessions"),
    "second_factor.started": _("began to set up a second factor"),
    "second_factor.enrolled": _("turned the second factor on"),
    "second_factor.recovery_renewed": _("drew new recovery codes"),
    "second_factor.off": _("turned the second factor off"),
    "person.added": _("added a person"),
    "person.changed": _("changed a person"),
    "person.disabled": _("disabled a person"),
    "person.enabled": _("let a person in again"),
    "person.password_reset": _("reset a person's password"),
    "person.second_factor_reset": _("reset a person's second factor"),
    "person.sessions_ended": _("ended all sessions of a person"),
}
