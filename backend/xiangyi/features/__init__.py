"""One folder per promise; read this list as the product."""
