"""How vouchers reach paper."""
