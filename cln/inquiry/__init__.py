"""What practitioner inquiry asks for: its stages, and what makes a good question. Pure; knows no database."""
