/** What the server takes, in its own words: see tests/contracts/test_limits.py. */

export const PHOTO_BYTES = 10_000_000
export const PAPER_BYTES = 10_000_000
export const VOICE_BYTES = 1_000_000
