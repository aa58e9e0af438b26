"""Bendahara: the map of the house, floor by floor; imports go strictly down, and this file imports nothing.

10  wsgi, factory, cli, rooms   where the rooms are joined
 9  overview, reports           the first page: what needs a person now; how the balance stood
    transactions                one list over every kind of money movement
 8  disbursements               money out to bank accounts
 7  payouts                     what every transfer out shares: approvals
 6  bills, inquiries            what customers were asked to pay; who holds a bank account
 5  payments, banks, balances   what customers paid; where money can be sent; what stands at Flip
    places                      cities and countries by Flip's codes; the regions of agents
 4  callbacks, gateway          the inbox for Flip's knocks; the only door to Flip
 3  users, audit, timeline, outbox
 2  web, vault                  pages, guards, forms; what is sealed at rest
 1  db, extensions              transactions, compare-and-set, types
 0  config, lib, flip           settings, plain helpers, the Flip API as a library
    sandbox                     a small Flip of our own, a house apart
"""
