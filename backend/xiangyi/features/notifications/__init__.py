"""Notifications: telling people something, and knowing whom it has not reached.

A *campaign* is one thing that is told to an *audience*, written in the transaction in which it
came to be true. The worker turns it into *notices* (通知), one in the inbox of each person, and
makes *attempts* to knock: Web Push for each *subscription* of theirs, a text message where it
matters and nothing else was seen. A *thread* is what several campaigns are about; a later one
takes the place of those before it. To *follow* a subject is to be told of it.

Three things become of a notice. It is *fetched* by a phone, so that it can be read without a
network, which nobody need know of. It is *seen* once a person had it before their eyes: its row
stood on a screen of the app that was open and visible, or they acted upon it. It is *read* once
they opened it, or wanted to be reminded of none. Only what was not seen falls back to a message.

What always holds: the inbox is the truth, and a knock is a courtesy whose outcome is kept. Nothing
is told that did not happen; nothing that happened goes untold, whenever a process is killed. What
leaves through somebody else's push service says nothing of the person and nothing of the matter.
"""
