"""Notifications: what reaches people, and what is said honestly of those it did not reach.

Words: a *subscription* is one browser's endpoint at its push service, with the keys it gave
us; a *delivery* is one message to one subscription; its *outcome* is what became of it. A
*lane* holds what goes to one host. A *breaker* opens when a host answers nobody, and then
nobody waits for that host.

Invariants: what goes wrong with one endpoint touches no other; nothing is posted to an address
that is not on the list of push services, nor to one inside the operator's own network; a
subscription belongs to the VAPID key it was made with.
"""
