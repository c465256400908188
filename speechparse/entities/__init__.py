"""Named entities: found, resolved, linked and normalised."""
