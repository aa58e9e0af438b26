"""Money out: transfers, the accounts they go to, and what a bank's queue does to them (reference:
disbursement, general).

calls      the money transfer and special calls; ``answering`` are the inquiry and the lists of places
checks     one request's fields, ``sender_checks`` those of a special transfer; ``errors`` are their words
kinds      what tells the kinds of transfer apart; the agents' room has one of its own
limits     what is checked when the fields are good: account, bank, company, balance
timestamps the X-TIMESTAMP header
writing    accepts a transfer: key, hold, balance, row; ``lists`` reads many, ``queues`` tells a place
records    a transfer as a row; ``shapes`` is how the API and the callbacks show it
moves      the one place where a transfer's status changes
accounts   whom an account belongs to, and who knows; ``inquiries`` asks
places     cities and countries
practice   what time does by itself in practice mode
operating  what the panel does; ``loading`` puts given transfers into the books
"""
