"""Files of establishments and of SIMD quintiles that others wrote, in the layouts in which they come."""
