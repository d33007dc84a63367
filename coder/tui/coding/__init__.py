"""Reading and coding a document: the screen, the transcript on it, and the desk that holds what is coded."""
