"""Documents: what somebody served, on paper, so that a stranger can believe it.

A *document* (平台服务记录) says what the ledger said of one person's service for one organisation,
its *issuer*, between two days, when it was *issued*. It has a *form*: *full* lists each activity,
*least* says only that there were at least so many hours. Its *number* stands on it; its *token*,
signed, is in its QR code and says the same in short, so that anybody can check it without a
network and without asking us. A document can be *revoked*; a signed list of the numbers of those
that are is public, and phones keep it.

What always holds: a document is issued by whoever recorded the service (谁记录谁证明), to the
person alone, at once and for nothing; minutes are shown apart by how far they are proved; what is
issued never changes; it is revoked once a correction makes it untrue. Of somebody erased only the
number stays, and whether it was revoked.
"""
