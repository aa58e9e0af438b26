"""What the codes of the KYC host mean to the person at the counter.

Why Flip rejects an agent is told by other codes, 10 to 33.
"""

from app.flip.marking import mark

WORDS = {
    400: mark("Flip cannot read this agent's number. Open the agent from the list again and retry."),
    401: mark(
        "Flip did not take our sign-in for agents, or does not know the internet address of this server. An"
        " administrator has to check the connection settings."
    ),
    403: mark("Flip does not let this account work with agents. Ask Flip's support to open them."),
    404: mark("Flip's service for agents is not at the address set here. Tell whoever runs this server."),
    500: mark(
        "Something failed at Flip itself. Try again; if it stays so, tell Flip's support the request id."
    ),
    503: mark(
        "Flip's service for agents is not at work just now. Try again later; if it stays so, tell Flip's"
        " support the request id."
    ),
    1001: mark("Fill this in: Flip checks no agent without it."),
    1002: mark("Flip cannot use this value. Enter it again, exactly as it stands on the identity."),
    1011: mark(
        "Flip does not know this agent. The agent may belong to another account: check the connection"
        " settings."
    ),
    2001: mark(
        "This is too short or too long. An identity card has 16 digits, an address 10 to 300 characters."
    ),
    2002: mark(
        "Another agent has this already. Compare it digit by digit, and look for the agent in the list."
    ),
    2003: mark("Leave out special signs; letters, digits, spaces and . - / ( ) are allowed."),
    2004: mark("Leave out signs; letters and digits are allowed here."),
    4001: mark("Flip did not understand one of the entries. Check all of them against the identity."),
    4002: mark("Flip did not see that this is about an agent. Tell whoever runs this server."),
    4003: mark("Flip takes this agent's number for none. Reload the page and try once more."),
    4004: mark("Choose the identity again: an identity card (KTP) or a passport."),
    4006: mark(
        "Flip rejected this agent for another reason, which this does not mend. Reload the page and take the"
        " step it offers."
    ),
    4007: mark(
        "The picture is too large: it has to be smaller than 2 MB. Take it again with a lower quality."
    ),
    4008: mark(
        "The picture has to be a JPG or PNG between 256 and 4096 pixels wide and high. Take it again."
    ),
    4009: mark("Flip cannot open this picture. Take it anew with the camera, and do not edit it."),
    4010: mark(
        "The agent is not at this step with Flip now. Reload the page to see how far the check has come."
    ),
    4011: mark("This was repaired too often. Send supporting documents now."),
    4012: mark("An agent with this identity number is registered already. Look for the number in the list."),
    4013: mark("Choose what kind of document this is, for example a family card or an NPWP."),
    4014: mark("The face on the selfie and on the identity do not look alike to Flip. Ask Flip's support."),
    4015: mark("Flip can neither take nor change this agent. Ask Flip's support why."),
}
