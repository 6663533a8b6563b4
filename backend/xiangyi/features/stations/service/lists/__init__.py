"""Lists at a desk: sent, looked through, taken in, watched meanwhile, taken back."""
