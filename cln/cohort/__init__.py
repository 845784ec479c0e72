"""A cohort and who takes part in it: opened, enrolled, withdrawn, replaced, and who is meant."""
