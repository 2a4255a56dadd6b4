"""Servers on loopback that the tests talk to instead of real services.

`aimock` starts another project's server, which knows many services' languages better than we
would invent them. `studio` is our own, for what that one lacks. `faults` stands in front of
either and does to their answers what networks and gateways do. `canary` searches for a key
that must be found nowhere.
"""
