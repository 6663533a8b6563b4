"""Audit: what those with a role read and wrote, kept so that others can look.

Words: an *entry* says who did what to which subject, in which scope and why, with hashes of
the subject before and after. Entries only grow in number: no one changes or removes one, not
even through the database. They name accounts by their random ids and hold no personal data,
so that deleting a person leaves them true. A *reason* is what somebody typed and may name a
person: it lies sealed beside its entry, and is erased with the account it is about.
"""
