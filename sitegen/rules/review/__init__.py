"""Checks of the review chain and of report quotas."""
