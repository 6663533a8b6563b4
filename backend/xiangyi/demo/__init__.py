"""The demonstration province: invented stations at real places, loaded through the services."""

#: Shown as the counter's number where the operator set none; no exchange gives it out.
PHONE = "0731-0000 0000"
