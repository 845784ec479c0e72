"""What a person looks at: where the cohort stands, its status on a day, what needs attention."""
