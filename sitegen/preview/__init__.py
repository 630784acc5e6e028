"""The live preview: pages drawn on demand from content as it stands, drafts and faults shown."""
