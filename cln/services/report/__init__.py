"""The report of a cohort: `material` reads what it is about, each other module makes one part of the page."""
