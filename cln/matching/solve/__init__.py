"""From problem to judged result: who has a place, who gets which level, who sits with whom."""
