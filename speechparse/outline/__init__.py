"""The outline: markers, the series they form, and the tree that the series make."""
