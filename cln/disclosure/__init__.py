"""What may leave the partnership, and in which form: pseudonyms, free text, figures of a few."""
