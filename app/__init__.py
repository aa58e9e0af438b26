"""Bendahara: the map of the house, floor by floor; imports go strictly down, and this file imports nothing.

10  wsgi, factory, cli, rooms   where the rooms are joined
 9  overview                    the first page: what needs a person now
 6  bills                       what customers were asked to pay
 5  payments                    what customers paid
 4  callbacks, gateway          the inbox for Flip's knocks; the only door to Flip
 3  users, audit, timeline, outbox, policy
 2  web, vault                  pages, guards, forms; what is sealed at rest
 1  db, extensions              transactions, compare-and-set, types
 0  config, lib, flip           settings, plain helpers, the Flip API as a library
    sandbox                     a small Flip of our own, a house apart
"""
