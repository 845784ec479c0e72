"""Above programme size: the teams of each theme apart."""
