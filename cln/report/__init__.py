"""The report of a cohort: each module makes one part of the page."""
