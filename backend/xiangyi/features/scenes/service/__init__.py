"""What scenes do: be kept, be looked up, be published."""
