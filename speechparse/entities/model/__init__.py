"""The sequence model: what it sees, its weights, decoding and training."""
