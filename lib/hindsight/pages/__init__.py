"""From a saved file to a document: raw text, edits, typed blocks, related items."""
