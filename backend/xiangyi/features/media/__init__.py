"""Media: photos that people send, and what is left of them; and papers of meetings.

Words: a photo is *developed* into two WebP pictures, at most 1280 and 320 pixels on the longer
side, upright, in sRGB, with nothing else of the file that came; its *digest* names them for
ever. A photo that no feature *keeps* within two days is removed. Everybody sees a picture under
`/media/` for as long as a feature *shows* it, and nobody before or after; whoever may see it
besides does so by an operation that asks who they are. What browsers and caches on the way have
kept of a picture while it was shown, for up to a year, cannot be called back.

A paper is a PDF that a child of ours has *examined*: no program, nothing packed in, not locked. It
is kept as it came, under its SHA-256, and handed out as a file to save, by whoever asks which
feature it belongs to.

Invariants: of a photo what was sent is never stored nor served. Both are read in a process of its
own that may use little memory and little time; on their way in they take up room that is bounded.
"""
