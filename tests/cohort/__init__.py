"""What cohort promises."""
