"""Pure rules of the collection: from facts to the eleven components, one person or many."""
