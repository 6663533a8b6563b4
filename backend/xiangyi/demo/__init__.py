"""The demonstration province: invented stations in real places, loaded through the services."""
