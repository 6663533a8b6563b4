"""Organisations: who acts here besides persons.

Words: an *organisation* has a kind and a home division; owners, approvers, providers and
handlers are organisations, so that "another organisation" can be checked. An *external id*
is what another system calls it. Who belongs to one is remembered by `identity`. One that has
closed stays, for what it once did.
"""
