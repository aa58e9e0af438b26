"""Agents: people whom Flip knows before money is sent in their name, and what is sent so (reference: agents).

calls        the agents calls of the main host; ``kyc_calls`` those of the KYC host
door         what the KYC host asks of every call, and how its bodies are read
checks       one agent's fields; ``errors`` are their words, ``regions`` the places they name
writing      keeps an agent's data; ``uploads``, ``documents`` and ``repairs`` are the steps of the check
pictures     the rules for a picture, of which hash and size are kept
rejections   why Flip refuses an agent, and which call mends it
records      an agent as a row; ``shapes`` is how the API and the callbacks show it
moves        the one place where an agent's KYC status changes
disbursements  transfers in an agent's name: the kind that the transfers' room accepts
practice     what time does by itself in practice mode
operating    what the panel does; ``loading`` puts given agents into the books
"""
