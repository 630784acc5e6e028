"""What the models say to editors' tools: JSON Schema, and the forms of a git-based CMS."""
