"""The demonstration province: invented stations at real places, loaded through the services."""
