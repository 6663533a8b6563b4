"""Identity: who is asking, what they may do, and what is kept of them.

Words: an *account* is a person here, by a random id; a *device* is one sign-in on one phone
or computer, with its rotating refresh token; a *role* is held in a *scope* (a division with
all below it, an organisation, a station); a *member* belongs to an organisation; a *consent*
is for one purpose and can be withdrawn; *acting-for* is a clerk entering for a person without
a phone (Art 14), whose account is *kept* until they *claim* it.

Invariants: phone, name, birth date and identity number are sealed; a phone is found by a keyed
hash. Nobody grants more than they hold, an administrator needs two persons, and a withdrawn
role is gone at the next request. An erased account keeps its random id and nothing else.
"""
