"""Reconciliation: what a partner honoured in a month, and what comes of it where they disagree.

A *statement* (对账单) is of one *provider* and one *month*. Its *lines* are what happened to *uses*
of vouchers: *used*; *double*, since another counter was first, or *unpaid*, since its minutes
had been spent elsewhere: for neither does anybody pay; counted *instead* of a first use that was
undone; *paid*, since minutes of its person came again; *undone* by two people. A use can be
*disputed* by the provider's people, once, and is *answered* by those of the division: as soon as
two of them say the same it is settled. It is *kept*, or a line of its own puts it right:
*struck* takes it back, so that its voucher is good again or gives its minutes back; *honoured*
counts a double or unpaid use, whose minutes were spent once or not at all.

What always holds: a line never changes, and what puts it right is another line; whoever disputes
does not answer; a month is open for as long after its end as counters may settle what they used
without a network, what arrives later falls into the next, and a closed month stays as it is; the
minutes of all months together are those that the ledger says were spent for what was used, and not
given back.
"""
