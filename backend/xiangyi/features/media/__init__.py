"""Media: photos that people send, and what is left of them.

Words: a photo is *developed* into two WebP pictures, at most 1280 and 320 pixels on the longer
side, upright, in sRGB, with nothing else of the file that came; its *digest* names them for
ever. A photo that no feature *keeps* within two days is removed. Everybody sees a picture under
`/media/` for as long as a feature *shows* it, and nobody before or after; whoever may see it
besides does so by an operation that asks who they are. What browsers and caches on the way have
kept of a picture while it was shown, for up to a year, cannot be called back.

Invariants: what was sent is never stored nor served; it is decoded in a process of its own that
may use little memory and little time; on its way in it takes up room that is bounded.
"""
