"""Reconciliation: what a partner honoured in a month, and what comes of it where they disagree.

A *statement* (对账单) is of one *provider* and one *month*. Its *lines* are what happened to
vouchers: *used*; *double*, used once more where there was no network, for which nobody pays;
*undone* by two people. A line of a statement can be *disputed* by the provider's people, once, and
is *answered* by those of the division: as soon as two of them say the same it is settled. It is
*kept*, or a line of its own puts it right: *struck* takes a use back, and gives its minutes to
whoever spent them; *honoured* counts a double use, whose minutes were spent once.

What always holds: a line never changes, and what puts it right is another line; whoever disputes
does not answer; a month waits seven days for what was used without a network, what arrives later
falls into the next, and a closed month stays as it is; the minutes of all months together are those
that the ledger says were spent for what was used, and not given back.
"""
