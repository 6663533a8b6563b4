"""Benefits: what hours of service are good for, at a counter.

A *benefit* is something that an organisation, its *provider*, gives to volunteers of a division,
because some text says so, its *basis*: of one of four categories, to who is *eligible*, for some
redeemable minutes or for none, so often for each person, as long as its *stock* lasts, but not on
its *black-out* days. It is drafted by one person and approved by another. What is approved never
changes: another *version* of the same *line* takes its place. A *voucher* is one person's right to
it once, on the terms of its version, until it runs out; its *token*, signed, is in a QR code, its
*code* is ten characters to type. At a *counter* somebody of the provider *looks* at a voucher,
which locks it for two minutes, and then *uses* it. A counter without a network holds this morning's
*list*, uses vouchers provisionally, and *settles* each later. *Lots* are redeemable minutes by
their age.

What always holds: service minutes are never touched. A voucher's minutes are spent when it is
issued and come back once when it runs out, is cancelled or void; they are never spent twice for one
voucher, however many counters say that they have used it. At most one use of a voucher counts. The
oldest minutes go first; none lapses before its person was told so, thirty days ahead. Nobody
approves what they wrote, and nobody takes a use back alone. A counter learns yes or no, the
benefit and a masked name; no voucher is made for a provider without the person's consent to that.
"""
