"""Consultations: calling people together, and telling them.

A *consultation* (协商) is one meeting in one of five *forms*: 议事会, 听证会, 恳谈会, 屋场会,
楼栋会. A *convener* (召集人) drafts it and chooses its audience; it is *announced* once, by
somebody else where it goes to many. From then on people *answer*: coming, not, or sending
somebody. A changed or cancelled one tells them again.

What always holds: who announces to many is not who wrote it; what was announced is said once,
in words that stay: only when and where may change, and everybody is told; each change is a
revision with who, when, before and after. Who comes is told to whoever convenes, to nobody else.
"""
