"""The working text: folded one to one, its lines and paragraphs, its noise."""
