"""Search: documents become records, records an index, and a query finds every mention."""
