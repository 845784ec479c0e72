"""Every figure that is shown in more than one place."""
