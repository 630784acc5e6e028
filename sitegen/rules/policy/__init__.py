"""Checks of policy documents and their interpretations."""
