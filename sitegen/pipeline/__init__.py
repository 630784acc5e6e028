"""The way through the house: read what changed, judge, plan, render, release."""
