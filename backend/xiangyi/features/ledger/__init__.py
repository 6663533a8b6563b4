"""Ledger: the minutes that people have served, kept so that nobody can rewrite them unseen.

Words: an *account* of minutes is a volunteer's, `service` or `redeemable`, or an organisation's,
`issue`. A *posting* moves minutes between accounts: its *entries* sum to zero. The *commitment* of
a posting hides what it is about and whose it is behind a salt; its *opening*, the salt and those
words, lies apart. A *receipt* is an entry with its opening, which the volunteer keeps. The *tree*
is that of RFC 6962 over all entries in the order of their ids; a *checkpoint* is its root at one
size, signed, and kept outside the database too.

Invariants: entries only grow in number. A volunteer's account is a chain: each entry has the next
number and the hash of the one before, and no balance is below zero. Service minutes only grow, but
for a correction. No minutes pass from one person to another. Entries have random ids, minutes and
hashes, so that erasing a person (the holder of their accounts, and the openings) leaves everything
to be verified.
"""
