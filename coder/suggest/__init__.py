"""Sources of suggestions, and the batch that runs them over documents. A suggestion is never a coding."""
