"""Money abroad: rates that move, what each country asks for, and the transfers (reference: international).

calls        the calls of the main host
corridors    one destination with currency, fee, limits and banks; ``rates`` is what its rate does
board        a corridor as exchange-rates shows it; ``hours`` are its cut-off and arrival
form_data    the values a form offers for a country
parameters   a create call and the names of its fields; ``errors`` are their words
checks       what is missing and what does not fit, pass by pass; ``amounts`` and ``texts`` know single values
attachments  the invoice that some transfers need, of which hash and size are kept
parties      who sends and who receives, as the object shows them
writing      accepts a transfer: key, balance, row; ``lists`` reads many
records      a transfer as a row; ``shapes`` is how the API and the callbacks show it
moves        the one place where a transfer's status changes; ``reasons`` are those of a cancel
practice     what time does by itself in practice mode
operating    what the panel does; ``loading`` puts given transfers into the books
"""
