"""A small Flip on your machine: its own Flask app and SQLite file, sharing nothing with the rest of the
house.

It is written from the API reference alone, so that a mistake of the client cannot hide in a shared module.

factory    puts the pieces together; starts and stops the background threads
settings   what the composition root must say
context    what one running sandbox holds, and how a request finds it
store      the SQLite file (``schema.sql``); ``switches`` is what the panel can set, ``calendar`` the clock
gate       every API call's way in: ``faults``, maintenance, ``auth``, the form of the body (``bodies``),
           ``signature`` over ``php_json``
answers    JSON answers and the documented error bodies; ``checks`` knows single values, ``bill_checks`` bills
general    balance, operational, maintenance, ``banks``; ``traffic`` is what others send there
bills      the accept-payment calls; ``bill_writing`` stores, ``payment_lists`` reads
records    a bill and a payment as rows; ``shapes`` is how the API and the callbacks show them; ``ids`` names
           them
moves      the one place where a payment's status changes; ``ledger`` is the balance
transfers  a room of its own: money transfer, special transfer, account inquiry, places
agents     another: who sends in the merchant's name, their check on the KYC host, transfers they make
international  another: exchange rates, the forms of each country, transfers abroad
checkout   what a customer can do; ``mover`` is what time does: expiry, and practice mode
courier    sends callbacks; ``deliveries`` keeps them
loading    puts given objects into the books; ``books`` shows everything held
pay        the customer's pages
panel      the operator's pages; ``panel_api`` is the same in JSON, ``operating`` does it
"""
