"""The inquiries of the teams, from hunch to sharing, and what facilitators log about them."""
