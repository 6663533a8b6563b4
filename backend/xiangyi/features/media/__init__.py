"""Media: photos that people send, and what is left of them.

Words: a photo is *developed* into two WebP pictures, at most 1280 and 320 pixels on the longer
side, upright, in sRGB, with nothing else of the file that came; its *digest* names them for
ever. A photo that no feature *keeps* within two days is removed.

Invariants: what was sent is never stored nor served; it is decoded in a process of its own that
may use little memory and little time.
"""
