"""Figures as ratios within one run; not tests. List them with: python -m tests.bench"""
