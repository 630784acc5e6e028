"""Checks of the disclosure guide and directory (信息公开指南、目录)."""
