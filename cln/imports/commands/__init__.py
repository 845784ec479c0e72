"""`cln import`, and how each room shows what became of its files."""
