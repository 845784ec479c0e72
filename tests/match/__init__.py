"""What match promises."""
