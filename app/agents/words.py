"""What the events of an agent mean, in plain words."""

from app.audit.verbs import name_verbs
from app.lib.labels import mark as _
from app.timeline.stories import tell

tell("agent.started", _("Somebody began to fill in this agent"), icon="user-plus")
tell("agent.changed", _("The data were changed"), _("Changed: %(fields)s."), icon="pencil")
tell(
    "agent.phone_verified",
    _("The phone number was confirmed as verified"),
    _("The number that ends in %(ends)s."),
    tone="good",
    icon="phone",
)
tell("agent.requested", _("The agent is to be registered at Flip"), tone="progress", icon="hourglass")
tell("agent.sending", _("Flip is asked to register the agent"), _("Attempt %(attempt)s."), icon="send")
tell(
    "agent.not_sent",
    _("Flip could not be asked"),
    _("Nothing happened at Flip. It is tried again in about %(seconds)s seconds. %(reason)s"),
    tone="waiting",
    icon="clock-pause",
)
tell(
    "agent.unknown",
    _("Flip did not answer"),
    _("Nobody knows yet whether the agent is registered. Flip is asked again: its numbers are unique there."),
    tone="attention",
    icon="help",
)
tell(
    "agent.undecided",
    _("Flip has one of the numbers already"),
    _("It may be this very agent. Enter the agent's number at Flip, or correct the numbers."),
    tone="attention",
    icon="help",
)
tell("agent.chosen", _("A person said which agent at Flip it is"), _("Number %(number)s."), icon="user-check")
tell(
    "agent.another",
    _("That is another agent"),
    _("Flip shows other numbers under %(number)s, or nobody."),
    tone="attention",
    icon="user-x",
)
tell("agent.registered", _("Flip registered the agent"), _("Number %(number)s."), tone="good", icon="id")
tell("agent.found", _("Flip shows this agent"), _("Number %(number)s."), icon="id")
tell("agent.found_elsewhere", _("Found at Flip, made elsewhere"), _("Number %(number)s."), icon="world")
tell("agent.refused", _("Flip did not register the agent"), tone="bad", icon="circle-x")
tell("agent.data_sent", _("Flip took the corrected data"), icon="check")
tell("agent.repaired", _("Flip took the corrected data and verifies again"), icon="check")
tell("agent.data_refused", _("Flip did not take the corrected data"), tone="bad", icon="circle-x")
tell("agent.submit_asked", _("The agent is to be submitted"), tone="progress", icon="send")
tell("agent.submit_refused", _("Flip did not take the submission"), tone="bad", icon="circle-x")
tell("agent.withdrawn", _("The agent was given up"), icon="trash")
tell("agent.basic_data", _("Flip waits for the identity card"), tone="waiting", icon="id")
tell("agent.card_failed", _("Flip cannot use the picture of the card"), tone="bad", icon="photo-x")
tell("agent.card_accepted", _("Flip took the picture of the card"), tone="good", icon="id")
tell("agent.selfie_checking", _("Flip is checking the selfie"), tone="progress", icon="hourglass")
tell("agent.selfie_failed", _("Flip did not accept the selfie"), "%(reason)s", tone="bad", icon="photo-x")
tell("agent.selfie_accepted", _("Flip accepted the selfie"), tone="good", icon="camera")
tell("agent.pending", _("Flip is verifying the agent"), tone="progress", icon="hourglass")
tell("agent.suspicious", _("Flip is looking closer"), tone="progress", icon="hourglass")
tell("agent.need_to_check", _("Somebody at Flip is looking"), tone="progress", icon="hourglass")
tell("agent.help", _("Flip asks for documents"), "%(reason)s", tone="attention", icon="file-plus")
tell("agent.approved", _("Flip verified the agent"), tone="good", icon="circle-check")
tell("agent.rejected", _("Flip rejected the agent"), "%(reason)s", tone="bad", icon="circle-x")
tell("agent.reason_changed", _("Flip rejected the agent for another reason"), "%(reason)s", tone="bad")
tell(
    "agent.unknown_word",
    _("Flip used a status we do not know"),
    _("The word is %(word)s. Nothing was changed."),
    tone="attention",
    icon="help",
)
tell(
    "agent.lost",
    _("Flip does not show this agent any more"),
    _("Flip does not know its own number %(number)s. No money goes through the agent until it does."),
    tone="attention",
    icon="help",
)
tell("agent.standing", _("Flip changed the agent's standing"), _("From %(before)s to %(now)s."), icon="lock")
tell("agent.suspended", _("The agent was suspended here"), "%(reason)s", tone="bad", icon="player-pause")
tell("agent.resumed", _("The agent may send money again"), "%(reason)s", tone="good", icon="player-play")
tell("agent.picture_taken", _("A picture was taken"), "%(part)s. %(via)s.", icon="camera")
tell("agent.picture_removed", _("A picture was removed"), "%(part)s", icon="trash")
tell(
    "agent.pictures_deleted",
    _("Pictures were deleted here: they were kept long enough"),
    "%(parts)s",
    icon="trash",
)
tell("agent.handed_off", _("A phone was asked for pictures"), "%(parts)s", icon="device-mobile")
tell("agent.handoff_opened", _("A phone opened the address"), icon="device-mobile")
tell("agent.handoff_closed", _("The address for a phone was ended"), icon="device-mobile")
tell("agent.documents_asked", _("Documents are to be sent to Flip"), "%(parts)s", icon="send")
tell(
    "agent.picture_sent",
    _("Flip has the picture"),
    _("%(parts)s. Flip's support finds it by %(request_id)s."),
    icon="check",
)
tell(
    "agent.picture_refused",
    _("Flip did not take the picture"),
    _("%(parts)s. Flip's support finds it by %(request_id)s."),
    tone="bad",
    icon="photo-x",
)
name_verbs(
    {
        "agents.take_picture": _("took a picture of an agent's papers"),
        "agents.remove_picture": _("removed a picture of an agent's papers"),
        "agents.forget_pictures": _("deleted pictures of an agent's papers that were kept long enough"),
        "agents.hand_off": _("had a phone take pictures of an agent's papers"),
        "agents.hand_off_close": _("ended the address by which a phone takes pictures"),
        "agents.send_documents": _("had documents of an agent sent"),
        "agents.start": _("began to fill in an agent"),
        "agents.change": _("changed the data of an agent"),
        "agents.register": _("had an agent registered at Flip"),
        "agents.adopt": _("said which agent at Flip an agent is"),
        "agents.submit": _("had an agent submitted for verification"),
        "agents.give_up": _("gave an agent up"),
        "agents.suspend": _("suspended an agent"),
        "agents.resume": _("let a suspended agent send money again"),
        "agents.reveal": _("looked at the whole identity and phone number of an agent"),
        "agents.view_picture": _("looked at a picture of an agent's papers"),
        "agents.ask_flip": _("had Flip asked how an agent stands"),
    }
)
